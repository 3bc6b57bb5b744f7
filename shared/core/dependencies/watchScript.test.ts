import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { Random, withSeed } from '../../../tests/fuzz/binding/random.ts'
import { lineText, makeLine, plain } from '../script/line.ts'
import { addScene, FRONT, readScenes, sceneKeyAfter, scriptRoots } from '../script/scenes.ts'
import { shownLines } from './lines.ts'
import { type WatchedScript, watchScript } from './watchScript.ts'

const SEEDS = Number(process.env.SEEDS ?? 60)
const SCENES = ['s0', 's1', 's2', 's3', FRONT]

/** What somebody knows who only hears what a watcher tells. */
class Listener {
  readonly #lines = new Map<string, { text: string; type: string; scene: string }>()
  readonly #order = new Map<string, readonly string[]>()
  #shown: readonly string[] = []
  filmed: readonly string[] = []

  hear({ lines, removedLines, sceneOrder, shown, scenes }: WatchedScript): void {
    for (const { id, text, type, scene } of lines) this.#lines.set(id, { text, type, scene })
    for (const id of removedLines) this.#lines.delete(id)
    for (const [scene, ids] of sceneOrder ?? []) this.#order.set(scene, ids)
    this.#shown = shown ?? this.#shown
    this.filmed = scenes ?? this.filmed
  }

  /** Lines as shown, and how many are known at all. */
  script() {
    const order = this.#shown.flatMap(scene => this.#order.get(scene) ?? [])
    return { lines: order.map(id => ({ id, ...this.#lines.get(id) })), known: this.#lines.size }
  }
}

function edit(random: Random, doc: Y.Doc): void {
  const { script, scenes } = scriptRoots(doc)
  const lines = script.toArray().filter(node => node instanceof Y.XmlElement)
  const at = random.below(lines.length + 1)
  const scene = random.pick(SCENES)
  const fresh = () => makeLine(`n${random.below(1e9)}`, scene, { type: 'action', runs: plain('New.') })
  const acts = [
    () => script.insert(at, [fresh()]),
    () => script.insert(at, [fresh(), fresh(), fresh()]),
    () => lines[at] && script.delete(at, 1),
    () => lines[at] && script.delete(at, Math.min(1 + random.below(6), lines.length - at)),
    () => lines[at] && lineText(lines[at])?.insert(0, 'x'),
    () => lines[at]?.setAttribute('scene', scene),
    () => lines[at]?.setAttribute('type', random.pick(['action', 'note'])),
    () => lines[at]?.setAttribute('id', `r${random.below(1e9)}`),
    () => scenes.get(scene)?.set('order', sceneKeyAfter(scenes, random.pick(SCENES), scene)),
    () => scenes.get(scene)?.set('omitted', random.chance(0.5)),
    () => scenes.get(scene)?.set('mergedInto', random.pick(SCENES)),
    () => scenes.get(scene)?.delete('mergedInto'),
  ]
  random.pick(acts)()
}

function run(seed: number): void {
  const random = new Random(seed)
  withSeed(random, () => {
    const docs = [new Y.Doc({ gc: seed % 2 === 0 }), new Y.Doc({ gc: seed % 2 === 0 })] as const
    const [ours, theirs] = docs
    const { script, scenes } = scriptRoots(ours)
    for (const [place, scene] of SCENES.slice(0, 4).entries()) {
      addScene(scenes, scene, { order: `a${place + 1}` })
      script.push(['a', 'b'].map(id => makeLine(`${scene}${id}`, scene, { type: 'action', runs: plain(id) })))
    }
    const undo = new Y.UndoManager([script, scenes], { trackedOrigins: new Set(['me']), captureTimeout: 0 })
    const listener = new Listener()
    const { destroy } = watchScript(ours, change => listener.hear(change))
    for (let act = 0; act < 40; act++) {
      const what = random.below(6)
      if (what === 0) undo.undo()
      else if (what === 1) Y.applyUpdate(theirs, Y.encodeStateAsUpdate(ours))
      else if (what === 2) Y.applyUpdate(ours, Y.encodeStateAsUpdate(theirs))
      else {
        const doc = random.pick(docs)
        doc.transact(() => {
          for (let more = 1 + random.below(3); more > 0; more--) edit(random, doc)
        }, 'me')
      }
      const why = `SEED=${seed}, act ${act}`
      const expected = shownLines(ours).map(({ id, text, type, scene }) => ({ id, text, type, scene }))
      const ids = new Set(expected.map(({ id }) => id))
      expect(listener.script(), why).toEqual({ lines: expected, known: ids.size })
      const filmed = readScenes(ours).filter(({ id, omitted }) => id !== FRONT && !omitted)
      expect(listener.filmed, why).toEqual(filmed.map(({ id }) => id))
    }
    destroy()
  })
}

test('whoever only hears what changed knows the script as a full reading shows it', () => {
  const first = Number(process.env.SEED ?? Math.floor(Math.random() * 1e6))
  console.info(`watched script fuzz: seeds ${first} to ${first + SEEDS - 1}, repeat one with SEED= and SEEDS=1`)
  for (let seed = first; seed < first + SEEDS; seed++) run(seed)
})

test('a line that two nodes claim is told as long as one of them is there, as that one says it', () => {
  const doc = new Y.Doc()
  const { script, scenes } = scriptRoots(doc)
  addScene(scenes, 's0', { order: 'a1' })
  const line = (text: string) => makeLine('twin', 's0', { type: 'action', runs: plain(text) })
  const listener = new Listener()
  watchScript(doc, change => listener.hear(change))
  script.push([line('One.'), line('Two.')])
  script.delete(1, 1)
  expect(listener.script().lines).toEqual([{ id: 'twin', text: 'One.', type: 'action', scene: 's0' }])
})
