import { looksLikeHeading } from '../../script/heading.ts'
import type { TitlePageEntry } from '../screenplay.ts'

/** Keys that make a title page; beside one of them any key will do. In the order of printing. */
export const TITLE_PAGE_KEYS = [
  'Title',
  'Episode',
  'Credit',
  'Author',
  'Authors',
  'Source',
  'Notes',
  'Draft date',
  'Date',
  'Revision',
  'Contact',
  'Copyright',
  'Language',
] as const

const known = (key: string): boolean => TITLE_PAGE_KEYS.some(name => name.toLowerCase() === key.toLowerCase())

/** By the order of printing, unknown keys last by name: a Y.Map keeps no order. */
export function sortTitlePage(entries: readonly TitlePageEntry[]): TitlePageEntry[] {
  const place = (key: string): number => {
    const index = TITLE_PAGE_KEYS.findIndex(name => name.toLowerCase() === key.toLowerCase())
    return index < 0 ? TITLE_PAGE_KEYS.length : index
  }
  return [...entries].sort((a, b) => place(a.key) - place(b.key) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
}

const KEY = /^([^\s:][^:]*):/

/**
 * Whether the lines up to the first empty one are a title page: the first has a key, and one of them a key that everybody
 * knows. 'FADE IN:' or 'She types the code: 9765' alone are the beginning of the screenplay.
 */
function opensTitlePage(text: string): boolean {
  const end = /\n\s*(?:\n|$)/.exec(text)?.index ?? text.length
  const lines = text.slice(0, end).split('\n')
  return KEY.test(lines[0] ?? '') && lines.some(line => known(KEY.exec(line)?.[1]?.trim() ?? ''))
}

/** Reads the title page at the very beginning of cleaned text; `rest` is where the screenplay begins. Linear. */
export function parseTitlePage(text: string): { entries: TitlePageEntry[]; rest: number } {
  if (!opensTitlePage(text)) return { entries: [], rest: 0 }
  const entries: { key: string; values: string[] }[] = []
  let at = 0
  while (at < text.length) {
    const newline = text.indexOf('\n', at)
    const end = newline < 0 ? text.length : newline
    const line = text.slice(at, end)
    // values below their key are indented: a heading there begins the script, though its writer left the empty line out
    if (line.trim() === '' || looksLikeHeading(line)) break
    const key = KEY.exec(line)
    if (key) entries.push({ key: (key[1] ?? '').trim(), values: [line.slice(key[0].length).trim()] })
    else entries.at(-1)?.values.push(line.trim())
    at = end + 1
  }
  return { entries: tidyTitlePage(entries.map(e => ({ key: e.key, value: e.values.join('\n') }))), rest: at }
}

/** What a title page can hold: non-empty values of trimmed non-empty lines, every key once. */
export function tidyTitlePage(entries: readonly TitlePageEntry[]): TitlePageEntry[] {
  const tidy = new Map<string, string>()
  for (const entry of entries) {
    const key = entry.key.replace(/[:\s]+/g, ' ').trim()
    const value = entry.value
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== '')
      .join('\n')
    if (key === '' || value === '') continue
    const before = tidy.get(key)
    tidy.set(key, before === undefined ? value : `${before}\n${value}`)
  }
  return [...tidy].map(([key, value]) => ({ key, value }))
}

/** '' for no entries; otherwise ends with its last line's break. */
export function writeTitlePage(entries: readonly TitlePageEntry[]): string {
  let out = ''
  for (const { key, value } of entries)
    out += value.includes('\n') ? `${key}:\n${value.replace(/^/gm, '    ')}\n` : `${key}: ${value}\n`
  return out === '' || opensTitlePage(out) ? out : `Title:\n${out}`
}
