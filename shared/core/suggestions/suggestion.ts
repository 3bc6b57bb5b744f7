import type { Author } from '../documents/author.ts'
import type { LineDraft } from '../script/line.ts'
import type { LineType } from '../script/lineTypes.ts'

/**
 * What a suggestion means, in readable form. The bytes are what accepting applies; this is what refreshing works from when
 * the words under the bytes have changed, and what says in the UI what is proposed.
 */
export type SuggestionEdit =
  | { kind: 'line-text'; lineId: string; before: string; after: string }
  | { kind: 'line-type'; lineId: string; before: LineType; after: LineType }
  /**
   * New lines behind the line `after` in its scene; null: the first lines of `scene`. `afterText` is what the line `after`
   * read when the hunk was made: a line that was split since is followed to its end.
   */
  | {
      kind: 'insert-lines'
      after: string | null
      afterText?: string
      scene: string
      lines: (LineDraft & { id: string })[]
    }
  | { kind: 'delete-lines'; lines: { id: string; before: string }[] }
  /** The words of one text of a row; `shotId` is the id of a shot or of a beat, `column` the name of the text. */
  | { kind: 'cell-text'; shotId: string; column: string; before: string; after: string }
  /** New beats behind the beat `after`; null: as the first. They are made by the author of the suggestion. */
  | { kind: 'insert-rows'; after: string | null; rows: NewRow[] }
  /** `before` is the `beatWords` of the row. Accepting marks the beats as deleted: what is in them stays in the document. */
  | { kind: 'delete-rows'; rows: { id: string; before: string }[] }

/** A beat that is proposed. */
export interface NewRow {
  id: string
  title: string
  body: string
  sources: { lineId: string; hash: string }[]
  /** Its place on the sheet, which the document adds when the hunk is made. */
  order?: string
}

/** A Yjs id: [client, clock]. */
export type ItemId = [client: number, clock: number]

/**
 * Where one change of a hunk is: the characters (or lines) that stood directly left and right of it when it was made; null
 * at an end. The bytes alone do not tell: they also name neighbours that had been deleted before.
 */
export interface Place {
  left: ItemId | null
  right: ItemId | null
}

/** One hunk as stored in `suggestions[id]` of a document (a Y.Map of these fields). */
export interface Suggestion {
  id: string
  /** Hunks of one answer share a group: accept all, reject all. */
  group: string
  edit: SuggestionEdit
  /** The V1 update that makes the edit, under a client id of its own. */
  update: Uint8Array
  /** In the order of the text; empty for type changes and deleted lines. */
  places: Place[]
  /** Client ids of the forks that refreshing replaced: somebody offline may still accept one of them. */
  earlier: number[]
  author: Author
  /** The person who asked the agent; null when nobody did. */
  askedBy: { id: string; name: string } | null
  instruction: string
  rationale: string
  model: string
  jobId: string | null
  /** ISO 8601. */
  createdAt: string
  /** Only rejection is stored; every other status is derived from the document. */
  rejectedBy?: string
  /** The suggestion that a person made of this one by editing its words. */
  supersededBy?: string
  /** Set by the server when the words changed so that the hunk could not be rebased: what a person should know. */
  stale?: string
  /** The person who edited the proposal, when somebody did. */
  editedBy?: { id: string; name: string }
}

/**
 * - pending: may be accepted now
 * - rebasing: the words under it changed; the server will refresh it or mark it stale
 * - stale: a person has to settle it
 * - accepted, rejected, undone: settled (undone: accepted once, and the person who accepted took it back)
 */
export type SuggestionStatus = 'pending' | 'rebasing' | 'stale' | 'accepted' | 'rejected' | 'undone'

export type SuggestionErrorCode = 'missing' | 'settled' | 'changed' | 'stale' | 'invalid' | 'target-gone'

/** A suggestion could not be made, accepted or edited. The message is for the person who tried; nothing was changed. */
export class SuggestionError extends Error {
  readonly code: SuggestionErrorCode
  constructor(code: SuggestionErrorCode, message: string) {
    super(message)
    this.name = 'SuggestionError'
    this.code = code
  }
}
