import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { byOrder } from '../order.ts'
import { readShots, shotRows } from './shots.ts'
import { createShotUndo, keptMessage } from './undo.ts'
import {
  addShot,
  deleteShots,
  duplicateShot,
  insertShotRows,
  moveShots,
  restoreShots,
  setCell,
  setDuration,
} from './write.ts'

/*
 * Two people, Ana (client 11) and Ben (client 12), and a table that both have:
 *
 *   A  "Ana crosses the room."   8 s
 *   B  "Ben waits."              8 s
 *   C  "The cup falls."          8 s
 *
 * Each test makes their edits at the same time, then merges in both directions.
 */
const ANA = 'ana'
const BEN = 'ben'

function table() {
  const seed = new Y.Doc()
  seed.clientID = 1
  const ids = insertShotRows(
    seed,
    ['Ana crosses the room.', 'Ben waits.', 'The cup falls.'].map(action => ({
      action,
      dialogue: '',
      characters: '',
      setting: '',
      light: '',
      camera: '',
      continuity: '',
      duration: 8,
      sources: [{ lineId: `line of ${action}`, hash: 'h' }],
      rationale: '',
    })),
    null,
  )
  const open = (clientID: number) => {
    const doc = new Y.Doc({ gc: false })
    doc.clientID = clientID
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(seed))
    return doc
  }
  const [a = '', b = '', c = ''] = ids
  return { ana: open(11), ben: open(12), a, b, c }
}

function merge(...docs: Y.Doc[]): void {
  const updates = docs.map(doc => Y.encodeStateAsUpdate(doc))
  for (const doc of docs) for (const update of updates) Y.applyUpdate(doc, update, 'remote')
  for (const doc of docs) expect(readShots(doc)).toEqual(readShots(docs[0] ?? doc))
}
const actions = (doc: Y.Doc) => readShots(doc).map(shot => shot.action)

describe('two people at once', () => {
  test('in one cell both keep their words', () => {
    const { ana, ben, a } = table()
    setCell(ana, a, 'action', 'Ana slowly crosses the room.')
    setCell(ben, a, 'action', 'Ana crosses the dark room.')
    merge(ana, ben)
    expect(actions(ana)[0]).toBe('Ana slowly crosses the dark room.')
  })

  test('replacing different emoji in one cell splits no character', () => {
    const { ana, ben, a } = table()
    setCell(ana, a, 'camera', '🎬🎥')
    merge(ana, ben)
    setCell(ana, a, 'camera', '🎞🎥')
    setCell(ben, a, 'camera', '🎬🎦')
    merge(ana, ben)
    expect(readShots(ana)[0]?.camera).toBe('🎞🎦')
  })

  test('typing in a new row that the other just added meets in one text', () => {
    const { ana, ben, c } = table()
    const id = addShot(ana, c, {}, ANA)
    merge(ana, ben)
    setCell(ana, id, 'dialogue', 'ANA: You said nine. ')
    setCell(ben, id, 'dialogue', 'BEN: I lied.')
    merge(ana, ben)
    expect(readShots(ben)[3]?.dialogue).toContain('ANA: You said nine. ')
    expect(readShots(ben)[3]?.dialogue).toContain('BEN: I lied.')
  })

  test('adding behind the same row gives two rows, in one order for all', () => {
    const { ana, ben, a } = table()
    addShot(ana, a, { action: 'of Ana' })
    addShot(ben, a, { action: 'of Ben' })
    merge(ana, ben)
    expect(actions(ana)).toHaveLength(5)
    expect(actions(ana).slice(1, 3).sort()).toEqual(['of Ana', 'of Ben'])
  })

  test('moving one row to two places leaves it once, with what a third person typed', () => {
    const { ana, ben, a, b, c } = table()
    moveShots(ana, [a], c)
    moveShots(ben, [a], b)
    setCell(ben, a, 'light', 'Dusk')
    merge(ana, ben)
    expect(actions(ana).filter(action => action.startsWith('Ana crosses'))).toHaveLength(1)
    expect(readShots(ana).find(shot => shot.id === a)?.light).toBe('Dusk')
  })

  test('rows with equal keys stay neighbours, and a row can be added and moved behind both', () => {
    const { ana, a, b, c } = table()
    const key = shotRows(ana).get(a)?.get('order')
    shotRows(ana).get(b)?.set('order', key)
    const twins = readShots(ana)
      .slice(0, 2)
      .map(shot => shot.id)
    expect(twins.sort()).toEqual([a, b].sort())
    const added = addShot(ana, a, { action: 'new' })
    expect(readShots(ana).map(shot => shot.id)).toEqual([...twins, added, c])
    moveShots(ana, [c], b)
    expect(readShots(ana).map(shot => shot.id)).toEqual([...twins, c, added])
    expect([...readShots(ana)].sort(byOrder)).toEqual(readShots(ana))
  })

  test('durations: one of the two values stays, for all', () => {
    const { ana, ben, b } = table()
    setDuration(ana, b, 3)
    setDuration(ben, b, 5)
    merge(ana, ben)
    expect([3, 5]).toContain(readShots(ana)[1]?.duration)
  })

  test('duplicating while the other types copies what was there and keeps the typing in the original', () => {
    const { ana, ben, b } = table()
    duplicateShot(ana, b, null)
    setCell(ben, b, 'action', 'Ben waits and hums.')
    merge(ana, ben)
    expect(actions(ana).slice(1, 3)).toEqual(['Ben waits and hums.', 'Ben waits.'])
  })
})

describe('deleting a row while a colleague types in it', () => {
  test('deletes it for all; undo by the deleter brings back all text, the words typed meanwhile too', () => {
    const { ana, ben, b } = table()
    const undo = createShotUndo(ana, ANA, 0)
    deleteShots(ana, [b], ANA)
    setCell(ben, b, 'action', 'Ben waits and hums.')
    merge(ana, ben)
    expect(actions(ben)).toEqual(['Ana crosses the room.', 'The cup falls.'])
    setCell(ben, b, 'action', 'too late')
    expect(undo.undo()).toEqual({ kept: [], touched: { rowId: b, column: null } })
    merge(ana, ben)
    expect(actions(ben)).toEqual(['Ana crosses the room.', 'Ben waits and hums.', 'The cup falls.'])
    undo.redo()
    merge(ana, ben)
    expect(actions(ben)).toHaveLength(2)
  })

  test('restoring it later, after other acts, brings it back and can be undone', () => {
    const { ana, ben, a, b } = table()
    const undo = createShotUndo(ana, ANA, 0)
    deleteShots(ana, [b], ANA)
    setCell(ben, b, 'light', 'Dusk')
    setDuration(ana, a, 3, ANA)
    merge(ana, ben)
    restoreShots(ana, [b], ANA)
    merge(ana, ben)
    expect(readShots(ben).map(shot => `${shot.action} ${shot.duration} ${shot.light}`)).toEqual([
      'Ana crosses the room. 3 ',
      'Ben waits. 8 Dusk',
      'The cup falls. 8 ',
    ])
    undo.undo()
    expect(actions(ana)).toHaveLength(2)
    undo.redo()
    expect(actions(ana)).toHaveLength(3)
  })

  test('two people delete it at once: it is gone, and comes back at most once', () => {
    const { ana, ben, b } = table()
    const undo = createShotUndo(ana, ANA, 0)
    deleteShots(ana, [b], ANA)
    deleteShots(ben, [b], BEN)
    merge(ana, ben)
    expect(actions(ana)).toHaveLength(2)
    undo.undo()
    merge(ana, ben)
    expect(actions(ana).filter(action => action === 'Ben waits.').length).toBeLessThanOrEqual(1)
  })
})

describe("undoing the creation of one's own row", () => {
  test('hides an empty row, and redo shows it again with its words', () => {
    const { ana, ben, c } = table()
    const undo = createShotUndo(ana, ANA, 0)
    addShot(ana, c, { action: 'new', duration: 3 }, ANA)
    expect(undo.undo()?.kept).toEqual([])
    merge(ana, ben)
    expect(actions(ben)).toHaveLength(3)
    expect(undo.canUndo()).toBe(false)
    expect(undo.undo()).toBeNull()
    undo.redo()
    merge(ana, ben)
    expect(readShots(ben)[3]).toMatchObject({ action: 'new', duration: 3 })
    undo.undo()
    merge(ana, ben)
    expect(actions(ben)).toHaveLength(3)
  })

  test('undoes only that act, not the one before it', () => {
    const { ana, a, c } = table()
    const undo = createShotUndo(ana, ANA, 0)
    setDuration(ana, a, 3, ANA)
    addShot(ana, c, {}, ANA)
    undo.undo()
    expect(readShots(ana)).toHaveLength(3)
    expect(readShots(ana)[0]?.duration).toBe(3)
    undo.undo()
    expect(readShots(ana)[0]?.duration).toBe(8)
    undo.redo()
    undo.redo()
    expect(readShots(ana)).toHaveLength(4)
    expect(readShots(ana)[0]?.duration).toBe(3)
  })

  test("never removes a row with a colleague's words, and says so", () => {
    const { ana, ben, c } = table()
    const undo = createShotUndo(ana, ANA, 0)
    const id = addShot(ana, c, { action: 'of Ana' }, ANA)
    merge(ana, ben)
    setCell(ben, id, 'dialogue', 'BEN: Mine.')
    merge(ana, ben)
    expect(undo.undo()).toEqual({ kept: [id], touched: { rowId: id, column: 'action' } })
    merge(ana, ben)
    expect(readShots(ben)[3]).toMatchObject({ action: '', dialogue: 'BEN: Mine.' })
    expect(keptMessage([id])).toContain('a colleague wrote in it')
    setCell(ben, id, 'dialogue', '')
    merge(ana, ben)
    expect(readShots(ben)).toHaveLength(4)
  })

  test('says so too when the only words are those of the colleague', () => {
    const { ana, ben, c } = table()
    const undo = createShotUndo(ana, ANA, 0)
    const id = addShot(ana, c, {}, ANA)
    merge(ana, ben)
    setCell(ben, id, 'dialogue', 'BEN: Mine.')
    merge(ana, ben)
    expect(undo.undo()?.kept).toEqual([id])
    expect(readShots(ana)).toHaveLength(4)
  })

  test('at the very moment in which a colleague types in it, leaves the row with his words', () => {
    const { ana, ben, c } = table()
    const undo = createShotUndo(ana, ANA, 0)
    const id = addShot(ana, c, { action: 'of Ana' }, ANA)
    merge(ana, ben)
    undo.undo()
    setCell(ben, id, 'dialogue', 'BEN: Mine.')
    merge(ana, ben)
    expect(readShots(ana)[3]).toMatchObject({ id, action: '', dialogue: 'BEN: Mine.' })
    undo.redo()
    merge(ana, ben)
    expect(readShots(ben)[3]).toMatchObject({ id, action: 'of Ana', dialogue: 'BEN: Mine.' })
    expect(undo.undo()?.kept).toEqual([id])
    merge(ana, ben)
    expect(readShots(ben)[3]).toMatchObject({ id, action: '', dialogue: 'BEN: Mine.' })
  })
})

describe('undo of other acts', () => {
  test("takes back one's own words and leaves the colleague's in the same cell", () => {
    const { ana, ben, a } = table()
    const undo = createShotUndo(ana, ANA, 0)
    setCell(ana, a, 'action', 'Ana slowly crosses the room.', ANA)
    setCell(ben, a, 'action', 'Ana crosses the dark room.', BEN)
    merge(ana, ben)
    undo.undo()
    merge(ana, ben)
    expect(actions(ben)[0]).toBe('Ana crosses the dark room.')
    undo.redo()
    merge(ana, ben)
    expect(actions(ben)[0]).toBe('Ana slowly crosses the dark room.')
  })

  test('of a move or a duration that a colleague changed since leaves his value, and never none', () => {
    const { ana, ben, a, c } = table()
    const undo = createShotUndo(ana, ANA, 0)
    setDuration(ana, a, 3, ANA)
    setDuration(ben, a, 5, BEN)
    moveShots(ana, [a], c, ANA)
    moveShots(ben, [a], c, BEN)
    merge(ana, ben)
    const merged = readShots(ana)
    undo.undo()
    undo.undo()
    merge(ana, ben)
    const now = readShots(ben).find(shot => shot.id === a)
    expect(shotRows(ana).get(a)?.get('duration')).toBeDefined()
    expect(shotRows(ana).get(a)?.get('order')).toBeDefined()
    expect([merged.find(shot => shot.id === a)?.duration, 8, 5]).toContain(now?.duration)
  })

  test('never undoes a colleague', () => {
    const { ana, ben, a } = table()
    const undo = createShotUndo(ana, ANA, 0)
    setCell(ben, a, 'action', 'Ben rewrote it.', BEN)
    merge(ana, ben)
    expect(undo.undo()).toBeNull()
    expect(actions(ana)[0]).toBe('Ben rewrote it.')
  })

  test('typing within the capture time is one act; endAct divides it', () => {
    const { ana, a } = table()
    const undo = createShotUndo(ana, ANA, 60_000)
    setCell(ana, a, 'light', 'D', ANA)
    setCell(ana, a, 'light', 'Du', ANA)
    undo.endAct()
    setCell(ana, a, 'light', 'Dusk', ANA)
    undo.undo()
    expect(readShots(ana)[0]?.light).toBe('Du')
    undo.undo()
    expect(readShots(ana)[0]?.light).toBe('')
  })
})
