import { Eye } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { may, type Role } from '../../shared/core/access.ts'
import { ROLE_WORDS } from '../settings/roles.ts'
import type { SaveSummary } from '../sync/saveState.ts'
import { Button } from '../ui/Button.tsx'
import styles from './ConnectionBanner.module.css'
import { writingEnded } from './saveWords.ts'

/** Says so when somebody may no longer write who could a moment ago, and what became of their last words. */
export function RoleNotice({ role, summary }: { role: Role; summary: SaveSummary }) {
  const before = useRef(role)
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (may(role, 'document.write')) setShown(false)
    else if (may(before.current, 'document.write')) setShown(true)
    before.current = role
  }, [role])
  if (!shown) return null
  return (
    <div className={styles.banner} role="status">
      <Eye aria-hidden="true" />
      <p>{writingEnded(ROLE_WORDS[role].name, summary)}</p>
      <Button size="small" onClick={() => setShown(false)}>
        Close
      </Button>
    </div>
  )
}
