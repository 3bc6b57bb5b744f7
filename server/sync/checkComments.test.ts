import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { LONGEST_MESSAGE, MOST_MESSAGES } from '../../shared/core/comments/limits.ts'
import { type Anchor, messagesOf, readThread, threadsOf } from '../../shared/core/comments/thread.ts'
import {
  addThread,
  deleteMessage,
  editMessage,
  reply,
  setResolved,
  stampMessages,
} from '../../shared/core/comments/write.ts'
import type { Author } from '../../shared/core/documents/author.ts'
import { checkComments, othersDeleted } from './checkComments.ts'
import { keepOwnPart } from './ownPart.ts'
import { Refusal } from './refusal.ts'
import { extendedClients, scanUpdate } from './updateScan.ts'

const CELL: Anchor = { kind: 'cell', shot: 'shot1', column: 'action', words: 'Ada pours.' }
const person = (id: string): Author => ({ kind: 'person', id, name: id })

/** The document of the server with a thread of Ana's, whom Ben answered, and times. */
function house() {
  const doc = new Y.Doc()
  doc.clientID = 1
  const ana = at(doc, 11)
  const { thread, message } = addThread(ana, CELL, 'ana', 'Why tea?')
  const answer = reply(ana, thread, 'ben', 'She is English.')
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(ana))
  stampMessages(doc, 1000, null)
  return { doc, thread, message, answer }
}

/** A copy under another client id. */
function at(doc: Y.Doc, clientId: number): Y.Doc {
  const copy = new Y.Doc({ gc: false })
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  copy.clientID = clientId
  return copy
}

/** Does the server take what `edit` does, from this person? */
function takes(doc: Y.Doc, who: string, edit: (copy: Y.Doc) => void, clientId = 20): boolean {
  const copy = at(doc, clientId)
  const before = Y.encodeStateVector(copy)
  edit(copy)
  const update = Y.encodeStateAsUpdate(copy, before)
  try {
    checkComments(doc, scanUpdate(update), person(who))
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal)
    return false
  }
  Y.applyUpdate(doc, update)
  return true
}

const messageMap = (doc: Y.Doc, thread: string, id: string): Y.Map<unknown> => {
  const map = messagesOf(threadsOf(doc).get(thread))?.get(id)
  if (!(map instanceof Y.Map)) throw new Error('no such message')
  return map
}
const threadMap = (doc: Y.Doc, id: string): Y.Map<unknown> => {
  const map = threadsOf(doc).get(id)
  if (!(map instanceof Y.Map)) throw new Error('no such thread')
  return map
}

describe('what people may do with comments is taken', () => {
  const { doc, thread, message, answer } = house()
  test.each<[string, string, (copy: Y.Doc) => void]>([
    ['begin a thread', 'cy', copy => void addThread(copy, CELL, 'cy', 'And the cups?')],
    ['answer', 'cy', copy => void reply(copy, thread, 'cy', 'True.')],
    ['resolve', 'ben', copy => setResolved(copy, thread, 'ben', true)],
    ['open again', 'ana', copy => setResolved(copy, thread, 'ana', false)],
    ['edit one’s own', 'ana', copy => editMessage(copy, thread, message, 'ana', 'Why tea at all?')],
    ['delete one’s own', 'ben', copy => deleteMessage(copy, thread, answer, 'ben')],
    [
      'all of it at once, after an hour offline',
      'cy',
      copy => {
        const made = addThread(copy, CELL, 'cy', 'One')
        editMessage(copy, made.thread, made.message, 'cy', 'Two')
        const second = reply(copy, made.thread, 'cy', 'Three')
        deleteMessage(copy, made.thread, second, 'cy')
        setResolved(copy, made.thread, 'cy', true)
        setResolved(copy, made.thread, 'cy', false)
      },
    ],
  ])('%s', (_what, who, edit) => {
    expect(takes(doc, who, edit)).toBe(true)
  })

  test('also in answers to what was resolved at the same moment, and twice at once', () => {
    const { doc, thread } = house()
    const [ana, ben] = [at(doc, 31), at(doc, 32)]
    setResolved(ana, thread, 'ana', true)
    setResolved(ben, thread, 'ben', true)
    reply(ben, thread, 'ben', 'Wait.')
    for (const [copy, who] of [
      [ana, 'ana'],
      [ben, 'ben'],
    ] as const) {
      const update = Y.encodeStateAsUpdate(copy)
      checkComments(doc, scanUpdate(update), person(who))
      Y.applyUpdate(doc, update)
    }
    expect(readThread(doc, thread)).toMatchObject({ resolvedBy: null, messages: { length: 3 } })
  })
})

describe('nothing else is taken from anybody', () => {
  const { doc, thread, message } = house()
  const state = Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64')
  test.each<[string, (copy: Y.Doc) => void]>([
    ['a thread in another’s name', copy => void addThread(copy, CELL, 'ana', 'I quit.')],
    ['an answer in another’s name', copy => void reply(copy, thread, 'ana', 'I quit.')],
    ['another’s words', copy => editMessage(copy, thread, message, 'ana', 'I quit.')],
    ['another’s words deleted', copy => deleteMessage(copy, thread, message, 'ana')],
    ['only the mark of deletion', copy => messageMap(copy, thread, message).set('deleted', true)],
    ['another’s words made one’s own', copy => messageMap(copy, thread, message).set('author', 'eve')],
    ['an author taken away', copy => messageMap(copy, thread, message).delete('author')],
    ['a time', copy => messageMap(copy, thread, message).set('at', '1999-01-01T00:00:00.000Z')],
    ['a time taken away', copy => messageMap(copy, thread, message).delete('at')],
    [
      'a time of one’s own message',
      copy => messageMap(copy, thread, reply(copy, thread, 'eve', 'Hm')).set('at', '1999-01-01T00:00:00.000Z'),
    ],
    ['a field that is not known', copy => messageMap(copy, thread, message).set('colour', 'red')],
    ['a thread taken away', copy => threadsOf(copy).delete(thread)],
    ['a message taken away', copy => messagesOf(threadsOf(copy).get(thread))?.delete(message)],
    ['a thread in the place of another', copy => void threadsOf(copy).set(thread, new Y.Map())],
    ['messages in the place of others', copy => threadMap(copy, thread).set('messages', new Y.Map())],
    ['a thread put elsewhere', copy => threadMap(copy, thread).set('anchor', { ...CELL, shot: 'other' })],
    ['a resolution by another', copy => setResolved(copy, thread, 'ana', true)],
    ['a resolution of no kind', copy => threadMap(copy, thread).set('resolution', 'yes')],
    ['a thread without words', copy => void threadsOf(copy).set('new', new Y.Map())],
    ['a thread that is no map', copy => void threadsOf(copy).set('new', 'words')],
    [
      'a message without an author',
      copy => messagesOf(threadsOf(copy).get(thread))?.set('new', new Y.Map([['body', 'Hm']])),
    ],
    [
      'a shared text in a message',
      copy => messageMap(copy, thread, reply(copy, thread, 'eve', 'Hm')).set('body', new Y.Text('Hm')),
    ],
    [
      'too long a message',
      copy => messageMap(copy, thread, reply(copy, thread, 'eve', 'Hm')).set('body', 'a'.repeat(LONGEST_MESSAGE + 1)),
    ],
    ['another root', copy => copy.getMap('meta').set('schema', 99)],
    ['a suggestion', copy => void copy.getMap('suggestions').set('s', new Y.Map())],
    ['a list among the threads', copy => copy.getArray('threads').push(['x'])],
    ['words of a script', copy => copy.getXmlFragment('script').insert(0, [new Y.XmlElement('line')])],
    [
      'something deep in a message',
      copy => {
        const map = new Y.Map()
        messageMap(copy, thread, reply(copy, thread, 'eve', 'Hm')).set('body', map)
        map.set('x', 1)
      },
    ],
    [
      'an anchor on a root',
      copy => {
        const thread = new Y.Map<unknown>()
        thread.set('anchor', { kind: 'text', start: { tname: 'threads' } })
        thread.set('messages', new Y.Map())
        threadsOf(copy).set('new', thread)
      },
    ],
  ])('%s', (_what, edit) => {
    // the reader's own checks are not asked: a program has none
    expect(takes(doc, 'eve', edit)).toBe(false)
    expect(Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64')).toBe(state)
  })

  test('not from an agent, and not more than there can be', () => {
    const { doc, thread } = house()
    const nothing = scanUpdate(Y.encodeStateAsUpdate(new Y.Doc()))
    expect(() => checkComments(doc, nothing, { kind: 'agent', agent: 'a', name: 'A', jobId: null })).toThrow(Refusal)
    expect(
      takes(doc, 'eve', copy => {
        for (let i = 0; i < 1.3 * MOST_MESSAGES; i++)
          messagesOf(threadsOf(copy).get(thread))?.set(`m${i}`, new Y.Map([['author', 'eve']]))
      }),
    ).toBe(false)
  })
})

test('of a handshake one’s own part is kept, whole and in its place', () => {
  const { doc, thread, message } = house()
  const copy = at(doc, 41)
  const mine = reply(copy, thread, 'cy', 'Mine.')
  copy.clientID = 42
  reply(copy, thread, 'ana', 'Made up.')
  const kept = messageMap(copy, thread, message)
  kept.set('body', 'Edited by whoever lost it.')
  editMessage(copy, thread, mine, 'cy', 'Mine, edited.')
  copy.clientID = 41
  reply(copy, thread, 'cy', 'Mine, too.')
  const payload = Y.encodeStateAsUpdate(copy)
  const length = payload.length
  const whole = scanUpdate(payload)
  expect(() => checkComments(doc, whole, person('cy'))).toThrow(Refusal)
  const scan = keepOwnPart(payload, whole, doc, id => id !== 42, othersDeleted(doc, whole, person('cy')))
  expect([...extendedClients(doc, scan).keys()]).toEqual([41])
  checkComments(doc, scan, person('cy'))
  Y.applyUpdate(doc, payload)
  expect(payload.length).toBe(length)
  const read = readThread(doc, thread)?.messages.map(({ author, body }) => `${author}: ${body}`)
  expect(read).toContain('cy: Mine, too.')
  expect(read?.filter(words => words.startsWith('ana'))).toEqual(['ana: Why tea?'])
})
