import { useMemo, useSyncExternalStore } from 'react'
import { readThings } from '../../shared/core/dependencies/readThings.ts'
import { refer } from '../../shared/core/dependencies/references.ts'
import { keptMessage, type ShotUndo } from '../../shared/core/shots/undo.ts'
import { announce } from '../ui/announce.ts'
import type { useToast } from '../ui/Toast.tsx'
import type { Warn } from '../warning/WarningProvider.tsx'
import { addRow, clearRange, duplicateRows, type Hand, removeRows, restoreRows } from './grid/actions.ts'
import type { GridActs } from './grid/ShotGrid.tsx'
import type { CellRef } from './grid/selection.ts'

/** Can this person undo or redo something of theirs? */
export function useUndoState(undo: ShotUndo): { undo: boolean; redo: boolean } {
  const state = useSyncExternalStore(undo.onChange, () => `${undo.canUndo()} ${undo.canRedo()}`)
  return { undo: state.startsWith('true'), redo: state.endsWith('true') }
}

/** What the buttons above the table and the keys in it do; each act is told to screen readers. */
export function useActs(
  hand: Hand,
  toast: ReturnType<typeof useToast>,
  goTo: (cell: CellRef | null) => void,
  sceneId: string,
  warn: Warn,
): GridActs {
  return useMemo(() => {
    const step = (how: 'undo' | 'redo'): CellRef | null => {
      const outcome = hand.undo[how]()
      if (!outcome) {
        announce(how === 'undo' ? 'Nothing of yours to undo.' : 'Nothing to redo.')
        return null
      }
      announce(how === 'undo' ? 'Undone.' : 'Redone.')
      if (outcome.kept.length > 0) toast({ title: 'The row stays', detail: keptMessage(outcome.kept) })
      return outcome.touched && { shotId: outcome.touched.rowId, column: outcome.touched.column ?? 'action' }
    }
    return {
      undo: () => step('undo'),
      redo: () => step('redo'),
      add(after) {
        goTo({ shotId: addRow(hand, after), column: 'action' })
        announce('Shot added.')
      },
      duplicate(ids) {
        const copy = duplicateRows(hand, ids)[0]
        if (copy !== undefined) goTo({ shotId: copy, column: 'action' })
        announce(ids.length === 1 ? 'Shot duplicated.' : `${ids.length} shots duplicated.`)
      },
      remove(ids) {
        if (ids.length === 0) return
        const one = ids.length === 1
        const remove = (): void => {
          removeRows(hand, ids)
          const title = one ? 'Shot deleted' : `${ids.length} shots deleted`
          // these rows, whatever was done since
          toast({ title, action: { label: 'Undo', run: () => restoreRows(hand, ids) } })
        }
        const things = readThings(hand.doc, sceneId)
        const feeds = things.some(({ dependsOn }) => ids.some(id => dependsOn.has(refer('shot', id))))
        if (!feeds) return remove()
        void warn({
          operation: { kind: 'deleteShots', sceneId, shotIds: [...ids] },
          title: one ? 'Delete the shot?' : `Delete ${ids.length} shots?`,
          confirm: 'Delete',
          before: one ? 'deleting a shot' : `deleting ${ids.length} shots`,
          quiet: 'deleteShots',
          run: remove,
        })
      },
      clear(ids, rect) {
        clearRange(hand, ids, rect)
        announce('Cleared.')
      },
      say: (title, detail) => toast(detail === undefined ? { title } : { title, detail }),
    }
  }, [hand, toast, goTo, sceneId, warn])
}
