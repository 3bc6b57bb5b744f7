// biome-ignore-all lint/a11y/useSemanticElements: rows are CSS grids of growing cells; the roles say what they are
import { type ClipboardEvent, type KeyboardEvent, memo, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { OutdatedReason } from '../../../shared/core/dependencies/outdated.ts'
import { SHOT_COLUMNS } from '../../../shared/core/shots/columns.ts'
import { type Shot, shotRow } from '../../../shared/core/shots/shots.ts'
import { announce } from '../../ui/announce.ts'
import { isApple } from '../../ui/shortcuts/keys.ts'
import type { CommentedCells } from '../comments/useShotComments.ts'
import type { RowHands } from '../data/cellHands.ts'
import type { GuestsByRow } from '../data/cellPresence.ts'
import { type Hand, reorderRows } from './actions.ts'
import { copyRange, cutRange, pasteFrom } from './clipboardActs.ts'
import { DropLine, GridHead } from './GridHead.tsx'
import { commandFor, type EditorExit, type GridCommand, startsTyping } from './keys.ts'
import { cellOf, selectByPointer } from './pointerSelect.ts'
import type { RefusedSeconds } from './SecondsEditor.tsx'
import { type RowCalls, ShotRow } from './ShotRow.tsx'
import {
  at,
  type CellRef,
  COLUMN_KEYS,
  cellAt,
  moved,
  type Rect,
  rectOf,
  type Selection,
  stepped,
} from './selection.ts'
import { useColumns } from './useColumns.ts'
import { useGridSelection } from './useGridSelection.ts'
import { useRowDrag } from './useRowDrag.ts'

/** What the page around the grid does for it: the buttons above do the same. */
export interface GridActs {
  undo: () => CellRef | null
  redo: () => CellRef | null
  /** Adds a shot and goes to it. */
  add: (after: string | null) => void
  duplicate: (ids: readonly string[]) => void
  remove: (ids: readonly string[]) => void
  clear: (ids: readonly string[], rect: Rect) => void
  say: (title: string, detail?: string) => void
}

interface ShotGridProps {
  shots: readonly Shot[]
  hand: Hand
  acts: GridActs
  canEdit: boolean
  readOnlyReason: string | null
  outdated: ReadonlyMap<string, OutdatedReason[]>
  guests: GuestsByRow
  /** Who wrote what, by shot id; empty while it is not shown. */
  hands: ReadonlyMap<string, RowHands>
  /** Cells with an open comment. */
  commented: CommentedCells
  /** The reader's id. */
  me: string
  /** Shots that cover the script line that is pointed at. */
  lit: ReadonlySet<string>
  sceneName: (sceneId: string) => string
  label: string
  /** A cell to go to, chosen outside the grid. */
  goTo: CellRef | null
  onConfirm: (shotId: string) => void
  onHover: (shotId: string | null) => void
  onPlace: (place: (CellRef & { editing: boolean }) | null, selected: readonly string[]) => void
  onLeave: () => void
  onComment: (cell: CellRef) => void
}

interface Editing extends CellRef {
  mode: 'replace' | 'keep'
  /** Depth of the undo stack when the editor opened: Escape goes back to it. */
  depth: number
}

const NONE: readonly string[] = []

/** The shot table: a grid that several people edit at once, with the keys of a spreadsheet. */
export const ShotGrid = memo(function ShotGrid(props: ShotGridProps) {
  const { shots, hand, me, acts, canEdit, readOnlyReason, outdated, guests, lit, onConfirm, onHover, onPlace } = props
  const grid = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => shots.map(shot => shot.id), [shots])
  const rowsKey = rows.join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same ids in the same order are the same rows
  const ids = useMemo(() => rows, [rowsKey])
  const { selection, rect, select } = useGridSelection(ids, grid)
  const [editing, setEditing] = useState<Editing | null>(null)
  const [refused, setRefused] = useState<ReadonlyMap<string, RefusedSeconds>>(new Map())
  const [reasonsOf, setReasonsOf] = useState<string | null>(null)
  const [hasFocus, setHasFocus] = useState(false)
  const columns = useColumns()
  const top = rect?.top ?? 0
  const bottom = rect?.bottom ?? -1
  const selectedIds = useMemo(() => ids.slice(top, bottom + 1), [ids, top, bottom])

  const activeId = selection?.active.shotId
  const activeColumn = selection?.active.column
  const isEditing = editing !== null
  useEffect(() => {
    const here =
      activeId !== undefined && activeColumn !== undefined ? { shotId: activeId, column: activeColumn } : null
    onPlace(here && hasFocus ? { ...here, editing: isEditing } : null, here ? selectedIds : NONE)
  }, [activeId, activeColumn, isEditing, hasFocus, selectedIds, onPlace])

  const goTo = props.goTo
  useEffect(() => {
    if (goTo) select(at(goTo))
  }, [goTo, select])

  useEffect(() => {
    if (!editing) return
    const tell = () =>
      acts.say('The row you were in was deleted', 'Your words are kept in it: whoever deleted it can undo that.')
    if (ids.includes(editing.shotId))
      return () => {
        // with its last row the whole table goes
        if (!shotRow(hand.doc, editing.shotId) && !grid.current) tell()
      }
    setEditing(null)
    tell()
  }, [editing, ids, acts, hand])

  const edit = (cell: CellRef, mode: Editing['mode']): void => {
    if (cell.column === 'label') {
      if (outdated.has(cell.shotId)) setReasonsOf(cell.shotId)
      return
    }
    if (!canEdit) {
      announce(readOnlyReason ?? 'You can read this table only.')
      return
    }
    // words that a colleague is writing at this moment are not replaced by one keystroke
    const shared = guests.get(cell.shotId)?.some(guest => guest.column === cell.column && guest.editing) ?? false
    hand.undo.endAct()
    setEditing({ ...cell, mode: shared ? 'keep' : mode, depth: hand.undo.depth() })
  }

  const onExit = useCallback(
    (exit: EditorExit | 'blur') => {
      hand.undo.endAct()
      if (exit === 'cancel' && editing && editing.column !== 'duration')
        while (hand.undo.depth() > editing.depth && hand.undo.undo()) {}
      setEditing(null)
      if (exit === 'blur' || !selection) return
      // the focus goes on, or back to the cell that was edited
      select(exit === 'cancel' || exit === 'stay' ? null : stepped(selection, exit, ids))
    },
    [hand, editing, selection, ids, select],
  )

  const show = useCallback(
    (cell: CellRef | null) => {
      if (cell) select(at(cell))
    },
    [select],
  )
  const onUndo = useCallback(() => show(acts.undo()), [acts, show])
  const onRedo = useCallback(() => show(acts.redo()), [acts, show])

  const reorder = useCallback(
    (block: ReadonlySet<string>, to: { by: -1 | 1 } | { gap: number }) => {
      if (!canEdit) return
      if (!reorderRows(hand, ids, block, to)) announce('The shot is at the end of the table already.')
      else announce(block.size === 1 ? 'Shot moved. The shots were renumbered.' : `${block.size} shots moved.`)
    },
    [canEdit, hand, ids],
  )
  const { drag, start } = useRowDrag(
    grid,
    shotId => new Set(selectedIds.includes(shotId) ? selectedIds : [shotId]),
    ({ ids: block, gap }) => reorder(block, { gap }),
  )

  // a mark that is gone takes its open explanation along
  const explained = reasonsOf !== null && outdated.has(reasonsOf)
  useEffect(() => {
    if (reasonsOf === null || explained) return
    setReasonsOf(null)
    select(at({ shotId: reasonsOf, column: 'label' }))
  }, [reasonsOf, explained, select])

  const onRefused = useCallback((shotId: string, value: RefusedSeconds | null) => {
    setRefused(old => {
      const next = new Map(old)
      if (value) next.set(shotId, value)
      else next.delete(shotId)
      return next
    })
  }, [])

  const calls = useMemo<RowCalls>(
    () => ({
      hand,
      me,
      canEdit,
      readOnlyReason,
      sceneName: props.sceneName,
      onExit,
      onRefused,
      onUndo,
      onRedo,
      onConfirm,
      onReasons: setReasonsOf,
      onDragStart: start,
      onHover,
    }),
    [hand, me, canEdit, readOnlyReason, props.sceneName, onExit, onRefused, onUndo, onRedo, onConfirm, start, onHover],
  )

  const onKeyDown = (event: KeyboardEvent): void => {
    const target = event.target instanceof Element ? event.target : null
    // a popover opened from a cell, and a button or a field in one, have their own keys
    if (!selection || !rect || event.defaultPrevented || !target?.closest('.shot-cell')) return
    if (target.closest('button, input, textarea')) return
    const command = commandFor(event, isApple())
    if (command) {
      if (perform(command, selection, rect)) event.preventDefault()
    } else if (startsTyping(event, isApple()) && selection.active.column !== 'label') {
      if (!canEdit) return
      // a '?' in a cell is a question mark, no call for help
      event.stopPropagation()
      // the browser types the key itself into the editor, which is open and has the focus when this returns
      flushSync(() => edit(selection.active, 'replace'))
    }
  }

  /** Does what a key asks for. False: the key keeps its meaning for the browser (Tab at the end leaves the grid). */
  const perform = (command: GridCommand, selected: Selection, range: Rect): boolean => {
    switch (command.do) {
      case 'move': {
        const next = moved(selected, command.move, ids, command.extend)
        select(next, command.extend ? 'head' : 'active')
        if (command.extend) announce(`${sizeOf(rectOf(next, ids))} selected`)
        return true
      }
      case 'step': {
        const next = stepped(selected, command.step, ids)
        if (command.step === 'enter' && selected.active.column === 'label' && outdated.has(selected.active.shotId))
          setReasonsOf(selected.active.shotId)
        else if (next) select(next)
        return next !== null
      }
      case 'select-all': {
        const [anchor, head] = [cellAt(ids, 0, 0), cellAt(ids, ids.length - 1, COLUMN_KEYS.length - 1)]
        if (anchor && head) select({ ...selected, anchor, head })
        return true
      }
      case 'leave':
        props.onLeave()
        return true
      case 'comment':
        props.onComment(selected.active)
        return true
      case 'edit':
        edit(selected.active, 'keep')
        return true
    }
    if (!canEdit) {
      announce(readOnlyReason ?? 'You can read this table only.')
      return true
    }
    switch (command.do) {
      case 'undo':
        onUndo()
        break
      case 'redo':
        onRedo()
        break
      case 'clear':
        acts.clear(ids, range)
        break
      case 'delete':
        acts.remove(selectedIds)
        break
      case 'reorder':
        reorder(new Set(selectedIds), { by: command.by })
        break
      case 'duplicate':
        acts.duplicate(selectedIds)
        break
      case 'add':
        acts.add(selectedIds.at(-1) ?? null)
    }
    return true
  }

  const inField = (event: ClipboardEvent): boolean =>
    event.target instanceof Element && event.target.closest('textarea, input') !== null
  const onCopy = (event: ClipboardEvent): void => {
    if (inField(event) || !rect) return
    copyRange(event, shots, rect)
    announce(`${sizeOf(rect)} copied.`)
  }
  const onCut = (event: ClipboardEvent): void => {
    if (inField(event) || !rect) return
    if (canEdit) cutRange(event, hand, shots, rect)
    else copyRange(event, shots, rect)
  }
  const onPaste = (event: ClipboardEvent): void => {
    if (inField(event) || !rect || !selection) return
    event.preventDefault()
    if (!canEdit) return
    const pasted = pasteFrom(event, hand, shots, rect)
    if (!pasted) return
    for (const { shotId, text, message } of pasted.refused) onRefused(shotId, { text, message })
    if (pasted.range) select(pasted.range)
    if (pasted.notice) acts.say(pasted.notice)
    else announce('Pasted.')
  }

  return (
    <div
      ref={grid}
      role="grid"
      className="shot-grid"
      aria-label={props.label}
      aria-rowcount={shots.length + 1}
      aria-colcount={SHOT_COLUMNS.length}
      aria-multiselectable
      aria-readonly={!canEdit || undefined}
      style={{ ['--shot-columns' as string]: columns.template }}
      data-dragging={drag ? '' : undefined}
      data-focus={hasFocus}
      onKeyDown={onKeyDown}
      onPointerDown={event => selectByPointer(event, selection, select)}
      onDoubleClick={event => {
        const pressed = cellOf(event.target)
        if (pressed && event.target instanceof Element && !event.target.closest('.cell-editor, [data-no-select]'))
          edit(pressed, 'keep')
      }}
      onCopy={onCopy}
      onCut={onCut}
      onPaste={onPaste}
      onFocus={() => setHasFocus(true)}
      onBlur={event => {
        // a deleted cell loses the focus to nothing: that is no leaving
        if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) setHasFocus(false)
      }}
    >
      <GridHead least={columns.least} onResize={columns.startResize} />
      <div role="rowgroup" className="shot-body" style={{ minWidth: columns.least }}>
        {shots.map((shot, place) => (
          <ShotRow
            key={shot.id}
            shot={shot}
            place={place}
            selected={rect && place >= rect.top && place <= rect.bottom ? rangeOf(rect.left, rect.right) : null}
            active={activeId === shot.id ? (activeColumn ?? null) : null}
            editing={editing?.shotId === shot.id ? editing : null}
            guests={guests.get(shot.id)}
            hands={props.hands.get(shot.id)}
            commented={props.commented.get(shot.id)}
            reasons={outdated.get(shot.id)}
            reasonsOpen={reasonsOf === shot.id}
            refused={refused.get(shot.id)}
            lit={lit.has(shot.id)}
            dragged={drag?.ids.has(shot.id) ?? false}
            calls={calls}
          />
        ))}
        {drag && <DropLine gap={drag.gap} grid={grid.current} />}
      </div>
    </div>
  )
})

function sizeOf(rect: Rect): string {
  const [high, wide] = [rect.bottom - rect.top + 1, rect.right - rect.left + 1]
  return high * wide === 1 ? 'One cell' : `${high} by ${wide} cells`
}

/** One array per pair of columns, so that memoised rows see that nothing changed. */
const ranges = new Map<number, readonly [number, number]>()
function rangeOf(left: number, right: number): readonly [number, number] {
  const key = left * 100 + right
  const known = ranges.get(key) ?? ([left, right] as const)
  ranges.set(key, known)
  return known
}
