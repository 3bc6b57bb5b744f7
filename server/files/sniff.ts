import type { FileKind } from '../../shared/core/brief/files.ts'
import { looksLikeFdx } from '../../shared/core/formats/fdx/decode.ts'
import { isPdf } from '../../shared/core/formats/pdf/isPdf.ts'
import { FileError } from './fileError.ts'

/** Beginnings of files, as Latin-1. */
const BEGINNINGS: readonly [start: string, is: Content][] = [
  ['PK\u0003\u0004', 'zip'],
  ['PK\u0005\u0006', 'zip'],
  ['\u00d0\u00cf\u0011\u00e0', 'office'],
  ['{\\rtf', 'rtf'],
  ['\u0089PNG', 'picture'],
  ['\u00ff\u00d8\u00ff', 'picture'],
  ['GIF8', 'picture'],
  ['\u001f\u008b', 'archive'],
  ['7z\u00bc\u00af', 'archive'],
  ['Rar!', 'archive'],
]
type Content = 'pdf' | 'zip' | 'office' | 'rtf' | 'picture' | 'archive' | 'fdx' | 'text'

/** As people read it, with what to do. */
const TOLD: Record<Content, string> = {
  pdf: 'It is a PDF: rename it to .pdf and add it again.',
  zip: 'It is a zip, as Word documents and e-books are: rename it to .docx or .epub if it is one, and add it again.',
  office: 'It is an old or protected Office document: save it as .docx without a password and add it again.',
  rtf: 'It is an RTF document: save it as .docx or .txt and add it again.',
  picture: 'It is a picture, and only words are read here.',
  archive: 'It is an archive: unpack it and add the files in it.',
  fdx: 'It is a Final Draft document: rename it to .fdx and add it again.',
  text: 'It is plain text: rename it to .txt and add it again.',
}

const WANTED: Record<FileKind, Content> = {
  txt: 'text',
  md: 'text',
  fountain: 'text',
  srt: 'text',
  vtt: 'text',
  fdx: 'fdx',
  pdf: 'pdf',
  docx: 'zip',
  epub: 'zip',
}

function contentOf(bytes: Uint8Array): Content {
  const start = String.fromCharCode(...bytes.subarray(0, 16))
  const known = BEGINNINGS.find(([beginning]) => start.startsWith(beginning))
  if (known) return known[1]
  if (isPdf(bytes)) return 'pdf'
  return looksLikeFdx(bytes) ? 'fdx' : 'text'
}

/** Throws {@link FileError} when what is in a file is not what its name says. */
export function refuseWrongType(kind: FileKind, bytes: Uint8Array): void {
  const content = contentOf(bytes)
  if (content === WANTED[kind]) return
  // a protected Word document is an old Office document to the outside
  if (kind === 'docx' && content === 'office') throw new FileError('encrypted')
  // a file that is neither is damaged, and no name helps it
  if (content === 'text' && bytes.includes(0)) throw new FileError('broken')
  throw new FileError('wrong-type', TOLD[content])
}
