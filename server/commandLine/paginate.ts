import { writeJson } from '../../shared/core/formats/json/write.ts'
import { pagesOf, rangesOf, sizeOf } from '../../shared/core/formats/pagesOf.ts'
import type { PageSize } from '../../shared/core/pages/page.ts'
import { CommandError, EXIT } from './commandError.ts'
import { about, formatOf, readScreenplay, writeOut } from './files.ts'

const SIZES: Record<PageSize, string> = { letter: 'US Letter', a4: 'A4' }
const isSize = (size: string): size is PageSize => size in SIZES

/** Prints which elements stand on which page: a list for people, or the screenplay with its pages as JSON. */
export async function paginate(
  from: string,
  { from: format, json, size: asked }: { from?: string; json?: boolean; size?: string },
): Promise<void> {
  if (asked !== undefined && !isSize(asked))
    throw new CommandError(
      EXIT.usage,
      `--size ${asked}: there is no such paper. Known are ${Object.keys(SIZES).join(', ')}.`,
    )
  const { screenplay, notes } = await readScreenplay(from, formatOf(from, format, '--from'))
  const pageSize = asked ?? sizeOf(screenplay)
  const laidOut = pagesOf(screenplay, pageSize)
  const pages = rangesOf(laidOut).map((page, index) => ({ ...page, rows: rowsOf(laidOut[index]) }))
  const onPaper = { ...screenplay, production: { ...screenplay.production, pageSize } }
  await writeOut('-', json ? writeJson(onPaper, pages) : listOf(pages, pageSize))
  for (const { message, line } of notes) console.error(about(from, message, line))
}

/** Rows down to the last printed one. */
const rowsOf = (page: { rows: readonly { row: number }[] } | undefined): number =>
  Math.max(0, ...(page?.rows ?? []).map(({ row }) => row + 1))

const listOf = (pages: readonly { number: number | string; rows: number }[], size: PageSize): string =>
  [
    `${pages.length} ${pages.length === 1 ? 'page' : 'pages'} of ${SIZES[size]}`,
    ...pages.map(({ number, rows }) => `${String(number).padStart(5)}  ${rows} ${rows === 1 ? 'row' : 'rows'}`),
    '',
  ].join('\n')
