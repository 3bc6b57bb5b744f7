import { z } from 'zod'
import { DOCUMENT_KINDS } from '../documents/kinds.ts'

const moment = z.iso.datetime()
const named = z.object({ id: z.string(), name: z.string() })

/** How many jobs of a queue wait, wait for their time, are being done, and failed and are still kept. */
export const queueRow = z.object({
  name: z.string(),
  ready: z.number().int(),
  deferred: z.number().int(),
  active: z.number().int(),
  failed: z.number().int(),
})
export type QueueRow = z.infer<typeof queueRow>

export const failedJob = z.object({
  id: z.string(),
  agent: z.string(),
  project: named,
  askedBy: z.string().nullable(),
  attempts: z.number().int(),
  /** What the person who asked reads. */
  message: z.string(),
  failedAt: moment.nullable(),
})
export type FailedJob = z.infer<typeof failedJob>

export const openDocument = z.object({
  id: z.string(),
  kind: z.enum(DOCUMENT_KINDS),
  project: named,
  /** Of a scene. */
  heading: z.string().nullable(),
  people: z.array(named),
  /** Of what is stored: the folded state and the log that is not folded yet. */
  bytes: z.number().int(),
  logRows: z.number().int(),
  /** Received, and not durable yet. */
  unsavedBytes: z.number().int(),
  savedAt: moment.nullable(),
})
export type OpenDocument = z.infer<typeof openDocument>

/** How the server does, for its administrators. */
export const operating = z.object({
  queues: z.array(queueRow),
  /** The newest first. */
  failures: z.array(failedJob),
  /** Those that are open on the server that answers. */
  documents: z.array(openDocument),
})
export type Operating = z.infer<typeof operating>
