import * as Y from 'yjs'
import { LONGEST_MESSAGE, MOST_MESSAGES, MOST_THREADS, WITH_LEEWAY } from '../../shared/core/comments/limits.ts'
import { anchorIn, resolutionIn } from '../../shared/core/comments/thread.ts'
import type { Author } from '../../shared/core/documents/author.ts'
import { type Place, Places } from './places.ts'
import { Refusal } from './refusal.ts'
import type { UpdateScan } from './updateScan.ts'

/** Where in a comments document an item is; `thread`, `message` are the items that hold those maps. */
type Spot =
  | { kind: 'thread'; key: string }
  | { kind: 'thread-field'; key: string; thread: Y.Item }
  | { kind: 'message'; key: string; messages: Y.Item }
  | { kind: 'message-field'; key: string; message: Y.Item }

/**
 * Comments are the one place where people write who may not write elsewhere, and what everybody says there is theirs: a
 * person adds threads and messages in their own name, sets and takes away the words of their own messages, and resolves and
 * opens threads in their own name. Throws a {@link Refusal} for an update that does anything else, before it is applied.
 */
export function checkComments(doc: Y.Doc, scan: UpdateScan, author: Author): void {
  if (author.kind !== 'person') throw refused('agents do not comment')
  new CommentsCheck(doc, scan, author.id).run()
}

/** What an update would take away that is in the document and not this person's to take. */
export function othersDeleted(doc: Y.Doc, scan: UpdateScan, author: Author): Y.Item[] {
  return author.kind === 'person' ? new CommentsCheck(doc, scan, author.id).othersDeleted() : []
}

const refused = (what: string): Refusal =>
  new Refusal('badFrame', `Nothing of this was taken into the comments: ${what}.`)

class CommentsCheck {
  readonly #doc: Y.Doc
  readonly #scan: UpdateScan
  readonly #me: string
  readonly #places: Places
  /** New threads and messages of the update, each with the fields that came with it. */
  readonly #fields = new Map<Y.Item, Set<string>>()

  constructor(doc: Y.Doc, scan: UpdateScan, me: string) {
    this.#doc = doc
    this.#scan = scan
    this.#me = me
    this.#places = new Places(doc, scan.structs)
  }

  run(): void {
    const added = this.#scan.structs.filter(
      (struct): struct is Y.Item => struct instanceof Y.Item && this.#isNew(struct),
    )
    for (const item of added) this.#checkAdded(item, this.#spotOf(item))
    for (const [item, fields] of this.#fields) {
      const needed = this.#spotOf(item)?.kind === 'thread' ? ['anchor', 'messages'] : ['author']
      if (!needed.every(name => fields.has(name))) throw refused('something came without what belongs to it')
    }
    this.#checkCounts(added)
    if (this.othersDeleted().length > 0) throw refused('it takes something away that is not yours')
  }

  #isNew({ id, length }: Y.Item): boolean {
    return id.clock + length > Y.getState(this.#doc.store, id.client)
  }

  #spotOf(item: Y.Item): Spot | null {
    const key = this.#places.keyOf(item)
    if (key === null) return null
    const chain: Y.Item[] = []
    let place: Place = this.#places.of(item)
    while (place instanceof Y.Item && chain.length < 4) {
      chain.push(place)
      place = this.#places.of(place)
    }
    if (place !== 'threads') return null
    const [first, second] = chain
    switch (chain.length) {
      case 0:
        return { kind: 'thread', key }
      case 1:
        return first ? { kind: 'thread-field', key, thread: first } : null
      case 2:
        return first && this.#places.keyOf(first) === 'messages' ? { kind: 'message', key, messages: first } : null
      case 3:
        return first && second && this.#places.keyOf(second) === 'messages'
          ? { kind: 'message-field', key, message: first }
          : null
      default:
        return null
    }
  }

  #checkAdded(item: Y.Item, spot: Spot | null): void {
    switch (spot?.kind) {
      case 'thread':
      case 'message':
        this.#checkNewMap(item, spot)
        return
      case 'thread-field':
        this.#checkThreadField(item, spot.key, spot.thread)
        return
      case 'message-field':
        this.#checkMessageField(item, spot.key, spot.message)
        return
      default:
        throw refused('there is no place for it')
    }
  }

  #checkNewMap(item: Y.Item, spot: Extract<Spot, { kind: 'thread' | 'message' }>): void {
    if (!isMap(item) || item.origin || item.rightOrigin) throw refused('it takes the place of something')
    const around = spot.kind === 'thread' ? this.#doc.getMap('threads') : mapIn(spot.messages)
    if (around?._map.has(spot.key)) throw refused('it takes the place of something')
    if (spot.key.length > 200) throw refused('its id is too long')
    if (!this.#fields.has(item)) this.#fields.set(item, new Set())
  }

  #checkThreadField(item: Y.Item, key: string, thread: Y.Item): void {
    if (key === 'resolution') {
      const value = valueIn(item)
      if (item.content instanceof Y.ContentDeleted) return
      if (resolutionIn(value)?.by !== this.#me) throw refused('somebody is said to have resolved it who did not')
      return
    }
    this.#isSetOnce(item, thread)
    if (key === 'messages' ? !isMap(item) : key !== 'anchor' || !anchorIn(valueIn(item)))
      throw refused('a comment is on nothing that can be commented on')
    this.#note(thread, key)
  }

  #checkMessageField(item: Y.Item, key: string, message: Y.Item): void {
    const value = valueIn(item)
    if (key === 'author') {
      this.#isSetOnce(item, message)
      if (value !== this.#me) throw refused('a message is in the name of somebody else')
      this.#note(message, key)
      return
    }
    if (!this.#isMine(message)) throw refused('only whoever wrote a message can change or delete it')
    if (item.content instanceof Y.ContentDeleted && (key === 'body' || key === 'deleted')) return
    if (key === 'deleted' && typeof value === 'boolean') return
    if (key === 'body' && typeof value === 'string') {
      if (value.length > LONGEST_MESSAGE) throw refused('the message is too long')
      return
    }
    throw refused('a message has no such field, or not from you')
  }

  /** Comes with its container, and takes nothing's place. */
  #isSetOnce(item: Y.Item, container: Y.Item): void {
    if (!this.#isNew(container) || item.origin || item.rightOrigin) throw refused('it is set already')
  }

  #note(container: Y.Item, key: string): void {
    const fields = this.#fields.get(container) ?? new Set()
    this.#fields.set(container, fields.add(key))
  }

  /** Is it a message of the person's own? One that comes with this update is, or it is refused for its author. */
  #isMine(message: Y.Item): boolean {
    return this.#isNew(message) || mapIn(message)?.get('author') === this.#me
  }

  #checkCounts(added: readonly Y.Item[]): void {
    const counts = new Map<Y.Map<unknown> | Y.Item, number>()
    for (const item of added) {
      const spot = this.#spotOf(item)
      const around =
        spot?.kind === 'thread'
          ? this.#doc.getMap('threads')
          : spot?.kind === 'message'
            ? ((this.#isNew(spot.messages) ? null : mapIn(spot.messages)) ?? spot.messages)
            : null
      if (!around) continue
      const before = around instanceof Y.Map ? around._map.size : 0
      const count = (counts.get(around) ?? before) + 1
      counts.set(around, count)
      const most = spot?.kind === 'thread' ? MOST_THREADS : MOST_MESSAGES
      if (count > most * WITH_LEEWAY) throw refused('there are more comments than there can be')
    }
  }

  othersDeleted(): Y.Item[] {
    return [...this.#deleted()].filter(item => {
      const spot = this.#spotOf(item)
      if (spot?.kind === 'thread-field') return spot.key !== 'resolution'
      return spot?.kind !== 'message-field' || !['body', 'deleted'].includes(spot.key) || !this.#isMine(spot.message)
    })
  }

  /** What is in the document now and would be gone. */
  *#deleted(): Iterable<Y.Item> {
    for (const [client, ranges] of this.#scan.deletes) {
      const known = this.#doc.store.clients.get(client) ?? []
      for (const { clock, len } of ranges) {
        const to = Math.min(clock + len, Y.getState(this.#doc.store, client))
        if (clock >= to) continue
        for (let at = Y.findIndexSS(known, clock); at < known.length; at++) {
          const struct = known[at]
          if (!struct || struct.id.clock >= to) break
          if (struct instanceof Y.Item && !struct.deleted) yield struct
        }
      }
    }
  }
}

const isMap = ({ content }: Y.Item): boolean => content instanceof Y.ContentType && content.type.constructor === Y.Map

const mapIn = ({ content }: Y.Item): Y.Map<unknown> | null =>
  content instanceof Y.ContentType && content.type instanceof Y.Map ? content.type : null

/** The one plain value that an item holds. */
function valueIn({ content }: Y.Item): unknown {
  return content instanceof Y.ContentAny && content.arr.length === 1 ? content.arr[0] : undefined
}
