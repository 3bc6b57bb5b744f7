import { parentPort } from 'node:worker_threads'
import { FILE_LIMITS, type FileKind } from '../../shared/core/brief/files.ts'
import { FdxError } from '../../shared/core/formats/fdx/errors.ts'
import { readFdx } from '../../shared/core/formats/fdx/read.ts'
import { writeFountain } from '../../shared/core/formats/fountain/write.ts'
import { docxText } from './docx.ts'
import { epubText } from './epub.ts'
import { FileError } from './fileError.ts'
import { plainText, tidy } from './plain.ts'
import type { Asked, Extracted } from './readFile.ts'
import { refuseWrongType } from './sniff.ts'
import { subtitleText } from './subtitles.ts'

const READERS: Record<FileKind, (bytes: Uint8Array) => string | Promise<string>> = {
  txt: plainText,
  md: plainText,
  fountain: plainText,
  srt: bytes => subtitleText(plainText(bytes)),
  vtt: bytes => subtitleText(plainText(bytes)),
  fdx: fdxText,
  docx: docxText,
  epub: epubText,
  // the reader of PDFs takes longer to load than most files to read
  pdf: async bytes => (await import('./pdfText.ts')).pdfText(bytes),
}

function fdxText(bytes: Uint8Array): string {
  try {
    return writeFountain(readFdx(bytes).screenplay)
  } catch (error) {
    if (error instanceof FdxError) throw new FileError(error.status === 413 ? 'long' : 'broken')
    throw error
  }
}

async function extract({ kind, bytes }: Asked): Promise<Extracted> {
  try {
    refuseWrongType(kind, bytes)
    const text = tidy(await READERS[kind](bytes))
    if (!/[\p{L}\p{N}]/u.test(text)) throw new FileError('empty')
    if (text.length > FILE_LIMITS.text) throw new FileError('long')
    return { text, words: text.split(/\s+/).length }
  } catch (error) {
    if (error instanceof FileError) return { problem: error.message }
    throw error
  }
}

parentPort?.on('message', async (asked: Asked) => parentPort?.postMessage(await extract(asked)))
