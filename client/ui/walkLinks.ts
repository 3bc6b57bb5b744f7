import type { KeyboardEvent } from 'react'

const STEPS: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(last, at + 1),
  ArrowUp: at => Math.max(0, at - 1),
  Home: () => 0,
  End: (_, last) => last,
}

/** The keys of a list whose entries are links with `data-entry`: arrows, Home and End go from one to another, Enter opens. */
export function walkLinks(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key]
  if (!step || !(event.target instanceof HTMLAnchorElement)) return
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('a[data-entry]')]
  const link = links[step(links.indexOf(event.target), links.length - 1)]
  link?.focus()
  link?.scrollIntoView({ block: 'nearest' })
  event.preventDefault()
}
