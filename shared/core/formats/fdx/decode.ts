import { MAX_FILE_BYTES } from '../fountain/errors.ts'
import { FdxError } from './errors.ts'

/** Bytes in which the declaration and the root of an XML file are looked for. */
const HEAD = 4096

const headOf = (bytes: Uint8Array): string => {
  let head = ''
  // the zeros of UTF-16 are left out
  for (const byte of bytes.subarray(0, HEAD)) if (byte !== 0) head += String.fromCharCode(byte)
  return head.replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '').trimStart()
}

/** Whether a file is for {@link readFdx}, by what is in it: XML that is no page of the web. */
export const looksLikeFdx = (bytes: Uint8Array): boolean => {
  const head = headOf(bytes)
  return /<FinalDraft[\s>/]/.test(head) || (head.startsWith('<?xml') && !/<(?:!doctype )?(?:html|svg)[\s>]/i.test(head))
}

/** The text of an XML file in the encoding that it names. */
export function decodeFdx(bytes: Uint8Array): string {
  if (bytes.length > MAX_FILE_BYTES) throw new FdxError('too-large')
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : ''
  const declared = /^<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(headOf(bytes))?.[1] ?? 'utf-8'
  // a file that says UTF-16 and has no mark was saved as UTF-8 by something that kept the declaration
  const encoding = utf16 !== '' ? utf16 : /^utf-?16/i.test(declared) ? 'utf-8' : declared
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new FdxError('not-text')
  }
}
