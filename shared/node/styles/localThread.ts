import { parentPort } from 'node:worker_threads'
import { commonPart, readWordVectors, vectorOf } from './localVectors.ts'

const vectors = readWordVectors()
const common = commonPart(vectors)

parentPort?.on('message', (texts: string[]) =>
  parentPort?.postMessage(texts.map(text => vectorOf(text, vectors, common))),
)
