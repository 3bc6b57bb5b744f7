import { scan } from '../formats/fountain/scan.ts'
import type { Line } from './line.ts'

/** A note that the writer left: a line of its own, or [[in a line]]. */
export interface Note {
  line: string
  text: string
  /** Where it stands in the text of its line. */
  from: number
  to: number
}

/** All notes in the order of the script. Cut text is none. */
export function notesOf(lines: readonly Pick<Line, 'id' | 'type' | 'text' | 'boneyard'>[]): Note[] {
  return lines.flatMap(({ id, type, text, boneyard }): Note[] => {
    if (type === 'note') return boneyard ? [] : [{ line: id, text: text.trim(), from: 0, to: text.length }]
    if (!text.includes('[[')) return []
    return scan(text, false).notes.map(({ start, end }) => ({
      line: id,
      text: text.slice(start + 2, end - 2).trim(),
      from: start,
      to: end,
    }))
  })
}
