import { parseHeading } from './heading.ts'
import type { Line } from './line.ts'
import { printedText } from './measure.ts'

type Typed = Pick<Line, 'type' | 'text'>

/** Someone with a cue. */
export interface Speaker {
  /** As in the cue, in capitals, without extensions. */
  name: string
  /** Cues so far. */
  count: number
  /** Index of the latest cue among the lines. */
  last: number
  /** Extensions used, brackets included, latest first: '(V.O.)'. */
  extensions: string[]
}

const EXTENSIONS = ['(V.O.)', '(O.S.)', '(O.C.)', "(CONT'D)"] as const
const SETTINGS = ['INT. ', 'EXT. ', 'INT./EXT. ', 'EST. '] as const
const TRANSITIONS = [
  'CUT TO:',
  'DISSOLVE TO:',
  'FADE IN:',
  'FADE OUT.',
  'FADE TO BLACK.',
  'JUMP CUT TO:',
  'MATCH CUT TO:',
  'SMASH CUT TO:',
  'TIME CUT:',
  'INTERCUT WITH:',
] as const
const TIMES = ['DAY', 'NIGHT', 'MORNING', 'EVENING', 'DAWN', 'DUSK', 'LATER', 'MOMENTS LATER', 'CONTINUOUS'] as const

/** 'Mara (V.O.) (CONT'D)' -> MARA and its extensions. */
export function splitCue(text: string): { name: string; extensions: string[] } {
  const cue = printedText(text).trim()
  const at = cue.indexOf('(')
  const name = (at < 0 ? cue : cue.slice(0, at)).trim().toUpperCase()
  return { name, extensions: at < 0 ? [] : (cue.slice(at).match(/\([^()]*\)/g) ?? []).map(e => e.toUpperCase()) }
}

/** The name in a cue, in capitals, without extensions. */
export const speakerOf = (cue: string): string => splitCue(cue).name

/** Everyone who has a cue in `lines`, most frequent first, equally frequent by who spoke last. */
export function charactersOf(lines: readonly Typed[]): Speaker[] {
  const speakers = new Map<string, Speaker>()
  for (const [index, line] of lines.entries()) {
    if (line.type !== 'character') continue
    const { name, extensions } = splitCue(line.text)
    if (name === '') continue
    const speaker = speakers.get(name) ?? { name, count: 0, last: index, extensions: [] }
    speaker.count++
    speaker.last = index
    speaker.extensions = [...extensions, ...speaker.extensions.filter(e => !extensions.includes(e))]
    speakers.set(name, speaker)
  }
  return [...speakers.values()].sort((a, b) => b.count - a.count || b.last - a.last)
}

/** Names of the current scene before line `at`, in the order in which they are likely to speak next. */
function turnOrder(lines: readonly Typed[], at: number): string[] {
  const recent: string[] = []
  for (let index = at - 1; index >= 0; index--) {
    const line = lines[index]
    if (!line || line.type === 'scene_heading') break
    const name = line.type === 'character' ? splitCue(line.text).name : ''
    if (name !== '' && !recent.includes(name)) recent.push(name)
  }
  // in a conversation whoever spoke before last speaks next, and the last one answers after that
  const [last, ...others] = recent
  return last === undefined ? others : [...others.slice(0, 1), last, ...others.slice(1)]
}

const continues = (whole: string, prefix: string): boolean =>
  whole.toUpperCase().startsWith(prefix.trimStart().toUpperCase())

/**
 * Cues that continue `prefix`, likeliest first: in the scene, whoever spoke before last; then by frequency. Behind a name
 * and a bracket, extensions: those of the name first. `at` is the place of the cue among `lines`, its own text counts for
 * nothing; without it, the last cue that says just `prefix`, or else the end.
 */
export function completeCue(prefix: string, lines: readonly Typed[], at?: number): string[] {
  const found = at ?? lines.findLastIndex(line => line.type === 'character' && line.text === prefix)
  const place = found < 0 ? lines.length : found
  const speakers = charactersOf(lines.filter((_, index) => index !== place))
  const bracket = prefix.indexOf('(')
  if (bracket >= 0) {
    const name = prefix.slice(0, bracket).trim().toUpperCase()
    const used = speakers.find(speaker => speaker.name === name)?.extensions ?? []
    return [...new Set([...used, ...EXTENSIONS])]
      .map(extension => `${name} ${extension}`)
      .filter(cue => continues(cue, `${name} ${prefix.slice(bracket)}`))
  }
  const names = [...turnOrder(lines, place), ...speakers.map(speaker => speaker.name)]
  return [...new Set(names)].filter(name => continues(name, prefix))
}

/** Values by frequency, then by recency, those that continue `prefix` and are not it. */
function completions(prefix: string, used: readonly string[], also: readonly string[] = []): string[] {
  const counts = new Map<string, { count: number; last: number }>()
  for (const [last, value] of used.entries())
    if (value !== '') counts.set(value, { count: (counts.get(value)?.count ?? 0) + 1, last })
  const known = [...counts].sort(([, a], [, b]) => b.count - a.count || b.last - a.last).map(([value]) => value)
  const typed = prefix.trim().toUpperCase()
  return [...new Set([...known, ...also])].filter(value => value !== typed && continues(value, prefix))
}

const headings = (lines: readonly Typed[]) =>
  lines.filter(line => line.type === 'scene_heading').map(line => parseHeading(printedText(line.text).toUpperCase()))

/** Locations used so far that continue `prefix`, the most frequent first. */
export const completeLocation = (prefix: string, lines: readonly Typed[]): string[] =>
  completions(
    prefix,
    headings(lines).map(heading => heading.location),
  )

/** Times of day that continue `prefix`: those of the script first, then the usual ones. */
export const completeTime = (prefix: string, lines: readonly Typed[]): string[] =>
  completions(
    prefix,
    headings(lines).map(heading => heading.time),
    TIMES,
  )

/** How a heading begins, for one in which nothing else is written. */
export const completeSetting = (prefix: string): string[] =>
  SETTINGS.filter(setting => setting.startsWith(prefix.toUpperCase()) && setting !== prefix.toUpperCase())

/** Transitions that continue `prefix`: those of the script first, then the usual ones. */
export const completeTransition = (prefix: string, lines: readonly Typed[]): string[] =>
  completions(
    prefix,
    lines
      .filter(line => line.type === 'transition' && line.text !== prefix)
      .map(line => line.text.trim().toUpperCase()),
    TRANSITIONS,
  )

const CONTINUED = /\(\s*CONT(?:['’]?D|INUED|INUING)\.?\s*\)/i

/**
 * What belongs behind the cue at place `at`: " (CONT'D)" when the same character spoke last in the scene and it does not say
 * so yet; '' otherwise.
 */
export function continuedSuffix(lines: readonly Typed[], at: number): string {
  const cue = lines[at]
  const { name } = cue?.type === 'character' ? splitCue(cue.text) : { name: '' }
  if (!cue || name === '' || CONTINUED.test(cue.text)) return ''
  for (let index = at - 1; index >= 0; index--) {
    const line = lines[index]
    if (!line || line.type === 'scene_heading') return ''
    if (line.type === 'character') return splitCue(line.text).name === name ? " (CONT'D)" : ''
  }
  return ''
}
