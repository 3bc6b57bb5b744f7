/** Bytes. A 120-page screenplay has 200 kB; what is larger is another kind of file. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024
/** Screenplay lines (elements). 120 pages have about 4,000. */
export const MAX_LINES = 20_000
/** Characters of one line. A page has about 3,000. */
export const MAX_LINE_CHARACTERS = 50_000
/** Characters of one line of the file, emphasis marks and notes included. */
export const MAX_SOURCE_LINE = 2 * MAX_LINE_CHARACTERS
/** Lines of the file that are not empty. A paragraph that was broken by hand has many. */
export const MAX_SOURCE_LINES = 5 * MAX_LINES

export type FountainErrorCode =
  | 'empty'
  | 'too-large'
  | 'binary'
  | 'not-utf8'
  | 'other-format'
  | 'too-many-lines'
  | 'line-too-long'

const SENTENCES: Record<FountainErrorCode, string> = {
  empty: 'The file has no screenplay in it. Nothing was imported. Choose a Fountain file with text.',
  'too-large': `The file is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB. Nothing was imported. Check that it is a screenplay, or split it.`,
  binary:
    'The file is not text. Nothing was imported. Export the screenplay as Fountain (.fountain or .txt) and try again.',
  'not-utf8': 'The file is not UTF-8 text. Nothing was imported. Save it with the encoding UTF-8 and try again.',
  'other-format':
    'The file is in another format. Nothing was imported. Export the screenplay as Fountain and try again.',
  'too-many-lines': `The file has more than ${MAX_LINES.toLocaleString('en')} screenplay lines. Nothing was imported. Split it into several files.`,
  'line-too-long': `A paragraph of the file has more than ${MAX_LINE_CHARACTERS.toLocaleString('en')} characters. Nothing was imported. Check that it is a screenplay.`,
}

/** A file that cannot be imported; `message` is the sentence that a person reads. */
export class FountainError extends Error {
  override name = 'FountainError'
  readonly code: FountainErrorCode
  /** Line of the file (from 1) where the trouble is, if it is in one. */
  readonly line: number | undefined

  constructor(code: FountainErrorCode, { line, detail }: { line?: number; detail?: string } = {}) {
    const where = [line === undefined ? '' : `line ${line}`, detail ?? ''].filter(part => part !== '').join(': ')
    super(where === '' ? SENTENCES[code] : `${SENTENCES[code]} (${where})`)
    this.code = code
    this.line = line
  }
}
