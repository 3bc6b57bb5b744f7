import type { PointerEvent as ReactPointerEvent } from 'react'
import { at, type CellRef, COLUMN_KEYS, type Selection } from './selection.ts'

/** The cell that an element of the grid stands in. */
export function cellOf(target: EventTarget | null): CellRef | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('.shot-cell') : null
  const shotId = element?.closest<HTMLElement>('[data-shot]')?.dataset.shot
  const column = COLUMN_KEYS.find(key => key === element?.dataset.column)
  return shotId !== undefined && column !== undefined ? { shotId, column } : null
}

/** Beginning at a label selects whole rows. */
const between = (from: CellRef, to: CellRef): Selection =>
  from.column === 'label'
    ? { anchor: from, head: { shotId: to.shotId, column: 'continuity' }, active: from }
    : { anchor: from, head: to, active: from }

/** Selecting with the mouse: press, drag over a range, Shift to extend. Touch scrolls instead of dragging a range. */
export function selectByPointer(
  event: ReactPointerEvent,
  selection: Selection | null,
  select: (next: Selection) => void,
): void {
  const target = event.target instanceof Element ? event.target : null
  const pressed = cellOf(target)
  if (!pressed || event.button !== 0 || target?.closest('.cell-editor, .shot-grip, [data-no-select]')) return
  const extend = event.shiftKey && selection !== null
  const from = extend ? selection.anchor : pressed
  select(extend || from.column === 'label' ? between(from, pressed) : at(pressed))
  if (extend) event.preventDefault()
  if (event.pointerType === 'touch') return
  let over = pressed
  const move = (e: PointerEvent) => {
    const now = cellOf(document.elementFromPoint(e.clientX, e.clientY))
    if (!now || (now.shotId === over.shotId && now.column === over.column)) return
    over = now
    select(between(from, now))
  }
  const end = () => {
    window.removeEventListener('pointermove', move)
    window.removeEventListener('pointerup', end)
    window.removeEventListener('pointercancel', end)
  }
  window.addEventListener('pointermove', move)
  window.addEventListener('pointerup', end)
  window.addEventListener('pointercancel', end)
}
