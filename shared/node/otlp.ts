import { DiagLogLevel, diag } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type { Log } from './log.ts'

/** Milliseconds that a process that stops waits for a collector that does not answer. */
const PATIENCE = 2_000

/** Sends spans to the collector at `endpoint` in batches. Headers come from OTEL_EXPORTER_OTLP_HEADERS, as everywhere. */
export function openExport(part: 'server' | 'worker', endpoint: string, log: Log) {
  const say = (message: string) => log.warn({ message }, 'traces were not exported')
  const quiet = () => {}
  diag.setLogger({ error: say, warn: say, info: quiet, debug: quiet, verbose: quiet }, DiagLogLevel.WARN)
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': `aiuteur-${part}`, 'service.namespace': 'aiuteur' }),
    spanProcessors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: PATIENCE })],
  })
  return { provider, stop: () => provider.shutdown() }
}
