import type * as Y from 'yjs'
import { sortTitlePage, TITLE_PAGE_KEYS } from '../formats/fountain/titlePage.ts'
import type { TitlePageEntry } from '../formats/screenplay.ts'
import { scriptRoots } from './scenes.ts'

/** Fields that every title page offers, whether or not something is in them. */
const OFFERED = ['Title', 'Credit', 'Author', 'Source', 'Draft date', 'Contact'] as const
/** Characters of a value. */
export const LONGEST_VALUE = 2_000

const sameKey = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** What is written on the title page, in the order of printing. */
export function readTitlePage(doc: Y.Doc): TitlePageEntry[] {
  const entries = [...scriptRoots(doc).titlePage].flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string' && value.trim() !== '' ? [{ key, value }] : [],
  )
  return sortTitlePage(entries)
}

/** The written entries and the empty fields that are offered beside them. A key keeps the spelling that it came with. */
export function titlePageFields(entries: readonly TitlePageEntry[]): TitlePageEntry[] {
  const has = (key: string) => entries.some(entry => sameKey(entry.key, key))
  const empty = OFFERED.filter(key => !has(key) && !(key === 'Author' && has('Authors')))
  return sortTitlePage([...entries, ...empty.map(key => ({ key, value: '' }))])
}

/** Writes one field in a transaction of its own; an empty value takes the entry away. Of two people, the last one counts. */
export function setTitlePageField(doc: Y.Doc, key: string, value: string, origin: unknown): void {
  const { titlePage } = scriptRoots(doc)
  const text = value.slice(0, LONGEST_VALUE)
  if ((titlePage.get(key) ?? '') === text) return
  doc.transact(() => {
    if (text === '') titlePage.delete(key)
    else titlePage.set(key, text)
  }, origin)
}

/** Is it printed in the middle of the page? The rest stands at its foot. */
export const isCentred = (key: string): boolean => {
  const place = TITLE_PAGE_KEYS.findIndex(name => sameKey(name, key))
  return place >= 0 && place <= TITLE_PAGE_KEYS.indexOf('Source')
}
