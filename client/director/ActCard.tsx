import { CircleAlert, CircleCheck, CircleMinus } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { may } from '../../shared/core/access.ts'
import type { DirectorMessage } from '../../shared/core/api/director.ts'
import { confirmLabel, type DirectorAct, needsWhy, requestOf } from '../../shared/core/director/acts.ts'
import { stageNamed } from '../../shared/core/stages/stages.ts'
import { whyProblem } from '../../shared/core/stages/why.ts'
import { useAgents } from '../api/hooks.ts'
import { sentenceOf } from '../api/request.ts'
import { useProjectContext } from '../project/context.tsx'
import { Button } from '../ui/Button.tsx'
import { Textarea } from '../ui/Field.tsx'
import { Spinner } from '../ui/Spinner.tsx'
import { useToast } from '../ui/Toast.tsx'
import styles from './director.module.css'
import { JobLine } from './JobLine.tsx'
import { PlaceLink } from './PlaceLink.tsx'
import { useDirectorMutations } from './queries.ts'

interface ActCardProps {
  message: DirectorMessage
  act: DirectorAct
  /** Shows what the creative room found. */
  onRoom: () => void
}

/** What the director understood: to confirm or to leave, and afterwards what became of it. */
export function ActCard({ message, act, onRoom }: ActCardProps) {
  const { state, decidedBy, outcome, job } = message
  if (state === 'waiting') return <Waiting message={message} act={act} />
  if (state === 'acting') return <Line icon={<Spinner label={null} />}>{decidedBy} confirmed it.</Line>
  if (state === 'dismissed')
    return <Line icon={<CircleMinus />}>{decidedBy ? `${decidedBy} left it.` : (outcome ?? 'It was left.')}</Line>
  if (state === 'refused')
    return (
      <Line icon={<CircleAlert />} tone="danger">
        {decidedBy} confirmed it, and nothing was done: {outcome}
      </Line>
    )
  return (
    <>
      <Line icon={<CircleCheck />} tone="ok">
        {decidedBy} confirmed it. {act.kind === 'approve' && `The ${titleOf(act)} is locked. `}
        {act.kind === 'reopen' && `The ${titleOf(act)} is open. `}
        {outcome && `Then nothing was asked: ${outcome} `}
        {!job && <PlaceLink act={act} timelineId={message.timeline.id} />}
      </Line>
      {job && <JobLine job={job} act={act} timelineId={message.timeline.id} onRoom={onRoom} />}
    </>
  )
}

const titleOf = ({ stage }: { stage: string }): string => (stageNamed(stage)?.title ?? stage).toLowerCase()

export function Line({ icon, tone, children }: { icon: ReactNode; tone?: 'ok' | 'danger'; children: ReactNode }) {
  return (
    <p className={styles.line} data-tone={tone}>
      <span aria-hidden="true">{icon}</span>
      <span>{children}</span>
    </p>
  )
}

const READER = 'Only editors can make the director act. Ask the owner to make you an editor.'

function Waiting({ message: { id }, act }: { message: DirectorMessage; act: DirectorAct }) {
  const { project, role } = useProjectContext()
  const { confirm, dismiss } = useDirectorMutations(project.id)
  const agents = useAgents(project.id).data
  const toast = useToast()
  const [why, setWhy] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const field = useId()
  const reason = may(role, 'director.confirm') ? null : READER
  const asksWhy = needsWhy(act)
  const cost = agents?.find(({ name }) => name === requestOf(act)?.agent)?.credits
  const pending = confirm.isPending || dismiss.isPending

  const press = (proceed: boolean) => {
    const wrong = asksWhy ? whyProblem(why) : null
    setProblem(wrong)
    if (wrong !== null) return
    confirm.mutate(
      { messageId: id, proceed, ...(asksWhy ? { why: why.trim() } : {}) },
      { onError: error => setProblem(sentenceOf(error)) },
    )
  }
  return (
    <div className={styles.card}>
      {asksWhy && (
        <>
          <label className={styles.label} htmlFor={field}>
            Why, and what should be different?
          </label>
          <Textarea
            id={field}
            rows={2}
            value={why}
            readOnly={reason !== null}
            aria-invalid={problem !== null}
            placeholder="The ending is too neat. Let her stay on the river."
            onChange={event => {
              setWhy(event.target.value)
              setProblem(null)
            }}
          />
        </>
      )}
      <div role="alert" className={styles.problem}>
        {problem}
      </div>
      <div className={styles.acts}>
        <Button
          size="small"
          variant="primary"
          pending={confirm.isPending}
          disabledReason={reason}
          {...(cost === undefined ? {} : { cost })}
          onClick={() => press(true)}
        >
          {confirmLabel(act)}
        </Button>
        {act.kind === 'approve' && act.next !== null && (
          <Button size="small" disabledReason={reason} onClick={() => !pending && press(false)}>
            Lock only
          </Button>
        )}
        <Button
          size="small"
          variant="quiet"
          disabledReason={reason}
          onClick={() =>
            !pending &&
            dismiss.mutate(id, {
              onError: error => toast({ title: 'It still waits', detail: sentenceOf(error), tone: 'danger' }),
            })
          }
        >
          Leave it
        </Button>
      </div>
    </div>
  )
}
