import { parentPort, workerData } from 'node:worker_threads'
import { FountainError } from '../../shared/core/formats/fountain/errors.ts'
import { parseFountain } from '../../shared/core/formats/fountain/parse.ts'
import type { ThreadAnswer } from './readFile.ts'

/** The thread that reads one file: `workerData` is its bytes, its one message the answer. */
function read(bytes: Uint8Array): ThreadAnswer {
  try {
    return { screenplay: parseFountain(bytes) }
  } catch (error) {
    if (error instanceof FountainError) return { refusal: error.code }
    throw error
  }
}

if (!(workerData instanceof Uint8Array)) throw new TypeError('Start this with the bytes of a file.')
parentPort?.postMessage(read(workerData))
