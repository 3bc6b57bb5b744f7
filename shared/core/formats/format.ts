import type { Screenplay } from './screenplay.ts'

/** What came of reading a file. */
export interface Reading {
  screenplay: Screenplay
  /** Sentences for people: what the file has that is not shown, or could not be read for sure; `line` (from 1) where known. */
  notes: { message: string; line?: number }[]
}

/** What came of writing a file. */
export interface Writing {
  content: string | Uint8Array
  /** Sentences: what the format cannot carry, or says in another way. */
  lost: string[]
}

/** A kind of file that a screenplay comes from or goes to. */
export interface Format {
  /** As people name it on the command line and in addresses. */
  name: string
  /** As people read it. */
  label: string
  /** Without the dot; the first is the one that new files get. */
  extensions: readonly string[]
  mediaType: string
  /** Throws an error with a sentence for people, and with `line` where the trouble is in one. May use the bytes up. */
  read: (bytes: Uint8Array) => Reading | Promise<Reading>
  /** `title` is what a screenplay without a title page is called. */
  write: (screenplay: Screenplay, title: string) => Writing | Promise<Writing>
}
