import type { RowPreview, WaitingRow } from '../../shared/core/suggestions/previewRows.ts'
import styles from './beats.module.css'
import { SuggestedChange } from './SuggestedChange.tsx'
import type { Settling } from './useSettling.ts'
import { isAlternative } from './waiting.ts'

interface RowSuggestionsProps {
  preview: RowPreview
  me: string
  canWrite: boolean
  settling: Settling
}

/** What is suggested for a beat, in its place: alternatives side by side, new beats behind it. */
export function RowSuggestions({ preview, me, canWrite, settling }: RowSuggestionsProps) {
  const { texts, removals, newRows } = preview
  const others = ({ suggestion }: WaitingRow): readonly string[] =>
    texts
      .map(other => other.suggestion)
      .filter(other => other !== suggestion && isAlternative(suggestion, other))
      .map(({ id }) => id)
  const shared = { me, canWrite, settling }
  return (
    <ul className={styles.suggestions} data-many={texts.length > 1 || undefined} aria-label="Suggestions">
      {texts.map(waiting => (
        <SuggestedChange
          key={waiting.suggestion.id}
          {...shared}
          waiting={waiting}
          instead={others(waiting)}
          segments={waiting.segments}
        />
      ))}
      {removals.map(waiting => (
        <SuggestedChange key={waiting.suggestion.id} {...shared} waiting={waiting} />
      ))}
      {newRows.map(waiting => (
        <SuggestedChange key={waiting.suggestion.id} {...shared} waiting={waiting} rows={waiting.rows} />
      ))}
    </ul>
  )
}
