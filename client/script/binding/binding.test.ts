import { Fragment, Slice } from '@tiptap/pm/model'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { repairScript } from '../../../shared/core/script/repair.ts'
import { at, openClient, sync, syncAll } from '../../../tests/fuzz/binding/client.ts'
import {
  bytesOf,
  caret,
  deleteLine,
  expectInLine,
  ids,
  line,
  open,
  script,
  select,
  texts,
  type,
} from '../../../tests/fuzz/binding/people.ts'
import { readEditor } from '../../../tests/fuzz/binding/reader.ts'
import { screenplaySchema as schema } from '../schema.ts'
import { diffText } from './textDiff.ts'
import { startOf } from './window.ts'

describe('writing', () => {
  it('opening a script writes nothing, and one key is one small update', () => {
    const [a] = open(400)
    let updates = 0
    a.doc.on('update', () => updates++)
    expect(updates).toBe(0)
    expect(bytesOf(a, () => type(a, 'x', at(a, 'b5', 3)))).toBeLessThan(30)
    expect(updates).toBe(1)
  })

  it('a repeated letter goes in where the caret is', () => {
    const [a] = open()
    type(a, 'l', at(a, 'a1', 5)) // a1 he|llo
    let place = 0
    for (let item = a.binding.lines.withId('a1')?.text?._start ?? null; item; item = item.right) {
      if (item.id.client === 11) break
      place += item.length
    }
    expect(place).toBe(5)
  })

  it('Enter at the start of a line keeps the id with the text', () => {
    const [a, b] = open()
    const bytes = bytesOf(a, () => a.view.dispatch(a.view.state.tr.split(at(a, 'b1'))))
    sync(a, b)
    expect(ids(b)).toHaveLength(10)
    expect(ids(b).filter((_, i) => i !== 4)).toEqual(['a0', 'a1', 'a2', 'b0', 'b1', 'b2', 'c0', 'c1', 'c2'])
    expect(texts(b)[4]).toBe('')
    expect(bytes).toBeLessThan(120)
    expectInLine(a, b)
  })

  it('typing after bold takes the editor at its word, not the emphasis that Yjs would continue', () => {
    const [a, b] = open()
    const bold = schema.marks.bold?.create()
    if (!bold) throw new Error('no bold')
    a.view.dispatch(a.view.state.tr.addMark(at(a, 'a1'), at(a, 'a1', 2), bold))
    a.view.dispatch(a.view.state.tr.insert(at(a, 'a1', 2), schema.text('P')))
    a.view.dispatch(a.view.state.tr.insert(at(a, 'a1', 2), schema.text('B', [bold])))
    sync(a, b)
    expect(JSON.parse(readEditor(b.view.state.doc)[1] ?? '').at(-1)).toEqual([
      ['a1B', 'bold'],
      ['P hello world', ''],
    ])
  })

  it('pasted copies of own lines are new lines in the scene in which they are pasted', () => {
    const [a, b] = open()
    const { doc } = a.view.state
    const copied = doc.slice(startOf(doc, 4), startOf(doc, 6))
    a.view.dispatch(a.view.state.tr.replace(startOf(doc, 8), startOf(doc, 8), copied))
    syncAll([a, b])
    expect(new Set(ids(b)).size).toBe(11)
    expect(line(b, 8).attrs.scene).toBe('c')
    expect(texts(b).slice(8, 10)).toEqual(['b1 hello world', 'b2 hello world'])
  })

  it('a forced line break is text, and optional attributes come and go', () => {
    const [a, b] = open()
    type(a, '\n', at(a, 'a1', 2))
    a.view.dispatch(a.view.state.tr.setNodeAttribute(at(a, 'a2') - 1, 'dual', '1'))
    sync(a, b)
    expect(texts(b)[1]).toBe('a1\n hello world')
    expect(line(b, 2).attrs.dual).toBe('1')
    a.binding.undoManager.undo()
    sync(a, b)
    expect(line(b, 2).attrs.dual).toBeNull()
    a.view.dispatch(a.view.state.tr.setNodeAttribute(at(a, 'a2') - 1, 'depth', '2'))
    a.view.dispatch(a.view.state.tr.setNodeAttribute(at(a, 'a2') - 1, 'depth', null))
    sync(a, b)
    expect(line(b, 2).attrs.depth).toBeNull()
    expectInLine(a, b)
  })

  it('a reader changes nothing: no edit, no command, no undo', () => {
    const reader = openClient(11, script(), { readOnly: true })
    let updates = 0
    reader.doc.on('update', () => updates++)
    type(reader, 'x', 5)
    reader.binding.moveScene('c', null)
    reader.binding.undoManager.undo()
    expect(updates).toBe(0)
    expect(texts(reader)[0]).toBe('a0 hello world')
    reader.binding.setReadOnly(false)
    type(reader, 'x', 5)
    expect(updates).toBe(1)
  })

  it('surrogate pairs are never cut', () => {
    expect(diffText('x😀y', 'x😁y', null)).toEqual({ prefix: 1, suffix: 1 })
    expect(diffText('😀', '😀😀', 2)).toEqual({ prefix: 2, suffix: 0 })
  })

  it('a colleague clears the script: a placeholder shows, and typing in it makes a line', () => {
    const [a, b] = open()
    b.doc.transact(() => b.doc.getXmlFragment('script').delete(0, 9), 'x')
    sync(b, a)
    expect(a.view.state.doc.childCount).toBe(1)
    expect(a.binding.lineAt(1)).toBeNull()
    type(a, 'hi', 1)
    syncAll([a, b])
    expect(texts(b)).toEqual(['hi'])
    expect(ids(b)[0]).toBeTruthy()
    expect(line(b, 0).attrs.scene).toBe('front')
  })

  it('pasting open slices into the middle of a line keeps the line', () => {
    const [a, b] = open()
    const nodes = ['one', 'two'].map(text => schema.node('line', { type: 'dialogue' }, schema.text(text)))
    const position = at(a, 'a1', 2)
    a.view.dispatch(a.view.state.tr.replaceRange(position, position, new Slice(Fragment.fromArray(nodes), 1, 1)))
    sync(a, b)
    expect(texts(b).slice(1, 3)).toEqual(['a1one', 'two hello world'])
    expect(ids(b)).toContain('a1')
    expectInLine(a, b)
  })
})

describe('what colleagues do', () => {
  it("a caret in the tail follows a colleague's split, and a join", () => {
    const [a, b] = open()
    select(b, at(b, 'a1', 9))
    a.view.dispatch(a.view.state.tr.split(at(a, 'a1', 4)))
    sync(a, b)
    expect(caret(b)).toEqual(['ello world', 5])
    const second = texts(a).indexOf('ello world')
    a.view.dispatch(a.view.state.tr.join(startOf(a.view.state.doc, second)))
    sync(a, b)
    expect(caret(b)).toEqual(['a1 hello world', 9])
  })

  it('moving a scene is one key; carets stay in their lines and concurrent typing in it is kept', () => {
    const [a, b] = open()
    select(b, at(b, 'c1', 4))
    select(a, at(a, 'b2', 2))
    expect(bytesOf(a, () => a.binding.moveScene('c', null))).toBeLessThan(60)
    type(b, 'NEW', at(b, 'c1', 4))
    syncAll([a, b])
    expect(ids(b)).toEqual(['c0', 'c1', 'c2', 'a0', 'a1', 'a2', 'b0', 'b1', 'b2'])
    expect(readEditor(a.view.state.doc)).toEqual(readEditor(b.view.state.doc))
    expect(caret(b)).toEqual(['c1 hNEWello world', 7])
    expect(caret(a)).toEqual(['b2 hello world', 2])
    expectInLine(a, b)
  })

  it('two people move the same scene: it is there once', () => {
    const [a, b] = open()
    a.binding.moveScene('c', null)
    b.binding.moveScene('c', 'a')
    syncAll([a, b])
    expect(ids(a).filter(id => id === 'c1')).toHaveLength(1)
    expect(ids(a)).toEqual(ids(b))
  })

  it('both delete a line and both undo: the doubled id is repaired alike on both sides', () => {
    const [a, b] = open()
    for (const c of [a, b]) deleteLine(c, 'b1')
    syncAll([a, b])
    for (const c of [a, b]) c.binding.undoManager.undo()
    syncAll([a, b])
    expect(ids(a).filter(id => id === 'b1')).toHaveLength(2)
    for (const c of [a, b]) repairScript(c.doc)
    syncAll([a, b])
    expect(new Set(ids(a)).size).toBe(ids(a).length)
    expect(ids(a)).toEqual(ids(b))
  })

  it('a position survives the way over Yjs and back', () => {
    const [a, b] = open()
    const relative = a.binding.toRelative(a.view.state.doc, at(a, 'b1', 4))
    if (!relative) throw new Error('no position')
    b.binding.moveScene('b', null)
    type(b, 'xx', at(b, 'b1'))
    const json: unknown = JSON.parse(JSON.stringify(relative))
    expect(b.binding.toPosition(b.view.state.doc, Y.createRelativePositionFromJSON(json))).toBe(at(b, 'b1', 6))
    expect(b.binding.positionOfLine('b1')).toEqual({ from: at(b, 'b1'), to: at(b, 'b1', 16) })
    expect(b.binding.positionOfLine('none')).toBeNull()
  })
})
