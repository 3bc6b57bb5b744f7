import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { isWhollyIn } from './checkSync.ts'
import { leavesGap, scanUpdate } from './updateScan.ts'

test('of what hangs on itself in a circle, nothing stays in the document to wait, deletions neither', () => {
  // a letter of client 41 behind one of client 40, that one behind it, and the deletion of one of them
  const first = [1, 41, 0, 0x84, 40, 0, 1, 120]
  const second = [1, 40, 0, 0x84, 41, 0, 1, 121]
  const circle = Uint8Array.of(2, ...first, ...second, 1, 40, 1, 0, 1)
  const doc = new Y.Doc()
  const scan = scanUpdate(circle)
  expect(leavesGap(doc, scan)).toBe(false)
  Y.applyUpdate(doc, circle)
  expect(doc.store.pendingDs).not.toBeNull()
  expect(isWhollyIn(doc, scan)).toBe(false)
  expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null])
})
