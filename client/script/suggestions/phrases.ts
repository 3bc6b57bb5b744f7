import type { Segment } from '../../../shared/core/suggestions/segments.ts'
import type { WordEdit } from '../../../shared/core/text/wordDiff.ts'

/**
 * Words are exchanged one by one, so that colleagues' edits between them survive; but they are read by the phrase. What
 * is kept between two exchanged words is shown as part of them when it is no more than a space or a short word.
 */
const isGlue = (kept: string): boolean => /^\s+(?:\S{1,3}\s+)?$/u.test(kept)

/** A stretch that is kept, or neighbouring changes of the same suggestions. */
interface Stretch {
  ids: string
  segments: Segment[]
}

/** Words that go, and words that come in their place. */
const isExchange = ({ segments }: Stretch): boolean =>
  segments.some(({ op }) => op === 'delete') && segments.some(({ op }) => op === 'insert')

/** The segments of a line with exchanged words of one suggestion drawn together into phrases. */
export function inPhrases(segments: readonly Segment[]): Segment[] {
  const phrases: Stretch[] = []
  for (const stretch of stretchesOf(segments)) {
    const kept = phrases.at(-1)
    const before = phrases.at(-2)
    const together = kept?.ids === '' && before?.ids === stretch.ids && isExchange(before) && isExchange(stretch)
    if (kept && before && together && isGlue(textOf(kept.segments))) {
      before.segments.push(...kept.segments, ...stretch.segments)
      phrases.pop()
    } else phrases.push(stretch)
  }
  return phrases.flatMap(phrase =>
    phrase.segments.length > 2 && isExchange(phrase) ? exchange(phrase) : phrase.segments,
  )
}

function stretchesOf(segments: readonly Segment[]): Stretch[] {
  const out: Stretch[] = []
  for (const segment of segments) {
    const ids = segment.suggestionIds.join()
    const last = out.at(-1)
    if (last?.ids === ids) last.segments.push(segment)
    else out.push({ ids, segments: [segment] })
  }
  return out
}

const textOf = (segments: readonly Segment[]): string => segments.map(({ text }) => text).join('')

/** One deletion, and one insertion behind it. */
function exchange({ segments }: Stretch): Segment[] {
  const suggestionIds = segments[0]?.suggestionIds ?? []
  const from = segments[0]?.from ?? 0
  const to = segments.at(-1)?.to ?? from
  const without = (op: Segment['op']) => textOf(segments.filter(segment => segment.op !== op))
  return [
    { op: 'delete', text: without('insert'), suggestionIds, from, to },
    { op: 'insert', text: without('delete'), suggestionIds, from: to, to },
  ]
}

/** The same for the edits of a text, for those who hear them. */
export function editsInPhrases(before: string, edits: readonly WordEdit[]): WordEdit[] {
  const out: WordEdit[] = []
  const exchanges = ({ from, to, insert }: WordEdit): boolean => from < to && insert !== ''
  for (const edit of edits) {
    const last = out.at(-1)
    const kept = last ? before.slice(last.to, edit.from) : ''
    if (last && exchanges(last) && exchanges(edit) && isGlue(kept))
      out[out.length - 1] = { from: last.from, to: edit.to, insert: last.insert + kept + edit.insert }
    else out.push(edit)
  }
  return out
}
