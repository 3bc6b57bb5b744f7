import { Check, TriangleAlert } from 'lucide-react'
import { type OutdatedReason, reasonText } from '../../shared/core/dependencies/outdated.ts'
import type { Line } from '../../shared/core/script/line.ts'
import { SHOT_COLUMNS } from '../../shared/core/shots/columns.ts'
import type { Shot } from '../../shared/core/shots/shots.ts'
import { makerName } from '../authorship/maker.ts'
import { Button } from '../ui/Button.tsx'
import { cellValue } from './grid/paste.ts'

interface InspectorProps {
  shot: Shot
  lines: readonly Line[]
  reasons: readonly OutdatedReason[]
  sceneName: (sceneId: string) => string
  disabledReason: string | null
  onConfirm: () => void
}

/** Everything about one shot: why it was cut so, which lines it covers, who made it, what is in it. */
export function Inspector({ shot, lines, reasons, sceneName, disabledReason, onConfirm }: InspectorProps) {
  const covered = lines.filter(line => shot.sources.has(line.id))
  return (
    <div className="inspector">
      <h2>Shot {shot.label}</h2>
      {reasons.length > 0 && (
        <OutdatedReasons
          reasons={reasons}
          sceneName={sceneName}
          disabledReason={disabledReason}
          onConfirm={onConfirm}
        />
      )}
      <h3>Rationale</h3>
      <p>{shot.rationale || <span className="muted">None: the shot was added by hand.</span>}</p>
      <h3>Script lines</h3>
      {covered.length > 0 ? (
        <ul className="inspector-lines">
          {covered.map(line => (
            <li key={line.id} data-type={line.type}>
              {line.text}
            </li>
          ))}
        </ul>
      ) : (
        <p className="muted">Covers no line, so no change of the script makes it outdated.</p>
      )}
      <h3>Made by</h3>
      <p>{shot.madeBy ? makerName(shot.madeBy) : <span className="muted">Not recorded</span>}</p>
      <dl className="inspector-fields">
        {SHOT_COLUMNS.filter(column => column.kind !== 'label').map(column => (
          <div key={column.key}>
            <dt>{column.kind === 'seconds' ? 'Seconds' : column.title}</dt>
            <dd>
              {cellValue(shot, column.key) || (
                <span className="muted">{column.required ? 'Empty, needed before locking' : 'Empty'}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** Why a shot is outdated, and the one thing to do about it here. */
export function OutdatedReasons({
  reasons,
  sceneName,
  disabledReason,
  onConfirm,
}: Pick<InspectorProps, 'reasons' | 'sceneName' | 'disabledReason' | 'onConfirm'>) {
  return (
    <div className="outdated-reasons">
      <p className="outdated-title">
        <TriangleAlert aria-hidden="true" /> Outdated
      </p>
      <ul>
        {reasons.map(reason => (
          <li key={reason.lineId}>{reasonText(reason, sceneName)}</li>
        ))}
      </ul>
      <Button size="small" icon={<Check aria-hidden="true" />} disabledReason={disabledReason} onClick={onConfirm}>
        It still fits
      </Button>
    </div>
  )
}
