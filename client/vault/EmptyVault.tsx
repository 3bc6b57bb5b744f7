import { Link } from '@tanstack/react-router'
import { Archive } from 'lucide-react'
import { useProjectContext } from '../project/context.tsx'
import buttonStyles from '../ui/Button.module.css'
import { classNames } from '../ui/classNames.ts'
import { EmptyState } from '../ui/EmptyState.tsx'

/** The vault of a project in which no agent was asked yet. */
export function EmptyVault() {
  const { project } = useProjectContext()
  return (
    <main>
      <EmptyState
        icon={<Archive aria-hidden="true" />}
        title="Nothing was made yet"
        level={1}
        action={
          <Link
            to="/p/$projectId/brief"
            params={{ projectId: project.id }}
            className={classNames(buttonStyles.button, buttonStyles.primary)}
          >
            Begin with the brief
          </Link>
        }
      >
        <p>
          Whatever is made for this film is kept in the Artifact Vault: treatments, scenes, shot lists, prompts, frames
          and clips. It stays when something else takes its place, and when its timeline is deleted.
        </p>
      </EmptyState>
    </main>
  )
}
