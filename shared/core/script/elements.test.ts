import { describe, expect, it } from 'vitest'
import { autoType, nextOnEnter, nextOnTab, previousOnShiftTab } from './elements.ts'
import { LINE_TYPES, type LineType } from './lineTypes.ts'

const below = (type: LineType) => nextOnEnter(type, { empty: false, atStart: false })
const tabbed = (type: LineType) => nextOnTab(type, { empty: false, atEnd: true })

describe('the keys of the script editor', () => {
  it('Enter goes on as Final Draft does', () => {
    expect(below('scene_heading')).toBe('action')
    expect(below('action')).toBe('action')
    expect(below('character')).toBe('dialogue')
    expect(below('parenthetical')).toBe('dialogue')
    expect(below('dialogue')).toBe('action')
    expect(below('transition')).toBe('scene_heading')
    expect(below('shot')).toBe('action')
  })
  it('Enter on an empty line leads out of the element', () => {
    for (const type of ['scene_heading', 'character', 'dialogue', 'transition'] as const)
      expect(nextOnEnter(type, { empty: true, atStart: true })).toBe('action')
  })
  it('Enter before the first letter makes room above', () => {
    expect(nextOnEnter('scene_heading', { empty: false, atStart: true })).toBe('action')
    expect(nextOnEnter('dialogue', { empty: false, atStart: true })).toBe('dialogue')
  })
  it('Tab walks an empty line from action over character and transition to heading and back', () => {
    let type: LineType = 'action'
    const walk: LineType[] = []
    for (let step = 0; step < 4; step++) {
      const next = nextOnTab(type, { empty: true, atEnd: true })
      type = next?.type ?? type
      walk.push(type)
      expect(next?.kind).toBe('change')
    }
    expect(walk).toEqual(['character', 'transition', 'scene_heading', 'action'])
  })
  it('Shift-Tab walks it the other way', () => {
    for (const type of ['action', 'character', 'transition', 'scene_heading'] as const)
      expect(previousOnShiftTab(nextOnTab(type, { empty: true, atEnd: true })?.type ?? type)).toBe(type)
  })
  it('Tab behind a name or in speech opens a parenthetical with the caret between its brackets', () => {
    for (const type of ['character', 'dialogue'] as const)
      expect(tabbed(type)).toEqual({ kind: 'insert', type: 'parenthetical', text: '()', caret: 1 })
    expect(tabbed('parenthetical')).toEqual({ kind: 'insert', type: 'dialogue' })
    expect(tabbed('action')).toEqual({ kind: 'insert', type: 'character' })
  })
  it('Tab inside a line with text does nothing', () => {
    for (const type of LINE_TYPES) expect(nextOnTab(type, { empty: false, atEnd: false })).toBeNull()
  })
})

describe('typing makes elements', () => {
  it.each<[string, LineType, LineType | null, LineType | null]>([
    ['INT. ', 'action', null, 'scene_heading'],
    ['ext ', 'action', 'dialogue', 'scene_heading'],
    ['INT./EXT. ', 'character', 'action', 'scene_heading'],
    ['INT.', 'action', null, null],
    ['INT. K', 'action', null, null],
    ['INT. ', 'dialogue', 'character', null],
    ['CUT TO:', 'action', 'action', 'transition'],
    ['SMASH CUT TO:', 'character', 'action', 'transition'],
    ['He had a word TO:', 'action', 'action', null],
    ['FADE OUT.', 'action', 'action', 'transition'],
    ['FADE IN:', 'action', null, 'transition'],
    ['FADE OUT', 'action', 'action', null],
    ['(', 'dialogue', 'character', 'parenthetical'],
    ['(', 'dialogue', 'dialogue', 'parenthetical'],
    ['(', 'action', 'character', null],
    ['So (', 'dialogue', 'character', null],
    ['(', 'dialogue', 'action', null],
  ])('%j in %s below %s makes %s', (text, type, previous, next) => {
    expect(autoType(text, type, previous)).toBe(next)
  })
})
