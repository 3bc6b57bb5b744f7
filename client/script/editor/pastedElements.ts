import { autoType } from '../../../shared/core/script/elements.ts'
import { looksLikeHeading } from '../../../shared/core/script/heading.ts'
import { type LineDraft, type Run, textOfRuns } from '../../../shared/core/script/line.ts'
import type { LineType } from '../../../shared/core/script/lineTypes.ts'

/** A paragraph of another program, with what it says of its place. */
export interface PastedParagraph {
  runs: readonly Run[]
  /** Inches from the left edge of what was pasted. */
  indent: number
  align: 'left' | 'center' | 'right'
  /** The name of its style there ("Scene Heading", "CharacterCxSpFirst"); '' when it has none. */
  style: string
}

/** Inches between an element and action, at the least: halfway between the places that Final Draft gives to neighbours. */
const INDENT = { spoken: 0.5, cue: 1.75, transition: 3.5 } as const

/** Longer than any name with its extension. */
const LONGEST_CUE = 45

const STYLES: readonly [RegExp, LineType][] = [
  [/sceneheading|slugline|^slug|^szenenkopf|masterscene/, 'scene_heading'],
  [/parenthetical|^extension|wryly/, 'parenthetical'],
  [/dialogue?|^dialog/, 'dialogue'],
  [/^character|^cue$|speaker/, 'character'],
  [/transition/, 'transition'],
  [/^shot/, 'shot'],
  [/lyric|singing/, 'lyrics'],
  [/^action|scenedescription|^stagedirection/, 'action'],
]

/** Paragraphs as the elements of a screenplay: by the names of their styles, by their indents, or by their words alone. */
export function readParagraphs(all: readonly PastedParagraph[]): LineDraft[] {
  const spoken = all.filter(({ runs, align }) => !isBlank(runs) && align === 'left')
  const base = Math.min(...spoken.map(({ indent }) => indent))
  const hasIndents = spoken.some(({ indent }) => indent - base >= INDENT.spoken)
  const hasBlanks = all.some(({ runs }, i) => i > 0 && i < all.length - 1 && isBlank(runs))
  const drafts: LineDraft[] = []
  /** The element directly above; null behind an empty paragraph. */
  let above: LineType | null = null
  all.forEach((paragraph, i) => {
    if (isBlank(paragraph.runs)) {
      above = hasIndents ? above : null
      return
    }
    const text = textOfRuns(paragraph.runs).trim()
    const next = hasIndents ? all.slice(i + 1).find(({ runs }) => !isBlank(runs)) : all[i + 1]
    const type: LineType =
      named(paragraph.style) ??
      plainly(text, paragraph) ??
      (hasIndents
        ? byIndent(text, paragraph, base, above, next)
        : byWords(text, above, next && textOfRuns(next.runs).trim(), hasBlanks))
    drafts.push({ type, runs: trimmed(paragraph.runs) })
    above = type
  })
  return drafts
}

function named(style: string): LineType | null {
  const plain = style.toLowerCase().replace(/^mso|[^a-z]|cxsp(first|middle|last)$/g, '')
  return STYLES.find(([pattern]) => pattern.test(plain))?.[1] ?? null
}

/** What no place is needed for. */
function plainly(text: string, { align }: PastedParagraph): LineType | null {
  if (looksLikeHeading(text)) return 'scene_heading'
  if (autoType(text, 'action', null) === 'transition' || (align === 'right' && isCapitals(text))) return 'transition'
  return null
}

function byIndent(
  text: string,
  { indent, align }: PastedParagraph,
  base: number,
  above: LineType | null,
  next: PastedParagraph | undefined,
): LineType {
  if (align === 'center') return isCue(text) && next?.align === 'center' ? 'character' : 'centered'
  const offset = indent - base
  if (offset < INDENT.spoken) return 'action'
  if (/^\(.*\)?$/.test(text)) return above === 'action' || above === null ? 'action' : 'parenthetical'
  if (offset >= INDENT.transition && isCapitals(text)) return 'transition'
  const leadsOn = next !== undefined && next.indent - base >= INDENT.spoken && next.indent < indent
  if (isCue(text) && (offset >= INDENT.cue || leadsOn)) return 'character'
  return 'dialogue'
}

function byWords(text: string, above: LineType | null, next: string | undefined, hasBlanks: boolean): LineType {
  const isSpoken = above === 'character' || above === 'parenthetical' || (hasBlanks && above === 'dialogue')
  if (isSpoken) return /^\(.*\)$/.test(text) ? 'parenthetical' : 'dialogue'
  if (above === 'dialogue' && /^\(.*\)$/.test(text)) return 'parenthetical'
  const leadsOn = next !== undefined && next !== '' && !looksLikeHeading(next) && !isCapitals(next)
  return isCue(text) && leadsOn && (above === null || !hasBlanks) ? 'character' : 'action'
}

const isBlank = (runs: readonly Run[]): boolean => runs.every(({ text }) => text.trim() === '')
const isCapitals = (text: string): boolean => /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text)
const isCue = (text: string): boolean =>
  text.length <= LONGEST_CUE && isCapitals(text.replace(/\([^()]*\)/g, '')) && !/[.!?:…]["”]?$/.test(text.trim())

/** Without the spaces at both ends, which another program used to move words about. */
function trimmed(runs: readonly Run[]): Run[] {
  const out = runs.map(run => ({ ...run }))
  for (const [run, trim] of [
    [out[0], (text: string) => text.trimStart()],
    [out.at(-1), (text: string) => text.trimEnd()],
  ] as const)
    if (run) run.text = trim(run.text)
  return out.filter(({ text }) => text !== '')
}
