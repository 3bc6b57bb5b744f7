import type { Sheet } from './sheet.ts'

/** Sheets as a typewriter makes them: a character is 7.2 points wide, a row 12 high, and the first row is that of page numbers. */
export function typed(...pages: readonly string[]): Sheet[] {
  return pages.map(page => {
    const rows = page.replace(/^\n/, '').split('\n')
    return {
      width: 612,
      height: 792,
      strokes: [],
      texts: rows.flatMap((row, index) =>
        [...row.matchAll(/\S+(?: \S+)*/g)].map(({ 0: text, index: column }) => ({
          text,
          x: column * 7.2,
          y: 45.4 + index * 12,
          width: text.length * 7.2,
          size: 12,
          marks: [],
        })),
      ),
    }
  })
}
