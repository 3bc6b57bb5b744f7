import * as Y from 'yjs'

/** Stage 1: what the film is to be. Root `brief`, a Y.Map of the fields of {@link BriefFields}. */

/** Whom the film may be shown to: it binds action and dialogue in every stage. */
export const RATINGS = ['G', 'PG', 'PG-13', 'M'] as const
export type Rating = (typeof RATINGS)[number]

export const GENRES = [
  'action',
  'adventure',
  'animation',
  'comedy',
  'crime',
  'documentary',
  'drama',
  'family',
  'fantasy',
  'history',
  'horror',
  'musical',
  'mystery',
  'romance',
  'science fiction',
  'thriller',
  'war',
  'western',
] as const
export type Genre = (typeof GENRES)[number]

/** What the film is made from: an idea, a long text, a text and a twist, or a screenplay that is there already. */
export const MODES = ['expansion', 'condensation', 'transformation', 'screenplay'] as const
export type Mode = (typeof MODES)[number]

/** Fields that several people may type in at once: a Y.Text each, made with the document. */
export const BRIEF_TEXTS = ['tone', 'idea'] as const
export type BriefText = (typeof BRIEF_TEXTS)[number]

/** As kept; `twist` is a line, and the last who writes it wins. `genres` is a Y.Map genre -> true, so that two people who add one each keep both. */
export const BRIEF_VALUES = ['least', 'most', 'rating', 'mode', 'twist'] as const

export interface Brief {
  /** Minutes; null while nobody has said. A page of script is a minute of film. */
  least: number | null
  most: number | null
  rating: Rating | null
  genres: Genre[]
  /** How it should feel: a constraint on everything that agents write. */
  tone: string
  /** The story in a few paragraphs. */
  idea: string
  mode: Mode
  /** What becomes of the source: 'Hamlet in space'. It counts in a transformation only. */
  twist: string
}

export const briefRoot = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('brief')

/** Makes the shared texts of a new document. To be called once, by the server, before anybody can have opened it. */
export function seedBrief(doc: Y.Doc): void {
  const root = briefRoot(doc)
  for (const name of BRIEF_TEXTS) root.set(name, new Y.Text())
  root.set('genres', new Y.Map())
}

/** The shared text of a field; null where a foreign program took it away. */
export function briefText(doc: Y.Doc, name: BriefText): Y.Text | null {
  const text = briefRoot(doc).get(name)
  return text instanceof Y.Text ? text : null
}

const minutes = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)

export function readBrief(doc: Y.Doc): Brief {
  const root = briefRoot(doc)
  const rating = root.get('rating')
  const genres = root.get('genres')
  const twist = root.get('twist')
  const chosen = genres instanceof Y.Map ? genres : null
  return {
    least: minutes(root.get('least')),
    most: minutes(root.get('most')),
    rating: RATINGS.find(known => known === rating) ?? null,
    genres: GENRES.filter(genre => chosen?.get(genre) === true),
    tone: briefText(doc, 'tone')?.toString() ?? '',
    idea: briefText(doc, 'idea')?.toString() ?? '',
    mode: MODES.find(known => known === root.get('mode')) ?? 'expansion',
    twist: typeof twist === 'string' ? twist : '',
  }
}

/** Sets one end of the length in minutes, or takes it back (null). */
export function setLength(doc: Y.Doc, end: 'least' | 'most', value: number | null, origin?: unknown): void {
  const root = briefRoot(doc)
  if (minutes(root.get(end)) === value) return
  doc.transact(() => (value === null ? root.delete(end) : root.set(end, value)), origin)
}

export function setRating(doc: Y.Doc, rating: Rating, origin?: unknown): void {
  const root = briefRoot(doc)
  if (root.get('rating') !== rating) doc.transact(() => root.set('rating', rating), origin)
}

export function setMode(doc: Y.Doc, mode: Mode, origin?: unknown): void {
  if (readBrief(doc).mode !== mode) doc.transact(() => briefRoot(doc).set('mode', mode), origin)
}

export function setTwist(doc: Y.Doc, twist: string, origin?: unknown): void {
  if (readBrief(doc).twist !== twist) doc.transact(() => briefRoot(doc).set('twist', twist), origin)
}

export function setGenre(doc: Y.Doc, genre: Genre, chosen: boolean, origin?: unknown): void {
  doc.transact(() => {
    const root = briefRoot(doc)
    const kept = root.get('genres')
    const genres: Y.Map<unknown> = kept instanceof Y.Map ? kept : root.set('genres', new Y.Map<unknown>())
    if (chosen) genres.set(genre, true)
    else genres.delete(genre)
  }, origin)
}
