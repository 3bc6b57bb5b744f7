// biome-ignore-all lint/a11y/useSemanticElements: rows are CSS grids of growing cells; the roles say what they are
import type { PointerEvent } from 'react'
import { SHOT_COLUMNS, type ShotColumn } from '../../../shared/core/shots/columns.ts'

interface GridHeadProps {
  least: number
  onResize: (column: ShotColumn, event: PointerEvent) => void
}

/** The titles of the columns; their right edges can be dragged. */
export function GridHead({ least, onResize }: GridHeadProps) {
  return (
    <div role="rowgroup" className="shot-head" style={{ minWidth: least }}>
      {/* biome-ignore lint/a11y/useFocusableInteractive: the header row is read, not focused */}
      <div role="row" className="shot-row" aria-rowindex={1}>
        {SHOT_COLUMNS.map((column, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: headers do nothing when pressed
          <div
            key={column.key}
            role="columnheader"
            className="shot-title"
            aria-colindex={index + 1}
            data-kind={column.kind}
            title={column.hint}
          >
            {column.title}
            <span className="column-edge" aria-hidden="true" onPointerDown={event => onResize(column.key, event)} />
          </div>
        ))}
      </div>
    </div>
  )
}

/** Where dragged rows would go. */
export function DropLine({ gap, grid }: { gap: number; grid: HTMLElement | null }) {
  const rows = [...(grid?.querySelectorAll<HTMLElement>('[data-shot]') ?? [])]
  const row = rows[gap]
  const last = rows.at(-1)
  const top = row ? row.offsetTop : last ? last.offsetTop + last.offsetHeight : 0
  return <div className="drop-line" style={{ top }} aria-hidden="true" />
}
