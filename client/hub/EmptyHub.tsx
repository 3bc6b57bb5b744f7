import { Link } from '@tanstack/react-router'
import { Clapperboard } from 'lucide-react'
import { useState } from 'react'
import buttonStyles from '../ui/Button.module.css'
import { classNames } from '../ui/classNames.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { ImportButton } from './ImportButton.tsx'

/** What the hub shows before the first scene. */
export function EmptyHub({ projectId, canWrite }: { projectId: string; canWrite: boolean }) {
  const [problem, setProblem] = useState<string | null>(null)
  return (
    <>
      <EmptyState
        icon={<Clapperboard aria-hidden="true" />}
        title={canWrite ? 'Begin with an idea, a page or a screenplay' : 'Nothing is written yet'}
        action={
          canWrite && (
            <>
              <Link
                to="/p/$projectId/brief"
                params={{ projectId }}
                className={classNames(buttonStyles.button, buttonStyles.primary)}
              >
                Begin with the brief
              </Link>
              <Link to="/p/$projectId/script" params={{ projectId }} className={buttonStyles.button}>
                Start writing
              </Link>
              <ImportButton projectId={projectId} onProblem={setProblem} />
            </>
          )
        }
      >
        Every scene heading in the script becomes a row here: its length, who is in it, and how far its shots are.
      </EmptyState>
      {problem && <ErrorNotice happened={problem} kept="The script is as it was." />}
    </>
  )
}
