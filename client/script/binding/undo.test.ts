import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { at, sync, syncAll } from '../../../tests/fuzz/binding/client.ts'
import { expectInLine, ids, open, sceneOf, select, texts, type } from '../../../tests/fuzz/binding/people.ts'
import { startOf } from './window.ts'

describe('undo', () => {
  it("taking back an own line spares a colleague's text in it", () => {
    const [a, b] = open()
    a.view.dispatch(a.view.state.tr.split(at(a, 'a1', 9)))
    sync(a, b)
    type(b, '!!', startOf(b.view.state.doc, texts(b).indexOf('world')) + 1)
    sync(b, a)
    a.binding.undoManager.undo()
    syncAll([a, b])
    expect(texts(a)).toContain('a1 hello world')
    expect(texts(a)).toContain('!!')
    expect(texts(a)).toEqual(texts(b))
    a.binding.undoManager.redo()
    syncAll([a, b])
    expect(texts(a).join('|')).toContain('!!')
    expect(texts(a)).toEqual(texts(b))
    expectInLine(a, b)
  })

  it('of what another has collected meanwhile throws nothing and comes out the same for everybody', () => {
    const [a, b] = open()
    b.doc.gc = true // as a server or a reader does
    a.view.dispatch(a.view.state.tr.delete(at(a, 'a1', 3), at(a, 'b1', 3)))
    syncAll([a, b])
    type(b, 'LATER ', at(b, 'c1'))
    b.view.dispatch(b.view.state.tr.delete(at(b, 'c1', 6), at(b, 'c1', 9)))
    syncAll([a, b])
    for (const step of ['undo', 'redo', 'undo'] as const) {
      a.binding.undoManager[step]()
      syncAll([a, b])
      expectInLine(a, b)
      expect(texts(a)).toEqual(texts(b))
    }
    expect(ids(b)).toEqual(['a0', 'a1', 'a2', 'b0', 'b1', 'b2', 'c0', 'c1', 'c2'])
  })

  it('leads back to where the change was made, when the browser had not yet told of the caret there', () => {
    const [a] = open()
    select(a, at(a, 'c2'))
    a.view.dispatch(a.view.state.tr.insertText('new ', at(a, 'a1', 3)))
    a.binding.undoManager.undo()
    expect(a.view.state.selection.head).toBe(at(a, 'a1', 3))
  })

  it('takes back own edits only, scene ids and all, and puts the selection back', () => {
    const [a, b] = open()
    select(a, at(a, 'a1', 3), at(a, 'b1', 2))
    a.view.dispatch(a.view.state.tr.deleteSelection())
    type(b, 'ZZ', at(b, 'c1'))
    syncAll([a, b])
    expect(ids(a)).toEqual(['a0', 'a1', 'b2', 'c0', 'c1', 'c2'])
    expect(sceneOf(a, 'b2')).toBe('a') // b lost its heading
    expectInLine(a, b)
    select(a, at(a, 'c2'))
    a.binding.undoManager.undo()
    syncAll([a, b])
    expect(ids(a)).toEqual(['a0', 'a1', 'a2', 'b0', 'b1', 'b2', 'c0', 'c1', 'c2'])
    expect(sceneOf(a, 'b2')).toBe('b')
    expect(texts(b)).toContain('ZZc1 hello world')
    expect(a.view.state.selection.anchor).toBe(at(a, 'a1', 3))
    expect(a.view.state.selection.head).toBe(at(a, 'b1', 2))
    expectInLine(a, b)
  })

  it("takes back what was done in the person's name under another origin", () => {
    const [a, b] = open()
    const accepting = { accept: true }
    a.binding.undoManager.addTrackedOrigin(accepting)
    const clone = new Y.Doc()
    clone.clientID = 77
    Y.applyUpdate(clone, Y.encodeStateAsUpdate(a.doc))
    const before = Y.encodeStateVector(clone)
    for (const element of clone.getXmlFragment('script').toArray() as unknown[])
      if (element instanceof Y.XmlElement && element.getAttribute('id') === 'b1')
        (element.get(0) as Y.XmlText).insert(0, 'AGENT ')
    Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(clone, before), accepting)
    syncAll([a, b])
    expect(texts(b)).toContain('AGENT b1 hello world')
    a.binding.undoManager.undo()
    syncAll([a, b])
    expect(texts(b)).toContain('b1 hello world')
  })

  it('survives that another plugin joins the editor', () => {
    const [a] = open()
    type(a, 'X', at(a, 'a1'))
    a.view.updateState(a.view.state.reconfigure({ plugins: [...a.view.state.plugins] }))
    type(a, 'Y', at(a, 'b1'))
    a.binding.undoManager.undo()
    a.binding.undoManager.undo()
    expect(texts(a)).toContain('a1 hello world')
    expectInLine(a)
  })

  it('after the binding is destroyed its editor writes nothing any more', () => {
    const [a] = open()
    a.binding.destroy()
    let updates = 0
    a.doc.on('update', () => updates++)
    type(a, 'X', at(a, 'a1'))
    expect(updates).toBe(0)
  })

  it('what arrives while no editor is attached is shown by the next one', () => {
    const [a, b] = open()
    a.view.destroyViews()
    type(b, 'LATE ', at(b, 'a1'))
    sync(b, a)
    a.view.updateState(a.view.state)
    expect(texts(a)).toContain('LATE a1 hello world')
  })
})
