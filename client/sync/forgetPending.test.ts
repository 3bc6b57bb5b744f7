import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { forgetPending } from './forgetPending.ts'

test('what came ahead of an update that the server then lost is not handed to the server as ours, and comes again', () => {
  const ana = new Y.Doc()
  const updates: Uint8Array[] = []
  ana.on('update', (update: Uint8Array) => updates.push(update))
  ana.getText('t').insert(0, 'first ')
  ana.getText('t').insert(6, 'second')
  const ben = new Y.Doc()
  const [, second] = updates
  if (!second) throw new Error('Nothing was written.')
  Y.applyUpdate(ben, second)
  const server = new Y.Doc()
  const handshake = () => Y.encodeStateAsUpdate(ben, Y.encodeStateVector(server))
  expect(Y.decodeUpdate(handshake()).structs).not.toEqual([])
  forgetPending(ben)
  expect(Y.decodeUpdate(handshake()).structs).toEqual([])
  for (const update of updates) Y.applyUpdate(ben, update)
  expect(ben.getText('t').toString()).toBe('first second')
})
