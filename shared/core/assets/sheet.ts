import { cleanName } from '../text/storable.ts'
import { ASSET_LIMITS, type AssetDraft, type AssetKind, assetKey } from './assets.ts'
import { entryLines } from './entryLines.ts'
import { readCsv } from './readCsv.ts'

/** A sheet of characters, settings and props that comes with a screenplay, as CSV or JSON. */

export const SHEET_KINDS = ['csv', 'json'] as const
export type SheetKind = (typeof SHEET_KINDS)[number]
export const SHEET_LIMITS = { bytes: 1024 * 1024, problems: 50 } as const

export const sheetKindOf = (name: string): SheetKind | null =>
  SHEET_KINDS.find(kind => name.toLowerCase().endsWith(`.${kind}`)) ?? null

/** What is wrong with an entry, in a sentence, and the line of the file where it begins. */
export interface SheetProblem {
  line: number
  problem: string
}

export interface AssetSheet {
  assets: AssetDraft[]
  /** Entries that were left out. The others are taken. */
  problems: SheetProblem[]
}

/** The file is no sheet: nothing of it was taken. The message says what to do. */
export class SheetError extends Error {
  override name = 'SheetError'
}

const KIND_WORDS: Readonly<Record<string, AssetKind>> = {
  character: 'character',
  characters: 'character',
  person: 'character',
  people: 'character',
  cast: 'character',
  setting: 'setting',
  settings: 'setting',
  location: 'setting',
  locations: 'setting',
  place: 'setting',
  places: 'setting',
  prop: 'prop',
  props: 'prop',
  object: 'prop',
  objects: 'prop',
}
const FIELD_WORDS: Readonly<Record<string, 'kind' | 'name' | 'description'>> = {
  kind: 'kind',
  type: 'kind',
  category: 'kind',
  name: 'name',
  title: 'name',
  description: 'description',
  details: 'description',
  notes: 'description',
}
const wordOf = (text: string): string => text.trim().toLowerCase()
const fieldOf = (text: string) => FIELD_WORDS[wordOf(text)] ?? null
const kindOfWord = (text: string): AssetKind | null =>
  Object.hasOwn(KIND_WORDS, wordOf(text)) ? (KIND_WORDS[wordOf(text)] ?? null) : null

/** Reads a sheet. Throws {@link SheetError} when it is none; single entries that are wrong are left out and told. */
export function readAssetSheet(kind: SheetKind, text: string, file: string): AssetSheet {
  const entries = kind === 'csv' ? entriesOfCsv(text) : entriesOfJson(text)
  const seen = new Map<string, number>()
  const sheet: AssetSheet = { assets: [], problems: [] }
  for (const entry of entries) {
    const problem = entry.problem ?? problemOf(entry)
    const draft = {
      kind: kindOfWord(entry.kind) ?? 'prop',
      name: nameOf(entry),
      description: unguarded(entry.description).trim(),
      from: `${file}, line ${entry.line}`,
    } as const
    const before = seen.get(assetKey(draft))
    if (problem !== null) sheet.problems.push({ line: entry.line, problem })
    else if (before !== undefined)
      sheet.problems.push({
        line: entry.line,
        problem: `“${draft.name}” stands in line ${before} already; the first one counts.`,
      })
    else if (sheet.assets.length >= ASSET_LIMITS.assets)
      sheet.problems.push({ line: entry.line, problem: `A project has at most ${ASSET_LIMITS.assets} assets.` })
    else {
      seen.set(assetKey(draft), entry.line)
      sheet.assets.push(draft)
    }
  }
  if (sheet.assets.length + sheet.problems.length === 0)
    throw new SheetError(
      'There is no entry in it: each needs a kind (character, setting or prop), a name and a description.',
    )
  return sheet
}

interface Entry {
  line: number
  kind: string
  name: string
  description: string
  /** What is wrong before its words are looked at. */
  problem: string | null
}

/** What a spreadsheet would calculate. A name is none; a description is kept as text, which nothing here calculates. */
const FORMULA = /^[=+@\t\r]|^-[^\s\d]/
/** Exports put an apostrophe before what would be calculated. */
const unguarded = (text: string): string => text.replace(/^'(?=[=+\-@\t\r])/, '')
const nameOf = ({ name }: Entry): string => cleanName(unguarded(name.trim()).replace(/\s+/g, ' '))

function problemOf(entry: Entry): string | null {
  const name = nameOf(entry)
  if (kindOfWord(entry.kind) === null)
    return entry.kind.trim() === ''
      ? 'It does not say its kind: character, setting or prop.'
      : `“${entry.kind.trim().slice(0, 40).toWellFormed()}” is no kind of asset: it is a character, a setting or a prop.`
  if (name === '') return `The ${kindOfWord(entry.kind)} has no name.`
  if (FORMULA.test(name)) return `A name does not begin with “${name.charAt(0)}”, which spreadsheets calculate.`
  if (name.length > ASSET_LIMITS.name) return `Its name has more than ${ASSET_LIMITS.name} characters.`
  if (entry.description.length > ASSET_LIMITS.description)
    return `The description of “${name}” has more than ${ASSET_LIMITS.description.toLocaleString('en')} characters.`
  return null
}

function entriesOfCsv(text: string): Entry[] {
  const [head, ...records] = readCsv(text)
  const fields = head?.cells.map(fieldOf) ?? []
  const column = (field: 'kind' | 'name' | 'description') => fields.indexOf(field)
  const missing = ASSET_COLUMNS.filter(field => column(field) < 0)
  if (missing.length > 0)
    throw new SheetError(
      `Its first line has no column called ${missing.map(field => `“${field}”`).join(' and no ')}. The columns are kind, name and description.`,
    )
  return records.map(({ line, cells }): Entry => {
    const cell = (field: (typeof ASSET_COLUMNS)[number]) => cells[column(field)] ?? ''
    const problem =
      cells.length > fields.length && cells.slice(fields.length).some(one => one.trim() !== '')
        ? `It has ${cells.length} cells where the first line has ${fields.length}: put text with commas between quotation marks.`
        : null
    return { line, kind: cell('kind'), name: cell('name'), description: cell('description'), problem }
  })
}

/** A list of entries, or lists of them by their kind. */
function entriesOfJson(text: string): Entry[] {
  const json = parsed(text.replace(/^\ufeff/, ''))
  const lists: [kind: string, list: unknown[]][] = Array.isArray(json)
    ? [['', json]]
    : typeof json === 'object' && json !== null
      ? Object.entries(json).flatMap(([kind, list]): [string, unknown[]][] =>
          Array.isArray(list) ? [[kind, list]] : [],
        )
      : []
  const lines = entryLines(text)
  return lists
    .flatMap(([kind, list]) => list.map(value => ({ kind, value })))
    .map(({ kind, value }, at) => entryOf(value, kind, lines[at] ?? 1))
}

function entryOf(value: unknown, kind: string, line: number): Entry {
  const fields: Record<string, unknown> = {}
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    for (const [key, inner] of Object.entries(value)) fields[fieldOf(key) ?? ''] ??= inner
  const text = (field: string): string => (typeof fields[field] === 'string' ? fields[field] : '')
  const wrong = ASSET_COLUMNS.find(field => fields[field] !== undefined && typeof fields[field] !== 'string')
  const problem =
    Object.keys(fields).length === 0 && (typeof value !== 'object' || value === null || Array.isArray(value))
      ? 'It is no entry with a name and a description.'
      : wrong
        ? `Its ${wrong} is no text.`
        : null
  return { line, kind: text('kind') || kind, name: text('name'), description: text('description'), problem }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const position = Number(/position (\d+)/.exec(String(cause))?.[1] ?? Number.NaN)
    const where = Number.isNaN(position) ? '' : ` in line ${text.slice(0, position).split('\n').length}`
    throw new SheetError(`It is no JSON: there is a mistake${where}.`, { cause })
  }
}

const ASSET_COLUMNS = ['kind', 'name', 'description'] as const
