import { textOfRuns } from '../../script/line.ts'
import { fromRuns, toRuns } from '../fountain/markedText.ts'
import type { Screenplay, ScreenplayLine } from '../screenplay.ts'
import type { JsonElement } from './schema.ts'

/** A page, and which elements stand on it: ranges of indexes, first and last. An element that goes over is on both pages. */
export interface PageRanges {
  /** "12A" for an inserted page, a number otherwise. */
  number: number | string
  elements: [first: number, last: number][]
}

function elementOf({ type, runs, ...more }: ScreenplayLine): JsonElement {
  const element: JsonElement = { type, text: textOfRuns(runs), ...more }
  if (runs.some(run => run.marks.length > 0))
    element.runs = toRuns(fromRuns(runs)).map(({ text, marks }) =>
      marks.length > 0 ? { text, marks: [...marks] } : { text },
    )
  return element
}

/** A list with one entry to a line: a change of one element is a change of one line. */
const list = (entries: readonly unknown[]): string =>
  entries.length === 0 ? '[]' : `[\n${entries.map(entry => `    ${JSON.stringify(entry)}`).join(',\n')}\n  ]`

/** The whole screenplay as JSON: see `schema.ts`. It carries everything that any format does. */
export function writeJson(screenplay: Screenplay, pages?: readonly PageRanges[]): string {
  const { titlePage, lines, revisions, production, foreign } = screenplay
  const parts: Record<string, string | undefined> = {
    titlePage: JSON.stringify(Object.fromEntries(titlePage.map(({ key, value }) => [key, value])), null, 2).replace(
      /\n/g,
      '\n  ',
    ),
    elements: list(lines.map(elementOf)),
    pages: pages && list(pages),
    revisions: revisions && list(revisions),
    production: production && JSON.stringify(production),
    foreign: foreign && JSON.stringify(foreign),
  }
  const said = Object.entries(parts).filter(([, value]) => value !== undefined)
  return `{\n${said.map(([name, value]) => `  "${name}": ${value}`).join(',\n')}\n}\n`
}
