import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { addShot, deleteShots, moveShots, setCell, setDuration } from '../shots/write.ts'
import { diffShots } from './diffShots.ts'
import { readShotsState } from './shotsState.ts'

it('tells rows that came, went, moved and changed, and the words of a cell', () => {
  const doc = new Y.Doc()
  doc.clientID = 1
  const a = addShot(doc, null, { action: 'Mara enters' })
  const b = addShot(doc, a, { action: 'The door' })
  const c = addShot(doc, b, { action: 'Her hand', duration: 4 })
  const d = addShot(doc, c, { action: 'A window' })
  const before = readShotsState(doc)
  doc.clientID = 2
  setCell(doc, a, 'action', 'Mara leaves')
  deleteShots(doc, [b])
  setDuration(doc, c, 6)
  moveShots(doc, [d], null)
  const e = addShot(doc, c, { action: 'The street' })
  const shots = diffShots(before, readShotsState(doc), { authorOf: client => client - 1, remover: null })
  expect(shots.map(({ id, status }) => [id, status])).toEqual([
    [d, 'moved'],
    [a, 'changed'],
    [b, 'removed'],
    [c, 'changed'],
    [e, 'added'],
  ])
  expect(shots[1]?.cells.action.map(({ text, status, by }) => [text, status, by])).toEqual([
    ['Mara ', 'same', 0],
    ['enters', 'removed', null],
    ['leaves', 'added', 1],
  ])
  expect(shots[3]?.duration).toEqual({ before: 4, after: 6 })
})
