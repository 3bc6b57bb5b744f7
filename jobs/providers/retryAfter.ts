/** Retry-After in seconds: a number of seconds, of milliseconds (retry-after-ms), or a date. Null when it is missing. */
export function retryAfterOf(headers: Headers | undefined, now = Date.now()): number | null {
  const milliseconds = Number.parseFloat(headers?.get('retry-after-ms') ?? '')
  if (milliseconds >= 0) return milliseconds / 1000
  const value = headers?.get('retry-after')
  if (!value) return null
  const seconds = Number(value)
  if (!Number.isNaN(seconds)) return Math.max(0, seconds)
  const date = Date.parse(value)
  return Number.isNaN(date) ? null : Math.max(0, (date - now) / 1000)
}
