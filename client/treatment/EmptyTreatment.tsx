import { BookOpenText, Sparkles } from 'lucide-react'
import type { ReactNode } from 'react'
import { agentLabel } from '../project/useAgentJob.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { AngleFields } from './AngleFields.tsx'
import styles from './treatment.module.css'
import type { TreatmentAgent } from './useTreatmentAgent.ts'

interface EmptyTreatmentProps {
  agent: TreatmentAgent
  /** Why this person cannot begin; null while they can. */
  reason: string | null
  /** Why no agent can be asked; null while one can. */
  agentReason: string | null
  /** What went wrong, what is not ready yet. */
  notices: ReactNode
  angles: readonly string[]
  onAngles: (angles: readonly string[]) => void
  onWrite: () => void
}

/** Before the first variant: what would stand here, and the two ways to begin. */
export function EmptyTreatment(props: EmptyTreatmentProps) {
  const { agent, reason, agentReason, notices, angles, onAngles, onWrite } = props
  return (
    <main className={styles.emptyPage}>
      <EmptyState
        level={1}
        icon={<BookOpenText aria-hidden="true" />}
        title="The story as prose, before there are scenes"
        action={
          <>
            <Button
              variant="primary"
              icon={<Sparkles aria-hidden="true" />}
              pending={agent.busy}
              disabledReason={agentReason}
              onClick={() => void agent.generate(angles)}
            >
              {agentLabel('Generate three treatments', agent.agent)}
            </Button>
            <Button disabledReason={reason} onClick={onWrite}>
              Write it yourself
            </Button>
          </>
        }
      >
        <p>
          Three variants of the brief’s idea appear side by side, each with another tone, ending and order of events.
          You choose one, take paragraphs from the others, and write on.
        </p>
        <AngleFields angles={angles} onChange={onAngles} />
      </EmptyState>
      {notices}
    </main>
  )
}
