import { Worker } from 'node:worker_threads'
import type { Screenplay } from '../../shared/core/formats/screenplay.ts'
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

/** Milliseconds that reading one file may take. 120 pages of Fountain take some 50, of PDF 3,000 (measured); 10 MB that were made to be slow, a minute. */
const PATIENCE = 15_000
/** Files that are read at once; those beyond wait for their turn. */
const MOST_AT_ONCE = 2
/** MB of memory of one reading. */
const MOST_MEMORY = 512

let reading = 0
const waiting: (() => void)[] = []

/**
 * Reads a screenplay file in a thread of its own: a large or spiteful one must not hold up what others type. Throws
 * {@link ApiError} when it is no screenplay or takes too long.
 */
export async function readScreenplayFile(file: Uint8Array, patience = PATIENCE): Promise<ReadFile> {
  if (reading >= MOST_AT_ONCE) await new Promise<void>(resolve => waiting.push(resolve))
  else reading++
  try {
    const answer = await inThread(file, patience)
    if ('refusal' in answer) throw new ApiError(answer.refusal.status, answer.refusal.code, answer.refusal.message)
    return answer
  } finally {
    const next = waiting.shift()
    if (next) next()
    else reading--
  }
}

function inThread(file: Uint8Array, patience: number): Promise<ThreadAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<ThreadAnswer>()
  const thread = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: file,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
  })
  const impatience = setTimeout(() => reject(tooSlow()), patience)
  thread.once('message', resolve)
  thread.once('error', error => reject(isOutOfMemory(error) ? tooSlow() : error))
  return promise.finally(() => {
    clearTimeout(impatience)
    void thread.terminate()
  })
}

const tooSlow = (): ApiError =>
  new ApiError(
    413,
    'too-large',
    'This file takes too long to read. Nothing was imported. Check that it is a screenplay, or split it.',
  )

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
