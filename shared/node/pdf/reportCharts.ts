import { balanceOf } from '../../core/reports/balance.ts'
import type { ScriptFigures } from '../../core/reports/figures.ts'
import { formatSeconds } from '../../core/reports/format.ts'
import type { ReportSheets } from './reportSheets.ts'

/** The palette of people in the light theme: told apart by everybody, and each row says its name as well. */
const COLOURS = ['#2264df', '#825b07', '#057561', '#c72e58', '#72027d', '#004b0e', '#842a3b', '#5e5387']
const GREY = '#777777'

/** Points. */
const NAME = 110
const FIGURE = 70
const MARGIN = 36

/** A row of bars for each of those who say most, as on the screen. */
export function drawBalance(sheets: ReportSheets, figures: ScriptFigures): void {
  const { steps, voices, most } = balanceOf(figures, 'scene')
  const { document } = sheets
  const width = sheets.width - NAME - FIGURE
  const step = width / Math.max(1, steps.length)
  for (const [i, { name, words, along }] of voices.slice(0, COLOURS.length).entries()) {
    const foot = sheets.y + 26
    sheets.print(name.slice(0, 20), 0, foot - 9, { bold: true })
    sheets.print(`${Math.round(words)} words`, sheets.width, foot - 9, { right: true })
    for (const [place, value] of along.entries()) {
      const height = most === 0 ? 0 : (value / most) * 24
      if (height > 0)
        document
          .rect(MARGIN + NAME + place * step + step * 0.1, foot - height, step * 0.8, height)
          .fill(COLOURS[i] ?? GREY)
    }
    document
      .moveTo(MARGIN + NAME, foot)
      .lineTo(MARGIN + NAME + width, foot)
      .lineWidth(0.5)
      .strokeColor(GREY)
      .stroke()
    sheets.y = foot + 6
  }
  const every = Math.max(1, Math.ceil(steps.length / 20))
  for (const [place, { label }] of steps.entries())
    if (place % every === 0)
      sheets.print(label, NAME + (place + 0.5) * step + label.length * 2, sheets.y, { right: true, size: 7 })
  sheets.y += 22
}

/** Talk above, action below, along the running time. */
export function drawPacing(sheets: ReportSheets, { parts, seconds }: ScriptFigures): void {
  if (seconds === 0) return
  const { document } = sheets
  const scale = (sheets.width - NAME) / seconds
  for (const [lane, kind] of (['dialogue', 'action'] as const).entries()) {
    sheets.print(kind === 'dialogue' ? 'Dialogue' : 'Action', 0, sheets.y + 3, { bold: true })
    for (const part of parts) {
      let at = part.start
      for (const stretch of part.stretches) {
        if (stretch.kind === kind)
          document
            .rect(MARGIN + NAME + at * scale, sheets.y, Math.max(0.3, stretch.seconds * scale), 14)
            .fill(COLOURS[lane] ?? GREY)
        at += stretch.seconds
      }
    }
    sheets.y += 18
  }
  const step = [30, 60, 120, 300, 600, 900, 1800].find(length => seconds / length <= 12) ?? 3600
  for (let mark = 0; mark <= seconds; mark += step) {
    const label = formatSeconds(mark)
    sheets.print(label, NAME + mark * scale + label.length * 2, sheets.y, { right: true, size: 7 })
  }
  sheets.y += 22
}
