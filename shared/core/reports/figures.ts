import type { Page } from '../pages/page.ts'
import { parseHeading, type Setting } from '../script/heading.ts'
import type { Line } from '../script/line.ts'
import { eighthsOf, printedText, secondsOfLines, wordsOf } from '../script/measure.ts'
import { FRONT, type Scene } from '../script/scenes.ts'
import { splitCue } from '../script/smartType.ts'

/** A stretch of a scene in which people talk, or in which something happens. */
export interface Stretch {
  kind: 'dialogue' | 'action'
  /** Of screen time. */
  seconds: number
  /** Its first line. */
  lineId: string
}

/** One scene, counted. Of an omitted scene everything is 0 and nobody is in it. */
export interface SceneFigures {
  id: string
  /** Its heading, to jump to; '' where it has none yet. */
  lineId: string
  /** '' of the lines before the first heading. */
  number: string
  heading: string
  setting: Setting | null
  location: string
  time: string
  /** Label of the page on which it begins; '' while nobody laid out pages. */
  page: string
  eighths: number
  seconds: number
  /** Of screen time, from the beginning of the film. */
  start: number
  /** Everything that is printed. */
  words: number
  /** Those with a cue, in order of appearance. */
  characters: string[]
  /** Words that each of them says. */
  spoken: ReadonlyMap<string, number>
  stretches: readonly Stretch[]
  omitted: boolean
}

/** One speech: a cue and what is said under it. */
export interface Speech {
  speaker: string
  scene: SceneFigures
  /** The cue. */
  lineId: string
  words: number
}

/** Words that each character says on one page. */
export interface PageFigures {
  label: string
  /** Its first line, to jump to. */
  lineId: string
  spoken: ReadonlyMap<string, number>
}

/** A script, counted: what all reports are made of. */
export interface ScriptFigures {
  /** In the order of the film; lines before the first heading are in none of them. */
  scenes: readonly SceneFigures[]
  /** The same, and the lines before the first heading when they take time. */
  parts: readonly SceneFigures[]
  speeches: readonly Speech[]
  pages: readonly PageFigures[]
  /** Of screen time. */
  seconds: number
  eighths: number
  /** Words of dialogue. */
  words: number
}

type Placed = ReadonlyMap<string, string>

const isSpeech = (line: Line): boolean => line.type === 'character' || line.type === 'parenthetical' || isSaid(line)
const isSaid = ({ type }: Line): boolean => type === 'dialogue' || type === 'lyrics'
const isPrinted = ({ type }: Line): boolean =>
  type !== 'section' && type !== 'synopsis' && type !== 'note' && type !== 'page_break'

/** Counts a script. `pages` are those it is printed on; without them no scene knows its page. */
export function figuresOf(scenes: readonly Scene[], pages: readonly Page[] = []): ScriptFigures {
  const placed = pagesOfLines(pages)
  const speeches: Speech[] = []
  const speakers = new Map<string, string>()
  let start = 0
  const parts = scenes.map(scene => {
    const figures = sceneFigures(scene, placed, start)
    if (!scene.omitted) speeches.push(...speechesOf(figures, scene.lines, speakers))
    start += figures.seconds
    return figures
  })
  for (const { speaker, scene, words } of speeches) {
    const spoken = scene.spoken as Map<string, number>
    spoken.set(speaker, (spoken.get(speaker) ?? 0) + words)
    if (!scene.characters.includes(speaker)) scene.characters.push(speaker)
  }
  const shown = parts.filter(({ id }) => id !== FRONT)
  return {
    scenes: shown,
    parts: parts.filter(({ id, seconds }) => id !== FRONT || seconds > 0),
    speeches,
    pages: pageFigures(pages, scenes, speakers),
    seconds: start,
    eighths: shown.reduce((sum, { eighths }) => sum + eighths, 0),
    words: speeches.reduce((sum, { words }) => sum + words, 0),
  }
}

function sceneFigures({ id, number, heading, omitted, lines }: Scene, placed: Placed, start: number): SceneFigures {
  const lineId = lines.find(({ type }) => type === 'scene_heading')?.id ?? ''
  const printed = omitted ? [] : lines.filter(isPrinted)
  const stretches = stretchesOf(printed)
  return {
    id,
    lineId,
    number,
    heading: printedText(heading).trim(),
    ...parseHeading(printedText(heading).toUpperCase()),
    page: placed.get(lineId) ?? '',
    eighths: eighthsOf(printed),
    seconds: stretches.reduce((sum, { seconds }) => sum + seconds, 0),
    start,
    words: printed.reduce((sum, { text }) => sum + wordsOf(text), 0),
    characters: [],
    spoken: new Map(),
    stretches,
    omitted,
  }
}

/** Dialogue and action by turns. Headings take no time and end nothing: who talks on, talks on. */
function stretchesOf(lines: readonly Line[]): Stretch[] {
  const groups: Line[][] = []
  for (const line of lines) {
    const last = groups.at(-1)
    const first = last?.[0]
    if (last && first && isSpeech(first) === isSpeech(line)) last.push(line)
    else groups.push([line])
  }
  return groups.flatMap(group => {
    const [first] = group
    const seconds = secondsOfLines(group)
    if (!first || seconds === 0) return []
    return [{ kind: isSpeech(first) ? ('dialogue' as const) : ('action' as const), seconds, lineId: first.id }]
  })
}

/** The speeches of a scene; tells `speakers` who says which line. */
function speechesOf(scene: SceneFigures, lines: readonly Line[], speakers: Map<string, string>): Speech[] {
  const out: Speech[] = []
  let speech: Speech | null = null
  for (const line of lines) {
    if (line.type === 'character') {
      const { name } = splitCue(line.text)
      speech = name === '' ? null : { speaker: name, scene, lineId: line.id, words: 0 }
      if (speech) out.push(speech)
    } else if (isSaid(line) && speech) {
      speech.words += wordsOf(line.text)
      speakers.set(line.id, speech.speaker)
    } else if (isPrinted(line) && line.type !== 'parenthetical') speech = null
  }
  return out
}

/** Line id -> label of the page on which it begins. */
function pagesOfLines(pages: readonly Page[]): Placed {
  const placed = new Map<string, string>()
  for (const { label, rows } of pages)
    for (const { line, kind } of rows)
      if ((kind === 'text' || kind === 'omitted') && !placed.has(line)) placed.set(line, label)
  return placed
}

function pageFigures(pages: readonly Page[], scenes: readonly Scene[], speakers: ReadonlyMap<string, string>) {
  if (pages.length === 0) return []
  const texts = new Map(scenes.flatMap(({ lines }) => lines.map(line => [line.id, line.text] as const)))
  return pages.map(({ label, rows, start }): PageFigures => {
    const spoken = new Map<string, number>()
    for (const { kind, line, from, to } of rows) {
      const speaker = kind === 'text' ? speakers.get(line) : undefined
      if (speaker === undefined) continue
      const words = wordsOf((texts.get(line) ?? '').slice(from, to))
      spoken.set(speaker, (spoken.get(speaker) ?? 0) + words)
    }
    return { label, lineId: start?.line ?? '', spoken }
  })
}
