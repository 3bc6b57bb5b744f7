import { MAX_FILE_BYTES, MAX_LINE_CHARACTERS, MAX_LINES } from '../fountain/errors.ts'

/** Sheets of a PDF that is read: four times a long film. */
export const MAX_SHEETS = 500
/** Pieces of text on all sheets. 120 pages have some 6,000, and 300,000 where every letter is placed by itself. */
export const MAX_TEXTS = 1_500_000

export type PdfErrorCode = 'broken' | 'encrypted' | 'no-text' | 'too-large' | 'too-many-pages' | 'too-long'

const SENTENCES: Record<PdfErrorCode, string> = {
  broken: 'The PDF is damaged and cannot be read. Nothing was imported. Export it again from the program that made it.',
  encrypted: 'The PDF is protected with a password. Nothing was imported. Save it without a password and try again.',
  'no-text':
    'The PDF has pictures of pages, but no text. Nothing was imported. Run text recognition (OCR) on the scan, or export the PDF from the program that the screenplay was written in.',
  'too-large': `The PDF is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB. Nothing was imported. Check that it is a screenplay, or split it.`,
  'too-many-pages': `The PDF has more than ${MAX_SHEETS} pages. Nothing was imported. Split it into several files.`,
  'too-long': `The PDF has more than ${MAX_LINES.toLocaleString('en')} paragraphs, or one with more than ${MAX_LINE_CHARACTERS.toLocaleString('en')} characters. Nothing was imported. Check that it is a screenplay, or split it.`,
}

/** A PDF that cannot be imported; `message` is the sentence that a person reads. */
export class PdfError extends Error {
  readonly code: PdfErrorCode
  readonly status: 400 | 413

  constructor(code: PdfErrorCode, options?: ErrorOptions) {
    super(SENTENCES[code], options)
    this.name = 'PdfError'
    this.code = code
    this.status = code.startsWith('too-') ? 413 : 400
  }
}
