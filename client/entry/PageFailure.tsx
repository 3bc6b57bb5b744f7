import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ApiError, sentenceOf } from '../api/request.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import styles from './entry.module.css'
import { Suspended } from './Suspended.tsx'

/** A page that could not be shown: why, and how to go on. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const again = (): void => {
    reset()
    void router.invalidate()
  }
  if (error instanceof ApiError && error.suspended) return <Suspended message={error.message} onRetry={again} />
  return <Failure error={error} onRetry={again} />
}

function Failure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  useEffect(() => {
    document.title = 'Something went wrong · Aiuteur'
  }, [])
  const known = error instanceof ApiError
  return (
    <main className={styles.room}>
      <div className={styles.panel}>
        <h1 className={styles.title}>This page cannot be shown</h1>
        <ErrorNotice
          happened={known ? sentenceOf(error) : 'The page stopped because of a fault in it.'}
          kept={known ? undefined : 'Everything you wrote is kept on this machine and on the server.'}
          todo={known ? undefined : `If it happens again, tell the maintainers: ${sentenceOf(error)}`}
          action={
            <>
              <Button onClick={onRetry}>Try again</Button>
              <Button variant="quiet" onClick={() => location.assign('/')}>
                All projects
              </Button>
            </>
          }
        />
      </div>
    </main>
  )
}
