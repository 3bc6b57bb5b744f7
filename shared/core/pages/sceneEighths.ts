import type * as Y from 'yjs'
import { FRONT, readScenes, type Scene } from '../script/scenes.ts'
import { PAPERS } from './layout.ts'
import { type Pagination, paginate } from './paginate.ts'
import { pageOptions, printedLines } from './scriptPages.ts'

const EIGHTHS = 8

/**
 * How long scenes are on paper, in eighths of a page, as a first assistant director counts them with a ruler: each page has
 * seven lines that divide it, a scene begins and ends at the nearest of them, and is an eighth at the least. What stands
 * before the first heading is counted with the scene that follows; an omitted scene has no length. `sceneOf`: line -> scene.
 *
 * The empty rows at the foot of a page belong to the scene above them, because the page is full. They do not where somebody
 * ended the page early: in front of a forced break or of a locked page, and at the end of the script.
 */
export function sceneEighths(pagination: Pagination, sceneOf: ReadonlyMap<string, string>): Map<string, number> {
  const { tops, end } = scenesOnPaper(pagination, sceneOf)
  const marks = [...tops.map(({ at }) => at), end].map(at => Math.round(at * EIGHTHS))
  const lengths = new Map<string, number>()
  for (const [i, { scene, omitted }] of tops.entries())
    lengths.set(scene, omitted ? 0 : Math.max(1, (marks[i + 1] ?? 0) - (marks[i] ?? 0)))
  return lengths
}

/** The same of a script by itself. */
export function scriptEighths(doc: Y.Doc, scenes: readonly Scene[] = readScenes(doc)): Map<string, number> {
  return sceneEighths(paginate(printedLines(scenes), pageOptions(doc)), scenesOfLines(scenes))
}

/** Line -> the scene that it is read in. */
export const scenesOfLines = (scenes: readonly Scene[]): Map<string, string> =>
  new Map(scenes.flatMap(({ id, lines }) => lines.map(line => [line.id, id] as const)))

/** Where a scene begins on paper, in pages from the top of the first one. */
interface Top {
  scene: string
  at: number
  omitted: boolean
}

function scenesOnPaper(pagination: Pagination, sceneOf: ReadonlyMap<string, string>): { tops: Top[]; end: number } {
  const { pages, options } = pagination
  const { rows: full } = PAPERS[options.size ?? 'letter']
  const tops: Top[] = []
  const seen = new Set<string>()
  let before = 0
  for (const [i, { rows }] of pages.entries()) {
    for (const { line, row, kind } of rows) {
      const scene = sceneOf.get(line) ?? FRONT
      if (seen.has(scene)) continue
      seen.add(scene)
      // what stands before the first heading is counted with the first scene
      const first = tops[0]
      if (tops.length === 1 && first?.scene === FRONT) tops[0] = { scene, at: first.at, omitted: kind === 'omitted' }
      else tops.push({ scene, at: before + row / full, omitted: kind === 'omitted' })
    }
    const used = (rows.at(-1)?.row ?? -1) + 1
    const isFull = full - used < full / EIGHTHS || !endsEarly(pagination, i)
    before += isFull && i < pages.length - 1 ? 1 : used / full
  }
  return { tops, end: before }
}

/** Was page `i` ended by a forced break, by the locked page behind it, or by the end of the script? */
function endsEarly({ pages, sheets, lines }: Pagination, i: number): boolean {
  const next = sheets[i + 1]
  if (!next || next.locked >= 0) return true
  const last = pages[i]?.rows.at(-1)?.line
  for (let at = next.start.block - 1; at >= 0 && lines[at]?.id !== last; at--)
    if (lines[at]?.type === 'page_break') return true
  return false
}
