import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { touchedRoots } from './touchedRoots.ts'
import { scanUpdate } from './updateScan.ts'

const ROOTS = ['shots', 'frames', 'notes'] as const

/** One edit somewhere: a row, a cell in a row, letters in a text, or their removal. */
const edit = fc.record({
  root: fc.constantFrom(...ROOTS),
  what: fc.constantFrom('row', 'cell', 'type', 'erase', 'remove'),
  key: fc.constantFrom('a', 'b', 'c'),
  at: fc.nat(20),
})
type Edit = { root: string; what: string; key: string; at: number }

function make(doc: Y.Doc, { root, what, key, at }: Edit): void {
  const map = doc.getMap(root)
  const row = map.get(key)
  const text = row instanceof Y.Map ? row.get('text') : null
  if (what === 'row') map.set(key, new Y.Map<unknown>([['text', new Y.Text('words')]]))
  else if (what === 'remove') map.delete(key)
  else if (what === 'cell' && row instanceof Y.Map) row.set('seconds', at)
  else if (text instanceof Y.Text && what === 'type') text.insert(at % (text.length + 1), 'x')
  else if (text instanceof Y.Text && text.length > 0) text.delete(at % text.length, 1)
}

const changed = (before: Y.Doc, after: Y.Doc): string[] =>
  ROOTS.filter(root => JSON.stringify(before.getMap(root)) !== JSON.stringify(after.getMap(root)))

describe('the root types that an update touches', () => {
  test('hold every root whose content it changes', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 30 }), fc.array(edit, { minLength: 1, maxLength: 10 }), (first, then) => {
        const before = new Y.Doc()
        for (const one of first) make(before, one)
        const writer = new Y.Doc()
        Y.applyUpdate(writer, Y.encodeStateAsUpdate(before))
        const from = Y.encodeStateVector(writer)
        for (const one of then) make(writer, one)
        const whole = scanUpdate(Y.encodeStateAsUpdate(writer))
        const touched = touchedRoots(before, scanUpdate(Y.encodeStateAsUpdate(writer, from)))
        for (const root of changed(before, writer)) expect(touched).toContain(root)
        // all that a client has says the same, and what is there already touches nothing
        expect(touchedRoots(before, whole)).toEqual(touched)
        expect(touchedRoots(writer, whole)).toEqual(new Set())
      }),
    )
  })

  test('are those that were edited, and no others', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 20 }), edit, (first, one) => {
        const before = new Y.Doc()
        for (const earlier of first) make(before, earlier)
        const writer = new Y.Doc()
        Y.applyUpdate(writer, Y.encodeStateAsUpdate(before))
        const from = Y.encodeStateVector(writer)
        make(writer, one)
        const touched = touchedRoots(before, scanUpdate(Y.encodeStateAsUpdate(writer, from)))
        expect([...touched].filter(root => root !== one.root)).toEqual([])
      }),
    )
  })
})
