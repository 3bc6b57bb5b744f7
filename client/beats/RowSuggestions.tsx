import type { RowPreview, WaitingRow } from '../../shared/core/suggestions/previewRows.ts'
import styles from './beats.module.css'
import { GroupBar } from './GroupBar.tsx'
import { SuggestedChange } from './SuggestedChange.tsx'
import type { Settling } from './useSettling.ts'
import { isAlternative, type WaitingGroup } from './waiting.ts'

interface RowSuggestionsProps {
  /** The beat, or TOP. */
  id: string
  preview: RowPreview
  groups: readonly WaitingGroup[]
  me: string
  canWrite: boolean
  settling: Settling
}

/** What is suggested for a beat, in its place: alternatives side by side, new beats behind it. */
export function RowSuggestions({ id, preview, groups, me, canWrite, settling }: RowSuggestionsProps) {
  const { texts, newRows } = preview
  const isGrouped = ({ suggestion }: WaitingRow) => groups.some(({ group }) => group === suggestion.group)
  // the bar of the group takes or leaves them; of several beats the first says it
  const removals = preview.removals.filter(
    waiting => !isGrouped(waiting) && 'rows' in waiting.suggestion.edit && waiting.suggestion.edit.rows[0]?.id === id,
  )
  const here = groups.filter(({ row }) => row === id)
  if (texts.length + removals.length + newRows.length + here.length === 0) return null
  const alternativesTo = ({ suggestion }: WaitingRow): string[] =>
    texts
      .map(other => other.suggestion)
      .filter(other => other !== suggestion && isAlternative(suggestion, other))
      .map(other => other.id)
  const shared = (waiting: WaitingRow) => ({ me, canWrite, settling, waiting, brief: isGrouped(waiting) })
  return (
    <div className={styles.waiting}>
      {here.map(group => (
        <GroupBar key={group.group} group={group} canWrite={canWrite} settling={settling} />
      ))}
      <ul className={styles.suggestions} data-many={texts.length > 1 || undefined} aria-label="Suggestions">
        {texts.map((waiting, place) => {
          const instead = alternativesTo(waiting)
          const first = texts.findIndex(other => isAlternative(other.suggestion, waiting.suggestion))
          return (
            <SuggestedChange
              key={waiting.suggestion.id}
              {...shared(waiting)}
              instead={instead}
              segments={waiting.segments}
              {...(instead.length > 0 && place > first ? { brief: true } : {})}
            />
          )
        })}
        {removals.map(waiting => (
          <SuggestedChange key={waiting.suggestion.id} {...shared(waiting)} />
        ))}
        {newRows.map(waiting => (
          <SuggestedChange key={waiting.suggestion.id} {...shared(waiting)} rows={waiting.rows} />
        ))}
      </ul>
    </div>
  )
}
