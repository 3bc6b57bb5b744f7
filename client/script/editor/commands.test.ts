import { EditorState, TextSelection } from '@tiptap/pm/state'
import { describe, expect, it } from 'vitest'
import type { LineType } from '../../../shared/core/script/lineTypes.ts'
import { screenplaySchema } from '../schema.ts'
import { backspaceIntoEmpty, enter, lineBreak, setType, shiftTab, tab } from './commands.ts'

/** Lines written 'type: text', the caret as '|'. */
function editor(...lines: string[]) {
  let caret = 0
  let at = 0
  const nodes = lines.map((line, i) => {
    const [type = 'action', text = ''] = line.split(/: ?(.*)/s)
    const offset = text.indexOf('|')
    if (offset >= 0) caret = at + 1 + offset
    const clean = text.replace('|', '')
    at += clean.length + 2
    return screenplaySchema.node('line', { id: `l${i}`, type, scene: 's' }, clean ? [screenplaySchema.text(clean)] : [])
  })
  const doc = screenplaySchema.node('doc', null, nodes)
  return EditorState.create({ doc, selection: TextSelection.create(doc, caret) })
}

function shown(state: EditorState): string[] {
  const out: string[] = []
  const { $head } = state.selection
  state.doc.forEach((line, _, index) => {
    const text = line.textContent
    const caret =
      index === $head.index(0) ? `${text.slice(0, $head.parentOffset)}|${text.slice($head.parentOffset)}` : text
    out.push(`${line.attrs.type}: ${caret}`)
  })
  return out
}

function run(state: EditorState, ...commands: (typeof enter)[]): EditorState {
  let now = state
  for (const command of commands) command(now, tr => (now = now.apply(tr)))
  return now
}

describe('Enter', () => {
  it('begins dialogue under a cue and action under a heading', () => {
    expect(shown(run(editor('character: MARA|'), enter))).toEqual(['character: MARA', 'dialogue: |'])
    expect(shown(run(editor('scene_heading: INT. ROOM - DAY|'), enter))).toEqual([
      'scene_heading: INT. ROOM - DAY',
      'action: |',
    ])
  })
  it('splits a line into two of its own kind', () => {
    expect(shown(run(editor('dialogue: You said| nine.'), enter))).toEqual(['dialogue: You said', 'dialogue: | nine.'])
  })
  it('at the start of a line opens one above and leaves the text its id', () => {
    const after = run(editor('action: |Rain.'), enter)
    expect(shown(after)).toEqual(['action: ', 'action: |Rain.'])
    expect(after.doc.child(1).attrs.id).toBe('l0')
  })
  it('on an empty element leads out of it', () => {
    expect(shown(run(editor('character: |'), enter))).toEqual(['action: |'])
  })
  it('leaves a parenthetical from before its closing bracket', () => {
    expect(shown(run(editor('parenthetical: (softly|)'), enter))).toEqual(['parenthetical: (softly)', 'dialogue: |'])
  })
  it('gives the new line no id and none of the attributes that belong to the old one', () => {
    const after = run(editor('character: MARA|'), enter)
    expect(after.doc.child(1).attrs).toMatchObject({ id: null, dual: null })
  })
  it('with Shift breaks the row and keeps the line', () => {
    const after = run(editor('action: One|'), lineBreak)
    expect(after.doc.childCount).toBe(1)
    expect(after.doc.textContent).toBe('One\n')
  })
})

describe('Tab', () => {
  it('makes an empty action line a cue, and Shift+Tab takes it back', () => {
    const cue = run(editor('action: |'), tab)
    expect(shown(cue)).toEqual(['character: |'])
    expect(shown(run(cue, shiftTab))).toEqual(['action: |'])
  })
  it('opens a parenthetical with its brackets behind a cue', () => {
    expect(shown(run(editor('character: MARA|'), tab))).toEqual(['character: MARA', 'parenthetical: (|)'])
  })
  it('makes an empty dialogue line a parenthetical with its brackets, and leads on from the bare brackets', () => {
    const brackets = run(editor('character: JO', 'dialogue: |'), tab)
    expect(shown(brackets)).toEqual(['character: JO', 'parenthetical: (|)'])
    expect(shown(run(brackets, tab))).toEqual(['character: JO', 'dialogue: |'])
    expect(shown(run(brackets, enter))).toEqual(['character: JO', 'dialogue: |'])
    expect(shown(run(brackets, backspaceIntoEmpty))).toEqual(['character: JO', 'dialogue: |'])
  })
  it('leads from before the closing bracket to the speech', () => {
    expect(shown(run(editor('parenthetical: (softly|)'), tab))).toEqual(['parenthetical: (softly)', 'dialogue: |'])
  })
  it('does nothing inside a line with text, and keeps the focus in the script', () => {
    const before = editor('action: Ra|in.')
    expect(tab(before, undefined)).toBe(true)
    expect(shown(run(before, tab))).toEqual(['action: Ra|in.'])
  })
})

describe('setting the element', () => {
  it('changes every line of the selection and no text', () => {
    const state = editor('action: |One', 'action: Two', 'action: Three')
    const selected = state.apply(state.tr.setSelection(TextSelection.create(state.doc, 1, 8)))
    const after = run(selected, setType('dialogue' satisfies LineType))
    expect(shown(after).map(line => line.replace('|', ''))).toEqual(['dialogue: One', 'dialogue: Two', 'action: Three'])
  })
})

describe('Backspace below an empty line', () => {
  it('removes the empty line, so that the text keeps its element', () => {
    expect(shown(run(editor('action: ', 'dialogue: |Yes.'), backspaceIntoEmpty))).toEqual(['dialogue: |Yes.'])
  })
  it('is left to the editor below a line with text', () => {
    expect(backspaceIntoEmpty(editor('action: No', 'dialogue: |Yes.'), undefined)).toBe(false)
  })
})
