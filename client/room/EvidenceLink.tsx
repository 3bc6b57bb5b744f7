import { Link } from '@tanstack/react-router'
import type { FindingRow } from '../../shared/core/api/findings.ts'
import { useProjectContext } from '../project/context.tsx'
import styles from './room.module.css'

/** Leads to what a finding rests on; says when it reads otherwise now, or is gone. */
export function EvidenceLink({ evidence }: { evidence: FindingRow['evidence'][number] }) {
  const { project } = useProjectContext()
  const { stage, id, place, quote, state } = evidence
  if (state === 'gone')
    return (
      <span className={styles.gone}>
        {place} is gone: <q>{quote}</q>
      </span>
    )
  return (
    <Link
      className={styles.place}
      to={`/p/$projectId/${stage}`}
      params={{ projectId: project.id }}
      hash={`${stage === 'beats' ? 'beat' : 'line'}=${encodeURIComponent(id)}`}
    >
      <span className={styles.placeName}>{place}</span>{' '}
      <span>
        {state === 'changed' && 'reads otherwise now; it was '}“{quote}”
      </span>
    </Link>
  )
}
