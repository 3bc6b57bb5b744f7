import type * as Y from 'yjs'
import { authoredRuns } from './authored.ts'

/** Characters that one Yjs client wrote side by side, whatever their emphasis. */
export interface ClientSpan {
  client: number
  /** UTF-16 units. */
  length: number
}

/**
 * The text by who wrote it, without its words: lengths that add up to the length of the text. No span ends inside of a
 * character: where somebody writes between the halves of a pair, Yjs makes two signs of it.
 */
export function clientSpans(text: Y.Text | null): ClientSpan[] {
  const spans: ClientSpan[] = []
  for (const run of authoredRuns(text)) {
    const last = spans.at(-1)
    if (last?.client === run.client) last.length += run.text.length
    else spans.push({ client: run.client, length: run.text.length })
  }
  return spans
}
