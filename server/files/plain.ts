import { FileError } from './fileError.ts'

const MARKS: readonly [mark: readonly number[], encoding: string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
]
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
const CONTROLS = /[\u0000-\u0008\u000b\u000e-\u001f\u007f\ufeff]/g
/** Of all characters: more control characters than this are no text. */
const BINARY = 0.01

/** Bytes as they are written: UTF-8, or UTF-16 with its mark. Throws {@link FileError} for others. */
export function decodedText(bytes: Uint8Array): string {
  const marked = MARKS.find(([mark]) => mark.every((byte, at) => bytes[at] === byte))
  if (!marked && bytes.includes(0)) throw new FileError('binary')
  try {
    return new TextDecoder(marked?.[1] ?? 'utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new FileError('encoding')
  }
}

/** The text of bytes, tidied. Throws {@link FileError} for what is no text. */
export function plainText(bytes: Uint8Array): string {
  const text = decodedText(bytes)
  const clean = tidy(text)
  if (text.length - clean.length > text.length * BINARY && (text.match(CONTROLS)?.length ?? 0) > text.length * BINARY)
    throw new FileError('binary')
  return clean
}

/** One kind of line break, nothing that cannot be printed or stored, and no more than one empty line in a row. */
export const tidy = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/\f/g, '\n\n')
    .replace(CONTROLS, '')
    .toWellFormed()
    .replace(/[^\S\n]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
