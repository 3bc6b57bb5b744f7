import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { Refusal } from './refusal.ts'
import { extendedClients, leavesGap, scanUpdate } from './updateScan.ts'

const writer = (clientId: number): Y.Doc => {
  const doc = new Y.Doc()
  doc.clientID = clientId
  return doc
}

describe('scanning an update', () => {
  test('finds every client id and how far it reaches', () => {
    const doc = writer(1)
    doc.getText('t').insert(0, 'abc')
    const other = writer(2)
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    other.getText('t').insert(3, 'de')
    const { clients } = scanUpdate(Y.encodeStateAsUpdate(other))
    expect([...clients].sort()).toEqual([
      [1, { from: 0, to: 3 }],
      [2, { from: 0, to: 2 }],
    ])
  })

  test('tells what is new to a document, and what waits for something it has not', () => {
    const doc = writer(1)
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    for (const letter of 'abc') doc.getText('t').insert(0, letter)
    const [first = new Uint8Array(), , third = new Uint8Array()] = updates
    const reader = new Y.Doc()
    expect(leavesGap(reader, scanUpdate(first))).toBe(false)
    expect(leavesGap(reader, scanUpdate(third))).toBe(true)
    expect([...extendedClients(reader, scanUpdate(first))]).toEqual([[1, 1]])
    Y.applyUpdate(reader, first)
    expect([...extendedClients(reader, scanUpdate(first))]).toEqual([])
  })

  test('refuses the deletion of a range without length, which Yjs throws on in the middle of applying', () => {
    // no structs; client 12 has one deleted range, from clock 0, of length 0
    const nothing = Uint8Array.of(0, 1, 12, 1, 0, 0)
    expect(() => Y.applyUpdate(new Y.Doc(), nothing)).toThrow()
    expect(() => scanUpdate(nothing)).toThrow(Refusal)
  })

  test('refuses everything that is not one whole V1 update', () => {
    const doc = writer(1)
    doc.getText('t').insert(0, 'abc')
    doc.getText('t').delete(1, 1)
    doc.getMap('m').set('k', new Uint8Array(20))
    const update = Y.encodeStateAsUpdate(doc)
    expect(() => scanUpdate(update)).not.toThrow()
    expect(() => scanUpdate(Y.encodeStateAsUpdate(new Y.Doc()))).not.toThrow()
    for (let cut = 0; cut < update.length; cut++) expect(() => scanUpdate(update.subarray(0, cut))).toThrow(Refusal)
    expect(() => scanUpdate(Uint8Array.from([...update, 0]))).toThrow(Refusal)
    expect(() => scanUpdate(Y.encodeStateAsUpdateV2(doc))).toThrow(Refusal)
    // 21 bytes that a V2 reader would expand to gigabytes
    expect(() =>
      scanUpdate(Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 255, 255, 255, 127, 1, 0, 0, 0, 0, 0])),
    ).toThrow(Refusal)
  })

  test('never throws anything but a refusal, and never takes long, on random bytes', () => {
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
    let state = seed
    const next = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return state >>> 24
    }
    const started = performance.now()
    for (let round = 0; round < 5000; round++) {
      const bytes = Uint8Array.from({ length: next() % 60 }, next)
      try {
        scanUpdate(bytes)
      } catch (error) {
        expect(error, `seed ${seed}, round ${round}: ${bytes}`).toBeInstanceOf(Refusal)
      }
    }
    expect(performance.now() - started, `seed ${seed}`).toBeLessThan(5000)
  })
})
