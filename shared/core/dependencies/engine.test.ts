import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { addAsset, addImageKey, deleteAssets, setAssetText } from '../assets/write.ts'
import { addFrame, approveFrame } from '../frames/frames.ts'
import { addTake } from '../frames/takes.ts'
import { addPrompt } from '../prompts/prompts.ts'
import { findLine } from '../script/edit.ts'
import { lineText, makeLine, plain } from '../script/line.ts'
import { addScene, scriptRoots } from '../script/scenes.ts'
import { addShot, deleteShots, setCell } from '../shots/write.ts'
import { writeEndPart } from '../states/endState.ts'
import { addState } from '../states/states.ts'
import { confirmThing } from './confirm.ts'
import { DependencyEngine, thingKey } from './engine.ts'
import { priceOf } from './prices.ts'
import { type Reference, refer } from './references.ts'
import { watchProject } from './watchProject.ts'
import { Names } from './words.ts'

/*
 * Scenes 1, 2, 3, each of the lines `1a` to `1d`, one shot that covers b and c, and Ana as she was at the end before:
 *
 *     line 1b, 1c -> shot -> video prompt -> take            Ana -> state -> frame prompt -> start frame -> take
 *     end of scene 1 -> state of scene 2 -> end of scene 2 -> state of scene 3, where nobody asks how it ends
 */
function film() {
  const script = new Y.Doc()
  const roots = scriptRoots(script)
  const assets = new Y.Doc()
  const ana = addAsset(assets, { kind: 'character', name: 'Ana’s coat', description: 'Green.', from: '' })
  const key = { model: 'm', credits: 3, inputHash: '', at: '', guidance: '' }
  addImageKey(assets, ana, { ...key, media: 'face' })
  const docs = new Map(['1', '2', '3'].map(scene => [scene, new Y.Doc()]))
  for (const scene of docs.keys()) {
    addScene(roots.scenes, scene, { order: `a${scene}` })
    const line = (id: string) => makeLine(`${scene}${id}`, scene, { type: 'action', runs: plain(`Line ${id}.`) })
    roots.script.push([line('a'), line('b'), line('c'), line('d')])
  }
  const engine = new DependencyEngine()
  const stop = watchProject(engine, { script, assets, scenes: docs })
  const shots = new Map<string, string>()
  for (const [scene, doc] of docs) {
    const from = (...references: Reference[]) => engine.hashes(scene, references)
    const lines = [...from(refer('line', `${scene}b`), refer('line', `${scene}c`))]
    const shot = addShot(doc, null, { sources: lines.map(([line, hash]) => ({ lineId: line.slice(5), hash })) })
    shots.set(scene, shot)
    const before = scene === '1' ? refer('asset', ana) : refer('inherited', ana)
    const state = refer(
      'state',
      addState(doc, {
        kind: 'character',
        name: 'Ana',
        asset: ana,
        text: '',
        source: 'previous',
        dependsOn: from(before),
      }),
    )
    addPrompt(doc, { shot, part: 'frame', text: 'Ana.', dependsOn: from(state) })
    addPrompt(doc, { shot, part: 'video', text: 'Runs.', dependsOn: from(refer('shot', shot)) })
    const made = { shot, model: 'm', inputHash: '', at: '' }
    const ofFrame = from(refer('framePrompt', shot), refer('key', ana))
    addFrame(doc, { ...made, end: 'start', media: 'f', credits: 4, dependsOn: ofFrame })
    const ofTake = from(refer('videoPrompt', shot), refer('startFrame', shot))
    addTake(doc, { ...made, media: 't', credits: 50, seconds: 8, dependsOn: ofTake })
    if (scene !== '3') writeEndPart(doc, { ...endOf(ana, 'Here'), dependsOn: from(state, refer('shot', shot)) })
  }
  const names = new Names(engine, scene => scene)
  const outdated = () => [...engine.outdated().values()].map(({ thing }) => names.thing(thing)).sort()
  const edit = (line: string, text = 'Now ') => {
    const element = findLine(roots, line)
    if (element) lineText(element)?.insert(0, text)
  }
  const because = (scene: string, reference: Reference) =>
    names.because(engine.outdated().get(thingKey({ scene, reference }))?.causes() ?? [])
  const doc = (scene: string): Y.Doc => docs.get(scene) ?? new Y.Doc()
  return {
    script,
    roots,
    assets,
    ana,
    engine,
    stop,
    names,
    outdated,
    edit,
    because,
    doc,
    shot: (scene: string) => shots.get(scene) ?? '',
  }
}
const endOf = (asset: string, position: string) =>
  ({ part: 'element', asset, instance: asset, present: true, position, conditions: [] }) as const

const OF_SHOT_2 = ['shot 2A', 'the take of shot 2A', 'the video prompt of shot 2A']

describe('what an edit makes outdated', () => {
  test('of a line: its shot and what is made from that, in this scene alone; taken back, nothing', () => {
    const { roots, outdated, edit, engine } = film()
    expect(outdated()).toEqual([])
    edit('2b')
    expect(outdated()).toEqual(['Ana’s coat at the end of scene 2', ...OF_SHOT_2])
    const element = findLine(roots, '2b')
    if (element) lineText(element)?.delete(0, 4)
    expect(outdated()).toEqual([])
    edit('2a')
    expect(outdated()).toEqual([])
    expect(engine.uncovered('2').map(line => line.id)).toEqual(['2a', '2d'])
  })

  test('of an asset: its words reach states and prompts, its picture the frames', () => {
    const { assets, ana, outdated } = film()
    addImageKey(assets, ana, { media: 'new face', model: 'm', credits: 3, inputHash: '', at: '1', guidance: '' })
    const frames = ['1', '2', '3'].flatMap(scene => [`the start frame of shot ${scene}A`, `the take of shot ${scene}A`])
    expect(outdated()).toEqual(frames.sort())
    setAssetText(assets, ana, 'description', 'Red.')
    expect(outdated()).toContain('the state of Ana in scene 1')
    expect(outdated()).not.toContain('the state of Ana in scene 2')
    deleteAssets(assets, [ana])
    expect(outdated()).toContain('the state of Ana in scene 1')
  })

  test('of how a scene ends: the scenes that inherit it, as far as it carries', () => {
    const { doc, ana, engine, outdated, because, shot } = film()
    const dependsOn = engine.hashes('1', [refer('shot', shot('1'))])
    writeEndPart(doc('1'), { ...endOf(ana, 'Gone'), dependsOn })
    const carried = ['2', '3'].flatMap(scene => [
      `the frame prompt of shot ${scene}A`,
      `the start frame of shot ${scene}A`,
      `the state of Ana in scene ${scene}`,
      `the take of shot ${scene}A`,
    ])
    expect(outdated()).toEqual([...carried, 'Ana’s coat at the end of scene 2'].sort())
    expect(because('3', refer('take', shot('3')))).toBe('Ana’s coat at the end of scene 1')
    writeEndPart(doc('1'), { ...endOf(ana, 'Here'), dependsOn })
    expect(outdated()).toEqual([])
  })

  test('a scene that moves inherits from the one that is before it now', () => {
    const { roots, doc, ana, outdated, because } = film()
    roots.scenes.get('1')?.set('order', 'a4')
    expect(outdated()).toContain('the state of Ana in scene 2')
    roots.scenes.get('1')?.set('order', 'a1')
    expect(outdated()).toEqual([])
    writeEndPart(doc('2'), endOf(ana, 'Elsewhere'))
    expect(because('3', refer('startFrame', 'none'))).toBe('')
    // how the second scene ends is nothing to the third when another one is between them, or the second is cut
    roots.scenes.get('2')?.set('omitted', true)
    expect(outdated().filter(name => name.includes('scene 3') || name.includes('3A'))).toEqual([])
  })
})

describe('reasons', () => {
  test('name assets and runs of script lines', () => {
    const { assets, ana, edit, because, engine, doc, shot } = film()
    const from = engine.hashes('1', [refer('asset', ana), ...['1a', '1b', '1c', '1d'].map(id => refer('line', id))])
    const state = addState(doc('1'), { kind: 'prop', text: '', source: 'new', dependsOn: from })
    for (const line of ['1a', '1b', '1d']) edit(line)
    setAssetText(assets, ana, 'description', 'Red.')
    expect(because('1', refer('state', state))).toBe('Ana’s coat, script lines 1-2, 4')
    expect(because('1', refer('take', shot('1')))).toBe('Ana’s coat, script line 2')
  })

  test('lead from what changed to what is outdated', () => {
    const { edit, engine, names, shot } = film()
    edit('2c')
    const [cause] =
      engine
        .outdated()
        .get(thingKey({ scene: '2', reference: refer('take', shot('2')) }))
        ?.causes() ?? []
    expect(cause && names.cause(cause)).toBe('script line 7')
    expect(cause && names.path(cause)).toEqual(['shot 2A', 'the video prompt of shot 2A', 'the take of shot 2A'])
  })

  test('say what is gone and what moved', () => {
    const { script, roots, because, shot, doc } = film()
    findLine(roots, '2b')?.setAttribute('scene', '3')
    script.getXmlFragment('script').delete(6, 1)
    expect(because('2', refer('shot', shot('2')))).toBe('script line 7, which moved to scene 3, a deleted script line')
    deleteShots(doc('3'), [shot('3')])
    expect(because('3', refer('videoPrompt', shot('3')))).toBe('')
  })
})

describe('the price', () => {
  test('is paid once for the shots of a scene, and for every picture and clip what it cost', () => {
    const { edit, engine, doc } = film()
    addShot(doc('2'), null, { sources: [{ lineId: '2c', hash: 'another' }] })
    edit('2b')
    const things = [...engine.outdated().values()].map(({ thing }) => thing)
    expect(priceOf(things, agent => (agent === 'breakdown' ? 7 : 0))).toBe(7 + 50)
  })

  test('of what an edit may make outdated is known before it is made', () => {
    const { engine, names, ana } = film()
    const fed = engine.fedBy([{ scene: '2', reference: refer('line', '2b') }])
    for (const { key, cause } of fed) expect(cause.path.at(-1)).toBe(key)
    expect(fed.map(({ thing }) => names.thing(thing)).sort()).toEqual([
      'Ana’s coat at the end of scene 2',
      ...OF_SHOT_2,
    ])
    const carried = engine.fedBy([{ scene: '2', reference: refer('end', ana) }])
    expect(new Set(carried.map(({ thing }) => thing.scene))).toEqual(new Set(['3']))
  })
})

describe('what a person says still fits', () => {
  test('clears what came of it, until it changes again; what is only behind something outdated waits for that', () => {
    const { edit, engine, doc, outdated, shot } = film()
    edit('2b')
    const confirm = (reference: Reference) => {
      const thing = engine.thing(thingKey({ scene: '2', reference }))
      if (thing) confirmThing(doc('2'), engine, thing)
    }
    confirm(refer('take', shot('2')))
    expect(outdated()).toContain('the take of shot 2A')
    confirm(refer('shot', shot('2')))
    expect(outdated()).toEqual([])
    setCell(doc('2'), shot('2'), 'action', 'She walks.')
    expect(outdated()).toContain('the take of shot 2A')
    confirm(refer('videoPrompt', shot('2')))
    expect(outdated()).toEqual(['Ana’s coat at the end of scene 2'])
    edit('2b')
    expect(outdated()).toContain('the take of shot 2A')
  })

  test('an earlier frame that is approved counts, and what was made from the later one is outdated', () => {
    const { doc, shot, engine, outdated } = film()
    const made = { shot: shot('2'), model: 'm', inputHash: '', at: '', credits: 1, end: 'start' } as const
    const better = addFrame(doc('2'), { ...made, media: 'better' })
    expect(outdated()).toEqual(['the take of shot 2A'])
    const first = [...doc('2').getMap('frames').keys()].find(id => id !== better) ?? ''
    approveFrame(doc('2'), first)
    expect(engine.outdated().size).toBe(0)
  })
})

describe('the engine', () => {
  test('does not judge what is in documents that it was not given, and tells what changed to those who listen', () => {
    const { script, doc, edit, stop } = film()
    stop()
    const engine = new DependencyEngine()
    watchProject(engine, { scenes: [['2', doc('2')]] })
    expect(engine.outdated().size).toBe(0)
    const told: string[] = []
    const silence = engine.onChange(({ things }) => told.push(...things))
    watchProject(engine, { script })
    expect(told).toEqual([])
    edit('1b')
    expect(told).toEqual([])
    edit('2b')
    expect(told.length).toBe(4)
    silence()
    edit('2c')
    expect(told.length).toBe(4)
    engine.closeScene('2')
    expect(engine.outdated().size).toBe(0)
  })
})
