import { describe, expect, it } from 'vitest'
import type { LockedPage, PageLine } from './page.ts'
import { type Pagination, paginate } from './paginate.ts'
import { line, rowsOn, speech } from './testScript.ts'

/** A script of 20 paragraphs of 8 rows a page, six to a page. */
const paragraph = (name: string) => line('action', `${name}\n${Array(7).fill('row').join('\n')}`)
const script = (pages: number): PageLine[] => Array.from({ length: pages * 6 }, (_, i) => paragraph(`p${i}`))

const lock = ({ pages }: Pagination): LockedPage[] =>
  pages.flatMap(({ label, start }) => (start ? [{ label, ...start }] : []))
const labels = ({ pages }: Pagination) => pages.map(({ label }) => label)
const firstRows = ({ pages }: Pagination) => pages.map(page => rowsOn(page)[0])

describe('locked pages', () => {
  const lines = script(4)
  const locked = lock(paginate(lines))

  it('stay as they are while nothing changes', () => {
    expect(labels(paginate(lines, { locked }))).toEqual(['1', '2', '3', '4'])
    expect(firstRows(paginate(lines, { locked }))).toEqual(['p0', 'p6', 'p12', 'p18'])
  })
  it('overflow on A-pages, and every other page keeps its start', () => {
    const more = lines.toSpliced(8, 0, ...script(2))
    const pages = paginate(more, { locked })
    expect(labels(pages)).toEqual(['1', '2', '2A', '2B', '3', '4'])
    expect(pages.pages.map(({ header }) => header)).toEqual(['', '2.', '2A.', '2B.', '3.', '4.'])
    expect(firstRows(pages).slice(4)).toEqual(['p12', 'p18'])
  })
  it('have pages between A-pages once those are locked too', () => {
    const more = lines.toSpliced(8, 0, ...script(1))
    const again = lock(paginate(more, { locked }))
    expect(labels(paginate(more, { locked: again }))).toEqual(['1', '2', '2A', '3', '4'])
    const inA = more.toSpliced(13, 0, ...script(1))
    expect(labels(paginate(inA, { locked: again }))).toEqual(['1', '2', '2A', '2B', '3', '4'])
    const before = more.toSpliced(8, 0, ...script(1))
    expect(labels(paginate(before, { locked: again }))).toEqual(['1', '2', 'A2A', '2A', '3', '4'])
  })
  it('are short where something was cut', () => {
    const pages = paginate(lines.toSpliced(7, 4), { locked })
    expect(labels(pages)).toEqual(['1', '2', '3', '4'])
    expect(rowsOn(pages.pages[1])).toHaveLength(16)
  })
  it('become a run where nothing is left of one', () => {
    expect(labels(paginate(lines.toSpliced(12, 6), { locked }))).toEqual(['1', '2-3', '4'])
    expect(labels(paginate(lines.toSpliced(12), { locked }))).toEqual(['1', '2-4'])
    const more = lines.toSpliced(12, 6).toSpliced(8, 0, ...script(1))
    expect(labels(paginate(more, { locked }))).toEqual(['1', '2', '2A-3', '4'])
  })
  it('keep a run when they are locked again, and go on from its last number', () => {
    const cut = lines.toSpliced(12, 6)
    const again = lock(paginate(cut, { locked }))
    expect(labels(paginate(cut, { locked: again }))).toEqual(['1', '2-3', '4'])
    expect(labels(paginate(cut.toSpliced(8, 0, ...script(1)), { locked: again }))).toEqual(['1', '2-3', '3A', '4'])
  })
  it('take in what is written above the first line, and after the last', () => {
    expect(firstRows(paginate([paragraph('new'), ...lines], { locked })).slice(0, 2)).toEqual(['new', 'p5'])
    expect(labels(paginate([...lines, ...script(1)], { locked }))).toEqual(['1', '2', '3', '4', '4A'])
  })
  it('lose only the pages of a scene that was moved away', () => {
    const moved = [...lines.slice(0, 12), ...lines.slice(18), ...lines.slice(12, 18)]
    const pages = paginate(moved, { locked })
    expect(pages.pages.flatMap(page => page.rows)).toHaveLength(24 * 8)
    expect(labels(pages).slice(0, 2)).toEqual(['1', '2'])
  })
  it('begin in the middle of a speech with its name', () => {
    const spoken = [...script(1).slice(1), line('character', 'MARA'), speech(20)]
    const before = paginate(spoken)
    expect(rowsOn(before.pages[1])[0]).toBe("MARA (CONT'D)")
    const shorter = spoken.slice(2)
    const after = paginate(shorter, { locked: lock(before) })
    expect(rowsOn(after.pages[1])).toEqual(rowsOn(before.pages[1]))
    expect(rowsOn(after.pages[0]).at(-1)).toBe('(MORE)')
  })
})
