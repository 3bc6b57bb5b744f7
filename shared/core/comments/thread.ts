import * as Y from 'yjs'
import { z } from 'zod'
import { TEXT_COLUMNS } from '../shots/columns.ts'
import { LONGEST_QUOTE, MOST_MESSAGES } from './limits.ts'

/**
 * Fields of an entry of `threads`, a Y.Map each:
 * - `anchor`: {@link Anchor}; set once, with the thread
 * - `messages`: Y.Map message id -> Y.Map of {@link MESSAGE_FIELDS}
 * - `resolution`: {@link Resolution}; set again by anybody who may comment
 *
 * Of a message:
 * - `author`: the id of an account; the server takes no message that claims another's
 * - `body`: the words, with mentions in them (mentions.ts); set again by its author alone
 * - `deleted`: true; the words are gone then, and the place in the thread stays
 * - `at`: when the message reached the server, ISO 8601. The server writes it and nobody else: clocks of clients are wrong
 */
export const MESSAGE_FIELDS = ['author', 'body', 'deleted', 'at'] as const

const itemId = z.object({ client: z.int().nonnegative(), clock: z.int().nonnegative() })
/** A relative position of Yjs in JSON: never one that names a root type, which asking for would create. */
const place = z
  .object({ type: itemId.nullish(), item: itemId.nullish(), tname: z.null().optional(), assoc: z.int().optional() })
  .refine(({ type, item }) => type != null || item != null)
export type Place = z.infer<typeof place>

const LONGEST_CONTEXT = 100
const quote = z.string().max(LONGEST_QUOTE)
const textAnchor = z.object({
  kind: z.literal('text'),
  /** The id of the line, and the Yjs id of its element: where it was, once it is gone. */
  line: z.string().max(200),
  element: itemId,
  start: place,
  end: place,
  /** The words as they were, shortened. */
  words: quote,
  /** What stood before and behind them in the line, shortened. */
  before: z.string().max(LONGEST_CONTEXT),
  after: z.string().max(LONGEST_CONTEXT),
  /** Were these words nowhere else in the script, and are they whole here? Only then can they be found again. */
  unique: z.boolean(),
})
const cellAnchor = z.object({
  kind: z.literal('cell'),
  shot: z.string().max(200),
  column: z.enum(['label', 'duration', ...TEXT_COLUMNS]),
  words: quote,
})
const anchor = z.discriminatedUnion('kind', [textAnchor, cellAnchor])
export type TextAnchor = z.infer<typeof textAnchor>
export type CellAnchor = z.infer<typeof cellAnchor>
/** What a thread is on. */
export type Anchor = z.infer<typeof anchor>

const resolution = z.object({
  resolved: z.boolean(),
  /** The account that resolved it, or opened it again. */
  by: z.string().max(200),
  /** The messages that were there then: an answer that came at the same moment keeps the thread open. */
  seen: z.array(z.string().max(200)).max(2 * MOST_MESSAGES),
})
export type Resolution = z.infer<typeof resolution>

/** The anchor in a value that anybody may have written; null when it is none. */
export const anchorIn = (value: unknown): Anchor | null => anchor.safeParse(value).data ?? null
export const resolutionIn = (value: unknown): Resolution | null => resolution.safeParse(value).data ?? null

export interface Message {
  id: string
  author: string
  body: string
  /** ISO 8601; null while it has not reached the server. */
  at: string | null
  edited: boolean
  deleted: boolean
}

export interface Thread {
  id: string
  anchor: Anchor
  /** As they reached the server. Deleted ones are there without their words. */
  messages: readonly Message[]
  /** Who resolved it; null while it is open. */
  resolvedBy: string | null
}

/** The map of threads in a comments document. */
export const threadsOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('threads')

/** The messages of a thread's map; null where a foreign program left something else. */
export function messagesOf(thread: unknown): Y.Map<unknown> | null {
  const messages = thread instanceof Y.Map ? thread.get('messages') : null
  return messages instanceof Y.Map ? messages : null
}

function readMessage(id: string, map: Y.Map<unknown>): Message {
  const text = (key: string): string => {
    const value = map.get(key)
    return typeof value === 'string' ? value : ''
  }
  return {
    id,
    author: text('author'),
    body: text('body'),
    at: text('at') || null,
    // whoever sets a key again leaves the item before it: no field has to say so
    edited: map._map.get('body')?.origin != null,
    deleted: map.get('deleted') === true,
  }
}

/** Those that have no time yet are last, in the order in which they were written here. */
function readMessages(messages: Y.Map<unknown>): Message[] {
  const clock = (id: string): number => messages._map.get(id)?.id.clock ?? 0
  return [...messages]
    .flatMap(([id, map]) => (map instanceof Y.Map ? [readMessage(id, map)] : []))
    .sort((a, b) => compare(a.at ?? '~', b.at ?? '~') || (a.at ? 0 : clock(a.id) - clock(b.id)) || compare(a.id, b.id))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** One thread; null when nothing is left to read in it. */
export function readThread(doc: Y.Doc, id: string): Thread | null {
  const map = threadsOf(doc).get(id)
  const messages = messagesOf(map)
  if (!(map instanceof Y.Map) || !messages) return null
  const on = anchorIn(map.get('anchor'))
  const list = readMessages(messages)
  if (!on || list.every(({ deleted }) => deleted)) return null
  const last = resolutionIn(map.get('resolution'))
  const isResolved = last?.resolved === true && list.every(({ id, deleted }) => deleted || last.seen.includes(id))
  return { id, anchor: on, messages: list, resolvedBy: isResolved ? last.by : null }
}

/** All threads of which something is left, the oldest first. */
export function readThreads(doc: Y.Doc): Thread[] {
  const begun = ({ messages: [first] }: Thread): string => first?.at ?? '~'
  return [...threadsOf(doc).keys()]
    .flatMap(id => readThread(doc, id) ?? [])
    .sort((a, b) => compare(begun(a), begun(b)) || compare(a.id, b.id))
}
