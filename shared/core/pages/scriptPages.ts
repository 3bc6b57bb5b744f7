import type * as Y from 'yjs'
import type { Screenplay } from '../formats/screenplay.ts'
import { type Line, textOfRuns } from '../script/line.ts'
import { numberScenes } from '../script/numbers.ts'
import { readProduction, setLockedPages } from '../script/production.ts'
import { FRONT, readScenes, type Scene } from '../script/scenes.ts'
import type { LockedPage, Page, PageLine, PageOptions } from './page.ts'
import { type Pagination, paginate } from './paginate.ts'

const known = new WeakMap<Line, PageLine>()

/** A line as it is printed; the same object for the same line, so that pages are set anew only where something changed. */
function printedLine(line: Line, sceneNumber: string | undefined, omitted: boolean): PageLine {
  if (!omitted && sceneNumber === undefined) return line
  let printed = known.get(line)
  if (printed?.omitted !== omitted || printed.sceneNumber !== sceneNumber) {
    printed = { ...line, omitted, sceneNumber }
    known.set(line, printed)
  }
  return printed
}

/** The lines of a script as they are printed, with the numbers of their scenes. */
export function printedLines(scenes: readonly Scene[]): PageLine[] {
  return scenes.flatMap(({ id, number, omitted, lines }) => {
    const heading = id === FRONT ? -1 : lines.findIndex(({ type }) => type === 'scene_heading')
    return lines.map((line, i) => printedLine(line, i === heading ? number : undefined, omitted))
  })
}

/** How a script is printed: its paper, the revision that is being written, and its locked pages. */
export function pageOptions(doc: Y.Doc): PageOptions {
  const { pageSize, revision, pages } = readProduction(doc)
  return { size: pageSize, revision: revision ?? undefined, locked: pages ?? undefined }
}

/** The pages of a script as it is now. */
export const paginateScript = (doc: Y.Doc): Pagination => paginate(printedLines(readScenes(doc)), pageOptions(doc))

/** The pages of a screenplay that is in no document. The ids of its lines are their places: '0', '1' ... */
export function paginateScreenplay({ lines, production }: Screenplay): Pagination {
  const headings = lines.filter(({ type }) => type === 'scene_heading')
  const numbers = numberScenes(
    headings.map(({ sceneNumber }) => sceneNumber),
    production?.scenesLocked,
  )
  let heading = -1
  let isOmitted = false
  const printed = lines.map((line, i): PageLine => {
    if (line.type === 'scene_heading') {
      heading++
      isOmitted = line.omitted === true
    }
    const sceneNumber = line.type === 'scene_heading' ? numbers[heading] : undefined
    return { ...line, id: String(i), text: textOfRuns(line.runs), sceneNumber, omitted: isOmitted }
  })
  return paginate(printed, {
    size: production?.pageSize,
    revision: production?.revision,
    locked: production?.pages?.map(page => ({ ...page, line: String(page.line) })),
  })
}

/** Where pages begin, as they are locked. */
const startsOf = (pages: readonly Page[]): LockedPage[] =>
  pages.flatMap(({ label, start }) => (start ? [{ label, ...start }] : []))

/** From now on every page begins where it begins now. Locking again keeps the labels that were given since, 12A included. */
export const lockPages = (doc: Y.Doc): void => setLockedPages(doc, startsOf(paginateScript(doc).pages))

/** Pages fall where they fall again, numbered from 1. */
export const unlockPages = (doc: Y.Doc): void => setLockedPages(doc, null)
