import { CircleCheck, GitBranchPlus, Sparkles, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { may } from '../../shared/core/access.ts'
import { REVISER } from '../../shared/core/agents/catalog.ts'
import type { StageRow } from '../../shared/core/api/stages.ts'
import { REVISED } from '../../shared/core/dependencies/stageFlags.ts'
import { sentenceOf } from '../api/request.ts'
import { useProjectContext } from '../project/context.tsx'
import { agentLabel, useAgentJob } from '../project/useAgentJob.ts'
import { RegenerateScript } from '../timelines/RegenerateScript.tsx'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/Toast.tsx'
import { useWarning } from '../warning/WarningProvider.tsx'
import { useStageMutations, useStages } from './queries.ts'
import styles from './stages.module.css'

/** Reasons that are read without a press. */
const SHOWN = 2

/** What the stage that one looks at is not up to date with, and why. It is never in the way. */
export function StageFlags({ page }: { page: string }) {
  const { project } = useProjectContext()
  const stage = useStages(project.id).data?.find(({ id }) => id === page)
  return stage?.flags.map(flag => <StageFlag key={flag.against} stage={stage} flag={flag} />)
}

function StageFlag({ stage, flag }: { stage: StageRow; flag: StageRow['flags'][number] }) {
  const { project, role } = useProjectContext()
  const { fits, reopen } = useStageMutations(project.id, stage.id)
  const [all, setAll] = useState(false)
  const [branching, setBranching] = useState(false)
  const toast = useToast()
  const reason = may(role, 'stage.approve') ? null : 'Editors can do this.'
  const revised = REVISED.find(one => one.stage === stage.id && one.against === flag.against)
  const revision = useAgentJob(project.id, REVISER, job => job.documentId === stage.documentId)
  const warn = useWarning()
  const title = stage.title.toLowerCase()
  const ask = () =>
    warn({
      operation: { kind: 'edit', stage: stage.id, elements: null },
      title: `Revise the ${title}?`,
      description: 'The agent makes suggestions; what you accept of them changes it.',
      confirm: 'Revise',
      before: `revising the ${title}`,
      quiet: `revise-${stage.id}`,
      run: () => void revise(),
    })
  /** A locked stage is opened for it: what the agent makes are suggestions, and people decide. */
  const revise = async () => {
    try {
      if (stage.status === 'locked') await reopen.mutateAsync()
      await revision.start({ documentId: stage.documentId })
    } catch (error) {
      toast({ title: 'Nothing was revised', detail: sentenceOf(error), tone: 'danger' })
    }
  }
  const more = flag.reasons.length - SHOWN
  const reasons = all ? flag.reasons : flag.reasons.slice(0, SHOWN)
  return (
    <section className={styles.flag} aria-label={flag.title}>
      <TriangleAlert aria-hidden="true" />
      <div className={styles.flagWords}>
        <strong>{flag.title}</strong>
        <ul>
          {reasons.map(reason => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
        {more > 0 && (
          <button type="button" className={styles.more} aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Fewer' : `${more} more`}
          </button>
        )}
      </div>
      {revised && (
        <Button
          size="small"
          variant="primary"
          icon={<Sparkles aria-hidden="true" />}
          pending={revision.busy || reopen.isPending}
          disabledReason={reason}
          onClick={() => void ask()}
        >
          {agentLabel(revised.button, revision.agent)}
        </Button>
      )}
      {stage.id === 'script' && flag.against === 'beats' && (
        <Button
          size="small"
          variant="primary"
          icon={<GitBranchPlus aria-hidden="true" />}
          disabledReason={reason}
          onClick={() => setBranching(true)}
        >
          Regenerate on a new branch…
        </Button>
      )}
      <RegenerateScript open={branching} onOpenChange={setBranching} />
      <Button
        size="small"
        icon={<CircleCheck aria-hidden="true" />}
        pending={fits.isPending}
        disabledReason={reason}
        onClick={() =>
          fits.mutate(flag.against, {
            onError: error => toast({ title: 'The flag is still there', detail: sentenceOf(error), tone: 'danger' }),
          })
        }
      >
        It still fits
      </Button>
    </section>
  )
}
