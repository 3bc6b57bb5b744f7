import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { at, type Client, sync, syncAll } from '../../../tests/fuzz/binding/client.ts'
import { Composing } from '../../../tests/fuzz/binding/composing.ts'
import {
  caret,
  deleteLine,
  expectInLine,
  ids,
  line,
  open,
  setType,
  texts,
  type,
} from '../../../tests/fuzz/binding/people.ts'

/** Composes in a line, `offset` characters into it. */
function compose(client: Client, id: string, offset: number) {
  const composing = new Composing(client, at(client, id, offset))
  return {
    update: (text: string) => composing.update(text),
    /** Resolves when what waited is shown. */
    async end() {
      composing.end()
      await expect.poll(() => client.binding.held, { interval: 10 }).toBeNull()
    },
  }
}

describe('a composition while a colleague edits its line', () => {
  it('goes on untouched, both are in the document at once, and the colleague’s words are shown when it ends', async () => {
    const [a, b] = open()
    const ime = compose(a, 'a1', 8)
    ime.update('に')
    sync(a, b)
    type(b, 'REMOTE ', at(b, 'a1'))
    b.view.dispatch(b.view.state.tr.delete(at(b, 'a1', 16), at(b, 'a1', 19))) // " wo" and nothing of the composition
    const node = line(a, 1)
    sync(b, a)
    expect(line(a, 1)).toBe(node) // not redrawn
    ime.update('にほ')
    ime.update('日本')
    sync(a, b)
    expect(texts(b)[1]).toBe('REMOTE a1 hello日本rld')
    await ime.end()
    syncAll([a, b])
    expect(texts(a)[1]).toBe(texts(b)[1])
    expect(texts(a)[1]).toContain('REMOTE a1 hello')
    expect(texts(a)[1]).toContain('日本')
    expect(caret(a)[1]).toBe((texts(a)[1]?.indexOf('日本') ?? 0) + 2)
    expectInLine(a, b)
  })

  it('survives that the line is cycled, split, moved and emphasised from afar', async () => {
    const [a, b] = open()
    const ime = compose(a, 'b1', 8)
    ime.update('k')
    sync(a, b)
    setType(b, 'b1', 'dialogue')
    b.view.dispatch(b.view.state.tr.split(at(b, 'b1', 3)))
    b.binding.moveScene('b', null)
    const node = line(a, 4)
    sync(b, a)
    ime.update('か')
    ime.update('火')
    expect(a.view.state.doc.content.content).toContain(a.view.state.selection.$head.parent)
    expect(a.view.state.selection.$head.parent.attrs.type).toBe(node.attrs.type)
    await ime.end()
    syncAll([a, b])
    expect(texts(a)).toEqual(texts(b))
    expect(texts(a).join('\n')).toContain('火')
    expect(ids(a).slice(0, 2)).toEqual(['b0', 'b1'])
    expectInLine(a, b)
  })

  it.each([
    ['before its first letter', 0],
    ['in the middle of it', 1],
  ])('keeps the composed word in a line of its own when the line is deleted %s', async (_, typed) => {
    const [a, b] = open()
    const ime = compose(a, 'b1', 8)
    for (let i = 0; i < typed; i++) ime.update('ni')
    syncAll([a, b])
    deleteLine(b, 'b1')
    sync(b, a)
    expect(texts(a)).toHaveLength(9)
    ime.update('nih')
    ime.update('日本😀')
    await ime.end()
    expect(texts(a)[4]).toBe('日本😀')
    expect(caret(a)).toEqual(['日本😀', 4])
    syncAll([a, b])
    expect(texts(b)[4]).toBe('日本😀')
    expect(ids(b)[4]).not.toBe('b1')
    expectInLine(a, b)
    a.binding.undoManager.undo()
    syncAll([a, b])
    expectInLine(a, b)
  })

  it('a heading deleted under a composition begins its scene again with the composed words', async () => {
    const [a, b] = open()
    const ime = compose(a, 'b0', 0)
    ime.update('INT.')
    syncAll([a, b])
    deleteLine(b, 'b0')
    sync(b, a)
    await ime.end()
    syncAll([a, b])
    expect(texts(b)[3]).toBe('INT.')
    expect(line(b, 3).attrs.type).toBe('scene_heading')
    expectInLine(a, b)
  })

  it('a whole script deleted under it leaves the composed word', async () => {
    const [a, b] = open()
    const ime = compose(a, 'b1', 2)
    ime.update('x')
    b.doc.transact(() => b.doc.getXmlFragment('script').delete(0, 9), 'x')
    sync(b, a)
    ime.update('xy')
    await ime.end()
    syncAll([a, b])
    expect(texts(b)).toEqual(['xy'])
    expectInLine(a, b)
  })

  it('a deleted line in which nothing was composed yet goes when the composition ends', async () => {
    const [a, b] = open()
    const ime = compose(a, 'b1', 2)
    deleteLine(b, 'b1')
    sync(b, a)
    expect(ids(a)).toContain('b1')
    await ime.end()
    expect(ids(a)).not.toContain('b1')
    syncAll([a, b])
    expectInLine(a, b)
  })

  it('changes elsewhere are shown while it goes on', () => {
    const [a, b] = open()
    compose(a, 'b1', 2).update('x')
    type(b, 'NOW ', at(b, 'c1'))
    deleteLine(b, 'a1')
    sync(b, a)
    expect(texts(a)).toContain('NOW c1 hello world')
    expect(ids(a)).not.toContain('a1')
  })

  it('half of a surrogate pair is never written', async () => {
    const [a, b] = open()
    const ime = compose(a, 'a1', 2)
    ime.update('😀')
    sync(a, b)
    type(b, 'R', at(b, 'a1', 1))
    sync(b, a)
    ime.update('😁')
    ime.update('👨‍👩‍👧e\u0301')
    ime.update('😁')
    await ime.end()
    syncAll([a, b])
    expect(texts(b)[1]).toBe('aR1😁 hello world')
    const fresh = new Y.Doc()
    Y.applyUpdate(fresh, Y.encodeStateAsUpdate(a.doc))
    expect(JSON.stringify(fresh.getXmlFragment('script').toJSON())).not.toContain('\ufffd')
    expectInLine(a, b)
  })
})
