import { FILE_LIMITS } from '../../shared/core/brief/files.ts'

const millions = (count: number): string => `${count / 1_000_000} million`

const SENTENCES = {
  unknown:
    'This kind of file is not read. Add it as txt, md, fountain, fdx, pdf, docx, epub, srt or vtt; export or save it as one of them.',
  'wrong-type': 'Its name says one thing and what is in it another.',
  binary: 'What is in it is not text. Export it as text, PDF or Word and add it again.',
  encoding: 'It is not UTF-8 or UTF-16 text. Save it with the encoding UTF-8 and add it again.',
  broken: 'It is damaged and cannot be read. Export it again from the program that made it, and add it again.',
  encrypted: 'It is protected with a password or against copying. Save it without protection and add it again.',
  scanned: 'It has pictures of pages, but no text. Run text recognition (OCR) on the scan and add it again.',
  empty: 'There are no words in it. Check that it is the right file.',
  bomb: 'It would unpack into far more than a document has, so it was not unpacked. Save it again from a word processor.',
  long: `It has more than ${millions(FILE_LIMITS.text)} characters of text. Split it and add the parts that matter.`,
  pages: 'It has more pages or more single letters than are read. Split it, or save it as text.',
  untimed:
    'It has no times such as 00:01:02,000 --> 00:01:04,000. Check that these are subtitles, or rename it to .txt.',
  slow: 'It takes too long or too much memory to read. Split it, or save it as text.',
} as const

/** A staged file that cannot be read; `message` is the sentence on its row. */
export class FileError extends Error {
  override name = 'FileError'
  constructor(code: keyof typeof SENTENCES, detail = '') {
    super(detail === '' ? SENTENCES[code] : `${SENTENCES[code]} ${detail}`)
  }
}
