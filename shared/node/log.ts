import { type DestinationStream, type LoggerOptions, pino } from 'pino'
import { withoutSecrets } from './logSecrets.ts'
import { scopeIds } from './scope.ts'

export type Log = ReturnType<typeof createLog>

/**
 * Structured logs on stdout (`to` is for tests), with the ids of what is going on. What could hold a secret is redacted by
 * name; what is one, of the settings or by its shape, is taken out of the finished line wherever it stands.
 */
export function createLog(part: string, level: string, secrets: readonly string[] = [], to?: DestinationStream) {
  const options: LoggerOptions = {
    level,
    base: { part },
    mixin: scopeIds,
    hooks: { streamWrite: line => withoutSecrets(line, secrets) },
    redact: [
      'password',
      'token',
      'secret',
      'authorization',
      'cookie',
      '*.password',
      '*.token',
      '*.secret',
      'headers.authorization',
      'headers.cookie',
      'headers["x-goog-api-key"]',
      'apiKey',
      '*.apiKey',
      '*.OPENAI_API_KEY',
      '*.GOOGLE_API_KEY',
      // what a model wrote before it failed is somebody's story: it is in the trace
      'err.partial',
      'err.cause.partial',
    ],
  }
  return to ? pino(options, to) : pino(options)
}
