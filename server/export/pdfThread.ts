import { parentPort } from 'node:worker_threads'
import type { Writing } from '../../shared/core/formats/format.ts'
import type { PdfTask } from './pdf.ts'

async function write(task: PdfTask): Promise<Writing> {
  if (task.kind === 'script') {
    const { pdfFile } = await import('../../shared/node/pdf/pdfFile.ts')
    return pdfFile(task.screenplay, task.wishes)
  }
  const { writeReportPdf } = await import('../../shared/node/pdf/reportSheets.ts')
  return { content: await writeReportPdf(task.report, task.figures, task.options), lost: [] }
}

/** The thread that sets PDFs: a message is what is asked for, the answer the file. */
parentPort?.on('message', async (task: PdfTask) => parentPort?.postMessage(await write(task)))
