import { MAX_FILE_BYTES, MAX_LINE_CHARACTERS, MAX_LINES } from '../fountain/errors.ts'

/** Elements inside one another. Final Draft writes about 10. */
export const MAX_DEPTH = 64
/** Elements of a file. 120 pages have some 20,000. */
export const MAX_ELEMENTS = 250_000

export type FdxErrorCode =
  | 'empty'
  | 'too-large'
  | 'not-text'
  | 'not-xml'
  | 'not-final-draft'
  | 'no-script'
  | 'too-deep'
  | 'too-many-lines'
  | 'line-too-long'

const SENTENCES: Record<FdxErrorCode, string> = {
  empty: 'The Final Draft file has no screenplay in it. Nothing was imported.',
  'too-large': `The Final Draft file is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB or has more than ${MAX_ELEMENTS.toLocaleString('en')} elements. Nothing was imported. Check that it is a screenplay, or split it.`,
  'not-text':
    'The text of the Final Draft file cannot be read: it is not in the encoding that it names. Nothing was imported. Open it in Final Draft, save it again and try with that file.',
  'not-xml':
    'The Final Draft file is damaged. Nothing was imported. Open it in Final Draft, save it again and try with that file.',
  'not-final-draft':
    'The file is XML, but not from Final Draft. Nothing was imported. Export the screenplay as .fdx or Fountain and try again.',
  'no-script':
    'The Final Draft file has no script in it, only settings. Nothing was imported. Choose the file that holds the screenplay.',
  'too-deep': `The Final Draft file has more than ${MAX_DEPTH} elements inside one another. Nothing was imported. Check that it is a screenplay.`,
  'too-many-lines': `The Final Draft file has more than ${MAX_LINES.toLocaleString('en')} paragraphs. Nothing was imported. Split it into several files.`,
  'line-too-long': `A paragraph of the Final Draft file has more than ${MAX_LINE_CHARACTERS.toLocaleString('en')} characters. Nothing was imported. Check that it is a screenplay.`,
}

/** A Final Draft file that cannot be imported; `message` is the sentence that a person reads. */
export class FdxError extends Error {
  override name = 'FdxError'
  readonly code: FdxErrorCode
  /** Line of the file (from 1) where the trouble is. */
  readonly line: number | undefined
  readonly status: 400 | 413

  constructor(code: FdxErrorCode, line?: number, detail = '') {
    const where = [line === undefined ? '' : `line ${line}`, detail].filter(part => part !== '').join(': ')
    super(where === '' ? SENTENCES[code] : `${SENTENCES[code]} (${where})`)
    this.code = code
    this.line = line
    this.status = code === 'too-large' ? 413 : 400
  }
}
