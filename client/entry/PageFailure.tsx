import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ApiError, sentenceOf } from '../api/request.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import styles from './entry.module.css'

/** A page that could not be shown: why, and how to go on. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  useEffect(() => {
    document.title = 'Something went wrong · Aiuteur'
  }, [])
  const known = error instanceof ApiError
  const again = (): void => {
    reset()
    void router.invalidate()
  }
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
              <Button onClick={again}>Try again</Button>
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
