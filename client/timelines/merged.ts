import type { HunkView, MergeDocument, MergeRequest } from '../../shared/core/api/merges.ts'
import { proposedHunks } from '../../shared/core/timelines/merge/hunk.ts'

export type Choice = MergeRequest['choices'][number]['choice']
/** What was chosen, by document and hunk; what is not in it is as proposed. */
export type Choices = ReadonlyMap<string, Choice>

export const keyOf = (document: Pick<MergeDocument, 'key'>, hunk: Pick<HunkView, 'id'>): string =>
  `${document.key} ${hunk.id}`

/** What is taken while nobody chose: what fits, of documents that are open, and needs nothing that is left. */
export function proposedOf(documents: readonly MergeDocument[]): Set<string> {
  const proposed = new Set<string>()
  // a scene's shots come after the script that makes it
  for (const document of documents) {
    if (document.closed !== null) continue
    const { needs } = document
    if (needs && !proposed.has(keyOf({ key: needs.document }, { id: needs.hunk }))) continue
    for (const id of proposedHunks(document.hunks)) proposed.add(keyOf(document, { id }))
  }
  return proposed
}

/** As somebody chose, else as proposed. */
export function choiceOf(choices: Choices, proposed: ReadonlySet<string>, { document, hunk }: Placed): Choice {
  if (document.closed !== null) return 'leave'
  const key = keyOf(document, hunk)
  return choices.get(key) ?? (proposed.has(key) ? 'take' : 'leave')
}

/** What is sent: all that is not left. */
export function chosenOf(choices: Choices, documents: readonly MergeDocument[]): MergeRequest['choices'] {
  const proposed = proposedOf(documents)
  return documents.flatMap(document =>
    document.hunks.flatMap(hunk => {
      const choice = choiceOf(choices, proposed, { document, hunk })
      return choice === 'leave' ? [] : [{ document: document.key, hunk: hunk.id, choice }]
    }),
  )
}

/** A hunk and the document that it is in. */
export interface Placed {
  document: MergeDocument
  hunk: HunkView
}

/** What a hunk is taken with, each by itself. */
export function needsOf(documents: readonly MergeDocument[], { document, hunk }: Placed): Placed[] {
  const find = (of: MergeDocument | undefined, id: string): Placed[] =>
    of?.hunks.flatMap(one => (one.id === id ? [{ document: of, hunk: one }] : [])) ?? []
  const { needs } = document
  return [
    ...hunk.needs.flatMap(id => find(document, id)),
    ...(needs
      ? find(
          documents.find(({ key }) => key === needs.document),
          needs.hunk,
        )
      : []),
  ]
}

/** A hunk with all that is taken with it; to leave one is to leave what needs it. */
export function withNeeds(documents: readonly MergeDocument[], hunk: Placed, taking: boolean): Placed[] {
  const all = documents.flatMap(document => document.hunks.map(one => ({ document, hunk: one })))
  const next = (of: Placed): Placed[] =>
    taking
      ? needsOf(documents, of)
      : all.filter(one => needsOf(documents, one).some(({ hunk: needed }) => needed === of.hunk))
  const found = new Map([[hunk.hunk, hunk]])
  for (const one of found.values())
    for (const other of next(one)) if (!found.has(other.hunk)) found.set(other.hunk, other)
  return [...found.values()]
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
