import { AsyncLocalStorage } from 'node:async_hooks'

/** What the work that is going on belongs to: every log line of it says so. */
export interface Scope {
  /** Of an HTTP request; the answer names it in X-Request-Id. */
  requestId?: string
  jobId?: string
  documentId?: string
  /** The place in a trace, as W3C Trace Context writes it: what is begun now is below it. */
  traceparent?: string
}

const scopes = new AsyncLocalStorage<Scope>()

/** Runs `work`, and all that it starts, within a scope that also has this. */
export const within = <T>(more: Scope, work: () => T): T => scopes.run({ ...scopes.getStore(), ...more }, work)

export const currentScope = (): Scope => scopes.getStore() ?? {}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/

export interface TracePlace {
  traceId: string
  spanId: string
  flags: number
}

/** Null: it is none, and whoever sent it begins no trace. */
export function readTraceparent(text: string | null | undefined): TracePlace | null {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(text ?? '') ?? []
  if (traceId === undefined || spanId === undefined || flags === undefined) return null
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null
  return { traceId, spanId, flags: Number.parseInt(flags, 16) }
}

/** The place in a trace for what travels on: a job, a stored result. Empty when there is none. */
export function traceOnward(): { traceparent?: string } {
  const { traceparent } = currentScope()
  return traceparent === undefined ? {} : { traceparent }
}

/** The ids for a log line. */
export function scopeIds(): Record<string, string> {
  const scope = scopes.getStore()
  if (scope === undefined) return {}
  const { traceparent, ...ids } = scope
  const traceId = readTraceparent(traceparent)?.traceId
  return traceId === undefined ? ids : { ...ids, traceId }
}
