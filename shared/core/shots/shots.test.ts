import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { SHOT_COLUMNS, TEXT_COLUMNS } from './columns.ts'
import { shotLabel, shotLetters } from './label.ts'
import { formatSeconds, parseSeconds, ShotSecondsError } from './seconds.ts'
import { cellText, readShots, shotRows, totalSeconds } from './shots.ts'
import { addShot, deleteShots, duplicateShot, insertShotRows, moveShots, setCell, setDuration } from './write.ts'

const draft = (action: string, ...lineIds: string[]) => ({
  ...Object.fromEntries(TEXT_COLUMNS.map(column => [column, ''])),
  action,
  duration: 4,
  rationale: `covers ${action}`,
  sources: lineIds.map(lineId => ({ lineId, hash: `hash of ${lineId}` })),
})
// biome-ignore format: a table
const emptyCells = { action: '', dialogue: '', characters: '', setting: '', light: '', camera: '', continuity: '' }
const rowDraft = (action: string, ...lineIds: string[]) => ({ ...emptyCells, ...draft(action, ...lineIds) })
const actions = (doc: Y.Doc) => readShots(doc).map(shot => shot.action)

test('every cell of a new row has its shared text at once, so that two people never create it twice', () => {
  const doc = new Y.Doc()
  const id = addShot(doc, null)
  for (const column of TEXT_COLUMNS) expect(cellText(doc, id, column)).toBeInstanceOf(Y.Text)
  expect(readShots(doc, '3')).toMatchObject([{ id, label: '3A', duration: 8, rationale: '', madeBy: null }])
})

test('labels follow the place in the scene: 3A, 3Z, 3AA, and shots renumber when one moves', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(shotLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
  expect(shotLabel('12', 26)).toBe('12AA')
  expect(shotLabel('12A', 0)).toBe('12A-A')
  const doc = new Y.Doc()
  const c = addShot(doc, null, { action: 'c' })
  const a = addShot(doc, null, { action: 'a' })
  addShot(doc, a, { action: 'b' })
  moveShots(doc, [a], c)
  expect(readShots(doc, '3').map(shot => `${shot.label} ${shot.action}`)).toEqual(['3A b', '3B c', '3C a'])
  moveShots(doc, [c, a], null)
  expect(readShots(doc, '3').map(shot => `${shot.label} ${shot.action}`)).toEqual(['3A c', '3B a', '3C b'])
})

test('moving a block keeps its order and changes one key per moved row', () => {
  const doc = new Y.Doc()
  const ids: string[] = []
  for (const action of ['a', 'b', 'c', 'd', 'e']) ids.push(addShot(doc, ids.at(-1) ?? null, { action }))
  const changed: string[] = []
  shotRows(doc).observeDeep(events => {
    for (const event of events) for (const key of event.keys.keys()) changed.push(`${String(event.path[0])}.${key}`)
  })
  moveShots(doc, [ids[3] ?? '', ids[1] ?? ''], ids[4] ?? '')
  expect(actions(doc)).toEqual(['a', 'c', 'e', 'b', 'd'])
  expect(changed.sort()).toEqual([`${ids[1]}.order`, `${ids[3]}.order`].sort())
  moveShots(doc, [ids[0] ?? ''], ids[0] ?? '')
  expect(actions(doc)).toEqual(['a', 'c', 'e', 'b', 'd'])
})

test('a duplicate stands behind its original and covers the same lines', () => {
  const doc = new Y.Doc()
  const [first] = insertShotRows(doc, [rowDraft('one', 'l1'), rowDraft('two', 'l2')], null)
  const copy = duplicateShot(doc, first ?? '', { kind: 'person', id: 'u1', name: 'Ana' })
  const shots = readShots(doc)
  expect(shots.map(shot => shot.action)).toEqual(['one', 'one', 'two'])
  expect(shots[1]).toMatchObject({ id: copy, madeBy: { kind: 'person', id: 'u1', name: 'Ana' }, duration: 4 })
  expect([...(shots[1]?.sources ?? [])]).toEqual([['l1', 'hash of l1']])
})

test('a breakdown of the rest falls into place between the shots that are there', () => {
  const doc = new Y.Doc()
  const lineOrder = ['l1', 'l2', 'l3', 'l4']
  insertShotRows(doc, [rowDraft('one', 'l1'), rowDraft('four', 'l4')], null)
  addShot(doc, null, { action: 'by hand' })
  insertShotRows(doc, [rowDraft('two', 'l2'), rowDraft('three', 'l3')], null, { lineOrder })
  expect(actions(doc)).toEqual(['by hand', 'one', 'two', 'three', 'four'])
  insertShotRows(doc, [rowDraft('last', 'l4'), rowDraft('no lines')], null, { lineOrder })
  expect(actions(doc)).toEqual(['by hand', 'one', 'two', 'three', 'four', 'last', 'no lines'])
})

test('a deleted row is gone for every reader and writer', () => {
  const doc = new Y.Doc()
  const id = addShot(doc, null, { action: 'gone' })
  deleteShots(doc, [id])
  expect(readShots(doc)).toEqual([])
  expect(cellText(doc, id, 'action')).toBeNull()
  setCell(doc, id, 'action', 'late')
  setDuration(doc, id, 3)
  expect(duplicateShot(doc, id, null)).toBeNull()
  expect(readShots(doc)).toEqual([])
  const next = addShot(doc, id, { action: 'behind a row that is gone' })
  expect(readShots(doc).map(shot => shot.id)).toEqual([next])
})

test('durations are seconds between the bounds, in the ways people write them', () => {
  expect(['8', ' 2.5 ', '2,5', '8 s', '.5', '0:08', '1:00', '12sec'].map(parseSeconds)).toEqual([
    8, 2.5, 2.5, 8, 0.5, 8, 60, 12,
  ])
  for (const wrong of ['', 'x', '0', '61', '1:30', '-3', '8 m', '1e3', '8 8'])
    expect(() => parseSeconds(wrong), wrong).toThrow(ShotSecondsError)
  expect(() => parseSeconds('90')).toThrow('A shot lasts 0.5 to 60 seconds, not 90.')
  expect(formatSeconds(2.5)).toBe('2.5')
  const doc = new Y.Doc()
  const id = addShot(doc, null)
  setDuration(doc, id, 2.5)
  expect(() => setDuration(doc, id, 600)).toThrow(ShotSecondsError)
  expect(readShots(doc)[0]?.duration).toBe(2.5)
  addShot(doc, id, { duration: 8 })
  expect(totalSeconds(readShots(doc))).toBe(10.5)
})

test('what a foreign program wrote badly is still shown, and can be edited', () => {
  const doc = new Y.Doc()
  const row = new Y.Map<unknown>()
  row.set('action', 'a plain string')
  row.set('duration', 'long')
  shotRows(doc).set('x', row)
  expect(readShots(doc)[0]).toMatchObject({ action: 'a plain string', dialogue: '', duration: 8, madeBy: null })
  setCell(doc, 'x', 'action', 'a plain string')
  setCell(doc, 'x', 'dialogue', 'ANA: Yes.')
  expect(cellText(doc, 'x', 'action')?.toString()).toBe('a plain string')
  expect(readShots(doc)[0]?.dialogue).toBe('ANA: Yes.')
})

test('the grid has every text column once', () => {
  expect(SHOT_COLUMNS.filter(column => column.kind === 'text').map(column => column.key)).toEqual([...TEXT_COLUMNS])
})

test('a row with an order key that no key can be put next to is shown last, and stops nobody from adding and moving', () => {
  const doc = new Y.Doc()
  const first = addShot(doc, null, { action: 'first' })
  const odd = addShot(doc, first, { action: 'odd' })
  for (const key of ['a00', '!', '', 'zzz', 'é']) {
    shotRows(doc).get(odd)?.set('order', key)
    expect(actions(doc)).toEqual(['first', 'odd'])
    const added = [addShot(doc, odd, { action: 'behind' }), addShot(doc, first, { action: 'between' })]
    moveShots(doc, [first], odd)
    expect(readShots(doc)).toHaveLength(4)
    deleteShots(doc, added)
    moveShots(doc, [first], null)
  }
})
