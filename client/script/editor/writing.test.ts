import { EditorState, TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { describe, expect, it } from 'vitest'
import { screenplaySchema } from '../schema.ts'
import { enter } from './commands.ts'
import { completionAt } from './completion.ts'
import { dualAtCaret, insertNote, leavingCue, toggleDual } from './writing.ts'

/** Lines written 'type: text', the caret as '|'; as much of a view as commands need. */
function view(...lines: string[]) {
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
  const made = {
    state: EditorState.create({ doc, selection: TextSelection.create(doc, caret) }),
    dispatch: (tr: EditorState['tr']) => {
      made.state = made.state.apply(tr)
    },
  }
  return made as unknown as EditorView
}
const run = (at: EditorView, command: typeof enter) => command(at.state, at.dispatch, at)
const shown = ({ state }: EditorView) =>
  Array.from({ length: state.doc.childCount }, (_, i) => {
    const { attrs, textContent } = state.doc.child(i)
    return `${attrs.type}${attrs.dual ? '^' : ''}: ${textContent}`
  })

describe('a cue that is left', () => {
  const scene = ['scene_heading: INT. BAR', 'character: MARA', 'dialogue: So.', 'action: She drinks.'] as const
  it("says (CONT'D) when its speaker goes on, and its speech begins below", () => {
    const at = view(...scene, 'character: MARA|')
    run(
      at,
      leavingCue(enter, () => true),
    )
    expect(shown(at).slice(4)).toEqual(["character: MARA (CONT'D)", 'dialogue: '])
  })
  it('says nothing for another speaker, in the middle of its name, or when it is not wanted', () => {
    for (const [cue, wanted] of [
      ['JON|', true],
      ['MA|RA', true],
      ['MARA|', false],
    ] as const) {
      const at = view(...scene, `character: ${cue}`)
      run(
        at,
        leavingCue(enter, () => wanted),
      )
      expect(shown(at).join()).not.toContain("CONT'D")
    }
  })
})

describe('dual dialogue', () => {
  it('is set and taken back by the same key, from the speech of either', () => {
    const at = view('action: They talk.', 'character: MARA', 'dialogue: Yes.|', 'character: JON', 'dialogue: No.')
    expect(dualAtCaret(at.state)).toEqual({ mayBeDual: true, isDual: false })
    run(at, toggleDual)
    expect(shown(at)[3]).toBe('character^: JON')
    expect(dualAtCaret(at.state)).toEqual({ mayBeDual: true, isDual: true })
    run(at, toggleDual)
    expect(shown(at)[3]).toBe('character: JON')
  })
  it('is nothing for action', () => {
    const at = view('action: Rain.|', 'character: MARA', 'dialogue: Yes.')
    expect(run(at, toggleDual)).toBe(false)
    expect(dualAtCaret(at.state).mayBeDual).toBe(false)
  })
})

it('a note begins below the line of the caret, with the caret in it', () => {
  const at = view('action: Ra|in.', 'action: Sun.')
  run(at, insertNote)
  expect(shown(at)).toEqual(['action: Rain.', 'note: ', 'action: Sun.'])
  expect(at.state.selection.$head.index(0)).toBe(1)
})

describe('an empty line offers', () => {
  const none = () => []
  it('where the camera is, for a heading, and transitions, for a transition', () => {
    expect(completionAt(view('scene_heading: |').state, none)?.choices).toContain('INT. ')
    expect(completionAt(view('transition: |').state, none)?.choices[0]).toBe('CUT TO:')
  })
  it('nothing for action, and nothing for a cue while nobody has spoken', () => {
    expect(completionAt(view('action: |').state, none)).toBe(null)
    expect(completionAt(view('character: |').state, none)).toBe(null)
  })
})
