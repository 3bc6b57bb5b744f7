import { UserX } from 'lucide-react'
import { useEffect } from 'react'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import styles from './entry.module.css'

/** Instead of every page, while the account is suspended. `message`: the server's sentence, with the reason. */
export function Suspended({ message, onRetry }: { message: string; onRetry: () => void }) {
  useEffect(() => {
    document.title = 'Suspended · Aiuteur'
  }, [])
  return (
    <main className={styles.room}>
      <EmptyState
        icon={<UserX aria-hidden="true" />}
        level={1}
        title="Suspended"
        action={<Button onClick={onRetry}>Try again</Button>}
      >
        <p role="alert">{message}</p>
        <p>What you wrote here that was not saved yet is kept in this browser, and saved once you are let in again.</p>
        <p>
          {/* a fresh page: nothing of this account stays in memory */}
          <a href="/sign-in">Sign in with another account</a>
        </p>
      </EmptyState>
    </main>
  )
}
