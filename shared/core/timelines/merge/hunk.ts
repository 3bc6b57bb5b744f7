import type { Piece } from '../../api/versions.ts'
import type { LineType } from '../../script/lineTypes.ts'

/** What a hunk is about. `line`: one line of a script or of prose; `lines`: a run of them; `row`: of another declared table. */
export const HUNK_ELEMENTS = [
  'line',
  'lines',
  'scene',
  'beat',
  'shot',
  'asset',
  'row',
  'variant',
  'field',
  'titlePage',
] as const
export type HunkElement = (typeof HUNK_ELEMENTS)[number]

export const HUNK_CHANGES = ['added', 'removed', 'changed', 'moved'] as const
export type HunkChange = (typeof HUNK_CHANGES)[number]

/** A line, cell or field as it is shown in a hunk. */
export interface Passage {
  /** 'Dialogue', 'Camera', 'Duration'. */
  label: string
  /** Of a line: how it is set. */
  type?: LineType
  /** Its words. `by` is null: a merge says what changed, not who did it. */
  pieces: Piece[]
}

/** One field of one element, or (null) that it is there at all: what taking a hunk writes. */
export interface Address {
  /** 'line', 'scene', 'beat', ...: ids are unique in a family only. */
  family: string
  id: string
  field: string | null
}

/** Something that theirs did since the base and that mine does not have. */
export interface MergeHunk {
  /** The same for the same proposal: it changes when theirs, or whether it conflicts, changes. */
  id: string
  element: { kind: HunkElement; ids: string[] }
  change: HunkChange
  /** What people call the element, of lines where they are: 'Scene 12', 'Beat 4', 'Shot 3B'. */
  name: string
  /** In plain words: 'Scene 12 moved before scene 9'. */
  title: string
  /** Why it is not taken unless somebody says so. */
  conflict: { reason: string } | null
  /** Ids of hunks that are taken with it. */
  needs: string[]
  before: Passage[]
  mine: Passage[]
  theirs: Passage[]
  /** What taking it gives; where it conflicts, what mine has with theirs beside it as far as both fit. */
  result: Passage[]
  /** It is one text, and somebody may type what it is to say. */
  editable: boolean
  /** What it writes; of no interest to people. */
  writes: Address[]
}

export type Choice = 'take' | 'leave' | { edit: string }
export type Choices = ReadonlyMap<string, Choice>

/** What is taken when nobody chose yet: what conflicts with nothing, and needs nothing that does. */
export function proposedHunks(hunks: readonly Pick<MergeHunk, 'id' | 'conflict' | 'needs'>[]): Set<string> {
  const left = new Set(hunks.flatMap(({ id, conflict }) => (conflict ? [id] : [])))
  for (const id of left) for (const hunk of hunks) if (hunk.needs.includes(id)) left.add(hunk.id)
  return new Set(hunks.flatMap(({ id }) => (left.has(id) ? [] : [id])))
}

/** Ids of hunks with all that is taken with them. */
export function withNeeded(hunks: readonly Pick<MergeHunk, 'id' | 'needs'>[], ids: Iterable<string>): Set<string> {
  const needs = new Map(hunks.map(hunk => [hunk.id, hunk.needs]))
  const taken = new Set(ids)
  for (const id of taken) for (const need of needs.get(id) ?? []) taken.add(need)
  return taken
}

/** What a merge proposes, as choices. */
export function proposedChoices(hunks: readonly MergeHunk[]): Map<string, Choice> {
  const proposed = proposedHunks(hunks)
  return new Map(hunks.map(({ id }) => [id, proposed.has(id) ? 'take' : 'leave']))
}
