import type { VersionRow } from '../../shared/core/api/versions.ts'

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
const moment = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })

export const timeOf = ({ createdAt }: VersionRow): string => time.format(new Date(createdAt))

/** How a version is called in a sentence: its name, else its day and time. */
export const called = ({ name, createdAt }: VersionRow): string =>
  name === null ? `the version of ${moment.format(new Date(createdAt))}` : `“${name}”`

/** 'Today', 'Yesterday', else the date, of an ISO time. */
function dayOf(at: string, now: Date): string {
  const midnight = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
  const days = Math.round((midnight(now) - midnight(new Date(at))) / 86_400_000)
  return days === 0 ? 'Today' : days === 1 ? 'Yesterday' : day.format(new Date(at))
}

export interface Day {
  title: string
  versions: VersionRow[]
}

/** Versions, the newest first, by the day on the clock of the reader. */
export function byDay(versions: readonly VersionRow[], now = new Date()): Day[] {
  const days: Day[] = []
  for (const version of versions) {
    const title = dayOf(version.createdAt, now)
    const last = days.at(-1)
    if (last?.title === title) last.versions.push(version)
    else days.push({ title, versions: [version] })
  }
  return days
}
