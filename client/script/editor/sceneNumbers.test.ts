import { EditorState, TextSelection } from '@tiptap/pm/state'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { screenplaySchema } from '../schema.ts'
import { enter } from './commands.ts'
import { sceneNumbers, sceneNumbersKey } from './sceneNumbers.ts'

const line = (id: string, type: string, text: string) =>
  screenplaySchema.node('line', { id, type, scene: id }, [screenplaySchema.text(text)])

describe('the numbers of scenes', () => {
  it('stay in the margins when Enter is pressed at the end of a heading', () => {
    const doc = screenplaySchema.node('doc', null, [
      line('a', 'scene_heading', 'INT. ROOM - DAY'),
      line('b', 'scene_heading', 'EXT. YARD - DAY'),
    ])
    const caret = TextSelection.create(doc, doc.child(0).nodeSize - 1)
    let state = EditorState.create({ doc, selection: caret, plugins: [sceneNumbers(new Y.Doc())] })
    enter(state, tr => {
      state = state.apply(tr)
    })
    const numbers = sceneNumbersKey.getState(state)
    const shown = numbers?.decorations.find().map(({ from }) => state.doc.nodeAt(from)?.textContent)
    expect(shown).toEqual(['INT. ROOM - DAY', 'EXT. YARD - DAY'])
    expect(numbers?.scenes.map(scene => scene.number)).toEqual(['1', '2'])
  })
})
