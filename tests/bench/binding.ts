import * as Y from 'yjs'
import { startOf } from '../../client/script/binding/window.ts'
import { firstKeys } from '../../shared/core/order.ts'
import { moveScene, setLineType } from '../../shared/core/script/edit.ts'
import { lineText, makeLine, plain } from '../../shared/core/script/line.ts'
import { repairScript } from '../../shared/core/script/repair.ts'
import { addScene, scriptRoots } from '../../shared/core/script/scenes.ts'
import { openClient } from '../fuzz/binding/client.ts'

/**
 * What the binding costs without a browser, in milliseconds, at the length of a feature film:
 *
 *     node tests/bench/binding.ts [lines]
 */
const LINES = Number(process.argv[2] ?? 4000)
const PER_SCENE = 25
const SCENES = Math.max(2, Math.floor(LINES / PER_SCENE))

const seed = new Y.Doc()
seed.transact(() => {
  const { script, scenes } = scriptRoots(seed)
  firstKeys(SCENES).forEach((order, s) => {
    addScene(scenes, `s${s}`, { order })
    for (let l = 0; l < PER_SCENE; l++) {
      const type = l === 0 ? 'scene_heading' : 'action'
      const text = `Line ${l} of scene ${s}, long enough to be an action paragraph that wraps once.`
      script.push([makeLine(`l${s}-${l}`, `s${s}`, { type, runs: plain(text) })])
    }
  })
})
const state = Y.encodeStateAsUpdate(seed)
const opened = performance.now()
const client = openClient(11, state, {})
const openTime = performance.now() - opened
const peer = new Y.Doc()
Y.applyUpdate(peer, state)

const scene = () => `s${Math.floor(Math.random() * SCENES)}`
const places = () => Math.floor(Math.random() * client.view.state.doc.childCount)

function measure(name: string, times: number, act: (i: number) => void): void {
  const took: number[] = []
  for (let i = 0; i < times; i++) {
    const before = performance.now()
    act(i)
    took.push(performance.now() - before)
  }
  took.sort((a, b) => a - b)
  const at = (share: number) => (took[Math.floor((took.length - 1) * share)] ?? 0).toFixed(2).padStart(7)
  console.log(`${name.padEnd(34)} p50 ${at(0.5)}   p95 ${at(0.95)}   max ${at(1)}`)
}

/** An edit made elsewhere: only the time to take it in counts. */
function remote(times: number, name: string, edit: (doc: Y.Doc, i: number) => void): void {
  const updates: Uint8Array[] = []
  Y.applyUpdate(peer, Y.encodeStateAsUpdate(client.doc, Y.encodeStateVector(peer)), 'net')
  for (let i = 0; i < times; i++) {
    const before = Y.encodeStateVector(peer)
    edit(peer, i)
    updates.push(Y.encodeStateAsUpdate(peer, before))
  }
  measure(name, times, i => Y.applyUpdate(client.doc, updates[i] ?? new Uint8Array(), 'net'))
}

const lineOf = (doc: Y.Doc): Y.XmlElement => {
  const { script } = scriptRoots(doc)
  const line = script.get(Math.floor(Math.random() * script.length))
  if (!(line instanceof Y.XmlElement)) throw new Error('no line')
  return line
}

console.log(`${client.view.state.doc.childCount} lines in ${SCENES} scenes, opened in ${openTime.toFixed(0)} ms`)
const middle = Math.floor(client.view.state.doc.childCount / 2)
measure('key', 300, () =>
  client.view.dispatch(client.view.state.tr.insertText('x', startOf(client.view.state.doc, middle) + 10)),
)
measure('Enter', 100, () =>
  client.view.dispatch(client.view.state.tr.split(startOf(client.view.state.doc, places()) + 5)),
)
measure('Tab on a heading, and back', 60, i => {
  const { tr, doc } = client.view.state
  let heading = -1
  doc.forEach((line, position) => {
    if (heading < 0 && line.attrs.scene === `s${(i >> 1) + 3}`) heading = position
  })
  client.view.dispatch(tr.setNodeAttribute(heading, 'type', i % 2 === 0 ? 'action' : 'scene_heading'))
})
remote(300, 'remote text', doc => lineText(lineOf(doc))?.insert(3, 'y'))
remote(60, 'remote new heading in a scene', doc =>
  setLineType(doc, lineOf(doc).getAttribute('id') ?? '', 'scene_heading'),
)
remote(60, 'remote scene move', doc => moveScene(doc, scene(), scene()))
measure('own scene move', 60, () => client.binding.moveScene(scene(), scene()))
measure('undo', 60, () => client.binding.undoManager.undo())
measure('repair of a script that is well', 20, () => repairScript(client.doc))
