import type { RowPreview, WaitingRow } from '../../shared/core/suggestions/previewRows.ts'
import styles from './beats.module.css'
import { SuggestedChange } from './SuggestedChange.tsx'
import type { Settling } from './useSettling.ts'
import { isAlternative, type WaitingGroup } from './waiting.ts'

interface RowSuggestionsProps {
  preview: RowPreview
  /** Those whose bar says who asked and why. */
  groups: readonly WaitingGroup[]
  me: string
  canWrite: boolean
  settling: Settling
}

/** What is suggested for a beat, in its place: alternatives side by side, new beats behind it. */
export function RowSuggestions({ preview, groups, me, canWrite, settling }: RowSuggestionsProps) {
  const { texts, removals, newRows } = preview
  const alternativesTo = ({ suggestion }: WaitingRow): string[] =>
    texts
      .map(other => other.suggestion)
      .filter(other => other !== suggestion && isAlternative(suggestion, other))
      .map(({ id }) => id)
  const shared = ({ suggestion }: WaitingRow) => ({
    me,
    canWrite,
    settling,
    brief: groups.some(({ group }) => group === suggestion.group),
  })
  return (
    <ul className={styles.suggestions} data-many={texts.length > 1 || undefined} aria-label="Suggestions">
      {texts.map((waiting, place) => {
        const instead = alternativesTo(waiting)
        const first = texts.findIndex(other => isAlternative(other.suggestion, waiting.suggestion))
        return (
          <SuggestedChange
            key={waiting.suggestion.id}
            {...shared(waiting)}
            waiting={waiting}
            instead={instead}
            segments={waiting.segments}
            {...(instead.length > 0 && place > first ? { brief: true } : {})}
          />
        )
      })}
      {removals.map(waiting => (
        <SuggestedChange key={waiting.suggestion.id} {...shared(waiting)} waiting={waiting} />
      ))}
      {newRows.map(waiting => (
        <SuggestedChange key={waiting.suggestion.id} {...shared(waiting)} waiting={waiting} rows={waiting.rows} />
      ))}
    </ul>
  )
}
