import type { HunkView, MergeDocument, MergeRequest } from '../../shared/core/api/merges.ts'

export type Choice = MergeRequest['choices'][number]['choice']
/** What was chosen, by document and hunk; what is not in it is as proposed. */
export type Choices = ReadonlyMap<string, Choice>

export const keyOf = (document: Pick<MergeDocument, 'key'>, hunk: Pick<HunkView, 'id'>): string =>
  `${document.key} ${hunk.id}`

/** As somebody chose; else what fits is taken, and what conflicts, or cannot be written, is left. */
export function choiceOf(choices: Choices, document: MergeDocument, hunk: HunkView): Choice {
  if (document.closed !== null) return 'leave'
  return choices.get(keyOf(document, hunk)) ?? (hunk.conflict ? 'leave' : 'take')
}

/** What is sent: all that is not left. */
export function chosenOf(choices: Choices, documents: readonly MergeDocument[]): MergeRequest['choices'] {
  return documents.flatMap(document =>
    document.hunks.flatMap(hunk => {
      const choice = choiceOf(choices, document, hunk)
      return choice === 'leave' ? [] : [{ document: document.key, hunk: hunk.id, choice }]
    }),
  )
}

/** A hunk with all that is taken with it; to leave one is to leave what needs it. */
export function withNeeds(document: MergeDocument, hunk: HunkView, taking: boolean): HunkView[] {
  const found = new Set([hunk])
  for (const one of found)
    for (const other of document.hunks)
      if (taking ? one.needs.includes(other.id) : other.needs.includes(one.id)) found.add(other)
  return [...found]
}

/** The words that a person begins with who types what a hunk is to say. */
export const wordsOf = (hunk: HunkView): string =>
  hunk.result
    .flatMap(({ pieces }) => pieces.filter(piece => piece.status !== 'removed').map(({ text }) => text))
    .join('')

/** Which timeline the address of the merge says. */
export function readMerged({ from }: Record<string, unknown>): { from?: string } {
  return typeof from === 'string' ? { from } : {}
}
