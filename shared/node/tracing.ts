import { type Attributes, ROOT_CONTEXT, type SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api'
import type { Config } from './config.ts'
import type { Log } from './log.ts'
import { currentScope, readTraceparent, type Scope, within } from './scope.ts'

/** Null unless this process exports traces. */
let tracer: Tracer | null = null

/**
 * Exports spans by OTLP over HTTP from now on, when OTEL_EXPORTER_OTLP_ENDPOINT says where to; without it not even the
 * library is loaded. Returns how to send what is left and stop.
 */
export async function startTracing(
  part: 'server' | 'worker',
  { OTEL_EXPORTER_OTLP_ENDPOINT }: Pick<Config, 'OTEL_EXPORTER_OTLP_ENDPOINT'>,
  log: Log,
): Promise<() => Promise<void>> {
  if (OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return async () => {}
  const { openExport } = await import('./otlp.ts')
  const { provider, stop } = openExport(part, OTEL_EXPORTER_OTLP_ENDPOINT, log)
  tracer = provider.getTracer('aiuteur')
  return async () => {
    tracer = null
    await stop()
  }
}

/** What a span may be told while it runs. */
export interface Span {
  rename(name: string): void
  set(attributes: Attributes): void
}
const NO_SPAN: Span = { rename() {}, set() {} }

interface SpanOptions {
  name: string
  kind: SpanKind
  attributes?: Attributes
  /** What the logs of it say as well, and the place in a trace that it continues, when it came from outside. */
  scope?: Scope
  /** No span of its own. */
  quiet?: boolean
}

/** Runs `work` as a span below the one that is going on. Without an export it is only run within the scope. */
export async function traced<T>(
  { name, kind, attributes = {}, scope = {}, quiet = false }: SpanOptions,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  if (tracer === null || quiet) return within(scope, () => work(NO_SPAN))
  const place = readTraceparent(scope.traceparent ?? currentScope().traceparent)
  const parent = place
    ? trace.setSpanContext(ROOT_CONTEXT, {
        traceId: place.traceId,
        spanId: place.spanId,
        traceFlags: place.flags,
        isRemote: true,
      })
    : ROOT_CONTEXT
  const span = tracer.startSpan(name, { kind, attributes }, parent)
  const { traceId, spanId, traceFlags } = span.spanContext()
  const traceparent = `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
  try {
    return await within({ ...scope, traceparent }, () =>
      work({ rename: other => span.updateName(other), set: more => span.setAttributes(more) }),
    )
  } catch (error) {
    // the message may quote what somebody wrote: the log has it, under the same trace
    span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'failed' })
    throw error
  } finally {
    span.end()
  }
}
