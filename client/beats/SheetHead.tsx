import { Plus, Redo2, Sparkles, Undo2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import type * as Y from 'yjs'
import { beatsWanted } from '../../shared/core/beats/length.ts'
import { briefRoot, readBrief } from '../../shared/core/brief/brief.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import styles from './beats.module.css'
import type { BeatActs } from './useBeatActs.ts'

interface SheetHeadProps {
  count: number
  brief: Y.Doc | null
  acts: BeatActs
  /** Why nothing can be changed. */
  reason: string | null
  /** 'Write anew - 3 credits'. */
  rewrite: string
  busy: boolean
  onAdd: () => void
  onRewrite: () => void
}

/** The name of the page, how many beats there are, and what is done with all of them. */
export function SheetHead({ count, brief, acts, reason, rewrite, busy, onAdd, onRewrite }: SheetHeadProps) {
  const wanted = useWanted(brief)
  return (
    <header className={styles.head}>
      <h1 className={styles.heading}>Beat sheet</h1>
      <p className={styles.quiet}>
        {count > 0 && `${count === 1 ? '1 beat' : `${count} beats`}`}
        {count > 0 && wanted && ` – a film of this length has about ${wanted.least} to ${wanted.most}`}
      </p>
      <div className={styles.headTools}>
        <IconButton label="Undo" keys="mod+z" size="small" disabledReason={reason} onClick={acts.undo}>
          <Undo2 />
        </IconButton>
        <IconButton label="Redo" keys="mod+shift+z" size="small" disabledReason={reason} onClick={acts.redo}>
          <Redo2 />
        </IconButton>
        {count > 0 && (
          <>
            <Button size="small" icon={<Plus aria-hidden="true" />} disabledReason={reason} onClick={onAdd}>
              Add a beat
            </Button>
            <Button
              size="small"
              icon={<Sparkles aria-hidden="true" />}
              pending={busy}
              disabledReason={reason}
              onClick={onRewrite}
            >
              {rewrite}
            </Button>
          </>
        )}
      </div>
    </header>
  )
}

/** How many beats the length in the brief asks for; null while the brief is not here. */
function useWanted(brief: Y.Doc | null): { least: number; most: number } | null {
  const [wanted, setWanted] = useState<{ least: number; most: number } | null>(null)
  useEffect(() => {
    if (!brief) return
    const read = () => setWanted(beatsWanted(readBrief(brief)))
    const root = briefRoot(brief)
    root.observe(read)
    read()
    return () => root.unobserve(read)
  }, [brief])
  return wanted
}
