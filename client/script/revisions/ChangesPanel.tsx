import { ChevronDown, ChevronUp } from 'lucide-react'
import { useState } from 'react'
import { TYPE_NAMES } from '../../../shared/core/script/line.ts'
import { linesOfRevision } from '../../../shared/core/script/revisions.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { useScript } from '../context.tsx'
import { usePausedLines } from '../panels/usePausedLines.ts'
import { useProduction, useRevisions } from '../production/useProduction.ts'
import { colourName, revisionName } from './names.ts'
import { useRevisionActs } from './useRevisionActs.tsx'
import './revisions.css'

/** The lines that changed in a revision, in the order of the script; a press goes there. */
export function ChangesPanel() {
  const { open, goToLine } = useScript()
  const production = useProduction(open.doc)
  const revisions = useRevisions(open.doc)
  const acts = useRevisionActs()
  const [chosen, setChosen] = useState<string | null>(null)
  const shown =
    revisions.find(({ id }) => id === (chosen ?? production.revision)) ??
    revisions.find(({ id }) => id === chosen) ??
    revisions.at(-1)
  const lines = usePausedLines(doc => (shown ? linesOfRevision(doc, shown.id) : []), shown?.id ?? '')
  if (!shown)
    return (
      <div className="changes">
        <p className="panel-empty">
          No revision has begun. Start one from the Production menu: from then on every line that changes is marked with
          an asterisk and listed here.
        </p>
      </div>
    )
  return (
    <div className="changes">
      <div className="changes-tools">
        <Select
          size="small"
          aria-label="Revision"
          value={shown.id}
          onChange={setChosen}
          options={revisions.map(revision => ({
            value: revision.id,
            label: revisionName(revision),
            description: [colourName(revision.colour), revision.date].filter(Boolean).join(', '),
          }))}
        />
        <IconButton size="small" label="Previous changed line" keys="shift+F2" onClick={() => acts.go(-1)}>
          <ChevronUp />
        </IconButton>
        <IconButton size="small" label="Next changed line" keys="F2" onClick={() => acts.go(1)}>
          <ChevronDown />
        </IconButton>
      </div>
      <h3 className="panel-heading">{lines.length === 1 ? '1 changed line' : `${lines.length} changed lines`}</h3>
      {lines.length === 0 && <p className="panel-empty">Nothing has changed in this revision yet.</p>}
      <ul className="marked-lines">
        {lines.map(line => (
          <li key={line.id}>
            <button type="button" onClick={() => goToLine(line.id)}>
              <span className="marked-place">{TYPE_NAMES[line.type]}</span>
              <span className="marked-words">{line.text.trim() || 'Empty line'}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
