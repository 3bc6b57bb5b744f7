import { type EditorState, TextSelection } from '@tiptap/pm/state'
import type { Decoration, DecorationSet } from '@tiptap/pm/view'
import { afterEach, describe, expect, it } from 'vitest'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { makeLine, plain } from '../../../shared/core/script/line.ts'
import { addScene, scriptRoots } from '../../../shared/core/script/scenes.ts'
import { at, type Client, openClient, sync } from '../../../tests/fuzz/binding/client.ts'
import { remoteCarets, remoteCaretsOf } from './carets.ts'

interface Person extends Client {
  awareness: Awareness
}
const open: Person[] = []
afterEach(() => {
  for (const person of open.splice(0)) person.awareness.destroy()
})

/** scene a: a0 INT. A, a1 "one two three"     scene b: b0 INT. B, b1 "four five six" */
function script(): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1
  const { script, scenes } = scriptRoots(doc)
  for (const [i, [scene, text]] of [['a', 'one two three'] as const, ['b', 'four five six'] as const].entries()) {
    addScene(scenes, scene, { order: `a${i}` })
    script.push([
      makeLine(`${scene}0`, scene, { type: 'scene_heading', runs: plain(`INT. ${scene}`) }),
      makeLine(`${scene}1`, scene, { type: 'action', runs: plain(text) }),
    ])
  }
  return Y.encodeStateAsUpdate(doc)
}

function person(id: number, user: object): Person {
  let awareness: Awareness | null = null
  const client = openClient(id, script(), { captureTimeout: 0 }, binding => {
    awareness = new Awareness(binding.doc)
    awareness.setLocalStateField('user', user)
    return [remoteCarets(binding, awareness)]
  })
  if (!awareness) throw new Error('no awareness')
  const someone = { ...client, awareness }
  open.push(someone)
  return someone
}

const ann = () => person(11, { name: 'Ann', colour: '#aa0000' })
const ben = () => person(22, { name: 'Ben', colour: '#00aa00' })

/** Sends what `from` says of itself. */
const tell = (from: Person, to: Person) =>
  applyAwarenessUpdate(to.awareness, encodeAwarenessUpdate(from.awareness, [from.awareness.clientID]), 'net')

const select = (c: Client, anchor: number, head = anchor) =>
  c.view.dispatch(c.view.state.tr.setSelection(TextSelection.create(c.view.state.doc, anchor, head)))

const seen = (c: Client) => remoteCaretsOf(c.view.state)
function decorations({ view }: Client): Decoration[] {
  const plugin = view.state.plugins.at(-1)
  const set = plugin?.props.decorations?.call(plugin, view.state as EditorState) as DecorationSet | null | undefined
  return set?.find() ?? []
}

describe('carets of others', () => {
  it('show where the other caret is, with name and colour', async () => {
    const [a, b] = [ann(), ben()]
    select(a, at(a, 'a1', 4))
    tell(a, b)
    await expect.poll(() => seen(b)).toHaveLength(1)
    expect(seen(b)[0]).toMatchObject({ name: 'Ann', colour: '#aa0000', isAgent: false, head: at(b, 'a1', 4) })
    expect(decorations(b)).toHaveLength(1)
  })

  it('show what the other has selected, even over scenes', async () => {
    const [a, b] = [ann(), ben()]
    select(a, at(a, 'a1', 4), at(a, 'b1', 4))
    tell(a, b)
    await expect.poll(() => seen(b)).toHaveLength(1)
    const range = decorations(b).find(decoration => decoration.from !== decoration.to)
    expect([range?.from, range?.to]).toEqual([at(b, 'a1', 4), at(b, 'b1', 4)])
  })

  it('stay at their words when lines are split and scenes are moved', async () => {
    const [a, b] = [ann(), ben()]
    select(a, at(a, 'b1', 5))
    tell(a, b)
    await expect.poll(() => seen(b)).toHaveLength(1)
    b.view.dispatch(b.view.state.tr.split(at(b, 'a1', 3)))
    b.binding.moveScene('b', null)
    expect(seen(b)[0]?.head).toBe(at(b, 'b1', 5))
    sync(b, a)
    expect(a.view.state.selection.head).toBe(at(a, 'b1', 5))
    await expect.poll(() => seen(b)[0]?.head).toBe(at(b, 'b1', 5))
  })

  it('go with the tail of a line that one splits', async () => {
    const [a, b] = [ann(), ben()]
    select(a, at(a, 'a1', 9))
    tell(a, b)
    await expect.poll(() => seen(b)).toHaveLength(1)
    b.view.dispatch(b.view.state.tr.split(at(b, 'a1', 3)))
    sync(b, a) // Ann's own caret follows, and she says so
    tell(a, b)
    const tail = b.view.state.doc.child(2)
    expect(tail.textContent).toBe(' two three')
    await expect
      .poll(() => {
        const $head = b.view.state.doc.resolve(seen(b)[0]?.head ?? 0)
        return [$head.parent.textContent, $head.parentOffset]
      })
      .toEqual([' two three', 6])
  })

  it('disappear when the other leaves, or the line is deleted', async () => {
    const [a, b] = [ann(), ben()]
    select(a, at(a, 'a1', 4))
    tell(a, b)
    await expect.poll(() => seen(b)).toHaveLength(1)
    const start = at(b, 'a1') - 1
    b.view.dispatch(b.view.state.tr.delete(start, start + 15))
    await expect.poll(() => seen(b)).toHaveLength(0)
    select(a, at(a, 'b1'))
    tell(a, b)
    await expect.poll(() => seen(b)).toHaveLength(1)
    a.awareness.setLocalState(null)
    tell(a, b)
    await expect.poll(() => seen(b)).toHaveLength(0)
  })

  it('agents are marked, and nothing that anybody puts into awareness breaks the editor or its styles', async () => {
    const b = ben()
    const hostile = person(33, { name: '', colour: 'red; background: url(//x)', agent: true })
    select(hostile, at(hostile, 'a1', 1))
    tell(hostile, b)
    await expect.poll(() => seen(b)).toHaveLength(1)
    expect(seen(b)[0]).toMatchObject({ name: 'Somebody', colour: 'currentColor', isAgent: true })
    for (const cursor of [7, 'x', {}, { anchor: null, head: null }, { anchor: { type: 'x' }, head: { item: 3 } }]) {
      hostile.awareness.setLocalStateField('cursor', cursor)
      tell(hostile, b)
      await expect.poll(() => seen(b)).toHaveLength(0)
    }
  })
})

describe('the own caret', () => {
  it('is published once, not with every key typed before the same word', () => {
    const a = ann()
    select(a, at(a, 'a1', 4))
    let messages = 0
    a.awareness.on('change', () => messages++)
    for (const [i, key] of ['b', 'i', 'g', ' '].entries())
      a.view.dispatch(a.view.state.tr.insertText(key, at(a, 'a1', 4 + i)))
    expect(a.view.state.selection.head).toBe(at(a, 'a1', 8))
    expect(messages).toBe(0)
    select(a, at(a, 'b1'))
    expect(messages).toBe(1)
  })

  it('is not shown to oneself', () => {
    const a = ann()
    select(a, at(a, 'a1', 4))
    expect(seen(a)).toEqual([])
  })
})
