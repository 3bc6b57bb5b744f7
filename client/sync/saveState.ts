import { type DocumentLock, lockedWords } from '../../shared/core/api/locks.ts'
import { CLOSE } from '../../shared/core/closeCodes.ts'

/** What the header says about one's work. */
export type SaveState = 'connecting' | 'saved' | 'saving' | 'offline' | 'read-only' | 'update-required' | 'refused'

/** The server will not have us; trying again would not help. */
export interface Ending {
  state: 'refused' | 'update-required'
  /** What happened, what was kept, what to do. */
  message: string
}

export interface SaveSummary {
  state: SaveState
  /** Changes that only this browser has. */
  unsaved: number
  message: string | null
}

const KEPT = 'What you wrote here is kept in this browser.'

const SENTENCES: Record<string, string> = {
  [CLOSE.signInNeeded.reason]: `You are signed out. Sign in again to go on. ${KEPT}`,
  [CLOSE.accessRevoked.reason]: `You no longer have access to this project. Ask its owner to let you in again. ${KEPT}`,
  [CLOSE.documentGone.reason]: `This document is not there, or not for you. Ask the project’s owner. ${KEPT}`,
  [CLOSE.accountSuspended.reason]: `This account is suspended. Ask whoever runs this server. ${KEPT}`,
  [CLOSE.editorOutdated.reason]: `Aiuteur was updated. Reload this page to go on. ${KEPT}`,
  [CLOSE.tooLarge.reason]: `The server could not take a change this large. Undo the last paste, then reload. ${KEPT}`,
  [CLOSE.tooFast.reason]: `The server closed the connection because too much came at once. Reload to go on. ${KEPT}`,
  [CLOSE.mustWait.reason]:
    `The server could not read much of what came from your account, and lets it wait. Reload in a minute. ${KEPT}`,
  [CLOSE.badFrame.reason]: `The server could not read a change from this page. Reload to go on. ${KEPT}`,
}

/** The ending that a refusal by this name means; null when it is worth trying again. */
export function endingOf(reason: string): Ending | null {
  if (reason === CLOSE.restarting.reason) return null
  const message = SENTENCES[reason] ?? `The server refused this document. ${KEPT}`
  return { state: reason === CLOSE.editorOutdated.reason ? 'update-required' : 'refused', message }
}

/** The ending that a close of the socket means: our own codes of 44xx, and a message too big for the server. */
export function endingOfClose(code: number): Ending | null {
  const MESSAGE_TOO_BIG = 1009
  if (code === MESSAGE_TOO_BIG) return endingOf(CLOSE.tooLarge.reason)
  const named = Object.values(CLOSE).find(close => close.code === code)
  return named && named.code >= 4400 && named.code < 4500 ? endingOf(named.reason) : null
}

const NOT_TAKEN = `You may only read here now, and your last changes were not taken. Ask the project’s owner. ${KEPT}`

/** Who locked a document or a part of it, why, and what that means. */
export function lockSentence({ root, by, reason, approved }: DocumentLock): string {
  if (approved)
    return `${by} approved this${reason === '' ? '' : `: “${reason}”`}. It is locked for everybody; “Edit anyway” reopens it.`
  return `${by} locked ${lockedWords(root)}${reason === '' ? '' : `: “${reason}”`}. You can read it; it can be changed again when it is unlocked.`
}

export interface SaveFacts {
  ending: Ending | null
  readOnly: boolean
  /** Nobody may write now. */
  lock: DocumentLock | null
  /** Is the socket open, and has an attempt to open it failed or ended before? */
  connected: boolean
  everLost: boolean
  /** Has the current socket carried what the server had not? */
  handshaken: boolean
  /** Frames on the current socket that are not durable yet. */
  outstanding: number
  /** Frames that the server did not apply, because we may only read. */
  refused: number
  /** Changes that were put on no socket, or on one that was lost before it answered. */
  unsent: number
}

/** What one document's facts mean to its writer. */
export function saveSummary(facts: SaveFacts): SaveSummary {
  const { ending, readOnly, lock, connected, everLost, handshaken, outstanding, refused, unsent } = facts
  const unsaved = unsent + outstanding + refused
  if (ending) return { state: ending.state, unsaved, message: ending.message }
  if (!connected) return { state: everLost ? 'offline' : 'connecting', unsaved, message: null }
  if (lock) return { state: 'read-only', unsaved, message: lockSentence(lock) }
  if (readOnly) return { state: 'read-only', unsaved, message: refused > 0 ? NOT_TAKEN : null }
  if (unsaved > 0) return { state: 'saving', unsaved, message: null }
  return { state: handshaken ? 'saved' : 'connecting', unsaved, message: null }
}

/** What matters most to know, first. */
const WORST_FIRST: readonly SaveState[] = [
  'update-required',
  'refused',
  'offline',
  'saving',
  'connecting',
  'saved',
  'read-only',
]

/** One summary for all open documents: the worst state, all unsaved changes. */
export function worstOf(summaries: readonly SaveSummary[]): SaveSummary {
  const unsaved = summaries.reduce((sum, summary) => sum + summary.unsaved, 0)
  for (const state of WORST_FIRST) {
    const found = summaries.find(summary => summary.state === state)
    if (found) return { state, unsaved, message: found.message }
  }
  return { state: 'saved', unsaved, message: null }
}
