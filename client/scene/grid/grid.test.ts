import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseTsv } from '../../../shared/core/shots/clipboard.ts'
import type { ShotColumn } from '../../../shared/core/shots/columns.ts'
import type { Shot } from '../../../shared/core/shots/shots.ts'
import { indexAfter, typedEdit } from '../../ui/textareaEdit.ts'
import { commandFor, editorExit, startsTyping } from './keys.ts'
import { clearWrites, planPaste, rangeText, reorderTarget, writesOf } from './paste.ts'
import { at, COLUMN_KEYS, cellAt, moved, rectOf, repaired, type Selection, stepped } from './selection.ts'

const ROWS = ['r0', 'r1', 'r2', 'r3']
const press = (key: string, held = '') => ({
  key,
  ctrlKey: held.includes('c'),
  shiftKey: held.includes('s'),
  altKey: held.includes('a'),
  metaKey: held.includes('m'),
})
const where = (selection: Selection | null) => selection && `${selection.active.shotId} ${selection.active.column}`

describe('moving in the grid', () => {
  const start = at({ shotId: 'r1', column: 'action' })
  test('arrows go one cell and stop at the edges', () => {
    expect(where(moved(start, 'up', ROWS))).toBe('r0 action')
    expect(where(moved(moved(start, 'up', ROWS), 'up', ROWS))).toBe('r0 action')
    expect(where(moved(start, 'left', ROWS))).toBe('r1 duration')
    expect(where(moved(start, 'row-end', ROWS))).toBe('r1 continuity')
    expect(where(moved(start, 'row-start', ROWS))).toBe('r1 label')
    expect(where(moved(start, 'table-end', ROWS))).toBe('r3 continuity')
    expect(where(moved(start, 'table-start', ROWS))).toBe('r0 label')
    expect(where(moved(start, 'page-down', ROWS))).toBe('r3 action')
  })
  test('Shift with arrows grows a range from where it began, and the typed text still goes to its beginning', () => {
    const range = moved(moved(start, 'down', ROWS, true), 'right', ROWS, true)
    expect(rectOf(range, ROWS)).toEqual({ top: 1, bottom: 2, left: 2, right: 3 })
    expect(where(range)).toBe('r1 action')
    expect(rectOf(moved(moved(range, 'up', ROWS, true), 'up', ROWS, true), ROWS)).toMatchObject({ top: 0, bottom: 1 })
    expect(where(moved(range, 'down', ROWS))).toBe('r2 action')
  })
  test('Tab reads on to the next row, and leaves the grid at its ends', () => {
    const end = at({ shotId: 'r0', column: 'continuity' })
    expect(where(stepped(end, 'tab', ROWS))).toBe('r1 label')
    expect(where(stepped(at({ shotId: 'r1', column: 'label' }), 'shift-tab', ROWS))).toBe('r0 continuity')
    expect(stepped(at({ shotId: 'r3', column: 'continuity' }), 'tab', ROWS)).toBeNull()
    expect(stepped(at({ shotId: 'r0', column: 'label' }), 'shift-tab', ROWS)).toBeNull()
  })
  test('Tab and Enter go round inside a range and leave it selected', () => {
    const range: Selection = { ...at({ shotId: 'r1', column: 'action' }), head: { shotId: 'r2', column: 'dialogue' } }
    let selection: Selection = range
    const seen = [0, 1, 2, 3].map(() => {
      selection = stepped(selection, 'tab', ROWS) ?? selection
      return where(selection)
    })
    expect(seen).toEqual(['r1 dialogue', 'r2 action', 'r2 dialogue', 'r1 action'])
    expect(rectOf(selection, ROWS)).toEqual(rectOf(range, ROWS))
    expect(where(stepped(range, 'enter', ROWS))).toBe('r2 action')
    expect(where(stepped(range, 'shift-enter', ROWS))).toBe('r2 dialogue')
    expect(where(stepped(range, 'shift-tab', ROWS))).toBe('r2 dialogue')
  })
  test('Enter goes down, Shift+Enter up', () => {
    expect(where(stepped(start, 'enter', ROWS))).toBe('r2 action')
    expect(where(stepped(start, 'shift-enter', ROWS))).toBe('r0 action')
  })
  test('when a colleague deletes the row, the focus stays where it was, in the row that took its place', () => {
    expect(where(repaired(start, ROWS, ['r0', 'r2', 'r3']))).toBe('r2 action')
    expect(where(repaired(at({ shotId: 'r3', column: 'light' }), ROWS, ['r0', 'r1']))).toBe('r1 light')
    expect(repaired(start, ROWS, [])).toBeNull()
    expect(repaired(start, ROWS, ['r3', 'r1', 'r0'])).toBe(start)
    expect(cellAt([], 0, 0)).toBeNull()
  })
})

describe('keys', () => {
  test.each([
    [press('ArrowDown'), { do: 'move', move: 'down', extend: false }],
    [press('ArrowDown', 's'), { do: 'move', move: 'down', extend: true }],
    [press('End', 'cs'), { do: 'move', move: 'table-end', extend: true }],
    [press('Tab', 's'), { do: 'step', step: 'shift-tab' }],
    [press('Enter'), { do: 'step', step: 'enter' }],
    [press('Enter', 'c'), { do: 'add' }],
    [press('F2'), { do: 'edit' }],
    [press('Delete'), { do: 'clear' }],
    [press('z', 'c'), { do: 'undo' }],
    [press('Z', 'cs'), { do: 'redo' }],
    [press('y', 'c'), { do: 'redo' }],
    [press('d', 'c'), { do: 'duplicate' }],
    [press('ArrowUp', 'a'), { do: 'reorder', by: -1 }],
    [press('ArrowDown', 'a'), { do: 'reorder', by: 1 }],
    [press('Home', 'c'), { do: 'move', move: 'table-start', extend: false }],
    [press('c', 'c'), null],
    [press('v', 'c'), null],
    [press('x'), null],
  ])('%o does %o', (key, command) => {
    expect(commandFor(key, false)).toEqual(command)
  })
  test('on a Mac the same with Cmd', () => {
    expect(commandFor(press('z', 'm'), true)).toEqual({ do: 'undo' })
    expect(commandFor(press('z', 'c'), true)).toBeNull()
  })
  test('characters, accents and input methods begin to type; shortcuts do not', () => {
    expect(['a', 'É', ' ', '中', '🎬', 'Dead', 'Process'].map(key => startsTyping(press(key), false))).toEqual(
      Array(7).fill(true),
    )
    expect(['Shift', 'F5', 'Escape', 'ArrowUp', 'CapsLock'].some(key => startsTyping(press(key), false))).toBe(false)
    expect(startsTyping(press('c', 'c'), false)).toBe(false)
    expect(startsTyping(press('@', 'ca'), false)).toBe(true)
    expect(startsTyping(press('å', 'a'), true)).toBe(true)
  })
  test('in a cell, Shift+Enter and Alt+Enter write a line break and Enter moves on', () => {
    expect(editorExit(press('Enter'))).toBe('enter')
    expect(editorExit(press('Enter', 's'))).toBeNull()
    expect(editorExit(press('Enter', 'a'))).toBeNull()
    expect(editorExit(press('Enter', 'c'))).toBe('stay')
    expect(editorExit(press('Tab'))).toBe('tab')
    expect(editorExit(press('Escape'))).toBe('cancel')
    expect(editorExit(press('ArrowUp'))).toBeNull()
  })
})

describe('pasting', () => {
  const rect = (top: number, left: ShotColumn, bottom: number, right: ShotColumn) => ({
    top,
    bottom,
    left: COLUMN_KEYS.indexOf(left),
    right: COLUMN_KEYS.indexOf(right),
  })
  const one = (row: number, column: ShotColumn) => rect(row, column, row, column)

  test('one cell fills the whole selection', () => {
    const plan = planPaste([['Dusk']], rect(0, 'light', 2, 'camera'), 4)
    expect(writesOf(plan, ROWS)).toHaveLength(6)
    expect(writesOf(plan, ROWS)[0]).toEqual({ shotId: 'r0', column: 'light', text: 'Dusk' })
  })
  test('a range repeats itself over a multiple of it, else it starts at the upper left', () => {
    expect(planPaste([['a'], ['b']], rect(0, 'light', 3, 'light'), 4).writes.map(w => 'text' in w && w.text)).toEqual([
      'a',
      'b',
      'a',
      'b',
    ])
    expect(planPaste([['a'], ['b']], rect(0, 'light', 2, 'light'), 4).writes).toHaveLength(2)
  })
  test('past the last row it adds rows, past the last column it says what fell off', () => {
    const plan = planPaste(
      [
        ['a', 'b'],
        ['c', 'd'],
        ['e', 'f'],
      ],
      one(3, 'continuity'),
      4,
    )
    expect(plan).toMatchObject({ added: 2, dropped: 1, rect: rect(3, 'continuity', 5, 'continuity') })
    expect(writesOf(plan, [...ROWS, 'new1', 'new2'])).toEqual([
      { shotId: 'r3', column: 'continuity', text: 'a' },
      { shotId: 'new1', column: 'continuity', text: 'c' },
      { shotId: 'new2', column: 'continuity', text: 'e' },
    ])
  })
  test('durations are checked: what is none is refused with its reason, the rest is pasted, labels take nothing', () => {
    const plan = planPaste(
      [
        ['3A', '2,5', 'x'],
        ['3B', 'long', 'y'],
        ['3C', '', 'z'],
      ],
      one(0, 'label'),
      4,
    )
    expect(plan.writes).toEqual([
      { row: 0, column: 'duration', seconds: 2.5 },
      { row: 0, column: 'action', text: 'x' },
      { row: 1, column: 'action', text: 'y' },
      { row: 2, column: 'action', text: 'z' },
    ])
    expect(plan.refused).toMatchObject([
      { row: 1, text: 'long', message: expect.stringContaining('no number of seconds') },
    ])
  })
  test('the titles of a copied table are not pasted into a shot', () => {
    expect(planPaste(parseTsv('Sec\tAction\r\n4\tx'), one(0, 'duration'), 4).writes).toHaveLength(2)
    expect(planPaste([['Action']], one(0, 'action'), 4).writes).toHaveLength(1)
  })
  test('a copied range comes back with the text of its cells', () => {
    const shot = { id: 'r0', label: '3A', duration: 2.5, action: 'Ana\nwaits', dialogue: '' } as unknown as Shot
    expect(rangeText([shot], rect(0, 'label', 0, 'dialogue'))).toEqual([['3A', '2.5', 'Ana\nwaits', '']])
  })
  test('clearing empties text and leaves seconds and labels', () => {
    expect(clearWrites(ROWS, rect(1, 'label', 2, 'action'))).toEqual([
      { shotId: 'r1', column: 'action', text: '' },
      { shotId: 'r2', column: 'action', text: '' },
    ])
  })
})

describe('reordering', () => {
  const block = (...ids: string[]) => new Set(ids)
  test('a block goes one place up or down, and no further than the ends', () => {
    expect(reorderTarget(ROWS, block('r2'), { by: -1 })).toBe('r0')
    expect(reorderTarget(ROWS, block('r1'), { by: -1 })).toBeNull()
    expect(reorderTarget(ROWS, block('r0'), { by: -1 })).toBeUndefined()
    expect(reorderTarget(ROWS, block('r1', 'r2'), { by: 1 })).toBe('r3')
    expect(reorderTarget(ROWS, block('r3'), { by: 1 })).toBeUndefined()
  })
  test('dropped into a gap it follows the row above the gap that is not of the block', () => {
    expect(reorderTarget(ROWS, block('r3'), { gap: 0 })).toBeNull()
    expect(reorderTarget(ROWS, block('r0'), { gap: 4 })).toBe('r3')
    expect(reorderTarget(ROWS, block('r1'), { gap: 2 })).toBe('r0')
  })
})

describe('a textarea that shows a shared text', () => {
  const apply = (before: string, edit: ReturnType<typeof typedEdit>) =>
    edit ? before.slice(0, edit.from) + edit.insert + before.slice(edit.to) : before
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '🎬', '🎥', '\n'), maxLength: 12 })

  test('what was typed is found whatever the texts and the caret are, and never half a character', () => {
    fc.assert(
      fc.property(text, text, fc.nat(14), (before, after, caret) => {
        const edit = typedEdit(before, after, caret)
        expect(apply(before, edit)).toBe(after)
        expect(edit?.insert.isWellFormed() ?? true).toBe(true)
        expect(before.slice(edit?.from ?? 0, edit?.to ?? 0).isWellFormed()).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })
  test('the caret says which of several equal letters was typed or deleted', () => {
    expect(typedEdit('aa', 'aaa', 1)).toEqual({ from: 0, to: 0, insert: 'a' })
    expect(typedEdit('aa', 'aaa', 3)).toEqual({ from: 2, to: 2, insert: 'a' })
    expect(typedEdit('aaa', 'aa', 1)).toEqual({ from: 1, to: 2, insert: '' })
    expect(typedEdit('same', 'same', 2)).toBeNull()
  })
  test('the caret keeps its letters when a colleague types before, at and behind it, or deletes what it stands in', () => {
    expect(indexAfter(3, [{ insert: 'xx' }])).toBe(5)
    expect(indexAfter(3, [{ retain: 3 }, { insert: 'xx' }])).toBe(3)
    expect(indexAfter(3, [{ retain: 3 }, { insert: 'xx' }], 'right')).toBe(5)
    expect(indexAfter(3, [{ retain: 5 }, { insert: 'xx' }])).toBe(3)
    expect(indexAfter(3, [{ retain: 1 }, { delete: 4 }])).toBe(1)
    expect(indexAfter(6, [{ retain: 1 }, { delete: 2 }, { insert: 'abc' }])).toBe(7)
  })
})
