import type { Format } from '../../core/formats/format.ts'
import { notesOf } from '../../core/formats/pdf/confidence.ts'

/** The libraries of PDF are large, and loaded when they are needed. */
export const pdf: Format = {
  name: 'pdf',
  label: 'PDF',
  extensions: ['pdf'],
  mediaType: 'application/pdf',
  read: async bytes => {
    const { readPdf } = await import('./readPdf.ts')
    const { screenplay, confidence } = await readPdf(bytes)
    return { screenplay, notes: notesOf(confidence).map(message => ({ message })) }
  },
  write: async (screenplay, title) => {
    const { pdfFile } = await import('./pdfFile.ts')
    return pdfFile(screenplay, { title, watermark: '', date: new Date() })
  },
}
