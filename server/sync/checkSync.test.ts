import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { isWhollyIn } from './checkSync.ts'
import { leavesGap, scanUpdate } from './updateScan.ts'

test('of what hangs on itself in a circle, nothing stays in the document to wait, deletions neither', () => {
  // one letter of client 40, a child of itself, which the update deletes as well
  const circle = Uint8Array.of(1, 1, 40, 0, 4, 0, 40, 0, 1, 120, 1, 40, 1, 0, 1)
  const doc = new Y.Doc()
  const scan = scanUpdate(circle)
  expect(leavesGap(doc, scan)).toBe(false)
  Y.applyUpdate(doc, circle)
  expect(doc.store.pendingDs).not.toBeNull()
  expect(isWhollyIn(doc, scan)).toBe(false)
  expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null])
})
