import { isPdf } from '../../shared/core/formats/pdf/isPdf.ts'
import type { Screenplay } from '../../shared/core/formats/screenplay.ts'
import { OwnThread } from '../../shared/node/ownThread.ts'
import { ApiError } from '../http/errors.ts'

/** A file that was read, and what a person should know of how. */
export interface ReadFile {
  screenplay: Screenplay
  /** Sentences: what the file has that could not be read, or not for sure. */
  notes: string[]
  /** Of a PDF, whose elements are guessed by their places: how sure that is, 0..1. */
  confidence?: number
}

/** Why a file was not read: a code, a sentence, and the HTTP status that says the same. */
export interface Refusal {
  code: string
  message: string
  status: 400 | 413
}

export type ThreadAnswer = ReadFile | { refusal: Refusal }

/** Bytes: more than most screenplays have. */
const SMALL = 1_000_000

const threads = new OwnThread<Uint8Array, ThreadAnswer>(new URL('./thread.ts', import.meta.url), {
  atOnce: 2,
  // 120 pages of Fountain take some 50 ms, of PDF 2 s; 10 MB that were made to be slow, a minute
  patience: 15_000,
  memory: 512,
  // what reads PDFs may go on after its answer, and a large file leaves its memory behind
  again: bytes => bytes.length <= SMALL && !isPdf(bytes),
  tooMuch: () =>
    new ApiError(
      413,
      'too-large',
      'This file takes too long to read. Nothing was imported. Check that it is a screenplay, or split it.',
    ),
})

/**
 * Reads a screenplay file in a thread of its own: a large or spiteful one must not hold up what others type. Throws
 * {@link ApiError} when it is no screenplay or takes too long; `patience` in milliseconds.
 */
export async function readScreenplayFile(file: Uint8Array, patience?: number): Promise<ReadFile> {
  const answer = await threads.run(file, patience)
  if ('refusal' in answer) throw new ApiError(answer.refusal.status, answer.refusal.code, answer.refusal.message)
  return answer
}
