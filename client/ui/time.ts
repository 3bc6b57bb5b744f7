const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const dated = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' })

/** 'just now', '5 minutes ago', 'yesterday', and from a week on the date. `at` an ISO time. */
export function relativeTime(at: string, now: Date = new Date()): string {
  const then = new Date(at)
  const passed = now.getTime() - then.getTime()
  if (Number.isNaN(passed)) return ''
  // clocks differ between machines: a moment ahead of ours is now
  if (passed < MINUTE) return 'just now'
  if (passed < HOUR) return relative.format(-Math.floor(passed / MINUTE), 'minute')
  if (passed < DAY) return relative.format(-Math.floor(passed / HOUR), 'hour')
  if (passed < 7 * DAY) return relative.format(-Math.floor(passed / DAY), 'day')
  return dated.format(then)
}
