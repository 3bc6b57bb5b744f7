import { CircleAlert, CloudOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { SaveSummary } from '../sync/saveState.ts'
import { Button } from '../ui/Button.tsx'
import { classNames } from '../ui/classNames.ts'
import styles from './ConnectionBanner.module.css'
import { saveMeans } from './saveWords.ts'

/** Milliseconds offline before it is worth a line of the screen: a restarting server is back sooner. */
const PATIENCE = 5_000

/** Says so when the connection is lost for longer, or for good. */
export function ConnectionBanner({ summary }: { summary: SaveSummary }) {
  const { state } = summary
  const offline = state === 'offline'
  const [long, setLong] = useState(false)
  useEffect(() => {
    if (!offline) return setLong(false)
    const timer = setTimeout(() => setLong(true), PATIENCE)
    return () => clearTimeout(timer)
  }, [offline])
  const lost = state === 'update-required' || state === 'refused'
  if (!lost && !(offline && long)) return null
  return (
    <div className={classNames(styles.banner, lost && styles.danger)} role={lost ? 'alert' : 'status'}>
      {lost ? <CircleAlert aria-hidden="true" /> : <CloudOff aria-hidden="true" />}
      <p>{saveMeans(summary)}</p>
      {lost && (
        <Button size="small" onClick={() => location.reload()}>
          Reload
        </Button>
      )}
    </div>
  )
}
