import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { shotRow } from '../shots/shots.ts'
import { addShot, setCell, setDuration } from '../shots/write.ts'
import { cellClients, entryClient } from './cellClients.ts'

/** A row by client 1, and how others write in it. */
function row() {
  const doc = new Y.Doc()
  doc.clientID = 1
  const id = addShot(doc, null, { action: 'Ana waits.', duration: 4 })
  const as = (client: number, write: (doc: Y.Doc) => void) => {
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
    copy.clientID = client
    write(copy)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy, Y.encodeStateVector(doc)))
  }
  const read = () => shotRow(doc, id) ?? new Y.Map()
  return { id, as, read }
}

describe('who wrote what in a row', () => {
  it('is in each word of a cell', () => {
    const { id, as, read } = row()
    as(2, doc => setCell(doc, id, 'action', 'Ana slowly waits.'))
    expect(cellClients(read(), 'action')).toEqual([
      { client: 1, length: 4 },
      { client: 2, length: 7 },
      { client: 1, length: 6 },
    ])
    expect(cellClients(read(), 'light')).toEqual([])
  })

  it('is who set the number last', () => {
    const { id, as, read } = row()
    expect(entryClient(read(), 'duration')).toBe(1)
    as(2, doc => setDuration(doc, id, 5))
    expect(entryClient(read(), 'duration')).toBe(2)
    as(3, doc => shotRow(doc, id)?.delete('duration'))
    expect(entryClient(read(), 'duration')).toBeNull()
    expect(entryClient(read(), 'deleted')).toBeNull()
  })

  it('is whoever put a plain text there', () => {
    const { id, as, read } = row()
    as(7, doc => shotRow(doc, id)?.set('light', 'Dusk'))
    expect(cellClients(read(), 'light')).toEqual([{ client: 7, length: 4 }])
    as(8, doc => shotRow(doc, id)?.set('light', ''))
    expect(cellClients(read(), 'light')).toEqual([])
  })
})
