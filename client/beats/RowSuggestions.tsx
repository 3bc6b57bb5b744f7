import type { RowPreview, WaitingRow } from '../../shared/core/suggestions/previewRows.ts'
import type { Suggestion } from '../../shared/core/suggestions/suggestion.ts'
import styles from './beats.module.css'
import { GroupBar } from './GroupBar.tsx'
import { SuggestedChange } from './SuggestedChange.tsx'
import type { Settling } from './useSettling.ts'
import { isAlternative, type WaitingGroup } from './waiting.ts'

const columnOf = ({ edit }: Suggestion): string | null => (edit.kind === 'cell-text' ? edit.column : null)

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
  const { newRows } = preview
  const isGrouped = ({ suggestion }: WaitingRow) => groups.some(({ group }) => group === suggestion.group)
  // a title that comes with other words is drawn with them
  const titleWith = ({ suggestion }: WaitingRow): WaitingRow | undefined =>
    columnOf(suggestion) === 'body'
      ? preview.texts.find(
          other => other.suggestion.group === suggestion.group && columnOf(other.suggestion) === 'title',
        )
      : undefined
  const titles = new Set(preview.texts.filter(text => !isGrouped(text)).map(titleWith))
  const texts = preview.texts.filter(text => !titles.has(text))
  // the bar of the group takes or leaves them; of several beats the first says it
  const removals = preview.removals.filter(
    waiting => !isGrouped(waiting) && 'rows' in waiting.suggestion.edit && waiting.suggestion.edit.rows[0]?.id === id,
  )
  const here = groups.filter(({ row }) => row === id)
  if (texts.length + removals.length + newRows.length + here.length === 0) return null
  const alternativesTo = ({ suggestion }: WaitingRow): string[] =>
    texts
      .filter(other => other.suggestion !== suggestion && isAlternative(suggestion, other.suggestion))
      .flatMap(other => [other.suggestion.id, titleWith(other)?.suggestion.id ?? []].flat())
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
              title={isGrouped(waiting) ? undefined : titleWith(waiting)}
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
