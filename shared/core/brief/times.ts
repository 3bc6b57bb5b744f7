/** The times of a transcript, which an audio film keeps through treatment, beats and script: '[0:12]', '[00:01:02]'. */
export interface StampedTime {
  /** As it is written, without its brackets. */
  stamp: string
  seconds: number
}

const STAMP = /\[((?:(\d{1,3}):)?(\d{1,2}):(\d{2}))\]/g

/** The times that stand in a text, in its order. */
export const timesIn = (text: string): StampedTime[] =>
  [...text.matchAll(STAMP)].map(([, stamp = '', hours = '0', minutes, seconds]) => ({
    stamp,
    seconds: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds),
  }))

/** A text without the times that are not among the given ones, and which those were. */
export function withTimesOf(text: string, known: ReadonlySet<number>): { text: string; invented: string[] } {
  const invented: string[] = []
  const kept = text.replace(new RegExp(`${STAMP.source}\\s*`, 'g'), stamped => {
    const [time] = timesIn(stamped)
    if (!time || known.has(time.seconds)) return stamped
    invented.push(time.stamp)
    return ''
  })
  return { text: kept, invented }
}
