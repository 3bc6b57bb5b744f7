import * as Y from 'yjs'
import { z } from 'zod'
import { newClientId } from '../ids.ts'
import { MARKS } from '../script/line.ts'
import { LINE_TYPES } from '../script/lineTypes.ts'
import { type Suggestion, SuggestionError } from './suggestion.ts'

/** Suggestions as they lie in the document: `suggestions[id]`, a Y.Map of the fields of {@link Suggestion}. */

const itemId = z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()])
const person = z.object({ id: z.string(), name: z.string() })
const author = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), id: z.string(), name: z.string() }),
  z.object({
    kind: z.literal('agent'),
    agent: z.string(),
    name: z.string(),
    jobId: z.string().nullable(),
    offline: z.literal(true).optional(),
  }),
])
const lineDraft = z.object({
  id: z.string(),
  type: z.enum(LINE_TYPES),
  runs: z.array(z.object({ text: z.string(), marks: z.array(z.enum(MARKS)) })),
  dual: z.boolean().optional(),
  depth: z.number().optional(),
  boneyard: z.boolean().optional(),
})
const newRow = z.object({
  id: z.string(),
  title: z.string(),
  body: z.string(),
  sources: z.array(z.object({ lineId: z.string(), hash: z.string() })),
  order: z.string().optional(),
})
const edit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('line-text'), lineId: z.string(), before: z.string(), after: z.string() }),
  z.object({
    kind: z.literal('line-type'),
    lineId: z.string(),
    before: z.enum(LINE_TYPES),
    after: z.enum(LINE_TYPES),
  }),
  z.object({
    kind: z.literal('insert-lines'),
    after: z.string().nullable(),
    afterText: z.string().optional(),
    scene: z.string(),
    lines: z.array(lineDraft),
  }),
  z.object({ kind: z.literal('delete-lines'), lines: z.array(z.object({ id: z.string(), before: z.string() })) }),
  z.object({ kind: z.literal('insert-rows'), after: z.string().nullable(), rows: z.array(newRow) }),
  z.object({ kind: z.literal('delete-rows'), rows: z.array(z.object({ id: z.string(), before: z.string() })) }),
  z.object({
    kind: z.literal('cell-text'),
    shotId: z.string(),
    column: z.string(),
    before: z.string(),
    after: z.string(),
  }),
])
const stored = z.object({
  id: z.string(),
  group: z.string(),
  edit,
  update: z.instanceof(Uint8Array),
  places: z.array(z.object({ left: itemId.nullable(), right: itemId.nullable() })),
  earlier: z.array(z.number().int()).default([]),
  author,
  askedBy: person.nullable().default(null),
  instruction: z.string().default(''),
  rationale: z.string().default(''),
  model: z.string().default(''),
  jobId: z.string().nullable().default(null),
  createdAt: z.string(),
  rejectedBy: z.string().optional(),
  supersededBy: z.string().optional(),
  stale: z.string().optional(),
  editedBy: person.optional(),
}) satisfies z.ZodType<Suggestion>

/** The fields of an entry. */
export const SUGGESTION_FIELDS: readonly string[] = Object.keys(stored.shape)

export const suggestionsOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('suggestions')

/** Parsed entries, and the items that they were parsed from: reading is on the path of every keystroke. */
const parsed = new WeakMap<Y.Map<unknown>, { items: readonly Y.Item[]; suggestion: Suggestion | null }>()

/** The suggestion in an entry, or null where a foreign client left something else. */
function readEntry(id: string, entry: unknown): Suggestion | null {
  if (!(entry instanceof Y.Map)) return null
  const known = parsed.get(entry)
  if (known && isUnchanged(entry, known.items)) return known.suggestion
  const result = stored.safeParse(Object.fromEntries(entry.entries()))
  const suggestion = result.success && result.data.id === id ? result.data : null
  parsed.set(entry, { items: [...entry._map.values()].filter(item => !item.deleted), suggestion })
  return suggestion
}

function isUnchanged(entry: Y.Map<unknown>, items: readonly Y.Item[]): boolean {
  let at = 0
  for (const item of entry._map.values()) if (!item.deleted && item !== items[at++]) return false
  return at === items.length
}

/** Every well-formed suggestion of a document, settled ones too, oldest first; `concerns` leaves some out unread. */
export function storedSuggestions(doc: Y.Doc, concerns: (id: string) => boolean = () => true): Suggestion[] {
  const out: Suggestion[] = []
  for (const [id, entry] of suggestionsOf(doc)) {
    const suggestion = concerns(id) ? readEntry(id, entry) : null
    if (suggestion) out.push(suggestion)
  }
  return out.sort((a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.id < b.id ? -1 : 1))
}

/** The suggestion with this id, or null. */
export const findSuggestion = (doc: Y.Doc, id: string): Suggestion | null => readEntry(id, suggestionsOf(doc).get(id))

function setEntry(suggestions: Y.Map<unknown>, suggestion: Suggestion): void {
  const entry = new Y.Map<unknown>()
  for (const [field, value] of Object.entries(suggestion)) if (value !== undefined) entry.set(field, value)
  suggestions.set(suggestion.id, entry)
}

/** Stores suggestions in a live document. */
export function addSuggestions(doc: Y.Doc, list: readonly Suggestion[], origin: unknown = null): void {
  doc.transact(() => {
    for (const suggestion of list) setEntry(suggestionsOf(doc), suggestion)
  }, origin)
}

/**
 * The V1 update that stores these suggestions in `doc`, which is not written to, and does nothing else. It has a client id
 * of its own, so that applying it twice, or on two servers, stores them once. Throws a {@link SuggestionError} 'settled'
 * when the document has one of them already. `clientId` is for tests.
 */
export function suggestionBytes(doc: Y.Doc, list: readonly Suggestion[], clientId: number = newClientId()): Uint8Array {
  if (list.some(suggestion => suggestionsOf(doc).has(suggestion.id)))
    throw new SuggestionError('settled', 'The document has this suggestion already.')
  // the keys are new there, so the update needs nothing of the document
  const fork = new Y.Doc()
  fork.clientID = clientId
  addSuggestions(fork, list)
  return Y.encodeStateAsUpdate(fork)
}

/** Sets fields of a stored suggestion; undefined removes one. To be called inside a transaction. */
export function setFields(doc: Y.Doc, id: string, fields: Partial<Suggestion>): void {
  const entry = suggestionsOf(doc).get(id)
  if (!(entry instanceof Y.Map)) return
  for (const [field, value] of Object.entries(fields))
    if (value === undefined) entry.delete(field)
    else entry.set(field, value)
}
