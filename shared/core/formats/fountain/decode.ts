import { FountainError, MAX_FILE_BYTES } from './errors.ts'

/** Beginnings of files that people pick by mistake. */
const OTHER_FORMATS: readonly [start: string, name: string][] = [
  ['%PDF-', 'PDF'],
  ['PK\u0003\u0004', 'a zip or an office document'],
  ['{\\rtf', 'RTF'],
  ['<?xml', 'XML, such as Final Draft'],
  ['<FinalDraft', 'Final Draft'],
  ['<!DOCTYPE', 'HTML'],
  ['<html', 'HTML'],
]

/** The text of a file. Throws {@link FountainError}: too large, not UTF-8, binary, another format. */
export function decodeFountain(bytes: Uint8Array): string {
  if (bytes.length > MAX_FILE_BYTES) throw new FountainError('too-large')
  const start = String.fromCharCode(...bytes.subarray(0, 16)).trimStart()
  const known = OTHER_FORMATS.find(([magic]) => start.startsWith(magic))
  if (known) throw new FountainError('other-format', { detail: known[1] })
  if (/^(?:\u00ff\u00fe|\u00fe\u00ff)/.test(start)) throw new FountainError('not-utf8', { detail: 'UTF-16' })
  if (bytes.includes(0)) throw new FountainError('binary', { line: lineOf(bytes, bytes.indexOf(0)) })
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new FountainError('not-utf8', { line: lineOf(bytes, firstBadByte(bytes)) })
  }
  return text
}

/** The line (from 1) of a byte. */
const lineOf = (bytes: Uint8Array, at: number): number =>
  bytes.subarray(0, at).reduce((lines, byte) => (byte === 0x0a ? lines + 1 : lines), 1)

/** Where bytes stop being UTF-8: halves the stretch in which it must be, since the decoder does not say. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0
  let bad = bytes.length
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true })
      good = middle
    } catch {
      bad = middle
    }
  }
  return good
}

/** Unit separators, escapes and their like: not in any screenplay, and a sign of a binary file when there are many. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g

/** One kind of line break, tabs as four spaces (as Fountain says), no byte order mark, no control characters. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replaceAll('\t', '    ')
    .replace(CONTROLS, '')
}
