import { Link } from '@tanstack/react-router'
import { Sparkles } from 'lucide-react'
import { useState } from 'react'
import { ImportButton } from '../hub/ImportButton.tsx'
import { agentLabel, useAgentJob } from '../project/useAgentJob.ts'
import { useStages } from '../stages/queries.ts'
import { Button } from '../ui/Button.tsx'

interface EmptyScriptProps {
  projectId: string
  documentId: string
  canWrite: boolean
}

/** What stands on the empty page until the first word: the ways to begin. */
export function EmptyScript({ projectId, documentId, canWrite }: EmptyScriptProps) {
  const [problem, setProblem] = useState<string | null>(null)
  if (!canWrite)
    return (
      <div className="empty-script">
        <p>Nothing is written yet. What the writers type appears here at once.</p>
      </div>
    )
  return (
    <div className="empty-script">
      <p>
        Start with <kbd>INT.</kbd> or <kbd>EXT.</kbd> and a place: the first scene begins. <kbd>Enter</kbd> goes on,{' '}
        <kbd>Tab</kbd> makes a character speak.
      </p>
      <p>
        Or bring a screenplay with you: <ImportButton projectId={projectId} onProblem={setProblem} />
      </p>
      <FromBeats projectId={projectId} documentId={documentId} />
      {problem && (
        <p className="empty-script-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}

/** The way of the pipeline: written from the confirmed beats, scene by scene. */
function FromBeats({ projectId, documentId }: { projectId: string; documentId: string }) {
  const script = useAgentJob(projectId, 'script', job => job.documentId === documentId)
  const beats = useStages(projectId).data?.find(({ id }) => id === 'beats')
  if (beats?.status !== 'locked')
    return (
      <p>
        Or have it written from the{' '}
        <Link to="/p/$projectId/beats" params={{ projectId }}>
          beat sheet
        </Link>
        , once that is confirmed.
      </p>
    )
  return (
    <>
      <p>
        Or have it written from the confirmed beats:{' '}
        <Button
          variant="primary"
          icon={<Sparkles aria-hidden="true" />}
          pending={script.busy}
          onClick={() => void script.run({ documentId })}
        >
          {agentLabel('Generate Descriptive Master Script', script.agent)}
        </Button>
      </p>
      {script.problem && (
        <p className="empty-script-problem" role="alert">
          {script.problem}
        </p>
      )}
    </>
  )
}
