import { describe, expect, it } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { DocumentAuthors } from '../../../shared/core/api/authors.ts'
import { addShot, deleteShots, setCell, setDuration } from '../../../shared/core/shots/write.ts'
import { keyOf } from '../../authorship/hand.ts'
import { createCellHands, handsIn } from './cellHands.ts'

const BEN = { kind: 'person', id: 'ben', name: 'Ben' } as const
const CUTTER = { kind: 'agent', agent: 'breakdown', name: 'Breakdown', jobId: 'j' } as const

/** What was asked has been answered. */
const answered = () => new Promise(done => setImmediate(done))

/** Ana's table (client 11) with two rows of client 1; the server knows of `known`. */
function table(known: DocumentAuthors = { 1: CUTTER }) {
  const doc = new Y.Doc()
  doc.clientID = 1
  const first = addShot(doc, null, { action: 'Ana waits.' })
  const second = addShot(doc, first, { action: 'Ben runs.' })
  doc.clientID = 11
  const awareness = new Awareness(doc)
  awareness.setLocalState({ user: { id: 'ana', name: 'Ana' } })
  let asked = 0
  const document = { awareness, isSettled: () => true, subscribe: () => () => {} }
  const store = createCellHands(doc, 'ana', document, async () => {
    asked++
    return known
  })
  const as = (client: number, write: (doc: Y.Doc) => void) => {
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
    copy.clientID = client
    write(copy)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy, Y.encodeStateVector(doc)), 'net')
  }
  const words = (id: string) =>
    store
      .get()
      .rows.get(id)
      ?.action.map(({ hand, length }) => `${hand && keyOf(hand)} ${length}`)
  const names = () => store.get().hands.map(keyOf)
  return { doc, first, second, store, known, as, words, names, asked: () => asked, close: () => awareness.destroy() }
}

describe('who wrote what in a shot table', () => {
  it('is read while somebody wants to see it, and not asked before', async () => {
    const at = table()
    expect([at.store.get().rows.size, at.asked()]).toEqual([0, 0])
    at.store.turn(true)
    expect(at.words(at.first)).toEqual(['null 10'])
    await answered()
    expect(at.words(at.first)).toEqual(['agent breakdown 10'])
    expect([at.names(), at.asked()]).toEqual([['agent breakdown'], 1])
    at.store.turn(false)
    expect(at.store.get()).toEqual({ hands: [], rows: new Map() })
    setCell(at.doc, at.first, 'action', 'Ana sleeps.', 'me')
    expect(at.store.get().rows.size).toBe(0)
    at.store.turn(true)
    expect(at.words(at.first)).toEqual(['agent breakdown 4', 'person ana 6', 'agent breakdown 1'])
    at.close()
  })

  it('follows what people write and set, and draws no other row again', async () => {
    const at = table()
    at.store.turn(true)
    await answered()
    const other = at.store.get().rows.get(at.second)
    at.known[22] = BEN
    at.as(22, doc => {
      setCell(doc, at.first, 'action', 'Ana slowly waits.')
      setDuration(doc, at.first, 3)
    })
    await answered()
    expect(at.words(at.first)).toEqual(['agent breakdown 4', 'person ben 7', 'agent breakdown 6'])
    const row = at.store.get().rows.get(at.first)
    expect(handsIn(row, 'duration')).toEqual([BEN])
    expect(handsIn(row, 'light')).toEqual([])
    expect(handsIn(row, 'label')).toEqual([])
    expect(at.store.get().rows.get(at.second)).toBe(other)
    expect(handsIn(other, 'duration')).toEqual([CUTTER])
    expect(at.names()).toEqual(['person ben', 'agent breakdown'])
    at.close()
  })

  it('forgets those whose words are all gone with their row', async () => {
    const at = table()
    at.store.turn(true)
    await answered()
    const mine = addShot(at.doc, at.second, { action: 'New.' })
    expect(at.names()).toEqual(['person ana', 'agent breakdown'])
    deleteShots(at.doc, [mine])
    expect(at.names()).toEqual(['agent breakdown'])
    expect(at.store.get().rows.size).toBe(2)
    at.close()
  })
})
