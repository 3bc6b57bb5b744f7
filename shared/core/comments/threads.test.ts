import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { isIn } from './filter.ts'
import { LONGEST_MESSAGE, MOST_MESSAGES, MOST_THREADS } from './limits.ts'
import { mentionedIn, mentionOf, plainBody, segmentsOf } from './mentions.ts'
import { type Anchor, readThread, readThreads, threadsOf } from './thread.ts'
import { addThread, CommentError, deleteMessage, editMessage, reply, setResolved, stampMessages } from './write.ts'

const CELL: Anchor = { kind: 'cell', shot: 'shot1', column: 'action', words: 'Ada pours.' }

/** Two people with the same thread of one message: ids 11 and 12, whatever they do next. */
function twoPeople(): { ana: Y.Doc; ben: Y.Doc; thread: string; message: string; meet: () => void } {
  const ana = new Y.Doc()
  ana.clientID = 11
  const made = addThread(ana, CELL, 'ana', 'Why tea?')
  stampMessages(ana, 1000, null)
  const ben = new Y.Doc()
  ben.clientID = 12
  const meet = () => {
    const [a, b] = [Y.encodeStateAsUpdate(ana), Y.encodeStateAsUpdate(ben)]
    Y.applyUpdate(ana, b)
    Y.applyUpdate(ben, a)
    expect(readThreads(ana)).toEqual(readThreads(ben))
  }
  meet()
  return { ana, ben, ...made, meet }
}

const bodies = (doc: Y.Doc, thread: string) => readThread(doc, thread)?.messages.map(({ body }) => body)

describe('two people at once', () => {
  test('answer, and both answers are there', () => {
    const { ana, ben, thread, meet } = twoPeople()
    reply(ana, thread, 'ana', 'Or coffee?')
    reply(ben, thread, 'ben', 'She is English.')
    meet()
    expect(bodies(ana, thread)?.toSorted()).toEqual(['Or coffee?', 'She is English.', 'Why tea?'])
  })

  test('one resolves, the other answers: the thread stays open, for the answer was not seen', () => {
    const { ana, ben, thread, meet } = twoPeople()
    setResolved(ana, thread, 'ana', true)
    expect(readThread(ana, thread)?.resolvedBy).toBe('ana')
    reply(ben, thread, 'ben', 'Wait.')
    meet()
    expect(readThread(ana, thread)?.resolvedBy).toBeNull()
    setResolved(ben, thread, 'ben', true)
    meet()
    expect(readThread(ana, thread)?.resolvedBy).toBe('ben')
  })

  test('resolve and open again: one of both holds, the same for both, and no message is gone', () => {
    const { ana, ben, thread, meet } = twoPeople()
    setResolved(ana, thread, 'ana', true)
    meet()
    setResolved(ana, thread, 'ana', false)
    setResolved(ben, thread, 'ben', false)
    setResolved(ben, thread, 'ben', true)
    meet()
    expect(bodies(ben, thread)).toEqual(['Why tea?'])
  })

  test('one deletes her message, the other answers it: the answer stays, and the place says that something was there', () => {
    const { ana, ben, thread, message, meet } = twoPeople()
    deleteMessage(ana, thread, message, 'ana')
    expect(readThreads(ana)).toEqual([])
    reply(ben, thread, 'ben', 'She is English.')
    meet()
    expect(readThread(ana, thread)?.messages).toMatchObject([
      { author: 'ana', body: '', deleted: true },
      { author: 'ben', body: 'She is English.', deleted: false },
    ])
  })

  test('one person in two tabs deletes and edits the same message: it is deleted', () => {
    const { ana, ben, thread, message, meet } = twoPeople()
    reply(ben, thread, 'ben', 'Yes.')
    meet()
    deleteMessage(ana, thread, message, 'ana')
    editMessage(ben, thread, message, 'ana', 'Why not coffee?')
    meet()
    expect(readThread(ben, thread)?.messages[0]?.deleted).toBe(true)
  })

  test('begin threads on the same cell: both are there', () => {
    const { ana, ben, meet } = twoPeople()
    addThread(ana, CELL, 'ana', 'One')
    addThread(ben, CELL, 'ben', 'Two')
    meet()
    expect(readThreads(ana)).toHaveLength(3)
  })
})

describe('a message', () => {
  test('is changed and deleted by its author alone', () => {
    const { ben, thread, message } = twoPeople()
    expect(() => editMessage(ben, thread, message, 'ben', 'No')).toThrow(CommentError)
    expect(() => deleteMessage(ben, thread, message, 'ben')).toThrow(/Only whoever wrote/)
    editMessage(ben, thread, message, 'ana', 'Why tea at all?')
    expect(readThread(ben, thread)?.messages).toMatchObject([{ body: 'Why tea at all?', edited: true }])
  })

  test('says that it was edited also where what it said before was collected', () => {
    const { ana, thread, message } = twoPeople()
    expect(readThread(ana, thread)?.messages).toMatchObject([{ edited: false }])
    editMessage(ana, thread, message, 'ana', 'Why tea at all?')
    const late = new Y.Doc()
    Y.applyUpdate(late, Y.encodeStateAsUpdate(ana))
    const again = new Y.Doc()
    Y.applyUpdateV2(again, Y.encodeStateAsUpdateV2(late))
    expect(readThread(again, thread)?.messages).toMatchObject([{ edited: true }])
  })

  test('has the time at which the server saw it, in the order in which it was written', () => {
    const { ana, thread } = twoPeople()
    for (const words of ['First', 'Second', 'Third']) reply(ana, thread, 'ana', words)
    expect(readThread(ana, thread)?.messages.map(({ at }) => at)).toEqual([
      '1970-01-01T00:00:01.000Z',
      null,
      null,
      null,
    ])
    stampMessages(ana, 500, null) // a server whose clock went back
    expect(bodies(ana, thread)).toEqual(['Why tea?', 'First', 'Second', 'Third'])
    expect(readThread(ana, thread)?.messages.at(-1)?.at).toBe('1970-01-01T00:00:01.003Z')
    const before = Y.encodeStateVector(ana)
    stampMessages(ana, 9000, null)
    expect(Y.encodeStateVector(ana)).toEqual(before)
  })

  test('is refused with a sentence when there is too much of it, or nothing', () => {
    const { ana, thread } = twoPeople()
    expect(() => reply(ana, thread, 'ana', ' \n ')).toThrow('Write something first.')
    expect(() => reply(ana, thread, 'ana', 'a'.repeat(LONGEST_MESSAGE + 1))).toThrow(/at most 5,000 characters/)
    for (let i = 1; i < MOST_MESSAGES; i++) reply(ana, thread, 'ana', String(i))
    expect(() => reply(ana, thread, 'ana', 'more')).toThrow(/Begin another comment/)
    ana.transact(() => {
      for (let i = 1; i < MOST_THREADS; i++) threadsOf(ana).set(`t${i}`, new Y.Map())
    })
    expect(() => addThread(ana, CELL, 'ana', 'more')).toThrow(/Answer one of them/)
  })

  test('mentions people in a way that nobody can be misread by', () => {
    const body = `Ask ${mentionOf({ id: 'u1', name: 'Ben [the] Great' })}, and @[nobody](). ${mentionOf({ id: 'u1', name: 'Ben' })}`
    expect(mentionedIn(body)).toEqual(['u1'])
    expect(plainBody(body)).toBe('Ask @Ben  the  Great, and @[nobody](). @Ben')
    expect(segmentsOf('No one')).toEqual([{ text: 'No one' }])
  })
})

test('lists show what is open, resolved, mine, and where I am mentioned', () => {
  const { ana, thread } = twoPeople()
  reply(ana, thread, 'ben', `${mentionOf({ id: 'cy', name: 'Cy' })}, you?`)
  const lists = (me: string) => {
    const read = readThread(ana, thread)
    return (['open', 'resolved', 'mine', 'mentions'] as const).filter(name => read && isIn(read, name, me))
  }
  expect([lists('ana'), lists('cy')]).toEqual([
    ['open', 'mine'],
    ['open', 'mentions'],
  ])
  setResolved(ana, thread, 'ben', true)
  expect(lists('dee')).toEqual(['resolved'])
})

test('what foreign programs leave among the threads is passed over', () => {
  const { ana, thread } = twoPeople()
  const threads = threadsOf(ana)
  threads.set('text', 'no map')
  threads.set('empty', new Y.Map())
  const odd = new Y.Map<unknown>()
  threads.set('odd', odd)
  odd.set('anchor', { kind: 'text', start: { tname: 'threads' } })
  odd.set('messages', new Y.Map([['m', 7]]))
  expect(readThreads(ana).map(({ id }) => id)).toEqual([thread])
})
