import { describe, expect, it } from 'vitest'
import { leaving } from './fit.ts'

const tool = (width: number, kind = '') => ({ width, stays: kind === 'stays', leavesFirst: kind === 'first' })
const ROW = [tool(100, 'stays'), tool(30), tool(30, 'first'), tool(30), tool(30, 'first'), tool(60, 'stays')]
const left = (room: number) => [...leaving(ROW, room, 32)].sort()

describe('tools in a row', () => {
  it('all stay while there is room, and none makes place for a button that is not needed', () =>
    expect(left(280)).toEqual([]))
  it('leave from the end, those first that are needed least', () => {
    expect(left(279)).toEqual([2, 4])
    expect(left(251)).toEqual([2, 3, 4])
    expect(left(200)).toEqual([1, 2, 3, 4])
  })
  it('that have to stay, stay', () => expect(left(10)).toEqual([1, 2, 3, 4]))
})
