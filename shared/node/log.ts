import { type DestinationStream, type LoggerOptions, pino } from 'pino'

export type Log = ReturnType<typeof createLog>

/** Structured logs on stdout (`to` is for tests). What could hold a secret is redacted by name. */
export function createLog(part: string, level: string, to?: DestinationStream) {
  const options: LoggerOptions = {
    level,
    base: { part },
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
