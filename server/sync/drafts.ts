import type { Connection, Document } from '@hocuspocus/server'
import { isDraftOf } from '../../shared/core/drafts/drafts.ts'
import { SERVER_AUTHOR } from './attribution.ts'
import type { SyncContext } from './contract.ts'
import { ServerEdit } from './serverEdit.ts'

/** Milliseconds that an agent has to come back before the draft it was streaming is taken away. */
const GRACE = 3000

const jobOf = (context: SyncContext): string | null =>
  context.member?.identity.kind === 'agent' ? context.member.identity.jobId : null

/**
 * When the agent of a job leaves a drafts document for good, whatever it left in it goes: a worker that was killed takes
 * nothing away itself, and people who keep the page open would look at half a sentence for ever.
 */
export function forgetDraftOf(document: Document, context: SyncContext): void {
  const jobId = jobOf(context)
  if (jobId === null) return
  const timer = setTimeout(() => {
    const isBack = document
      .getConnections()
      .some((connection: Connection<SyncContext>) => jobOf(connection.context) === jobId)
    const drafts = document.getMap('drafts')
    const left = [...drafts.keys()].filter(key => isDraftOf(key, jobId))
    if (isBack || document.isDestroyed || left.length === 0) return
    document.transact(() => {
      for (const key of left) drafts.delete(key)
    }, new ServerEdit(SERVER_AUTHOR))
  }, GRACE)
  timer.unref()
}
