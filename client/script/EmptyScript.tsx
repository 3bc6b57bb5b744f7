import { useState } from 'react'
import { ImportButton } from '../hub/ImportButton.tsx'

/** What stands on the empty page until the first word: how to begin, and the other way to begin. */
export function EmptyScript({ projectId, canWrite }: { projectId: string; canWrite: boolean }) {
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
      {problem && (
        <p className="empty-script-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}
