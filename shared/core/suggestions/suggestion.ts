import type { Author } from '../documents/author.ts'
import type { LineDraft, LineType } from '../script/line.ts'

/**
 * What a suggestion means, in readable form. The bytes are what accepting applies; this is what refreshing works from when
 * the words under the bytes have changed, and what says in the UI what is proposed.
 */
export type SuggestionEdit =
  | { kind: 'line-text'; lineId: string; before: string; after: string }
  | { kind: 'line-type'; lineId: string; before: LineType; after: LineType }
  | { kind: 'insert-lines'; after: string | null; scene: string; lines: (LineDraft & { id: string })[] }
  | { kind: 'delete-lines'; lines: { id: string; before: string }[] }
  | { kind: 'cell-text'; shotId: string; column: string; before: string; after: string }

/** One hunk as stored in `suggestions[id]` of a document (a Y.Map of these fields). */
export interface Suggestion {
  id: string
  /** Hunks of one answer share a group: accept all, reject all. */
  group: string
  edit: SuggestionEdit
  /** The V1 update that makes the edit, under a client id of its own. */
  update: Uint8Array
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
  /** Set by the server when the words changed so that the hunk could not be rebased: what a person should know. */
  stale?: string
  /** The person who edited the proposal, when somebody did. */
  editedBy?: string
}

/**
 * - pending: may be accepted now
 * - rebasing: the words under it changed; the server will refresh it or mark it stale
 * - stale: a person has to settle it
 * - accepted, rejected, undone: settled (undone: accepted once, and the person who accepted took it back)
 */
export type SuggestionStatus = 'pending' | 'rebasing' | 'stale' | 'accepted' | 'rejected' | 'undone'
