import * as Y from 'yjs'
import { BRIEF_TEXTS, BRIEF_VALUES, briefRoot, GENRES, type Mode, setGenre } from '../../brief/brief.ts'
import { MODE_TITLES } from '../../brief/words.ts'
import { plain, textOfRuns } from '../../script/line.ts'
import { counted } from '../../text/counted.ts'
import { writeWords } from '../../text/writeWords.ts'
import type { Family } from './family.ts'
import { type Element, runsOf } from './threeWay.ts'

const LABELS: Readonly<Record<string, string>> = {
  mode: 'Made from',
  twist: 'Twist',
  least: 'Shortest length',
  most: 'Greatest length',
  rating: 'Content rating',
  tone: 'Tone',
  idea: 'The idea',
}
const GENRE = 'genre:'
const TEXTS: readonly string[] = [...BRIEF_TEXTS, 'twist']

function read(root: Y.Map<unknown>): Element {
  const genres = root.get('genres')
  const words = (value: unknown) =>
    plain(value instanceof Y.Text ? value.toString() : typeof value === 'string' ? value : '')
  return new Map<string, unknown>([
    ...[...BRIEF_VALUES, ...BRIEF_TEXTS].map((name): [string, unknown] => {
      const value = root.get(name)
      return [name, TEXTS.includes(name) ? words(value) : (value ?? undefined)]
    }),
    ...GENRES.map((genre): [string, unknown] => [
      `${GENRE}${genre}`,
      genres instanceof Y.Map && genres.get(genre) === true ? true : undefined,
    ]),
  ])
}

function writeField(doc: Y.Doc, field: string, value: unknown): void {
  const root = briefRoot(doc)
  const genre = GENRES.find(known => field === `${GENRE}${known}`)
  const text = root.get(field)
  if (genre) setGenre(doc, genre, value === true)
  else if (field === 'twist') root.set(field, textOfRuns(runsOf(value)))
  else if (text instanceof Y.Text) writeWords(text, textOfRuns(runsOf(value)))
  else if (TEXTS.includes(field)) root.set(field, new Y.Text(textOfRuns(runsOf(value))))
  else if (value === undefined) root.delete(field)
  else root.set(field, value)
}

/** The brief: one element that is always there, and a hunk for every field of it. */
export const BRIEF: Family = {
  name: 'brief',
  kind: 'field',
  isText: field => TEXTS.includes(field),
  places: [],
  apart: true,
  read: doc => new Map([['brief', read(briefRoot(doc))]]),
  write(doc, _id, fields) {
    for (const [field, value] of fields) writeField(doc, field, value)
  },
  labelOf: field => (field.startsWith(GENRE) ? 'Genre' : (LABELS[field] ?? field)),
  valueOf(field, value) {
    if (value === undefined) return ''
    if (field.startsWith(GENRE)) return field.slice(GENRE.length)
    if (field === 'mode') return MODE_TITLES[value as Mode] ?? ''
    return typeof value === 'number' ? counted(value, 'minute') : typeof value === 'string' ? value : ''
  },
  namesOf: () => new Map(),
}
