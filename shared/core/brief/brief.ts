import * as Y from 'yjs'
import { isId } from '../ids.ts'
import { STYLE_LIMITS } from '../styles/limits.ts'
import { cleanName, clipped } from '../text/storable.ts'

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

/** As kept; `twist` is a line, and the last who writes it wins, as with `style`. `genres` is a Y.Map genre -> true, so that two people who add one each keep both. */
export const BRIEF_VALUES = ['least', 'most', 'rating', 'mode', 'twist', 'style'] as const

/** The written style that a brief names. The name is the one it had when it was chosen, for when the style is gone. */
export interface BriefStyle {
  id: string
  name: string
}

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
  /** How it is to be written; null: in neutral descriptive prose. */
  style: BriefStyle | null
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

/** One value, so that two people who choose at once never leave the name of one beside the id of the other. */
function styleOf(value: unknown): BriefStyle | null {
  if (typeof value !== 'object' || value === null || !('id' in value) || !isId(value.id)) return null
  const name = 'name' in value && typeof value.name === 'string' ? cleanName(value.name) : ''
  return { id: value.id, name: clipped(name, STYLE_LIMITS.name) }
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
    style: styleOf(root.get('style')),
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

/** Chooses how it is to be written; null takes the choice back. */
export function setStyle(doc: Y.Doc, style: BriefStyle | null, origin?: unknown): void {
  const now = readBrief(doc).style
  if (now?.id === style?.id && now?.name === style?.name) return
  const root = briefRoot(doc)
  doc.transact(() => (style === null ? root.delete('style') : root.set('style', { ...style })), origin)
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
