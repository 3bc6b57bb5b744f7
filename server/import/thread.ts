import { parentPort } from 'node:worker_threads'
import { looksLikeFdx } from '../../shared/core/formats/fdx/decode.ts'
import { FdxError } from '../../shared/core/formats/fdx/errors.ts'
import { readFdx } from '../../shared/core/formats/fdx/read.ts'
import { FountainError } from '../../shared/core/formats/fountain/errors.ts'
import { JsonError } from '../../shared/core/formats/json/errors.ts'
import { looksLikeJson, readJson } from '../../shared/core/formats/json/read.ts'
import { notesOf } from '../../shared/core/formats/pdf/confidence.ts'
import { PdfError } from '../../shared/core/formats/pdf/errors.ts'
import { isPdf } from '../../shared/core/formats/pdf/isPdf.ts'
import { readText } from '../../shared/core/formats/text/read.ts'
import type { ReadFile, ThreadAnswer } from './readFile.ts'

/** Reads a file as what its bytes say it is. */
async function readScreenplay(bytes: Uint8Array): Promise<ReadFile> {
  if (isPdf(bytes)) {
    // the reader of PDFs takes longer to load than a Fountain file to read
    const { readPdf } = await import('../../shared/node/pdf/readPdf.ts')
    const { screenplay, confidence } = await readPdf(bytes)
    return { screenplay, notes: notesOf(confidence), confidence: confidence.score }
  }
  if (looksLikeFdx(bytes)) return readFdx(bytes)
  if (looksLikeJson(bytes)) return { screenplay: readJson(bytes), notes: [] }
  const { screenplay, notes } = readText(bytes)
  return {
    screenplay,
    notes: notes.map(({ message, line }) => (line === undefined ? message : `Line ${line}: ${message}`)),
  }
}

/** What the thread says to one file. */
async function answer(bytes: Uint8Array): Promise<ThreadAnswer> {
  try {
    return await readScreenplay(bytes)
  } catch (error) {
    if (error instanceof FountainError)
      return { refusal: { code: error.code, message: error.message, status: error.code === 'too-large' ? 413 : 400 } }
    if (error instanceof PdfError || error instanceof FdxError || error instanceof JsonError)
      return { refusal: { code: error.code, message: error.message, status: error.status } }
    throw error
  }
}

parentPort?.on('message', async (bytes: Uint8Array) => parentPort?.postMessage(await answer(bytes)))
