import * as Y from 'yjs'
import { newId } from '../ids.ts'
import { LONGEST_MESSAGE, MOST_MESSAGES, MOST_THREADS } from './limits.ts'
import { type Anchor, messagesOf, type Resolution, readThread, threadsOf } from './thread.ts'

/** A comment that cannot be written. Nothing was changed; the message tells what to do. */
export class CommentError extends Error {
  override name = 'CommentError'
}

const gone = (): CommentError => new CommentError('This comment is no longer there. Nothing was written.')

function checkBody(body: string): string {
  const words = body.trim()
  if (words === '') throw new CommentError('Write something first.')
  if (words.length > LONGEST_MESSAGE)
    throw new CommentError(
      `A comment has at most ${LONGEST_MESSAGE.toLocaleString('en')} characters; this one has ${words.length.toLocaleString('en')}. Shorten it, or write two.`,
    )
  return words
}

function makeMessage(author: string, body: string): Y.Map<unknown> {
  const message = new Y.Map<unknown>()
  message.set('author', author)
  message.set('body', body)
  return message
}

/** Begins a thread. Returns its id and that of its first message. Throws {@link CommentError}. */
export function addThread(doc: Y.Doc, on: Anchor, author: string, body: string): { thread: string; message: string } {
  const words = checkBody(body)
  const threads = threadsOf(doc)
  if (threads.size >= MOST_THREADS)
    throw new CommentError(
      `There are ${MOST_THREADS.toLocaleString('en')} comments here already, the most there can be. Answer one of them instead.`,
    )
  const made = { thread: newId(), message: newId() }
  doc.transact(() => {
    const thread = new Y.Map<unknown>()
    const messages = new Y.Map<unknown>()
    thread.set('anchor', on)
    thread.set('messages', messages)
    messages.set(made.message, makeMessage(author, words))
    threads.set(made.thread, thread)
  })
  return made
}

/** Answers in a thread; one that is resolved is open again by that. Returns the id of the message. Throws {@link CommentError}. */
export function reply(doc: Y.Doc, thread: string, author: string, body: string): string {
  const words = checkBody(body)
  const messages = messagesOf(threadsOf(doc).get(thread))
  if (!messages) throw gone()
  if (messages.size >= MOST_MESSAGES)
    throw new CommentError(`This thread has ${MOST_MESSAGES} messages, the most there can be. Begin another comment.`)
  const id = newId()
  doc.transact(() => messages.set(id, makeMessage(author, words)))
  return id
}

function ownMessage(doc: Y.Doc, thread: string, message: string, author: string): Y.Map<unknown> {
  const map = messagesOf(threadsOf(doc).get(thread))?.get(message)
  if (!(map instanceof Y.Map) || map.get('deleted') === true) throw gone()
  if (map.get('author') !== author) throw new CommentError('Only whoever wrote a message can change or delete it.')
  return map
}

/** Sets other words in one's own message. Throws {@link CommentError}. */
export function editMessage(doc: Y.Doc, thread: string, message: string, author: string, body: string): void {
  const words = checkBody(body)
  const map = ownMessage(doc, thread, message, author)
  if (map.get('body') !== words) doc.transact(() => map.set('body', words))
}

/** Takes the words of one's own message away for everybody. Answers to it stay. Throws {@link CommentError}. */
export function deleteMessage(doc: Y.Doc, thread: string, message: string, author: string): void {
  const map = ownMessage(doc, thread, message, author)
  doc.transact(() => {
    map.set('deleted', true)
    map.delete('body')
  })
}

/** Resolves a thread, or opens it again. Throws {@link CommentError} when it is gone. */
export function setResolved(doc: Y.Doc, thread: string, by: string, resolved: boolean): void {
  const map = threadsOf(doc).get(thread)
  const read = readThread(doc, thread)
  if (!(map instanceof Y.Map) || !read) throw gone()
  if ((read.resolvedBy !== null) === resolved) return
  const next: Resolution = { resolved, by, seen: resolved ? read.messages.map(({ id }) => id) : [] }
  doc.transact(() => map.set('resolution', next))
}

/**
 * For the server: gives messages that have no time theirs, in the order in which each client wrote them and later than all
 * that have one. `now` in milliseconds.
 */
export function stampMessages(doc: Y.Doc, now: number, origin: unknown): void {
  const bare: { thread: Y.Map<unknown>; message: Y.Map<unknown>; item: Y.Item }[] = []
  for (const thread of threadsOf(doc).values()) {
    const messages = messagesOf(thread)
    for (const item of messages?._map.values() ?? []) {
      const message = !item.deleted && item.content instanceof Y.ContentType ? item.content.type : null
      if (messages && message instanceof Y.Map && typeof message.get('at') !== 'string')
        bare.push({ thread: messages, message, item })
    }
  }
  if (bare.length === 0) return
  bare.sort((a, b) => a.item.id.client - b.item.id.client || a.item.id.clock - b.item.id.clock)
  doc.transact(() => {
    for (const { thread, message } of bare)
      message.set('at', new Date(Math.max(now, lastTime(thread) + 1)).toISOString())
  }, origin)
}

function lastTime(messages: Y.Map<unknown>): number {
  let last = 0
  for (const message of messages.values()) {
    const at = message instanceof Y.Map ? Date.parse(String(message.get('at'))) : Number.NaN
    if (at > last) last = at
  }
  return last
}
