import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { scriptRoots } from '../../../shared/core/script/scenes.ts'
import { at, openClient, sync, syncAll } from '../../../tests/fuzz/binding/client.ts'
import {
  deleteLine,
  expectInLine,
  ids,
  line,
  open,
  pasteAt,
  sceneOf,
  setType,
} from '../../../tests/fuzz/binding/people.ts'
import { screenplaySchema as schema } from '../schema.ts'

describe('headings make scenes', () => {
  it('a line that becomes a heading splits its scene: the head keeps the id, the rest is a new scene behind it', () => {
    const [a, b] = open()
    const entries = scriptRoots(a.doc).scenes.size
    setType(a, 'a1', 'scene_heading')
    sync(a, b)
    expect(sceneOf(b, 'a0')).toBe('a')
    expect(sceneOf(b, 'a1')).not.toBe('a')
    expect(sceneOf(b, 'a2')).toBe(sceneOf(b, 'a1'))
    expect(scriptRoots(b.doc).scenes.size).toBe(entries + 1)
    expect(ids(b)).toEqual(['a0', 'a1', 'a2', 'b0', 'b1', 'b2', 'c0', 'c1', 'c2'])
    expectInLine(a, b)
    a.binding.undoManager.undo()
    sync(a, b)
    expect(sceneOf(b, 'a2')).toBe('a')
    expect(sceneOf(a, 'a1')).toBe('a')
    expectInLine(a, b)
  })

  it('cycling a heading to action and back keeps the id of its scene', () => {
    const [a, b] = open()
    setType(a, 'b0', 'action')
    expect(sceneOf(a, 'b2')).toBe('a')
    expectInLine(a)
    setType(a, 'b0', 'character')
    setType(a, 'b0', 'scene_heading')
    syncAll([a, b])
    for (const c of [a, b]) expect([sceneOf(c, 'a2'), sceneOf(c, 'b0'), sceneOf(c, 'b2')]).toEqual(['a', 'b', 'b'])
    expectInLine(a, b)
  })

  it('a heading set again behind a scene that moved since keeps lines in their order', () => {
    const [a, b] = open()
    setType(a, 'b0', 'action')
    a.binding.moveScene('c', null)
    a.binding.moveScene('a', null)
    const before = ids(a)
    setType(a, 'b0', 'scene_heading')
    sync(a, b)
    expect(ids(b)).toEqual(before)
    expect(sceneOf(b, 'b1')).toBe('b')
    expectInLine(a, b)
  })

  it('what was merged behind a split point follows the new scene', () => {
    const [a, b] = open()
    setType(a, 'b0', 'action')
    setType(a, 'c0', 'action')
    expect(sceneOf(a, 'c2')).toBe('a')
    setType(a, 'a1', 'scene_heading')
    sync(a, b)
    expect(new Set(['a1', 'a2', 'b0', 'b2', 'c0', 'c2'].map(id => sceneOf(b, id))).size).toBe(1)
    expect(sceneOf(b, 'c2')).not.toBe('a')
    expect(sceneOf(b, 'a0')).toBe('a')
    expectInLine(a, b)
    setType(a, 'b0', 'scene_heading')
    expect([sceneOf(a, 'b2'), sceneOf(a, 'c2')]).toEqual(['b', 'b'])
    setType(a, 'c0', 'scene_heading')
    expect([sceneOf(a, 'b2'), sceneOf(a, 'c2')]).toEqual(['b', 'c'])
    expectInLine(a)
    for (let i = 0; i < 5; i++) a.binding.undoManager.undo()
    syncAll([a, b])
    for (const id of ids(b)) expect(sceneOf(b, id)).toBe(id[0])
    expectInLine(a, b)
  })

  it('the first scene loses its heading: its lines are front matter until it has one again', () => {
    const [a, b] = open()
    setType(a, 'a0', 'action')
    sync(a, b)
    expect(sceneOf(b, 'a2')).toBe('front')
    expectInLine(a, b)
    setType(a, 'a0', 'scene_heading')
    sync(a, b)
    expect(sceneOf(b, 'a2')).toBe('a')
    expectInLine(a, b)
  })

  it('a new heading typed directly before the lines of a scene that lost its own takes that id', () => {
    const [a, b] = open()
    deleteLine(a, 'b0')
    expect(sceneOf(a, 'b1')).toBe('a')
    a.view.dispatch(a.view.state.tr.split(at(a, 'a2', 14)))
    const fresh = ids(a)[3] ?? ''
    expect(sceneOf(a, fresh)).toBe('a')
    setType(a, fresh, 'scene_heading')
    sync(a, b)
    expect([sceneOf(b, 'a2'), sceneOf(b, fresh), sceneOf(b, 'b1')]).toEqual(['a', 'b', 'b'])
    expectInLine(a, b)
  })

  it('a heading replaced in one edit keeps the scene', () => {
    const [a, b] = open()
    const start = at(a, 'b0') - 1
    const heading = schema.node('line', { type: 'scene_heading' }, schema.text('INT. BARN'))
    a.view.dispatch(a.view.state.tr.replaceWith(start, start + 16, heading))
    sync(a, b)
    expect([sceneOf(b, 'a2'), sceneOf(b, 'b1')]).toEqual(['a', 'b'])
    expectInLine(a, b)
  })

  it('pasting a screenplay into an empty one makes its scenes, and what comes before them is front matter', () => {
    const a = openClient(11, null)
    const b = openClient(22, null)
    pasteAt(a, 0, [
      ['transition', 'FADE IN:'],
      ['scene_heading', 'INT. KITCHEN - DAY'],
      ['action', 'Ann cooks.'],
      ['scene_heading', 'EXT. YARD - DAY'],
      ['action', 'Rain.'],
    ])
    sync(a, b)
    const scenes = ids(b)
      .slice(0, 5)
      .map(id => sceneOf(b, id))
    expect(scenes[0]).toBe('front')
    expect(scenes[1]).toBe(scenes[2])
    expect(new Set(scenes).size).toBe(3)
    expectInLine(a, b)
  })

  it('deleting over three scenes, one of them moved before, keeps the order and copies no line', () => {
    const [a, b] = open()
    a.binding.moveScene('c', null)
    sync(a, b) // c a b
    const before = new Map(a.binding.lines.records.map(record => [record.id, record.element]))
    a.view.dispatch(a.view.state.tr.delete(at(a, 'c1', 2), at(a, 'a1', 2)))
    syncAll([a, b])
    expect(ids(a)).toEqual(['c0', 'c1', 'a2', 'b0', 'b1', 'b2'])
    expect(ids(b)).toEqual(ids(a))
    for (const record of a.binding.lines.records) expect(record.element).toBe(before.get(record.id))
    expectInLine(a, b)
  })

  it('a scene merged after moves, while both type in it, keeps every line where it is; undo brings the scene back', () => {
    const [a, b] = open()
    a.binding.moveScene('c', 'a')
    syncAll([a, b]) // a c b
    const elements = new Map(a.binding.lines.records.map(record => [record.id, record.element]))
    setType(a, 'c0', 'action') // the heading goes, and c joins a
    a.view.dispatch(a.view.state.tr.insertText('ANN ', at(a, 'c1')))
    b.view.dispatch(b.view.state.tr.insertText('BEN ', at(b, 'c2')))
    syncAll([a, b])
    expect(ids(b)).toEqual(['a0', 'a1', 'a2', 'c0', 'c1', 'c2', 'b0', 'b1', 'b2'])
    expect([sceneOf(b, 'c2'), scriptRoots(b.doc).scenes.get('c')?.get('mergedInto')]).toEqual(['a', 'a'])
    for (const record of a.binding.lines.records) expect(record.element).toBe(elements.get(record.id))
    expectInLine(a, b)
    a.binding.undoManager.undo()
    a.binding.undoManager.undo()
    syncAll([a, b])
    expect([sceneOf(b, 'c1'), line(b, 5).textContent]).toEqual(['c', 'BEN c2 hello world'])
    expectInLine(a, b)
  })

  it('commands split and merge scenes; merging changes no order and is undone by one undo', () => {
    const [a, b] = open()
    a.binding.mergeScenes('a', 'b')
    syncAll([a, b])
    expect(ids(b)).toEqual(['a0', 'a1', 'a2', 'b0', 'b1', 'b2', 'c0', 'c1', 'c2'])
    expect(sceneOf(b, 'b2')).toBe('a')
    expect(line(b, 3).attrs.type).toBe('action')
    expectInLine(a, b)
    a.binding.undoManager.undo()
    syncAll([a, b])
    expect(sceneOf(b, 'b2')).toBe('b')
    expectInLine(a, b)
    a.binding.splitScene('c2')
    syncAll([a, b])
    expect(sceneOf(b, 'c2')).not.toBe('c')
    expectInLine(a, b)
  })

  it('a command on what a colleague has deleted changes nothing and says so', () => {
    const [a] = open()
    const before = Y.encodeStateVector(a.doc)
    expect(a.binding.splitScene('gone')).toBe(false)
    expect(a.binding.mergeScenes('a', 'gone')).toBe(false)
    expect(Y.encodeStateVector(a.doc)).toEqual(before)
    expect(a.binding.splitScene('a1')).toBe(true)
  })

  it('moving lines into new scenes is told to the editor even when no line changes', () => {
    const [a] = open()
    const told: boolean[] = []
    const dispatch = a.view.dispatch
    Object.assign(a.view, {
      dispatch: (tr: Parameters<typeof dispatch>[0]) => {
        const meta: { scenes?: boolean } | undefined = tr.getMeta('screenplay$')
        if (meta) told.push(meta.scenes === true)
        dispatch(tr)
      },
    })
    setType(a, 'b0', 'action')
    expect(told).toEqual([true])
  })
})
