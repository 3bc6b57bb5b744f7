import type { Mark } from '../../script/line.ts'

/** A stretch of text as it stands on a sheet of a PDF. Points (72 to an inch) from the upper left corner. */
export interface PlacedText {
  text: string
  x: number
  /** Where the letters stand: their baseline. */
  y: number
  width: number
  /** Height of the font. */
  size: number
  /** What the font says; an underline is a stroke of its own. */
  marks: readonly Mark[]
}

/** A thin horizontal line: an underline, perhaps. */
export interface Stroke {
  x: number
  y: number
  width: number
}

/** One sheet of a PDF: nothing but text at places. What it means is for {@link readSheets} to find out. */
export interface Sheet {
  width: number
  height: number
  texts: readonly PlacedText[]
  strokes: readonly Stroke[]
}
