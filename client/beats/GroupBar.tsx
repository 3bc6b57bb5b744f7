import { whoLabel } from '../script/suggestions/labels.ts'
import { SawButton } from '../traces/SawButton.tsx'
import { Button } from '../ui/Button.tsx'
import styles from './beats.module.css'
import { keepingPlace } from './keepPlace.ts'
import type { Settling } from './useSettling.ts'
import type { WaitingGroup } from './waiting.ts'

const count = (n: number, one: string, many: string): string | null => (n === 0 ? null : n === 1 ? one : `${n} ${many}`)

/** 'Sheet (agent) proposes 18 new beats and removes 16.' */
function sentenceOf({ first, added, removed, reworded }: WaitingGroup): string {
  const parts = [
    count(added, '1 new beat', 'new beats'),
    count(removed, '1 beat to remove', 'beats to remove'),
    count(reworded, '1 new wording', 'new wordings'),
  ].filter(part => part !== null)
  return `${whoLabel(first)} suggests together: ${parts.join(', ')}.`
}

interface GroupBarProps {
  group: WaitingGroup
  canWrite: boolean
  settling: Settling
}

/** Changes of one answer that make sense together, to be taken or left as one step. */
export function GroupBar({ group, canWrite, settling }: GroupBarProps) {
  const { problem } = settling
  return (
    <section className={styles.group} aria-label="Suggested together">
      <p>
        {sentenceOf(group)}
        {group.first.instruction !== '' && <span className={styles.quiet}> {group.first.instruction}</span>}
        {problem?.id === group.group && <span className={styles.problem}> {problem.message}</span>}
      </p>
      {group.first.jobId !== null && <SawButton jobId={group.first.jobId} />}
      {canWrite && (
        <>
          <Button size="small" variant="primary" onClick={keepingPlace(() => settling.acceptAll(group.group))}>
            Accept all
          </Button>
          <Button size="small" onClick={keepingPlace(() => settling.rejectAll(group.group))}>
            Reject all
          </Button>
        </>
      )}
    </section>
  )
}
