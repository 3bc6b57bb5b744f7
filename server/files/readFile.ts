import type { FileKind } from '../../shared/core/brief/files.ts'
import { isPdf } from '../../shared/core/formats/pdf/isPdf.ts'
import { OwnThread } from '../../shared/node/ownThread.ts'
import { FileError } from './fileError.ts'

export interface Asked {
  kind: FileKind
  bytes: Uint8Array
}

export type Extracted = { text: string; words: number } | { problem: string }

/** Bytes: a thread that read less may read another file. */
const SMALL = 1_000_000

const threads = new OwnThread<Asked, Extracted>(new URL('./thread.ts', import.meta.url), {
  atOnce: 2,
  // a novel as Word document takes some 300 ms, as PDF of 500 pages 10 s
  patience: 40_000,
  memory: 768,
  again: ({ bytes }) => bytes.length <= SMALL && !isPdf(bytes),
  tooMuch: () => new FileError('slow'),
})

/**
 * The text of a staged file, read in a thread of its own: a large or spiteful one must not hold up what others type. A file
 * that cannot be read has a problem, in a sentence; `patience` in milliseconds. Throws what nobody foresaw.
 */
export async function readStagedFile(asked: Asked, patience?: number): Promise<Extracted> {
  try {
    return await threads.run(asked, patience)
  } catch (error) {
    if (error instanceof FileError) return { problem: error.message }
    throw error
  }
}
