import { type PointerEvent, useCallback, useState } from 'react'
import { SHOT_COLUMNS, type ShotColumn } from '../../../shared/core/shots/columns.ts'

/** The label's column also holds its handle and the word Outdated. */
const LABEL_WIDTH = 104
const LEAST = 48

/** Widths of the columns in px. Untouched ones share the room that is left; a dragged one keeps its width. */
export function useColumns(): {
  template: string
  least: number
  startResize: (column: ShotColumn, event: PointerEvent) => void
} {
  const [fixed, setFixed] = useState<Partial<Record<ShotColumn, number>>>({})
  const startResize = useCallback((column: ShotColumn, event: PointerEvent) => {
    const header = event.currentTarget.parentElement
    if (event.button !== 0 || !header) return
    event.preventDefault()
    event.stopPropagation()
    const width = header.getBoundingClientRect().width
    const from = event.clientX
    const move = (e: globalThis.PointerEvent) =>
      setFixed(old => ({ ...old, [column]: Math.max(LEAST, Math.round(width + e.clientX - from)) }))
    const end = () => {
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', end)
      window.removeEventListener('pointercancel', end)
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', end)
    window.addEventListener('pointercancel', end)
  }, [])
  const widths = SHOT_COLUMNS.map(column => ({
    text: column.kind === 'text',
    width: fixed[column.key] ?? (column.kind === 'label' ? LABEL_WIDTH : column.width),
    fixed: fixed[column.key] !== undefined,
  }))
  return {
    template: widths
      .map(({ text, width, fixed: held }) => (text && !held ? `minmax(${width}px, ${width}fr)` : `${width}px`))
      .join(' '),
    least: widths.reduce((sum, { width }) => sum + width, 0),
    startResize,
  }
}
