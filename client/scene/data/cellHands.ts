import * as Y from 'yjs'
import type { DocumentAuthors } from '../../../shared/core/api/authors.ts'
import { cellClients, entryClient } from '../../../shared/core/history/cellClients.ts'
import { type ShotColumn, TEXT_COLUMNS, type TextColumn } from '../../../shared/core/shots/columns.ts'
import { isShown, type ShotRow, shotRows } from '../../../shared/core/shots/shots.ts'
import { type Hand, inOrder } from '../../authorship/hand.ts'
import { HandTally } from '../../authorship/handTally.ts'
import { type AuthoredDocument, AuthorRegister } from '../../authorship/register.ts'
import { type HandSpan, handSpans } from '../../authorship/written.ts'

/** A row by hand: the words of its texts, and who set its seconds last. */
export type RowHands = Readonly<Record<TextColumn, readonly HandSpan[]> & { duration: Hand | null }>

/** Everybody who is in a cell. The label is computed: nobody wrote it. */
export function handsIn(row: RowHands | undefined, column: ShotColumn): Hand[] {
  if (!row || column === 'label') return []
  if (column === 'duration') return row.duration ? [row.duration] : []
  return row[column].flatMap(({ hand }) => hand ?? [])
}

export interface TableHands {
  /** Everybody who wrote something in the table; see {@link inOrder}. */
  hands: readonly Hand[]
  /** By shot id; rows in which nothing changed stay the same objects, so that they are not drawn again. */
  rows: ReadonlyMap<string, RowHands>
}

const NOTHING: TableHands = { hands: [], rows: new Map() }

export interface CellHandsStore {
  get: () => TableHands
  subscribe: (listener: () => void) => () => void
  /** Off until it is turned on: then nothing is read, and the server is not asked. */
  turn: (on: boolean) => void
}

/** Who wrote what in a shot table, for React. `me` is the reader's id. */
export function createCellHands(
  doc: Y.Doc,
  me: string,
  document: AuthoredDocument,
  ask: () => Promise<DocumentAuthors>,
): CellHandsStore {
  const rows = shotRows(doc)
  const known = new Map<string, RowHands>()
  const tally = new HandTally<string>()
  /** Rows with words of which nobody knows yet whose they are. */
  const waiting = new Set<string>()
  const listeners = new Set<() => void>()
  let snapshot = NOTHING
  let isOn = false

  const register = new AuthorRegister(document, ask, () => {
    if (!isOn) return
    for (const id of [...waiting]) read(id)
    publish()
  })

  const read = (id: string): void => {
    const row = rows.get(id)
    known.delete(id)
    waiting.delete(id)
    tally.delete(id)
    if (!(row instanceof Y.Map) || !isShown(row)) return
    const { hands, isWhole } = readRow(row, client => register.handOf(client))
    known.set(id, hands)
    if (!isWhole) waiting.add(id)
    tally.set(
      id,
      [...TEXT_COLUMNS, 'duration' as const].flatMap(column => handsIn(hands, column)),
    )
  }
  const publish = (): void => {
    snapshot = isOn ? { hands: inOrder(tally.hands(), me), rows: new Map(known) } : NOTHING
    for (const listener of [...listeners]) listener()
  }
  const onChange = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    for (const event of events) {
      const id = event.path[0]
      if (typeof id === 'string') read(id)
      else for (const key of event.keys.keys()) read(key)
    }
    publish()
  }

  return {
    get: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    turn(on) {
      if (on === isOn) return
      isOn = on
      if (on) {
        rows.observeDeep(onChange)
        register.start()
        for (const id of rows.keys()) read(id)
      } else {
        rows.unobserveDeep(onChange)
        register.stop()
        known.clear()
        waiting.clear()
        tally.clear()
      }
      publish()
    },
  }
}

function readRow(row: ShotRow, handOf: (client: number) => Hand | null): { hands: RowHands; isWhole: boolean } {
  const texts = Object.fromEntries(
    TEXT_COLUMNS.map(column => [column, handSpans(cellClients(row, column), handOf)]),
  ) as Record<TextColumn, HandSpan[]>
  const setBy = entryClient(row, 'duration')
  const duration = setBy === null ? null : handOf(setBy)
  const isWhole =
    (setBy === null || duration !== null) &&
    TEXT_COLUMNS.every(column => texts[column].every(({ hand }) => hand !== null))
  return { hands: { ...texts, duration }, isWhole }
}
