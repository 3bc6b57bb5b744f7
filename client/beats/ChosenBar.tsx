import { PencilLine, X } from 'lucide-react'
import { useRef } from 'react'
import { Button, IconButton } from '../ui/Button.tsx'
import styles from './beats.module.css'

interface ChosenBarProps {
  count: number
  reason: string | null
  onAsk: (from: HTMLElement) => void
  onClear: () => void
}

/** What can be done with several beats at once. */
export function ChosenBar({ count, reason, onAsk, onClear }: ChosenBarProps) {
  const ask = useRef<HTMLButtonElement>(null)
  return (
    <section className={styles.chosenBar} aria-label="Chosen beats">
      <p role="status">{count === 1 ? '1 beat is chosen.' : `${count} beats are chosen.`}</p>
      <Button
        ref={ask}
        size="small"
        icon={<PencilLine aria-hidden="true" />}
        disabledReason={reason}
        onClick={() => ask.current && onAsk(ask.current)}
      >
        Rewrite by an instruction…
      </Button>
      <IconButton label="Choose none" size="small" onClick={onClear}>
        <X />
      </IconButton>
    </section>
  )
}
