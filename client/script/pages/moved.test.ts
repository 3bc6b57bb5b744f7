import { DecorationSet } from '@tiptap/pm/view'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type Pagination, paginate } from '../../../shared/core/pages/paginate.ts'
import { scriptRoots } from '../../../shared/core/script/scenes.ts'
import { screenplaySchema } from '../schema.ts'
import { drawBreaks } from './breaks.ts'
import { changedPages, hasSameEnds, linesOf, meet } from './moved.ts'
import { PrintedLines } from './printedLines.ts'

const node = (text: string, id: string) =>
  screenplaySchema.node('line', { id, type: 'action', scene: 'front' }, screenplaySchema.text(text))
const film = screenplaySchema.node(
  'doc',
  null,
  Array.from({ length: 27 * 12 }, (_, i) => node(`Line ${i}.`, `l${i}`)),
)
const { scenes } = scriptRoots(new Y.Doc())
const printed = new PrintedLines()
const pagesOf = (doc: typeof film, previous?: Pagination) => paginate(printed.of(doc, scenes), {}, previous)
const withLine = (text: string) => film.copy(film.content.replaceChild(30, node(text, 'l30')))

describe('what a key moves', () => {
  const before = pagesOf(film)
  it('is one page while its paragraph keeps its rows, and no page ends elsewhere', () => {
    const now = pagesOf(withLine('Line 30, and more.'), before)
    expect(changedPages(before, now)).toEqual({ from: 1, to: 2 })
    expect(linesOf(now, { from: 1, to: 2 })).toEqual({ from: 27, to: 55 })
    expect(hasSameEnds(before, now)).toBe(true)
  })
  it('is every page behind it when it has a row more', () => {
    const now = pagesOf(withLine('Line 30, and more. '.repeat(9)), before)
    expect(changedPages(before, now)).toEqual({ from: 1, to: now.pages.length })
    expect(hasSameEnds(before, now)).toBe(false)
  })
  it('is nothing when nothing changed', () => {
    const now = pagesOf(film, before)
    const { from, to } = changedPages(before, now)
    expect(to - from).toBe(0)
    expect(hasSameEnds(before, now)).toBe(true)
  })
})

it('breaks are drawn near the window first, and with the rest they are all', () => {
  const before = pagesOf(film)
  const long = withLine('Line 30, and more. '.repeat(9))
  const now = pagesOf(long, before)
  const shown = drawBreaks(DecorationSet.empty, before, film)
  const near = meet(linesOf(now, changedPages(before, now)), { from: 40, to: 100 })
  const first = drawBreaks(shown, now, long, near)
  const all = drawBreaks(first, now, long)
  const told = (set: DecorationSet) =>
    set
      .find()
      .map(({ from, to, spec }) => `${from} ${to} ${spec.key}`)
      .sort()
  expect(told(first)).not.toEqual(told(all))
  expect(told(all)).toEqual(told(drawBreaks(DecorationSet.empty, now, long)))
})
