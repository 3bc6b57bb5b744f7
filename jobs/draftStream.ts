import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import * as Y from 'yjs'
import { draftsName } from '../shared/core/documents/kinds.ts'
import { draftKey, removeDraft, startDraft, writeDraft } from '../shared/core/drafts/drafts.ts'
import type { Config } from '../shared/node/config.ts'
import { makeSyncToken } from '../shared/node/syncToken.ts'
import type { AgentJob } from './agents/agent.ts'

/** The words of one answer as they arrive. */
export interface DraftWriter {
  /** Shows the answer as far as it has come; `read` is called when it is sent, not for every word. */
  write(read: () => string): void
  /** Takes the draft away. */
  end(): void
}

export interface DraftStream {
  /** Puts up an empty draft of a part of the answer ('' where there is one) about these lines. */
  begin(part: string, lineIds: string[]): DraftWriter
  /** Takes all drafts away and leaves the documents. */
  close(): Promise<void>
}

/** Of agents that write nothing in a document. */
export const SILENT: DraftStream = {
  begin: () => ({ write() {}, end() {} }),
  async close() {},
}

/** Milliseconds between two sendings of a draft: smoother than the eye needs, and few frames for a fast model. */
const SEND_EVERY = 40
/** Milliseconds that closing waits for its last words to be sent. The server takes away what stays behind. */
const LEAVE_WITHIN = 400

/**
 * Lets everybody in the document see an agent at work: its presence, and its text arriving in the drafts. All of it is
 * decoration: with the server away, nothing here waits or throws, and the answer comes all the same.
 */
export function openDraftStream(config: Pick<Config, 'url' | 'AUTH_SECRET'>, job: AgentJob, name: string): DraftStream {
  const socket = new HocuspocusProviderWebsocket({
    url: `${config.url.replace(/^http/, 'ws')}/sync`,
    // a job is short: come back soon or not at all
    delay: 200,
    // above `delay` it would never connect at all
    minDelay: 100,
    maxDelay: 2_000,
  })
  const token = () =>
    makeSyncToken(config.AUTH_SECRET, {
      kind: 'agent',
      agent: job.agent,
      name,
      jobId: job.id,
      documentId: job.documentId,
    }).token
  const open = (documentName: string, document: Y.Doc) => {
    const provider = new HocuspocusProvider({ websocketProvider: socket, name: documentName, document, token })
    provider.attach()
    return provider
  }
  const drafts = open(draftsName(job.documentId), new Y.Doc())
  // present in the document itself, where nothing is written: what agents make goes through job_results
  const document = open(job.documentId, new Y.Doc())
  document.setAwarenessField('user', { id: job.agent, name, agent: true })
  document.setAwarenessField('activity', { jobId: job.id, agent: job.agent, text: activityOf(job) })
  const { agent, askedBy, instruction } = job
  const writers = new Set<DraftWriter>()
  return {
    begin(part, lineIds) {
      const key = draftKey(job.id, part)
      startDraft(drafts.document, { jobId: job.id, part, agent, name, askedBy, instruction, target: { lineIds } })
      let latest = () => ''
      let timer: NodeJS.Timeout | undefined
      const send = () => {
        timer = undefined
        writeDraft(drafts.document, key, latest())
      }
      const writer: DraftWriter = {
        write(read) {
          latest = read
          timer ??= setTimeout(send, SEND_EVERY)
        },
        end() {
          clearTimeout(timer)
          writers.delete(writer)
          removeDraft(drafts.document, key)
        },
      }
      writers.add(writer)
      return writer
    },
    async close() {
      for (const writer of writers) writer.end()
      document.setAwarenessField('activity', null)
      await sent(drafts)
      for (const provider of [document, drafts]) {
        provider.destroy()
        provider.document.destroy()
      }
      socket.destroy()
    },
  }
}

const activityOf = ({ instruction }: AgentJob): string =>
  instruction === '' ? 'is at work' : `is working on “${instruction}”`

async function sent(provider: HocuspocusProvider): Promise<void> {
  if (!provider.isSynced || !provider.hasUnsyncedChanges) return
  await new Promise<void>(resolve => {
    const timer = setTimeout(done, LEAVE_WITHIN)
    function done() {
      clearTimeout(timer)
      provider.off('unsyncedChanges', check)
      resolve()
    }
    function check() {
      if (!provider.hasUnsyncedChanges) done()
    }
    provider.on('unsyncedChanges', check)
  })
}
