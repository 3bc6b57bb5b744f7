import { Editor } from '@tiptap/core'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { makeLine, plain } from '../../../shared/core/script/line.ts'
import { addScene, scriptRoots } from '../../../shared/core/script/scenes.ts'
import { screenplayExtensions } from '../schema.ts'
import { attachBinding } from './attach.ts'
import { bindingKey, ScreenplayBinding } from './binding.ts'

function openEditor() {
  const doc = new Y.Doc()
  const { script, scenes } = scriptRoots(doc)
  addScene(scenes, 'a', { order: 'a0' })
  script.push([makeLine('a0', 'a', { type: 'scene_heading', runs: plain('INT. A') })])
  const content = { type: 'doc', content: [{ type: 'line' }] }
  const editor = new Editor({ element: null, extensions: screenplayExtensions, content })
  const binding = new ScreenplayBinding(doc, editor.schema)
  const extra = new Plugin({ key: new PluginKey('extra') })
  attachBinding(editor, binding, [extra])
  return { editor, binding, extra }
}

describe('attachBinding', () => {
  it("shows the document with the editor's plugins, the binding's and the extra ones", () => {
    const { editor, binding, extra } = openEditor()
    expect(editor.state.doc).toBe(binding.syncedDoc)
    expect(editor.state.doc.textContent).toBe('INT. A')
    // lines are made without being checked
    expect(() => editor.state.doc.check()).not.toThrow()
    expect(editor.state.doc.child(0).attrs).toEqual({
      ...editor.schema.node('line').attrs,
      ...{ id: 'a0', scene: 'a', type: 'scene_heading' },
    })
    expect(bindingKey.get(editor.state)).toBeDefined()
    expect(editor.state.plugins).toContain(extra)
  })

  it('plugins that Tiptap registers later join, and the document and the binding stay', () => {
    const { editor, binding, extra } = openEditor()
    const later = new Plugin({ key: new PluginKey('later') })
    editor.registerPlugin(later)
    expect(editor.state.doc).toBe(binding.syncedDoc)
    expect(editor.state.plugins).toContain(later)
    expect(editor.state.plugins).toContain(extra)
    editor.view.dispatch(editor.state.tr.split(3))
    const ids: unknown[] = []
    editor.state.doc.forEach(line => {
      ids.push(line.attrs.id)
    })
    expect(new Set(ids).size).toBe(2)
    editor.unregisterPlugin('later')
    expect(bindingKey.get(editor.state)).toBeDefined()
  })
})
