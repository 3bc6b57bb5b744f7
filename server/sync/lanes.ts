import type { Document } from '@hocuspocus/server'

/**
 * Broadcast settings of every document. 2 kB caps a merge at about a hundred keystrokes, because merging updates is
 * superlinear; the delay adapts per document, see {@link adaptFlushDelay}.
 */
export const FLUSH = { flushDelay: 0, flushMaxBytes: 2048 } as const

/** Milliseconds without an update after which the next is sent in its own turn. */
const QUIET = 2

/** Milliseconds of window per connection, the most, and the least that is worth a timer. */
const WINDOW = { perConnection: 0.04, most: 4, least: 1 }

/** Documents whose last update came after a pause. */
const quiet = new WeakSet<Document>()

/** Sends at once what was alone in coming; what comes thick and fast is gathered. To be called when it is applied. */
export function flushWhenQuiet(document: Document): void {
  if (quiet.delete(document)) document.flush()
}

/**
 * A quiet room broadcasts in the next turn. Where updates arrive faster than a window that grows with the number of
 * people, they are gathered for that window: two people feel nothing, a hundred are served at all.
 */
export function adaptFlushDelay(document: Document): void {
  let last = Number.NEGATIVE_INFINITY
  document.on('update', () => {
    const now = performance.now()
    if (now - last >= QUIET) quiet.add(document)
    else quiet.delete(document)
    const window = Math.min(WINDOW.most, WINDOW.perConnection * document.connections.size)
    document.flushDelay = window >= WINDOW.least && now - last < window ? window : 0
    last = now
  })
}
