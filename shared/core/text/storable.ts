/**
 * What a text may be outside of documents. In a document anything may stand, also what a foreign client put there: NUL, and
 * half a character where two people took an emoji apart. Postgres takes neither, in text or in JSON.
 */

/** The text without NUL, with U+FFFD for halves of characters. */
export const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed()

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** A value for a JSON column, with every text and key of it made storable; what JSON leaves out is left out. */
export function storableJson(value: unknown): Json {
  const json = JSON.stringify(value).replace(/\\(?:u(0000|d[89a-f][0-9a-f]{2})|.)/g, (written, unstorable) =>
    unstorable === undefined ? written : unstorable === '0000' ? '' : '\ufffd',
  )
  return JSON.parse(json)
}

/** At most `most` UTF-16 units from the beginning of a text, and never half a character. */
export const clipped = (text: string, most: number): string => text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')

/** Line breaks and control characters; and what turns the direction of all that is printed behind a name. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u

/** A name as people type it into one line: without anything that cannot be printed; '' when nothing of it can be seen. */
export function cleanName(text: string): string {
  const clean = text.replace(UNPRINTABLE, ' ').trim()
  return VISIBLE.test(clean) ? clean : ''
}
