import { Fragment } from '@tiptap/pm/model'
import { TextSelection } from '@tiptap/pm/state'
import { expect } from 'vitest'
import * as Y from 'yjs'
import { startOf } from '../../../client/script/binding/window.ts'
import { screenplaySchema as schema } from '../../../client/script/schema.ts'
import { makeLine, plain } from '../../../shared/core/script/line.ts'
import { addScene, scriptRoots } from '../../../shared/core/script/scenes.ts'
import { at, type Client, linesIn, openClient } from './client.ts'
import { readDocument, readEditor, wrongScenes } from './reader.ts'

/** Scenes a, b, c; lines a0 (heading), a1, a2 and so on, each reading "a1 hello world". */
export function script(perScene = 3): Uint8Array {
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

export function open(perScene = 3, options = { captureTimeout: 0 }): [Client, Client, Client] {
  const state = script(perScene)
  return [openClient(11, state, options), openClient(22, state, options), openClient(33, state, options)]
}

export const texts = (c: Client) => linesIn(c.view.state.doc).map(line => line.textContent)
export const ids = (c: Client): string[] => linesIn(c.view.state.doc).map(line => String(line.attrs.id))
export const sceneOf = (c: Client, id: string) => c.binding.lineAt(at(c, id))?.scene
export const line = (c: Client, index: number) => c.view.state.doc.child(index)
export const select = (c: Client, anchor: number, head = anchor) =>
  c.view.dispatch(c.view.state.tr.setSelection(TextSelection.create(c.view.state.doc, anchor, head)))
export const caret = (c: Client) => {
  const { $head } = c.view.state.selection
  return [$head.parent.textContent, $head.parentOffset]
}
export const type = (c: Client, text: string, position: number) =>
  c.view.dispatch(c.view.state.tr.insertText(text, position))
export const setType = (c: Client, id: string, to: string) =>
  c.view.dispatch(c.view.state.tr.setNodeAttribute(at(c, id) - 1, 'type', to))
export const deleteLine = (c: Client, id: string) => {
  const start = at(c, id) - 1
  c.view.dispatch(c.view.state.tr.delete(start, start + (c.view.state.doc.nodeAt(start)?.nodeSize ?? 0)))
}
export const pasteAt = (c: Client, index: number, lines: [type: string, text: string][]) => {
  const nodes = lines.map(([type, text]) => schema.node('line', { type }, schema.text(text)))
  const position = startOf(c.view.state.doc, index)
  c.view.dispatch(c.view.state.tr.insert(position, Fragment.fromArray(nodes)))
}
export function bytesOf(c: Client, act: () => void): number {
  let bytes = 0
  const count = (update: Uint8Array) => {
    bytes += update.length
  }
  c.doc.on('update', count)
  act()
  c.doc.off('update', count)
  return bytes
}
export function expectInLine(...clients: Client[]): void {
  for (const c of clients) {
    const lines = readDocument(c.doc)
    expect(readEditor(c.view.state.doc)).toEqual(lines.map(l => l.row))
    expect(wrongScenes(lines)).toEqual([])
  }
}
