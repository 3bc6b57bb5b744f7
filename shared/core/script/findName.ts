import { asWrittenIn, escapePattern, type Match, type Passage } from './find.ts'
import type { LineType } from './lineTypes.ts'
import { charactersOf, splitCue } from './smartType.ts'

/** A place where a character is named. */
export interface NameHit extends Match {
  /** In a cue, in other lines of the script, or in a cell of a shot table (`passage.type` null). */
  where: 'cue' | 'line' | 'cell'
  /**
   * Surely the character: whoever renames begins with these. 'will' in small letters may be a word, and the MARA of
   * OLD MARA is somebody else when OLD MARA speaks, too.
   */
  sure: boolean
}

/** Elements in which a character may be named. */
const NAMING: ReadonlySet<LineType> = new Set([
  'scene_heading',
  'action',
  'character',
  'parenthetical',
  'dialogue',
  'lyrics',
  'transition',
  'centered',
  'section',
  'synopsis',
  'note',
  'shot',
  'general',
])

/** A name as a whole word, however its letters are composed, with any white space between its words. */
function namePattern(name: string): RegExp {
  const forms = [...new Set([name.normalize('NFC'), name.normalize('NFD')])]
  const sources = forms.map(form => form.trim().split(/\s+/).map(escapePattern).join('\\s+'))
  return new RegExp(`(?<![\\p{L}\\p{N}\\p{M}_])(?:${sources.join('|')})(?![\\p{L}\\p{N}\\p{M}_])`, 'giu')
}

const hasLetters = (text: string): boolean => text.toLowerCase() !== text.toUpperCase()
const isCapitals = (text: string): boolean => hasLetters(text) && text === text.toUpperCase()
const isSmall = (text: string): boolean => hasLetters(text) && text === text.toLowerCase()

/** 'OLD SAM' -> 'Old Sam'. A name that was given in mixed letters keeps them: 'McCoy'. */
const inWords = (name: string): string =>
  isCapitals(name) || isSmall(name)
    ? name.toLowerCase().replace(/(?<![\p{L}\p{N}\p{M}'’])\p{L}/gu, letter => letter.toUpperCase())
    : name

/** `name` written as `as` is: INES gives IRMA, Ines gives Irma, ines gives irma. */
export const inCaseOf = (as: string, name: string): string =>
  isCapitals(as) ? name.toUpperCase() : isSmall(as) ? name.toLowerCase() : inWords(name)

/** Is the cue this character's, alone or together with others: 'INES (V.O.)', 'INES AND TOMAS', 'TOMAS / INES'? */
const speaksInCue = (cue: string, name: string): boolean =>
  splitCue(cue)
    .name.split(/\s*(?:[,&/+]|(?<=\s)AND(?=\s))\s*/)
    .some(part => part.normalize('NFC') === name)

/**
 * Every place in `passages` that names the character `from`, and what stands there once the character is called `to`.
 * Extensions of cues stay as they are; capitals are kept.
 */
export function findName(passages: readonly Passage[], from: string, to: string): NameHit[] {
  const name = from.trim().normalize('NFC').toUpperCase()
  if (name === '') return []
  const pattern = namePattern(name)
  const lines = passages.flatMap(({ type, text }) => (type === null ? [] : [{ type, text }]))
  const others = charactersOf(lines)
    .map(speaker => speaker.name)
    .filter(other => other.normalize('NFC') !== name)
    .map(other => ({ name: other, pattern: namePattern(other) }))
    .filter(other => other.name.search(pattern) >= 0)
  const hits: NameHit[] = []
  for (const [passage, { type, text }] of passages.entries()) {
    if (type !== null && !NAMING.has(type)) continue
    const found = [...text.matchAll(pattern)]
    if (found.length === 0) continue
    const taken = others.flatMap(other =>
      [...text.matchAll(other.pattern)].map(match => ({ from: match.index, to: match.index + match[0].length })),
    )
    for (const match of found) {
      const [start, end] = [match.index, match.index + match[0].length]
      const isOthers = taken.some(range => range.from <= start && end <= range.to)
      hits.push({
        passage,
        from: start,
        to: end,
        insert: asWrittenIn(type, inCaseOf(match[0], to.trim())),
        where: type === 'character' ? 'cue' : type === null ? 'cell' : 'line',
        sure: type === 'character' ? speaksInCue(text, name) : !isOthers && !isSmall(match[0]),
      })
    }
  }
  return hits
}

/** Why a character cannot be called that, as a sentence; null when it can. */
export function nameProblem(from: string, to: string): string | null {
  const name = to.trim()
  if (name === '') return 'Type the new name.'
  if (name.toUpperCase() === from.trim().toUpperCase()) return 'That is the name already.'
  if (/[()^\n]/.test(name))
    return 'A name has no brackets, no ^ and no line break: extensions like (V.O.) stay as they are.'
  return null
}
