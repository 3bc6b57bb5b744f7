// biome-ignore-all lint/a11y/useSemanticElements: rows are CSS grids of growing cells; the roles say what they are
import { CircleAlert, GripVertical, TriangleAlert } from 'lucide-react'
import { memo, type PointerEvent } from 'react'
import type { OutdatedReason } from '../../../shared/core/dependencies/outdated.ts'
import { SHOT_COLUMNS, type ShotColumn, type TextColumn } from '../../../shared/core/shots/columns.ts'
import type { Shot } from '../../../shared/core/shots/shots.ts'
import { Popover } from '../../ui/Popover.tsx'
import type { RowHands } from '../data/cellHands.ts'
import type { CellGuest } from '../data/cellPresence.ts'
import { OutdatedReasons } from '../Inspector.tsx'
import type { Hand } from './actions.ts'
import type { EditorExit } from './keys.ts'
import { cellValue } from './paste.ts'
import { type RefusedSeconds, SecondsEditor } from './SecondsEditor.tsx'
import type { CellRef } from './selection.ts'
import { TextCellEditor } from './TextCellEditor.tsx'
import { WrittenValue, WrittenWords } from './WrittenCell.tsx'

/** What a row calls back; one object for all rows, so that a row is drawn again only when something of its own changed. */
export interface RowCalls {
  hand: Hand
  /** The reader's id. */
  me: string
  canEdit: boolean
  readOnlyReason: string | null
  sceneName: (sceneId: string) => string
  onExit: (exit: EditorExit | 'blur') => void
  onRefused: (shotId: string, refused: RefusedSeconds | null) => void
  onUndo: () => void
  onRedo: () => void
  onConfirm: (shotId: string) => void
  onReasons: (shotId: string | null) => void
  onDragStart: (shotId: string, event: PointerEvent) => void
  onHover: (shotId: string | null) => void
}

interface ShotRowProps {
  shot: Shot
  /** Place in the table, from 0. */
  place: number
  /** Selected columns from..to of this row, or null. */
  selected: readonly [from: number, to: number] | null
  active: ShotColumn | null
  editing: { column: ShotColumn; mode: 'replace' | 'keep' } | null
  guests: readonly CellGuest[] | undefined
  /** Who wrote what in it, while that is shown. */
  hands: RowHands | undefined
  /** Columns with an open comment. */
  commented: ReadonlySet<ShotColumn> | undefined
  reasons: readonly OutdatedReason[] | undefined
  reasonsOpen: boolean
  refused: RefusedSeconds | undefined
  /** Covers the script line that is pointed at. */
  lit: boolean
  dragged: boolean
  calls: RowCalls
}

export const cellId = ({ shotId, column }: CellRef): string => `cell-${shotId}-${column}`

export const ShotRow = memo(function ShotRow(props: ShotRowProps) {
  const { shot, place, selected, active, editing, guests, reasons, refused, lit, dragged, calls } = props
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: roving focus, the cells of the row are focused
    <div
      role="row"
      className="shot-row"
      aria-rowindex={place + 2}
      data-shot={shot.id}
      data-lit={lit || undefined}
      data-dragged={dragged || undefined}
      data-outdated={reasons ? '' : undefined}
      onMouseEnter={() => calls.onHover(shot.id)}
      onMouseLeave={() => calls.onHover(null)}
    >
      {SHOT_COLUMNS.map((column, index) => {
        const isSelected = selected !== null && index >= selected[0] && index <= selected[1]
        const isActive = active === column.key
        const here = guests?.filter(guest => guest.column === column.key) ?? []
        const guest = here.find(one => one.editing) ?? here[0]
        const wrong = column.kind === 'seconds' ? refused : undefined
        return (
          // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles of the cell support aria-colindex
          <div
            key={column.key}
            id={cellId({ shotId: shot.id, column: column.key })}
            role={column.kind === 'label' ? 'rowheader' : 'gridcell'}
            className="shot-cell"
            aria-colindex={index + 1}
            aria-selected={isSelected}
            aria-readonly={!calls.canEdit || column.kind === 'label' || undefined}
            aria-invalid={wrong ? true : undefined}
            tabIndex={isActive ? 0 : -1}
            data-column={column.key}
            data-kind={column.kind}
            data-active={isActive || undefined}
            style={guest ? { ['--guest' as string]: guest.colour } : undefined}
            data-guest={guest ? (guest.editing ? 'editing' : 'there') : undefined}
            data-commented={props.commented?.has(column.key) || undefined}
            aria-description={props.commented?.has(column.key) ? 'Has a comment' : undefined}
            data-guest-names={guest ? here.map(one => (one.agent ? `◆ ${one.name}` : one.name)).join(', ') : undefined}
          >
            {editing?.column === column.key ? (
              column.kind === 'seconds' ? (
                <SecondsEditor
                  hand={calls.hand}
                  shotId={shot.id}
                  label={`Seconds of shot ${shot.label}`}
                  seconds={shot.duration}
                  refused={refused}
                  mode={editing.mode}
                  onRefused={value => calls.onRefused(shot.id, value)}
                  onExit={calls.onExit}
                />
              ) : (
                <TextCellEditor
                  hand={calls.hand}
                  shotId={shot.id}
                  column={column.key as TextColumn}
                  label={`${column.title} of shot ${shot.label}`}
                  hint={column.hint}
                  mode={editing.mode}
                  words={props.hands && <CellValue {...props} column={column.key} />}
                  onExit={calls.onExit}
                  onUndo={calls.onUndo}
                  onRedo={calls.onRedo}
                />
              )
            ) : column.kind === 'label' ? (
              <LabelCell {...props} />
            ) : wrong ? (
              <>
                {wrong.text || '\u00a0'}
                <span className="cell-refused">
                  <CircleAlert aria-hidden="true" /> Not saved
                </span>
                <span className="cell-problem">{wrong.message}</span>
              </>
            ) : (
              <CellValue {...props} column={column.key} />
            )}
          </div>
        )
      })}
    </div>
  )
})

function CellValue({ shot, hands, calls, column }: ShotRowProps & { column: ShotColumn }) {
  const value = cellValue(shot, column)
  if (!hands || column === 'label') return value
  return column === 'duration' ? (
    <WrittenValue value={value} by={hands.duration} me={calls.me} />
  ) : (
    <WrittenWords text={value} spans={hands[column]} me={calls.me} />
  )
}

function LabelCell({ shot, reasons, reasonsOpen, calls }: ShotRowProps) {
  return (
    <>
      {calls.canEdit && (
        <span
          className="shot-grip"
          aria-hidden="true"
          title="Drag to reorder (Alt+Up, Alt+Down)"
          onPointerDown={event => calls.onDragStart(shot.id, event)}
        >
          <GripVertical />
        </span>
      )}
      <span className="shot-label">{shot.label}</span>
      {reasons && (
        <Popover
          label={`Why shot ${shot.label} is outdated`}
          align="start"
          open={reasonsOpen}
          onOpenChange={open => calls.onReasons(open ? shot.id : null)}
          trigger={
            <button type="button" className="outdated-mark" tabIndex={-1} data-no-select>
              <TriangleAlert aria-hidden="true" /> Outdated
            </button>
          }
        >
          <OutdatedReasons
            reasons={reasons}
            sceneName={calls.sceneName}
            disabledReason={calls.readOnlyReason}
            onConfirm={() => calls.onConfirm(shot.id)}
          />
        </Popover>
      )}
    </>
  )
}
