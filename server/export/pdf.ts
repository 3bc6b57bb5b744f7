import { z } from 'zod'
import type { Writing } from '../../shared/core/formats/format.ts'
import { LONGEST_WATERMARK } from '../../shared/core/formats/pdf/watermark.ts'
import type { Screenplay } from '../../shared/core/formats/screenplay.ts'
import type { ScriptFigures } from '../../shared/core/reports/figures.ts'
import type { ReportName } from '../../shared/core/reports/names.ts'
import { PAGE_SIZES } from '../../shared/core/script/production.ts'
import { OwnThread } from '../../shared/node/ownThread.ts'
import type { PdfWishes } from '../../shared/node/pdf/pdfFile.ts'
import type { ReportPdfOptions } from '../../shared/node/pdf/reportSheets.ts'
import { ApiError } from '../http/errors.ts'

/** What a PDF may be asked for in an address. */
export const pdfQuery = {
  /** Whom this copy is for: stands across every page, light and behind the text. */
  watermark: z.string().max(LONGEST_WATERMARK, `A watermark has at most ${LONGEST_WATERMARK} characters.`).optional(),
  /** Absent: the paper of the script. */
  size: z.enum(PAGE_SIZES, 'The size of a page is letter or a4.').optional(),
  /** Absent: where somebody fixed them. */
  sceneNumbers: z.enum(['on', 'off'], 'sceneNumbers is on or off.').optional(),
}
const wishes = z.object(pdfQuery)

/** What the thread is asked for: a script or a report. */
export type PdfTask =
  | { kind: 'script'; screenplay: Screenplay; wishes: PdfWishes }
  | { kind: 'report'; report: ReportName; figures: ScriptFigures; options: ReportPdfOptions }

const threads = new OwnThread<PdfTask, Writing>(new URL('./pdfThread.ts', import.meta.url), {
  atOnce: 2,
  // 120 pages take some 2 s
  patience: 60_000,
  memory: 512,
  // the sheets of a long script leave much memory behind
  again: () => false,
  tooMuch: () =>
    new ApiError(
      413,
      'too-large',
      'This takes too long to set as a PDF. Nothing was exported. Export it in another format instead.',
    ),
})

/** Sets a script as a PDF beside the event loop, as `query` asks. Throws {@link z.ZodError} for what cannot be asked. */
export function exportPdf(screenplay: Screenplay, title: string, query: Record<string, string>): Promise<Writing> {
  const { watermark = '', size, sceneNumbers } = wishes.parse(query)
  return threads.run({
    kind: 'script',
    screenplay,
    wishes: {
      title,
      watermark,
      size,
      sceneNumbers: sceneNumbers === undefined ? undefined : sceneNumbers === 'on',
      date: new Date(),
    },
  })
}

/** Sets a report as a PDF beside the event loop. */
export async function exportReportPdf(
  report: ReportName,
  figures: ScriptFigures,
  options: ReportPdfOptions,
): Promise<Writing['content']> {
  const { content } = await threads.run({ kind: 'report', report, figures, options })
  return content
}
