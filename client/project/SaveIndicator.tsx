import { CircleAlert, CloudCheck, CloudOff, CloudUpload, Eye, type LucideIcon, RefreshCw, Unplug } from 'lucide-react'
import type { SaveState, SaveSummary } from '../sync/saveState.ts'
import { classNames } from '../ui/classNames.ts'
import { Tooltip } from '../ui/Tooltip.tsx'
import styles from './SaveIndicator.module.css'
import { SAVE_WORDS, saveMeans } from './saveWords.ts'

const ICONS: Record<SaveState, LucideIcon> = {
  connecting: Unplug,
  saved: CloudCheck,
  saving: CloudUpload,
  offline: CloudOff,
  'read-only': Eye,
  'update-required': RefreshCw,
  refused: CircleAlert,
}

/** Is what I wrote safe? An icon, a word, and what it means. */
export function SaveIndicator({ summary }: { summary: SaveSummary }) {
  const { state } = summary
  const { word, tone } = SAVE_WORDS[state]
  const Icon = ICONS[state]
  return (
    <>
      <Tooltip label={saveMeans(summary)}>
        <button type="button" className={classNames(styles.state, tone !== 'neutral' && styles[tone])}>
          <Icon aria-hidden="true" />
          <span data-save-state={state}>{word}</span>
        </button>
      </Tooltip>
      {/* Saving comes and goes with every word: read out are only the states that last */}
      <span className="sr-only" role="status">
        {state === 'saving' || state === 'connecting' ? '' : word}
      </span>
    </>
  )
}
