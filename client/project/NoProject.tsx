import { Link, useSearch } from '@tanstack/react-router'
import { FolderX } from 'lucide-react'
import { useEffect } from 'react'
import { ApiError, sentenceOf } from '../api/request.ts'
import styles from '../entry/entry.module.css'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'

/** The project, or its timeline in the address, does not exist, is not this person's business (both look the same), or cannot be reached. */
export function NoProject({ error, onRetry, projectId }: { error: Error; onRetry: () => void; projectId: string }) {
  const timeline = useSearch({ from: '/signed-in/p/$projectId', select: search => search.timeline })
  const refused = error instanceof ApiError && (error.status === 404 || error.status === 403)
  const signedOut = error instanceof ApiError && error.status === 401
  useEffect(() => {
    document.title = 'No project · Aiuteur'
  }, [])
  return (
    <main className={styles.room}>
      <EmptyState
        icon={<FolderX aria-hidden="true" />}
        level={1}
        title={
          refused
            ? timeline === undefined
              ? 'There is no project here for you'
              : 'This timeline is not here any more'
            : signedOut
              ? 'You are signed out'
              : 'The project cannot be opened'
        }
        action={
          signedOut ? (
            <Button variant="primary" onClick={() => location.reload()}>
              Sign in again
            </Button>
          ) : (
            !refused && <Button onClick={onRetry}>Try again</Button>
          )
        }
      >
        <p>
          {refused
            ? timeline === undefined
              ? 'It does not exist, or nobody has added you to it. Ask its owner to add you on the People page.'
              : 'It was deleted, or nobody has added you to its project. The owner and admins can bring it back from the version history.'
            : sentenceOf(error)}
        </p>
        {refused && timeline !== undefined && (
          <p>
            <Link to="/p/$projectId" params={{ projectId }} search={{ timeline: undefined }}>
              Open the first timeline
            </Link>
          </p>
        )}
        <p>
          <Link to="/">All projects</Link>
        </p>
      </EmptyState>
    </main>
  )
}
