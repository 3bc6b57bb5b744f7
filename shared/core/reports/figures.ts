import type { Page, PageRow } from '../pages/page.ts'
import type { Pagination } from '../pages/paginate.ts'
import { sceneEighths, scenesOfLines } from '../pages/sceneEighths.ts'
import { parseHeading, type Setting } from '../script/heading.ts'
import { type Line, textOfRuns } from '../script/line.ts'
import { printedText, secondsOfLines, wordsOf } from '../script/measure.ts'
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
  /** Label of the page on which it begins; '' of an empty one. */
  page: string
  /** On paper, in eighths of a page. */
  eighths: number
  /** By words: what is said, and action by its rows. */
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

const isSaid = ({ type }: Line): boolean => type === 'dialogue' || type === 'lyrics'
const isSpeech = (line: Line): boolean => line.type === 'character' || line.type === 'parenthetical' || isSaid(line)
const isPrinted = ({ type }: Line): boolean =>
  type !== 'section' && type !== 'synopsis' && type !== 'note' && type !== 'page_break'

/** What one scene says by itself, wherever in the film it is. */
export interface SceneCount
  extends Omit<SceneFigures, 'id' | 'number' | 'page' | 'eighths' | 'start' | 'omitted' | 'characters' | 'spoken'> {
  speeches: readonly Omit<Speech, 'scene'>[]
  /** Line of dialogue -> who says it. */
  speakers: ReadonlyMap<string, string>
}

/** Counts a script, with the pages that it is printed on. */
export function figuresOf(
  scenes: readonly Scene[],
  pagination: Pagination,
  count: (scene: Scene) => SceneCount = countScene,
): ScriptFigures {
  const { pages } = pagination
  const placed = pagesOfLines(pages)
  const lengths = sceneEighths(pagination, scenesOfLines(scenes))
  const speeches: Speech[] = []
  const speakers: ReadonlyMap<string, string>[] = []
  let start = 0
  const parts = scenes.map((scene): SceneFigures => {
    const { speeches: said, speakers: saying, ...counted } = count(scene)
    const spoken = new Map<string, number>()
    for (const { speaker, words } of said) spoken.set(speaker, (spoken.get(speaker) ?? 0) + words)
    const { id, number, omitted } = scene
    const page = placed.get(counted.lineId) ?? ''
    const eighths = lengths.get(id) ?? 0
    const figures = { ...counted, id, number, omitted, page, eighths, start, spoken, characters: [...spoken.keys()] }
    start += figures.seconds
    speeches.push(...said.map(speech => ({ ...speech, scene: figures })))
    speakers.push(saying)
    return figures
  })
  const shown = parts.filter(({ id }) => id !== FRONT)
  return {
    scenes: shown,
    parts: parts.filter(({ id, seconds }) => id !== FRONT || seconds > 0),
    speeches,
    pages: pageFigures(pages, new Map(speakers.flatMap(saying => [...saying]))),
    seconds: start,
    eighths: shown.reduce((sum, { eighths }) => sum + eighths, 0),
    words: speeches.reduce((sum, { words }) => sum + words, 0),
  }
}

/** Counts one scene. Of an omitted one nothing but its heading is left. */
export function countScene({ heading, omitted, lines }: Scene): SceneCount {
  const lineId = lines.find(({ type }) => type === 'scene_heading')?.id ?? ''
  const printed = omitted ? [] : lines.filter(isPrinted)
  const stretches = stretchesOf(printed)
  return {
    lineId,
    heading: printedText(heading).trim(),
    ...parseHeading(printedText(heading).toUpperCase()),
    seconds: stretches.reduce((sum, { seconds }) => sum + seconds, 0),
    words: printed.reduce((sum, { text }) => sum + wordsOf(text), 0),
    stretches,
    ...speechesOf(printed),
  }
}

/** Counts scenes like {@link countScene}, and those of which every line is still the same object not again. */
export function rememberCounts(): (scene: Scene) => SceneCount {
  const known = new Map<string, { scene: Scene; count: SceneCount }>()
  return scene => {
    const before = known.get(scene.id)
    if (before && isSame(before.scene, scene)) return before.count
    const count = countScene(scene)
    known.set(scene.id, { scene, count })
    return count
  }
}

const isSame = (a: Scene, b: Scene): boolean =>
  a.omitted === b.omitted && a.lines.length === b.lines.length && a.lines.every((line, i) => line === b.lines[i])

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

/** Speeches, and who says which line. */
function speechesOf(lines: readonly Line[]): Pick<SceneCount, 'speeches' | 'speakers'> {
  const speeches: { speaker: string; lineId: string; words: number }[] = []
  const speakers = new Map<string, string>()
  let speech: (typeof speeches)[number] | null = null
  for (const line of lines) {
    if (line.type === 'character') {
      const { name } = splitCue(line.text)
      speech = name === '' ? null : { speaker: name, lineId: line.id, words: 0 }
      if (speech) speeches.push(speech)
    } else if (isSaid(line) && speech) {
      speech.words += wordsOf(line.text)
      speakers.set(line.id, speech.speaker)
    } else if (line.type !== 'parenthetical') speech = null
  }
  return { speeches, speakers }
}

/** Line id -> label of the page on which it begins. */
function pagesOfLines(pages: readonly Page[]): Placed {
  const placed = new Map<string, string>()
  for (const { label, rows } of pages)
    for (const { line, kind } of rows)
      if ((kind === 'text' || kind === 'omitted') && !placed.has(line)) placed.set(line, label)
  return placed
}

/** Rows of pages that were not set anew are the same objects. */
const knownWords = new WeakMap<PageRow, number>()

function wordsOfRow(row: PageRow): number {
  let words = knownWords.get(row)
  if (words === undefined) {
    words = wordsOf(textOfRuns(row.runs))
    knownWords.set(row, words)
  }
  return words
}

function pageFigures(pages: readonly Page[], speakers: ReadonlyMap<string, string>): PageFigures[] {
  return pages.map(({ label, rows, start }) => {
    const spoken = new Map<string, number>()
    for (const row of rows) {
      const speaker = row.kind === 'text' ? speakers.get(row.line) : undefined
      if (speaker !== undefined) spoken.set(speaker, (spoken.get(speaker) ?? 0) + wordsOfRow(row))
    }
    return { label, lineId: start?.line ?? '', spoken }
  })
}
