import type { Awareness } from 'y-protocols/awareness'
import { z } from 'zod'
import { SHOT_COLUMNS, type ShotColumn } from '../../../shared/core/shots/columns.ts'
import { personColour } from '../../ui/people.ts'

/** Where somebody else is in the table. */
export interface CellGuest {
  clientId: number
  name: string
  /** The CSS colour of the palette that belongs to them, as everywhere on our screens. */
  colour: string
  agent: boolean
  shotId: string
  column: ShotColumn
  editing: boolean
}

const COLUMNS: ReadonlySet<string> = new Set(SHOT_COLUMNS.map(column => column.key))
const isColumn = (value: string): value is ShotColumn => COLUMNS.has(value)

const guestState = z.object({
  user: z.object({ id: z.string(), name: z.string(), agent: z.literal(true).optional() }),
  cell: z.object({ shotId: z.string(), column: z.string().refine(isColumn), editing: z.boolean() }),
})

export function readGuests(awareness: Awareness): CellGuest[] {
  const guests: CellGuest[] = []
  for (const [clientId, state] of awareness.getStates()) {
    if (clientId === awareness.clientID) continue
    const parsed = guestState.safeParse(state)
    if (!parsed.success) continue
    const { user, cell } = parsed.data
    const colour = user.agent ? 'var(--agent)' : personColour(user.id)
    guests.push({ clientId, name: user.name, colour, agent: user.agent === true, ...cell })
  }
  return guests.sort((a, b) => a.clientId - b.clientId)
}

/** By cell key; the lists of cells where nothing changed stay the same objects, so that their rows are not drawn again. */
export type GuestsByRow = ReadonlyMap<string, readonly CellGuest[]>

export function guestStore(awareness: Awareness): { get: () => GuestsByRow; subscribe: (f: () => void) => () => void } {
  let byRow: GuestsByRow = new Map()
  const refresh = (): boolean => {
    const next = Map.groupBy(readGuests(awareness), guest => guest.shotId) as Map<string, readonly CellGuest[]>
    let same = next.size === byRow.size
    for (const [row, guests] of next) {
      const old = byRow.get(row)
      if (old && JSON.stringify(old) === JSON.stringify(guests)) next.set(row, old)
      else same = false
    }
    if (!same) byRow = next
    return !same
  }
  refresh()
  return {
    get: () => byRow,
    subscribe(listener) {
      const onChange = () => {
        if (refresh()) listener()
      }
      awareness.on('change', onChange)
      onChange()
      return () => awareness.off('change', onChange)
    },
  }
}
