import type { Writing } from '../../core/formats/format.ts'
import { losses } from '../../core/formats/losses.ts'
import type { Screenplay } from '../../core/formats/screenplay.ts'
import { type PdfOptions, writePdf } from './writePdf.ts'

/** How a PDF is asked for. Numbers stand beside the headings where the screenplay fixes them: before production nobody wants any. */
export type PdfWishes = Omit<PdfOptions, 'sceneNumbers'> & { sceneNumbers?: boolean | undefined }

/** The file, and sentences of what it cannot carry. */
export async function pdfFile(screenplay: Screenplay, wishes: PdfWishes): Promise<Writing> {
  const fixed = screenplay.lines.some(line => line.sceneNumber !== undefined)
  const { bytes, lacking } = await writePdf(screenplay, { ...wishes, sceneNumbers: wishes.sceneNumbers ?? fixed })
  const lost = losses(screenplay, 'pdf')
  if (lacking.length > 0) lost.push(`The fonts have no ${lacking.join(' ')}: a question mark is printed for each.`)
  return { content: bytes, lost }
}
