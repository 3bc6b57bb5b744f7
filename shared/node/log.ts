import { pino } from 'pino'

export type Log = ReturnType<typeof createLog>

/** Structured logs on stdout. What could hold a secret is redacted by name. */
export function createLog(part: string, level: string) {
  return pino({
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
    ],
  })
}
