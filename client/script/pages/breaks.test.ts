import { DecorationSet } from '@tiptap/pm/view'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type Pagination, paginate } from '../../../shared/core/pages/paginate.ts'
import { scriptRoots } from '../../../shared/core/script/scenes.ts'
import { screenplaySchema } from '../schema.ts'
import { drawBreaks } from './breaks.ts'
import { PrintedLines } from './printedLines.ts'

const node = (type: string, text: string, id: string) =>
  screenplaySchema.node('line', { id, type, scene: 'front' }, text === '' ? [] : [screenplaySchema.text(text)])
const docOf = (count: number, more: ReturnType<typeof node>[] = []) =>
  screenplaySchema.node('doc', null, [
    ...Array.from({ length: count }, (_, i) => node('action', `Line ${i}.`, `l${i}`)),
    ...more,
  ])

const { scenes } = scriptRoots(new Y.Doc())
const printed = new PrintedLines()
const pagesOf = (doc: ReturnType<typeof docOf>): Pagination => paginate(printed.of(doc, scenes))
const places = (set: DecorationSet) => set.find().map(({ from, to }) => [from, to])

describe('page breaks in the editor', () => {
  it('stand before the first line of a page, which loses the empty row above it', () => {
    const doc = docOf(40)
    const start = Array.from({ length: 27 }, (_, i) => doc.child(i).nodeSize).reduce((sum, size) => sum + size, 0)
    const set = drawBreaks(DecorationSet.empty, pagesOf(doc), doc)
    expect(places(set)).toEqual(
      expect.arrayContaining([
        [start, start],
        [start, start + doc.child(27).nodeSize],
        [doc.content.size, doc.content.size],
      ]),
    )
    // and the first line of all
    expect(places(set)).toContainEqual([0, doc.child(0).nodeSize])
    expect(set.find()).toHaveLength(4)
  })
  it('stand inside a paragraph that goes over the page', () => {
    const sentence = `${'word '.repeat(26).trim()}.`
    const doc = docOf(24, [node('action', Array(3).fill(sentence).join(' '), 'long')])
    const place = pagesOf(doc).pages[1]?.start
    expect(place?.line).toBe('long')
    const inside = doc.content.size - doc.child(24).nodeSize + 1 + (place?.offset ?? 0)
    expect(places(drawBreaks(DecorationSet.empty, pagesOf(doc), doc))).toContainEqual([inside, inside])
  })
  it('stand in both columns of two speeches that are longer than a page, at the same row', () => {
    const spoken = (rows: number) => Array.from({ length: rows }, (_, i) => `row ${i}`.padEnd(28, '.')).join(' ')
    const dual = screenplaySchema.node('line', { id: 'r', type: 'character', scene: 'front', dual: '1' }, [
      screenplaySchema.text('BEN'),
    ])
    const breaksOf = (left: number, right: number) => {
      const doc = docOf(0, [
        node('character', 'ANA', 'l'),
        node('dialogue', spoken(left), 'left'),
        dual,
        node('dialogue', spoken(right), 'right'),
      ])
      const pages = pagesOf(doc)
      const { from = 0 } = drawBreaks(DecorationSet.empty, pages, doc).find(undefined, undefined, isGap)[0] ?? {}
      const rooms = drawBreaks(DecorationSet.empty, pages, doc).find(undefined, undefined, isRoom)
      const wordsAt = (position: number) => doc.textBetween(position, position + 6).trim()
      return { pages: pages.pages.length, gap: wordsAt(from), rooms: rooms.map(room => wordsAt(room.from)) }
    }
    const isGap = ({ key }: { key?: string }) => key?.startsWith('["') === true
    const isRoom = ({ key }: { key?: string }) => key?.startsWith('room') === true
    // the cue is the first row of 54
    expect(breaksOf(70, 60)).toEqual({ pages: 2, gap: 'row 53', rooms: ['row 53'] })
    expect(breaksOf(70, 10)).toEqual({ pages: 2, gap: 'row 53', rooms: [] })
    expect(breaksOf(10, 70)).toEqual({ pages: 2, gap: 'row 53', rooms: [] })
  })
  it('are the same decorations while they stay where they are', () => {
    const doc = docOf(80)
    const set = drawBreaks(DecorationSet.empty, pagesOf(doc), doc)
    expect(drawBreaks(set, pagesOf(doc), doc)).toBe(set)
  })
  it('take the same lines for nodes that did not change', () => {
    const doc = docOf(3)
    const again = doc.type.create(null, [doc.child(0), node('action', 'New.', 'l1'), doc.child(2)])
    const [before, after] = [printed.of(doc, scenes), printed.of(again, scenes)]
    expect(after.map((line, i) => line === before[i])).toEqual([true, false, true])
  })
})
