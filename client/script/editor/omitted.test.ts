import { DecorationSet } from '@tiptap/pm/view'
import { describe, expect, it } from 'vitest'
import { setOmitted } from '../../../shared/core/script/production.ts'
import { at, openClient, sync } from '../../../tests/fuzz/binding/client.ts'
import { expectInLine, pasteAt, script, setType, texts, type } from '../../../tests/fuzz/binding/people.ts'
import { omittedScenes } from './omitted.ts'
import { sceneNumbers } from './sceneNumbers.ts'

/** Somebody with scenes a, b, c of three lines each, of which b is omitted; how often something was refused. */
function withOmitted() {
  let refused = 0
  const client = openClient(11, script(), { captureTimeout: 0 }, binding => [
    sceneNumbers(binding.doc),
    omittedScenes(() => refused++),
  ])
  setOmitted(client.doc, 'b', true, client.binding)
  const hidden = () => {
    const plugin = client.view.state.plugins.at(-1)
    const found: string[] = []
    client.view.state.doc.forEach((line, position) => {
      const set = plugin?.props.decorations?.call(plugin, client.view.state)
      const here = set instanceof DecorationSet ? set.find(position, position + 1) : []
      if (here.some(({ from }) => from === position)) found.push(String(line.attrs.id))
    })
    return found
  }
  return { client, hidden, refused: () => refused }
}

describe('an omitted scene in the editor', () => {
  it('is shown by its heading alone, until it is brought back, also by undo', () => {
    const { client, hidden } = withOmitted()
    expect(hidden()).toEqual(['b0', 'b1', 'b2'])
    client.binding.undoManager.undo()
    expect(hidden()).toEqual([])
    client.binding.undoManager.redo()
    expect(hidden()).toEqual(['b0', 'b1', 'b2'])
  })

  it('takes no typing, no other element and no deletion that reaches into it, and says so', () => {
    const { client, refused } = withOmitted()
    const before = texts(client)
    type(client, 'X', at(client, 'b0', 3))
    type(client, 'X', at(client, 'b1', 3))
    setType(client, 'b1', 'character')
    client.view.dispatch(client.view.state.tr.delete(at(client, 'a2', 2), at(client, 'c1', 2)))
    pasteAt(client, 6, [['action', 'Behind the hidden lines']])
    expect(texts(client)).toEqual(before)
    expect(refused()).toBe(5)
    type(client, 'Before ', at(client, 'a2'))
    type(client, 'After ', at(client, 'c0'))
    expect(texts(client)).toContain('Before a2 hello world')
    expect(texts(client)).toContain('After c0 hello world')
    expect(refused()).toBe(5)
  })

  it('takes what colleagues write in it', () => {
    const { client, hidden } = withOmitted()
    const ben = openClient(22, script())
    type(ben, 'Ben ', at(ben, 'b1'))
    sync(ben, client)
    sync(client, ben)
    expect(texts(client)).toContain('Ben b1 hello world')
    expect(hidden()).toEqual(['b0', 'b1', 'b2'])
    expectInLine(client, ben)
  })

  it('leaves the section that follows it in sight', () => {
    const { client, hidden } = withOmitted()
    setOmitted(client.doc, 'b', false, client.binding)
    setType(client, 'b2', 'section')
    setOmitted(client.doc, 'b', true, client.binding)
    expect(hidden()).toEqual(['b0', 'b1'])
  })
})
