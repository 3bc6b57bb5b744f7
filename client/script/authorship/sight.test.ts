import type { EditorView } from '@tiptap/pm/view'
import { describe, expect, it } from 'vitest'
import { type LineRange, linesBetween, rangeAfter, rangeInSight, type Sight } from './sight.ts'

describe('the lines in sight', () => {
  // four lines: 0..10, 10..30, none high (30), 30..40
  const edges = [0, 10, 30, 30, 40]
  const between = (top: number, bottom: number) =>
    linesBetween(4, line => ({ top: edges[line] ?? 0, bottom: edges[line + 1] ?? 0 }), top, bottom)

  it('are those that reach into the window', () => {
    expect(between(0, 40)).toEqual({ from: 0, to: 4 })
    expect(between(10, 30)).toEqual({ from: 1, to: 2 })
    expect(between(29, 31)).toEqual({ from: 1, to: 4 })
  })

  it('are none when the window is above or below them', () => {
    expect(between(-50, 0)).toEqual({ from: 0, to: 0 })
    expect(between(40, 90)).toEqual({ from: 4, to: 4 })
  })
})

describe('the lines that have colours', () => {
  const around = (first: number, now: LineRange | null) => {
    const sight: Sight = {
      lines: (_, beyond) => ({ from: first - 10 * beyond, to: first + 10 + 10 * beyond }),
      watch: () => () => {},
    }
    return rangeInSight(sight, {} as EditorView, now)
  }

  it('stay the same until others come near, and are more than those then', () => {
    const range = around(100, null)
    expect(range).toEqual({ from: 85, to: 125 })
    expect(around(110, range)).toBe(range)
    expect(around(111, range)).toEqual({ from: 96, to: 136 })
  })

  it('become fewer when lines that came in between made them far too many', () => {
    expect(around(100, { from: 90, to: 400 })).toEqual({ from: 85, to: 125 })
  })

  it('are found again when lines come and go around them', () => {
    const range = { from: 10, to: 20 }
    expect(rangeAfter(range, { from: 2, oldTo: 2, newTo: 5 })).toEqual({ from: 13, to: 23 })
    expect(rangeAfter(range, { from: 2, oldTo: 12, newTo: 4 })).toEqual({ from: 4, to: 12 })
    expect(rangeAfter(range, { from: 15, oldTo: 16, newTo: 19 })).toEqual({ from: 10, to: 23 })
    expect(rangeAfter(range, { from: 20, oldTo: 20, newTo: 29 })).toEqual(range)
    expect(rangeAfter(range, { from: 8, oldTo: 30, newTo: 30 })).toEqual(range)
  })
})
