import { Link } from '@tanstack/react-router'
import { CircleAlert, CircleDot, Info, Lightbulb, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { may } from '../../shared/core/access.ts'
import type { FindingRow } from '../../shared/core/api/findings.ts'
import type { Severity } from '../../shared/core/room/findings.ts'
import { LENSES } from '../../shared/core/room/lenses.ts'
import { sentenceOf } from '../api/request.ts'
import { useProjectContext } from '../project/context.tsx'
import { SawButton } from '../traces/SawButton.tsx'
import { Status, type Tone } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/Toast.tsx'
import { Discuss } from './Discuss.tsx'
import { EvidenceLink } from './EvidenceLink.tsx'
import { settledAs } from './order.ts'
import { useDecideFinding } from './queries.ts'
import styles from './room.module.css'

const SEVERITY: Record<Severity, { word: string; tone: Tone; icon: ReactNode }> = {
  high: { word: 'Grave', tone: 'danger', icon: <CircleAlert aria-hidden="true" /> },
  medium: { word: 'Worth a look', tone: 'warn', icon: <TriangleAlert aria-hidden="true" /> },
  low: { word: 'Detail', tone: 'neutral', icon: <Info aria-hidden="true" /> },
  idea: { word: 'Idea', tone: 'agent', icon: <Lightbulb aria-hidden="true" /> },
}

const READER = 'Only editors can decide this. You can make a comment of it.'

/** One thing that the room found: how grave it is, why, and where; to dismiss, to discuss, or to decide in the text. */
export function FindingCard({ finding }: { finding: FindingRow }) {
  const { project, role } = useProjectContext()
  const decide = useDecideFinding(project.id)
  const toast = useToast()
  const { severity, title, reason, evidence, lens, proposal, suggestion, state, jobId, threadId } = finding
  const { word, tone, icon } = SEVERITY[severity]
  const settled = settledAs(finding)
  const readerReason = may(role, 'finding.decide') ? null : READER
  const set = (next: 'open' | 'dismissed') =>
    decide.mutate(
      { id: finding.id, state: next },
      { onError: error => toast({ title: 'It stays as it was', detail: sentenceOf(error), tone: 'danger' }) },
    )
  const [first] = evidence
  return (
    <li className={styles.finding} data-settled={settled !== null || undefined}>
      <p className={styles.head}>
        <Status tone={tone} icon={icon}>
          {word}
        </Status>
        <span className={styles.lensName}>{LENSES.find(one => one.agent === lens)?.label ?? lens}</span>
      </p>
      <h3 className={styles.title}>{title}</h3>
      <p className={styles.reason}>{reason}</p>
      <ul className={styles.evidence} aria-label="Rests on">
        {evidence.map(one => (
          <li key={`${one.stage} ${one.id} ${one.quote}`}>
            <EvidenceLink evidence={one} />
          </li>
        ))}
      </ul>
      {proposal !== null && suggestion === null && (
        <p className={styles.proposal}>
          <strong>It proposes: </strong>
          {proposal}
        </p>
      )}
      {suggestion !== null && settled === null && first && (
        <p className={styles.proposal}>
          <CircleDot aria-hidden="true" /> Its words stand beside the text as a suggestion: take them there, or reject
          them.
        </p>
      )}
      {settled && <p className={styles.said}>{settled}.</p>}
      <div className={styles.acts}>
        {state === 'open' && settled === null && (
          <Button
            size="small"
            disabledReason={readerReason}
            pending={decide.isPending}
            onClick={() => set('dismissed')}
          >
            Dismiss
          </Button>
        )}
        {state === 'dismissed' && (
          <Button size="small" disabledReason={readerReason} pending={decide.isPending} onClick={() => set('open')}>
            Open again
          </Button>
        )}
        {state === 'open' && settled === null && <Discuss finding={finding} />}
        {threadId !== null && finding.stage !== 'beats' && (
          <Link
            className={styles.link}
            to={`/p/$projectId/${finding.stage}`}
            params={{ projectId: project.id }}
            hash={`comment=${encodeURIComponent(threadId)}`}
          >
            Open the comment
          </Link>
        )}
        {jobId !== null && <SawButton jobId={jobId} />}
      </div>
    </li>
  )
}
