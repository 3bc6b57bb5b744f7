import type { Line } from '../script/line.ts'

/** Who is in some lines, in capitals, in order of appearance. */
export interface Cast {
  /** Those with a cue of their own. */
  speaking: string[]
  /** The speaking ones and those named in the action. */
  all: string[]
}

/** 'Mara (V.O.) ^' -> 'MARA': a cue without its extensions. */
export const cueName = (text: string): string =>
  text
    .replace(/\([^)]*\)?/g, ' ')
    .replace(/[\^@]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toUpperCase()

/** A name as a whole word; bounded, since names come from documents. */
const patterns = new Map<string, RegExp>()
function patternOf(name: string): RegExp {
  const known = patterns.get(name)
  if (known) return known
  if (patterns.size > 1000) patterns.clear()
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'iu')
  patterns.set(name, pattern)
  return pattern
}

/** Does `text` name `name` as a whole word, whatever its case? 'MARAT' does not name 'MARA'. */
export const names = (text: string, name: string): boolean => patternOf(name).test(text)

/** Everybody with a cue in `lines`, in order of appearance. */
export const speakersOf = (lines: readonly Pick<Line, 'type' | 'text'>[]): string[] => [
  ...new Set(lines.flatMap(line => (line.type === 'character' ? cueName(line.text) || [] : []))),
]

/** Who speaks in `lines`, and who of `known` (names in capitals) is named in their action. */
export function castOf(lines: readonly Pick<Line, 'type' | 'text'>[], known: readonly string[]): Cast {
  const speaking = speakersOf(lines)
  const all: string[] = []
  const add = (name: string) => {
    if (name !== '' && !all.includes(name)) all.push(name)
  }
  const candidates = [...new Set([...known, ...speaking])]
  for (const { type, text } of lines)
    if (type === 'character') add(cueName(text))
    else if (type === 'action' || type === 'shot' || type === 'general')
      for (const name of candidates) if (names(text, name)) add(name)
  return { speaking, all }
}

/** Whom the action calls 'he' and whom 'she': in lines that name one person of the cast alone, by the more frequent one. */
export function pronounsOf(
  lines: readonly Pick<Line, 'type' | 'text'>[],
  cast: readonly string[],
): { he: string[]; she: string[] } {
  const balance = new Map<string, number>()
  for (const { type, text } of lines) {
    if (type !== 'action') continue
    const named = cast.filter(name => names(text, name))
    const [name] = named
    if (named.length !== 1 || name === undefined) continue
    const he = text.match(/\b(?:he|his|him|himself)\b/gi)?.length ?? 0
    const she = text.match(/\b(?:she|her|herself)\b/gi)?.length ?? 0
    balance.set(name, (balance.get(name) ?? 0) + he - she)
  }
  const those = (wanted: (count: number) => boolean) => cast.filter(name => wanted(balance.get(name) ?? 0))
  return { he: those(count => count > 0), she: those(count => count < 0) }
}
