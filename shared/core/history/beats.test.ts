import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { beatText, readBeats } from '../beats/beats.ts'
import { addBeat, deleteBeats, mergeBeats, moveBeats, setBeatText, splitBeat } from '../beats/write.ts'
import { diffBeats, readBeatsState } from './beatsState.ts'
import { versionContent } from './content.ts'
import { restoreSheet } from './restoreSheet.ts'

function sheet(): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = 1
  const source = { lineId: 'p1', hash: 'h1' }
  addBeat(doc, null, { title: 'Out', body: 'Ada rows out. The rope holds.', sources: [source] }, undefined, 'a')
  addBeat(doc, 'a', { title: 'Storm', body: 'The storm comes.' }, undefined, 'b')
  addBeat(doc, 'b', { title: 'Home', body: 'Ada comes home.' }, undefined, 'c')
  return doc
}
function copyOf(doc: Y.Doc, clientId: number): Y.Doc {
  const copy = new Y.Doc()
  copy.clientID = clientId
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}
function exchange(a: Y.Doc, b: Y.Doc): void {
  const [fromA, fromB] = [Y.encodeStateAsUpdate(a), Y.encodeStateAsUpdate(b)]
  Y.applyUpdate(a, fromB)
  Y.applyUpdate(b, fromA)
}
/** Everything a person can do to a sheet. */
function rework(doc: Y.Doc): void {
  addBeat(doc, 'c', { title: 'After', body: 'Quiet.' }, undefined, 'd')
  splitBeat(doc, 'a', 13, null)
  mergeBeats(doc, 'a', 'b')
  moveBeats(doc, ['c'], null)
  setBeatText(doc, 'c', 'title', 'Home again')
  deleteBeats(doc, ['d'])
}

it('a difference tells beats that came, went, moved and changed, and whose words are whose', () => {
  const doc = sheet()
  const before = readBeatsState(doc)
  doc.clientID = 2
  setBeatText(doc, 'a', 'body', 'Ada rows home. The rope holds.')
  deleteBeats(doc, ['b'])
  addBeat(doc, 'c', { title: 'After' }, undefined, 'd')
  const { beats } = diffBeats(before, readBeatsState(doc), { authorOf: client => client - 1, remover: null })
  expect(beats.map(({ id, status }) => [id, status])).toEqual([
    ['a', 'changed'],
    ['b', 'removed'],
    ['c', 'same'],
    ['d', 'added'],
  ])
  expect(beats[0]?.body.map(({ text, status, by }) => [text, status, by])).toEqual([
    ['Ada rows ', 'same', 0],
    ['out', 'removed', null],
    ['home', 'added', 1],
    ['. The rope holds.', 'same', 0],
  ])
  moveBeats(doc, ['d'], null)
  const moved = diffBeats(before, readBeatsState(doc), { authorOf: () => null, remover: null }).beats
  expect(moved.map(({ id, number }) => [id, number])).toContainEqual(['d', 1])
})

it('a version says what it said, whatever was split, merged, moved and removed since', () => {
  const doc = sheet()
  const then = copyOf(doc, 9)
  rework(doc)
  expect(versionContent('beats', doc)).not.toBe(versionContent('beats', then))
  restoreSheet(doc, readBeats(then))
  expect(versionContent('beats', doc)).toBe(versionContent('beats', then))
  // and once more changes nothing
  const state = Y.encodeStateAsUpdate(doc)
  restoreSheet(doc, readBeats(then))
  expect(Y.encodeStateAsUpdate(doc)).toEqual(state)
})

it('what a colleague types while a version comes back stays', () => {
  const doc = sheet()
  const then = copyOf(doc, 9)
  rework(doc)
  addBeat(doc, null, { title: 'New' }, undefined, 'e')
  const ben = copyOf(doc, 12)
  beatText(ben, 'c', 'body')?.insert(0, 'Ben: ')
  beatText(ben, 'e', 'body')?.insert(0, 'Ben wrote here.')
  restoreSheet(doc, readBeats(then))
  exchange(doc, ben)
  expect(readBeats(doc)).toEqual(readBeats(ben))
  const words = readBeats(ben)
    .map(beat => beat.body)
    .join('\n')
  expect(words).toContain('Ben: Ada comes home.')
  expect(words).toContain('Ben wrote here.')
})
