import type * as Y from 'yjs'
import { previewRows, type RowPreview, type WaitingRow } from '../../shared/core/suggestions/previewRows.ts'
import { openSuggestions } from '../../shared/core/suggestions/status.ts'
import type { Suggestion } from '../../shared/core/suggestions/suggestion.ts'

/** Several changes of one answer that make sense together: a sheet written anew, a beat taken apart. */
export interface WaitingGroup {
  group: string
  first: Suggestion
  added: number
  removed: number
  reworded: number
  /** The beat that all of them wait on; null where they wait on several. */
  row: string | null
}

export interface Waiting {
  rows: ReadonlyMap<string, RowPreview>
  groups: readonly WaitingGroup[]
  count: number
}

const NOTHING: Waiting = { rows: new Map(), groups: [], count: 0 }

/** Suggestions for the same words of one answer: one of them can be taken. */
export const isAlternative = (a: Suggestion, b: Suggestion): boolean =>
  (a.group === b.group || (a.jobId !== null && a.jobId === b.jobId)) &&
  a.edit.kind === 'cell-text' &&
  b.edit.kind === 'cell-text' &&
  a.edit.shotId === b.edit.shotId &&
  a.edit.column === b.edit.column

/** Is a group one of several to choose from? Then each is drawn as one suggestion, with its title. */
const isOneOfSeveral = (members: readonly WaitingRow[], open: readonly WaitingRow[]): boolean =>
  members.every(({ suggestion }) => suggestion.edit.kind === 'cell-text') &&
  members.some(({ suggestion }) =>
    open.some(other => other.suggestion !== suggestion && isAlternative(other.suggestion, suggestion)),
  )

export function groupsOf(open: readonly WaitingRow[], rows: Waiting['rows']): WaitingGroup[] {
  const groups: WaitingGroup[] = []
  for (const [group, members] of Map.groupBy(open, ({ suggestion }) => suggestion.group)) {
    const [first] = members
    if (!first || members.length === 1 || isOneOfSeveral(members, open)) continue
    const counted: WaitingGroup = { group, first: first.suggestion, added: 0, removed: 0, reworded: 0, row: null }
    for (const { edit } of members.map(member => member.suggestion))
      if (edit.kind === 'insert-rows') counted.added += edit.rows.length
      else if (edit.kind === 'delete-rows') counted.removed += edit.rows.length
      else counted.reworded++
    const on = [...rows].filter(([, { texts, removals, newRows }]) =>
      [...texts, ...removals, ...newRows].some(({ suggestion }) => suggestion.group === group),
    )
    groups.push(on.length === 1 ? { ...counted, row: on[0]?.[0] ?? null } : counted)
  }
  return groups
}

/** What is suggested for a sheet, for React. */
export function createWaitingStore(doc: Y.Doc): {
  get: () => Waiting
  subscribe: (listener: () => void) => () => void
} {
  let waiting = NOTHING
  const refresh = (): boolean => {
    const before = waiting
    const open = openSuggestions(doc)
    const rows = open.length === 0 ? NOTHING.rows : previewRows(doc, open)
    waiting = open.length === 0 ? NOTHING : { rows, groups: groupsOf(open, rows), count: open.length }
    return waiting !== before
  }
  refresh()
  return {
    get: () => waiting,
    subscribe(listener) {
      refresh() // nobody listened in between
      const onChange = () => refresh() && listener()
      doc.on('update', onChange)
      return () => doc.off('update', onChange)
    },
  }
}
