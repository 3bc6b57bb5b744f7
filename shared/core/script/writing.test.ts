import { describe, expect, it } from 'vitest'
import { beginsSentence, withCapital } from './capitals.ts'
import { toggledDual } from './dual.ts'
import type { LineType } from './lineTypes.ts'
import { completeCue, completeSetting, completeTransition, continuedSuffix } from './smartType.ts'

/** Lines written 'type: text'; a caret behind the type is the right-hand speaker. */
const script = (...lines: string[]) =>
  lines.map(line => {
    const [type = '', text = ''] = line.split(/: ?(.*)/s)
    return { type: type.replace('^', '') as LineType, text, ...(type.endsWith('^') ? { dual: true } : {}) }
  })

describe('a sentence begins', () => {
  it.each(['', '“', 'He goes. ', 'He goes! “', 'Really?” ', '(He goes.) ', 'Stop.\n', '¿', 'He goes.  '])(
    'behind “%s”',
    before => expect(beginsSentence(before)).toBe(true),
  )
  it.each(['He ', 'He goes.', 'Well... ', 'Well… ', 'Mr. ', 'by J. ', 'e.g. ', 'one, ', 'Wait?”', 'at 3.'])(
    'not behind “%s”',
    before => expect(beginsSentence(before)).toBe(false),
  )
  it('with a capital in elements made of sentences only', () => {
    expect(withCapital('h', '', 'action')).toBe('H')
    expect(withCapital('é', 'Oui. ', 'dialogue')).toBe('É')
    expect(withCapital('h', '(', 'parenthetical')).toBe('h')
    expect(withCapital('h', 'He ', 'action')).toBe('h')
    expect(withCapital('he', '', 'action')).toBe('he')
    expect(withCapital('ß', '', 'action')).toBe('ß')
  })
})

describe('dual dialogue', () => {
  const two = script(
    'action: They talk.',
    'character: MARA',
    'dialogue: Yes.',
    'character: JON',
    'parenthetical: (low)',
    'dialogue: No.',
  )
  it('sets a speech beside the one above it, from any of its lines', () => {
    for (const at of [3, 4, 5]) expect(toggledDual(two, at)).toEqual({ cue: 3, dual: true })
  })
  it('takes the one below from the first of two', () => {
    expect(toggledDual(two, 2)).toEqual({ cue: 3, dual: true })
  })
  it('sets both apart again, from either of them', () => {
    const dual = two.map((line, i) => (i === 3 ? { ...line, dual: true } : line))
    for (const at of [1, 2, 3, 5]) expect(toggledDual(dual, at)).toEqual({ cue: 3, dual: false })
  })
  it('is nothing for a speech alone, for action, and for a third speaker', () => {
    expect(toggledDual(two, 0)).toBe(null)
    expect(toggledDual(script('character: MARA', 'dialogue: Yes.', 'action: Rain.'), 1)).toBe(null)
    const three = script('character: A', 'dialogue: a', 'character^: B', 'dialogue: b', 'character: C', 'dialogue: c')
    expect(toggledDual(three, 5)).toBe(null)
  })
})

describe("(CONT'D)", () => {
  const scene = script(
    'scene_heading: INT. BAR',
    'character: MARA',
    'dialogue: So.',
    'action: She drinks.',
    'character: Mara',
  )
  it('belongs to a cue whose speaker spoke last in the scene', () => {
    expect(continuedSuffix(scene, 4)).toBe(" (CONT'D)")
    expect(
      continuedSuffix(script('character: MARA', 'dialogue: So.', 'action: Rain.', 'character: MARA (V.O.)'), 3),
    ).toBe(" (CONT'D)")
  })
  it.each<[string, string[], number]>([
    ['another spoke since', ['character: MARA', 'character: JON', 'character: MARA'], 2],
    ['a scene began', ['character: MARA', 'scene_heading: EXT. BAR', 'character: MARA'], 2],
    ['it says so', ['character: MARA', "character: MARA (cont'd)"], 1],
    ['nobody is named', ['character: MARA', 'character: '], 1],
    ['it is no cue', ['character: MARA', 'action: MARA'], 1],
  ])('not when %s', (_, lines, at) => {
    expect(continuedSuffix(script(...lines), at)).toBe('')
  })
})

describe('completions', () => {
  it('of an empty cue offer the other speaker first', () => {
    const lines = script('character: MARA', 'dialogue: Yes.', 'character: JON', 'dialogue: No.', 'character: ')
    expect(completeCue('', lines, 4)).toEqual(['MARA', 'JON'])
  })
  it('of a heading begin with where the camera is', () => {
    expect(completeSetting('')).toEqual(['INT. ', 'EXT. ', 'INT./EXT. ', 'EST. '])
    expect(completeSetting('i')).toEqual(['INT. ', 'INT./EXT. '])
    expect(completeSetting('INT. ')).toEqual([])
  })
  it('of a transition offer those of the script first', () => {
    const lines = script('transition: WIPE TO:', 'transition: Wipe to:', 'transition: CUT TO:', 'transition: ')
    expect(completeTransition('', lines).slice(0, 3)).toEqual(['WIPE TO:', 'CUT TO:', 'DISSOLVE TO:'])
    expect(completeTransition('sm', lines)).toEqual(['SMASH CUT TO:'])
  })
})
