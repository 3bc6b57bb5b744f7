import { parentPort, workerData } from 'node:worker_threads'
import { pdfFile } from '../../shared/node/pdf/pdfFile.ts'
import type { PdfTask } from './pdf.ts'

/** The thread that sets one PDF: `workerData` is what is asked for, its one message the file. */
const { screenplay, wishes } = workerData as PdfTask
parentPort?.postMessage(await pdfFile(screenplay, wishes))
