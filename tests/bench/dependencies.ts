import * as Y from 'yjs'
import { addAsset, setAssetText } from '../../shared/core/assets/write.ts'
import { DependencyEngine } from '../../shared/core/dependencies/engine.ts'
import { priceOf } from '../../shared/core/dependencies/prices.ts'
import { readThings } from '../../shared/core/dependencies/readThings.ts'
import { type Reference, refer } from '../../shared/core/dependencies/references.ts'
import { watchProject } from '../../shared/core/dependencies/watchProject.ts'
import { Names } from '../../shared/core/dependencies/words.ts'
import { addFrame } from '../../shared/core/frames/frames.ts'
import { addTake } from '../../shared/core/frames/takes.ts'
import { addPrompt, readPrompts, setPromptText } from '../../shared/core/prompts/prompts.ts'
import { moveScene } from '../../shared/core/script/edit.ts'
import { isLineElement, lineText, makeLine, plain } from '../../shared/core/script/line.ts'
import { readScenes, scriptRoots } from '../../shared/core/script/scenes.ts'
import { seedScript } from '../../shared/core/script/seed.ts'
import { cellText, readShots } from '../../shared/core/shots/shots.ts'
import { addShot } from '../../shared/core/shots/write.ts'
import { writeEndPart } from '../../shared/core/states/endState.ts'
import { addState } from '../../shared/core/states/states.ts'
import { longScreenplay } from '../fixtures/longScreenplay.ts'
import { formatTable, percentile } from './table.ts'

/**
 * What it costs to say what is outdated, in one Node process that holds all documents of a feature film open, as no browser
 * does; the code is what a browser tab and a worker run. Whole act: the edit of the Yjs document, its observers, the engine.
 *
 *     node tests/bench/dependencies.ts
 */
const SHOTS = 8
const ELEMENTS = 5
const MADE = { inputHash: '', model: 'm', credits: 4, at: '' }

const script = new Y.Doc({ gc: false })
seedScript(script, longScreenplay())
const assets = new Y.Doc({ gc: false })
const cast = Array.from({ length: ELEMENTS }, (_, i) =>
  addAsset(assets, { kind: 'character', name: `Person ${i}`, description: 'In a coat.', from: '' }),
)
const filmed = readScenes(script).filter(scene => scene.number !== '')
const scenes = new Map<string, Y.Doc>()
/** Hashes of what is there so far: what a thing made now stores. */
const making = new DependencyEngine()
watchProject(making, { script, assets })

for (const [place, scene] of filmed.entries()) {
  const doc = new Y.Doc({ gc: false })
  scenes.set(scene.id, doc)
  const stop = watchProject(making, { scenes: [[scene.id, doc]] })
  const from = (...references: Reference[]) => making.hashes(scene.id, references)
  const lines = scene.lines.filter(line => line.type !== 'section')
  const states = cast.map(asset => {
    const source = refer(place === 0 ? 'asset' : 'inherited', asset)
    return refer(
      'state',
      addState(doc, { kind: 'character', asset, text: 'As before.', source: 'previous', dependsOn: from(source) }),
    )
  })
  const each = Math.ceil(lines.length / SHOTS)
  let last: string | null = null
  for (let at = 0; at < SHOTS; at++) {
    const covered = from(...lines.slice(at * each, (at + 1) * each).map(line => refer('line', line.id)))
    const sources = [...covered].map(([line, hash]) => ({ lineId: line.slice(5), hash }))
    const before = last
    const shot = addShot(doc, before, { action: 'Somebody runs.', setting: 'Here', camera: 'Wide', sources })
    last = shot
    const seen = [states[at % ELEMENTS], states[(at + 1) % ELEMENTS]].flatMap(state => state ?? [])
    const shown = [refer('asset', cast[at % ELEMENTS] ?? ''), ...seen]
    addPrompt(doc, { shot, part: 'frame', text: 'A wide frame.', dependsOn: from(refer('shot', shot), ...shown) })
    addPrompt(doc, { shot, part: 'video', text: 'She runs.', dependsOn: from(refer('shot', shot)) })
    const chained = before === null ? refer('inherited', 'frame') : refer('endFrame', before)
    const start = from(refer('framePrompt', shot), chained)
    addFrame(doc, { ...MADE, shot, end: 'start', media: `${shot}s`, dependsOn: start })
    addFrame(doc, {
      ...MADE,
      shot,
      end: 'end',
      media: `${shot}e`,
      dependsOn: from(refer('framePrompt', shot), refer('startFrame', shot)),
    })
    const clip = from(refer('videoPrompt', shot), refer('startFrame', shot), refer('endFrame', shot))
    addTake(doc, { ...MADE, shot, media: `${shot}t`, seconds: 8, dependsOn: clip })
  }
  for (const [i, asset] of cast.entries())
    writeEndPart(doc, {
      ...{ part: 'element', asset, instance: asset, present: true, position: '', conditions: [] },
      dependsOn: from(...states.slice(i, i + 1), refer('shot', last ?? '')),
    })
  writeEndPart(doc, { part: 'frame', media: `${last}e`, dependsOn: from(refer('endFrame', last ?? '')) })
  stop()
}

const took = (act: () => void): number => {
  const before = performance.now()
  act()
  return performance.now() - before
}
const row = (name: string, runs: number, act: (i: number) => void): string[] => {
  const times = Array.from({ length: runs }, (_, i) => took(() => act(i)))
  const changed = String(engine.outdated().size)
  return [
    name,
    String(runs),
    ...[percentile(times, 0.5), percentile(times, 0.95), Math.max(...times)].map(ms => ms.toFixed(2)),
    changed,
  ]
}

let engine = new DependencyEngine()
const opening = row('all documents read', 1, () => void watchProject(engine, { script, assets, scenes }))
const stored = new Map([...scenes].map(([scene, doc]) => [scene, readThings(doc, scene)]))
const open = engine
const fromTable = row('the same from the table of dependencies', 5, () => {
  engine = new DependencyEngine()
  engine.batch(() => {
    watchProject(engine, { script, assets })()
    for (const [scene, things] of stored) engine.applyScene(scene, things)
  })
})
engine = open

const lines = scriptRoots(script).script.toArray().filter(isLineElement)
const someLine = (i: number) => lines[(i * 1_237) % lines.length]
const docs = [...scenes.values()]
const someDoc = (i: number): Y.Doc => docs[(i * 37) % docs.length] ?? script
const [first] = docs
const element = (text: string) =>
  ({
    part: 'element',
    asset: cast[0] ?? '',
    instance: cast[0] ?? '',
    present: true,
    position: text,
    conditions: [],
  }) as const
const rows = [
  opening,
  fromTable,
  row('a key in the script, anywhere', 400, i =>
    lineText(someLine(i) ?? makeLine('', '', { type: 'action', runs: [] }))?.insert(0, 'x'),
  ),
  row('a key more in the same line', 400, () =>
    lineText(lines[2_000] ?? makeLine('', '', { type: 'action', runs: [] }))?.insert(0, 'x'),
  ),
  row('a key in a cell of a shot', 400, i => {
    const doc = someDoc(i)
    cellText(doc, readShots(doc)[0]?.id ?? '', 'action')?.insert(0, 'x')
  }),
  row('a key in a prompt', 400, i => {
    const doc = someDoc(i)
    const [prompt] = readPrompts(doc)
    if (prompt) setPromptText(doc, prompt.id, `x${prompt.text}`)
  }),
  row('a new line in the script', 400, i => {
    const scene = filmed[i % filmed.length]?.id ?? ''
    scriptRoots(script).script.insert((i * 37) % 4_000, [
      makeLine(`new${i}`, scene, { type: 'action', runs: plain('New.') }),
    ])
  }),
  row('Enter in the middle of a line', 400, i => {
    const { script: fragment } = scriptRoots(script)
    const at = (i * 41) % 4_000
    const line = fragment.get(at)
    const text = isLineElement(line) ? lineText(line) : null
    if (!text || !isLineElement(line)) return
    script.transact(() => {
      const middle = text.length >> 1
      const tail = text.toString().slice(middle)
      text.delete(middle, text.length - middle)
      fragment.insert(at + 1, [
        makeLine(`split${i}`, line.getAttribute('scene') ?? '', { type: 'action', runs: plain(tail) }),
      ])
    })
  }),
  row('a line deleted', 400, i => scriptRoots(script).script.delete((i * 43) % 4_000, 1)),
  row('a scene moved', 50, i =>
    moveScene(script, filmed[(i * 7 + 1) % filmed.length]?.id ?? '', filmed[(i * 13) % filmed.length]?.id ?? null),
  ),
  row('a key in the description of an asset', 100, i =>
    setAssetText(assets, cast[0] ?? '', 'description', 'x'.repeat(i)),
  ),
  row(
    'the end of the first scene changed, carried through the film',
    100,
    i => first && void writeEndPart(first, element(i % 2 === 0 ? 'x' : '')),
  ),
  row('the list of all, with reasons and price', 3, () => {
    const all = [...engine.outdated().values()]
    const names = new Names(engine, () => '1')
    for (const thing of all) names.because(thing.causes(10))
    priceOf(
      all.map(({ thing }) => thing),
      () => 2,
    )
  }),
]

const things = [...stored.values()].reduce((sum, list) => sum + list.length, 0)
console.log(
  `${lines.length} lines, ${scenes.size} scenes, ${scenes.size * SHOTS} shots, ${things} things; milliseconds, Node ${process.version}\n`,
)
console.log(formatTable(['what', 'runs', 'p50', 'p95', 'worst', 'outdated after'], rows))
