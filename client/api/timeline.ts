/**
 * The timeline that this tab is in, as its address says: `?timeline=`; null is the first one of the project. It goes along
 * with every request about the project that is open, and is part of what answers are kept under.
 */
export const timelineNow = (): string | null => timelineOf(location)

const timelineOf = ({ search }: Pick<Location, 'search'>): string | null => new URLSearchParams(search).get('timeline')

/** The path of a request, with the timeline where it is about the project that is open. */
export function inTimeline(path: string, tab?: Pick<Location, 'pathname' | 'search'>): string {
  const asked = /^\/api\/projects\/([^/?]+)/.exec(path)?.[1]
  if (asked === undefined || /[?&]timeline=/.test(path)) return path
  const at = tab ?? location
  const timeline = timelineOf(at)
  const open = /^\/p\/([^/?]+)/.exec(at.pathname)?.[1]
  if (timeline === null || asked !== open) return path
  return `${path}${path.includes('?') ? '&' : '?'}timeline=${encodeURIComponent(timeline)}`
}
