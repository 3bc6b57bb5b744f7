import { Fragment, Slice } from '@tiptap/pm/model'
import { TextSelection } from '@tiptap/pm/state'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { makeLine, plain } from '../../../shared/core/script/line.ts'
import { repairScript } from '../../../shared/core/script/repair.ts'
import { addScene, scriptRoots } from '../../../shared/core/script/scenes.ts'
import { at, type Client, linesIn, openClient, sync, syncAll } from '../../../tests/fuzz/binding/client.ts'
import { readDocument, readEditor, wrongScenes } from '../../../tests/fuzz/binding/reader.ts'
import { screenplaySchema as schema } from '../schema.ts'
import { diffText } from './textDiff.ts'
import { startOf } from './window.ts'

/** Scenes a, b, c; lines a0 (heading), a1, a2 and so on, each reading "a1 hello world". */
function script(perScene = 3): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1
  const { script, scenes } = scriptRoots(doc)
  doc.transact(() => {
    for (const [i, scene] of ['a', 'b', 'c'].entries()) {
      addScene(scenes, scene, { order: `a${i}` })
      for (let l = 0; l < perScene; l++) {
        const type = l === 0 ? 'scene_heading' : 'action'
        script.push([makeLine(`${scene}${l}`, scene, { type, runs: plain(`${scene}${l} hello world`) })])
      }
    }
  })
  return Y.encodeStateAsUpdate(doc)
}

function open(perScene = 3, options = { captureTimeout: 0 }): [Client, Client, Client] {
  const state = script(perScene)
  return [openClient(11, state, options), openClient(22, state, options), openClient(33, state, options)]
}

const texts = (c: Client) => linesIn(c.view.state.doc).map(line => line.textContent)
const ids = (c: Client): string[] => linesIn(c.view.state.doc).map(line => String(line.attrs.id))
const sceneOf = (c: Client, id: string) => c.binding.lineAt(at(c, id))?.scene
const line = (c: Client, index: number) => c.view.state.doc.child(index)
const select = (c: Client, anchor: number, head = anchor) =>
  c.view.dispatch(c.view.state.tr.setSelection(TextSelection.create(c.view.state.doc, anchor, head)))
const caret = (c: Client) => {
  const { $head } = c.view.state.selection
  return [$head.parent.textContent, $head.parentOffset]
}
const type = (c: Client, text: string, position: number) => c.view.dispatch(c.view.state.tr.insertText(text, position))
const setType = (c: Client, id: string, to: string) =>
  c.view.dispatch(c.view.state.tr.setNodeAttribute(at(c, id) - 1, 'type', to))
const deleteLine = (c: Client, id: string) => {
  const start = at(c, id) - 1
  c.view.dispatch(c.view.state.tr.delete(start, start + (c.view.state.doc.nodeAt(start)?.nodeSize ?? 0)))
}
const pasteAt = (c: Client, index: number, lines: [type: string, text: string][]) => {
  const nodes = lines.map(([type, text]) => schema.node('line', { type }, schema.text(text)))
  const position = startOf(c.view.state.doc, index)
  c.view.dispatch(c.view.state.tr.insert(position, Fragment.fromArray(nodes)))
}
function bytesOf(c: Client, act: () => void): number {
  let bytes = 0
  const count = (update: Uint8Array) => {
    bytes += update.length
  }
  c.doc.on('update', count)
  act()
  c.doc.off('update', count)
  return bytes
}
function expectInLine(...clients: Client[]): void {
  for (const c of clients) {
    const lines = readDocument(c.doc)
    expect(readEditor(c.view.state.doc)).toEqual(lines.map(l => l.row))
    expect(wrongScenes(lines)).toEqual([])
  }
}

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

  it('what arrives while no editor is attached is shown by the next one', () => {
    const [a, b] = open()
    a.view.destroyViews()
    type(b, 'LATE ', at(b, 'a1'))
    sync(b, a)
    a.view.updateState(a.view.state)
    expect(texts(a)).toContain('LATE a1 hello world')
  })
})

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

describe('slices', () => {
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
