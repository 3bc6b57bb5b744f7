import { expect } from 'vitest'
import * as Y from 'yjs'
import { readAssets } from '../../../shared/core/assets/assets.ts'
import { addAsset, addImageKey, deleteAssets, lockImageKey, setAssetText } from '../../../shared/core/assets/write.ts'
import { confirmThing } from '../../../shared/core/dependencies/confirm.ts'
import { type Cause, DependencyEngine } from '../../../shared/core/dependencies/engine.ts'
import { type Reference, refer } from '../../../shared/core/dependencies/references.ts'
import { watchProject } from '../../../shared/core/dependencies/watchProject.ts'
import { deleteRows, restoreRows, rowsOf, setRowEntries } from '../../../shared/core/documents/table.ts'
import { tablesOf } from '../../../shared/core/documents/tables.ts'
import { addFrame, approveFrame, FRAMES, readFrames } from '../../../shared/core/frames/frames.ts'
import { addTake } from '../../../shared/core/frames/takes.ts'
import { addPrompt, readPrompts, setPromptText } from '../../../shared/core/prompts/prompts.ts'
import { lineText, makeLine, plain } from '../../../shared/core/script/line.ts'
import { addScene, FRONT, sceneKeyAfter, scriptRoots } from '../../../shared/core/script/scenes.ts'
import { readShots } from '../../../shared/core/shots/shots.ts'
import {
  addShot,
  deleteShots,
  moveShots,
  restoreShots,
  setCell,
  setDuration,
} from '../../../shared/core/shots/write.ts'
import { writeEndPart } from '../../../shared/core/states/endState.ts'
import { addState, readStates, setCondition, setStateText } from '../../../shared/core/states/states.ts'
import { applyHunks, type MergedKind, mergeHunks, nextBase } from '../../../shared/core/timelines/merge/merge.ts'
import type { Random } from '../binding/random.ts'
import { type Film, judge, type Memory, remembered, wordsOf } from './oracle.ts'

const SCENES = ['s0', 's1', 's2', 's3']
const WORDS = ['', 'rain', 'a lamp', 'Ana runs', 'no\u0308', 'n\u00f6']
/** Ids of stored files are no words: they are compared letter by letter. */
const FILES = ['f1', 'f2', 'f3']
const MADE = { inputHash: '', model: 'm', credits: 2, at: '' }

/**
 * Somebody who makes a film at random: what may be edited, moved, taken back, confirmed, forked and merged of four scenes, beside an
 * oracle that remembers the words of everything that was used.
 */
export class Session {
  readonly film: Film
  readonly memory: Memory
  readonly engine = new DependencyEngine()
  readonly #random: Random
  readonly #undo: Y.UndoManager[]
  readonly #heard = new Map<string, string[]>()
  readonly #docs: Y.Doc[]

  constructor(random: Random, film: Film, memory: Memory) {
    this.#random = random
    this.film = film
    this.memory = memory
    this.#docs = [film.script, film.assets, ...film.scenes.values()]
    this.#undo = this.#docs.map(doc => {
      const roots = doc === film.script ? [doc.getXmlFragment('script'), doc.getMap('scenes')] : []
      const tables = ['shots', ...tablesOf('scene').map(table => table.root), 'assets'].map(root => doc.getMap(root))
      return new Y.UndoManager(doc === film.script ? roots : tables, {
        trackedOrigins: new Set(['me']),
        captureTimeout: 0,
      })
    })
    watchProject(this.engine, film)
    for (const key of this.engine.outdated().keys()) this.#hear(key)
    this.engine.onChange(({ things }) => {
      for (const key of things) this.#hear(key)
    })
  }

  #hear(key: string): void {
    const causes = this.engine.outdated().get(key)?.causes()
    if (causes) this.#heard.set(key, changesIn(causes))
    else this.#heard.delete(key)
  }

  /** Whoever only asks again for what the engine names knows all causes, and what became of each. */
  listen(why: string): void {
    const now = [...this.engine.outdated()].map(([key, thing]) => [key, changesIn(thing.causes())] as const)
    const heard = [...this.#heard].sort(byKey)
    if (JSON.stringify(heard) !== JSON.stringify(now.sort(byKey))) expect(heard, why).toEqual(now)
  }

  /** A film in which every scene is made up to its frames, and starts as the one before it ends. */
  furnish(): void {
    for (const [scene, doc] of this.film.scenes) {
      const lines = this.#dependsOn(scene, [refer('line', `${scene}a`), refer('line', `${scene}b`)])
      const sources = [...lines].map(([line, hash]) => ({ lineId: line.slice(5), hash }))
      const shot = addShot(doc, null, { action: 'Ana runs', sources })
      const from = refer(scene === 's0' ? 'asset' : 'inherited', 'ana')
      const state = addState(doc, {
        kind: 'character',
        asset: 'ana',
        text: 'In her coat',
        source: 'previous',
        dependsOn: this.#dependsOn(scene, [from]),
      })
      const made = [refer('state', state), refer('shot', shot)]
      addPrompt(doc, { shot, part: 'frame', text: 'A lamp', dependsOn: this.#dependsOn(scene, made) })
      const end = {
        part: 'element',
        asset: 'ana',
        instance: 'ana',
        present: true,
        position: '',
        conditions: [],
      } as const
      writeEndPart(doc, { ...end, dependsOn: this.#dependsOn(scene, made) })
      const place = { part: 'place', location: 'Here', time: '', light: '' } as const
      writeEndPart(doc, { ...place, dependsOn: this.#dependsOn(scene, [refer('shot', shot)]) })
      const ofFrame = this.#dependsOn(scene, [refer('framePrompt', shot), refer('inherited', 'place')])
      addFrame(doc, { ...MADE, shot, media: 'x', end: 'start', dependsOn: ofFrame })
    }
  }

  fork(): Session {
    return new Session(this.#random, copyOf(this.film), new Map(this.memory))
  }

  /** Takes some of what the other one did since both had `base`. Returns what both agree on then. */
  merge(theirs: Session, base: Film): Film {
    for (const [key, words] of theirs.memory) this.memory.set(key, words)
    const one = (kind: MergedKind, was: Y.Doc, mine: Y.Doc, other: Y.Doc): Y.Doc => {
      const hunks = mergeHunks(kind, was, mine, other)
      const choices = new Map(hunks.map(({ id }) => [id, this.#random.chance(0.7) ? 'take' : 'leave'] as const))
      applyHunks(kind, mine, { base: was, theirs: other }, hunks, choices, 'me')
      return nextBase(kind, was, other, hunks, choices)
    }
    return {
      script: one('script', base.script, this.film.script, theirs.film.script),
      assets: one('assets', base.assets, this.film.assets, theirs.film.assets),
      scenes: new Map(
        [...this.film.scenes].map(([id, mine]) => {
          const [was, other] = [base.scenes.get(id), theirs.film.scenes.get(id)]
          if (!was || !other) throw new Error('Both have all scenes.')
          return [id, one('scene', was, mine, other)]
        }),
      ),
    }
  }

  act(): void {
    const acts = [
      this.#editLine,
      this.#editScript,
      this.#editAsset,
      this.#editShot,
      this.#make,
      this.#remake,
      this.#settle,
    ]
    this.#random.pick([...acts, this.#make]).call(this)
  }

  /** What something that is made now stores, and what the oracle remembers of it. */
  #dependsOn(scene: string, references: readonly Reference[]): Map<string, string> {
    const out = this.engine.hashes(scene, references)
    for (const [reference, hash] of out) {
      const words = wordsOf(this.film, scene, reference)
      if (words === undefined) throw new Error(`${reference} is not there`)
      this.memory.set(remembered(scene, reference, hash), words)
    }
    return out
  }

  #someOf<T>(list: readonly T[], most = 3): T[] {
    return list.length === 0 ? [] : Array.from({ length: this.#random.below(most + 1) }, () => this.#random.pick(list))
  }

  #lines(): Y.XmlElement[] {
    return scriptRoots(this.film.script)
      .script.toArray()
      .filter(node => node instanceof Y.XmlElement)
  }

  #editLine(): void {
    const lines = this.#lines()
    if (lines.length === 0) return
    const line = this.#random.pick(lines)
    this.film.script.transact(() => {
      if (this.#random.chance(0.2)) line.setAttribute('type', this.#random.pick(['action', 'dialogue', 'note']))
      else {
        const text = lineText(line)
        text?.delete(0, text.length)
        text?.insert(0, this.#random.pick(WORDS))
      }
    }, 'me')
  }

  #editScript(): void {
    const roots = scriptRoots(this.film.script)
    const lines = this.#lines()
    const at = this.#random.below(lines.length + 1)
    const scene = this.#random.pick(SCENES)
    this.film.script.transact(() => {
      const what = this.#random.below(6)
      if (what === 0 && at < lines.length) roots.script.delete(at, 1)
      else if (what === 1)
        roots.script.insert(at, [
          makeLine(`n${this.#random.below(1e9)}`, scene, { type: 'action', runs: plain(this.#random.pick(WORDS)) }),
        ])
      else if (what === 2) lines[at]?.setAttribute('scene', scene)
      else if (what === 3) {
        const after = this.#random.pick([...SCENES, FRONT])
        roots.scenes.get(scene)?.set('order', sceneKeyAfter(roots.scenes, after, scene))
      } else if (what === 4) {
        const omitted = roots.scenes.get(scene)?.get('omitted') === true
        roots.scenes.get(scene)?.set('omitted', !omitted)
      } else {
        const into = SCENES.slice(0, SCENES.indexOf(scene))
        if (roots.scenes.get(scene)?.has('mergedInto')) roots.scenes.get(scene)?.delete('mergedInto')
        else if (into.length > 0) roots.scenes.get(scene)?.set('mergedInto', this.#random.pick(into))
      }
    }, 'me')
  }

  #editAsset(): void {
    const { assets } = this.film
    const asset = this.#random.pick(['ana', 'ben', 'cup'])
    const word = this.#random.pick(WORDS)
    const what = this.#random.below(5)
    if (what === 0) setAssetText(assets, asset, 'description', word, 'me')
    else if (what === 1)
      addImageKey(
        assets,
        asset,
        { ...MADE, media: this.#random.pick(FILES), guidance: '', at: String(this.#random.below(9)) },
        'me',
      )
    else if (what === 2) {
      const keys = readAssets(assets).find(one => one.id === asset)?.keys ?? []
      lockImageKey(assets, asset, keys.length > 0 ? this.#random.pick(keys).id : null, 'me')
    } else if (what === 3) deleteAssets(assets, [asset], 'me')
    else assets.transact(() => assets.getMap<Y.Map<unknown>>('assets').get(asset)?.delete('deleted'), 'me')
  }

  #scene(): [string, Y.Doc] {
    return this.#random.pick([...this.film.scenes])
  }

  #editShot(): void {
    const [, doc] = this.#scene()
    const shots = readShots(doc)
    if (shots.length === 0) return
    const { id } = this.#random.pick(shots)
    const what = this.#random.below(5)
    if (what === 0) setCell(doc, id, 'action', this.#random.pick(WORDS), 'me')
    else if (what === 1) setDuration(doc, id, 1 + this.#random.below(3), 'me')
    else if (what === 2) deleteShots(doc, [id], 'me')
    else if (what === 3) restoreShots(doc, [...doc.getMap('shots').keys()], 'me')
    else moveShots(doc, [id], null, 'me')
  }

  #make(): void {
    const [scene, doc] = this.#scene()
    const [shots, states, frames] = [readShots(doc), readStates(doc), readFrames(doc)]
    const assets = ['ana', 'ben', 'cup']
    const asset = this.#random.pick(assets)
    const shot = shots.length > 0 ? this.#random.pick(shots).id : null
    const ofStates = this.#someOf(states).map(state => refer('state', state.id))
    const ofShots = this.#someOf(shots).map(one => refer('shot', one.id))
    const ofLines = this.#someOf(this.#lines()).map(line => refer('line', String(line.getAttribute('id'))))
    const text = this.#random.pick(WORDS)
    const media = this.#random.pick(FILES)
    const what = this.#random.below(8)
    if (what === 0) {
      const sources = [...this.#dependsOn(scene, ofLines)]
      addShot(
        doc,
        null,
        { action: text, sources: sources.map(([line, hash]) => ({ lineId: line.slice(5), hash })) },
        'me',
      )
    } else if (what === 1 || what === 2) {
      const source = this.#random.chance(0.5) ? refer('inherited', asset) : refer('asset', asset)
      const dependsOn = this.#dependsOn(scene, [source, ...ofShots, ...ofLines])
      addState(doc, { kind: 'character', asset, text, source: 'master', dependsOn }, { origin: 'me' })
    } else if (what === 3) {
      const dependsOn = this.#dependsOn(scene, [...ofStates, ...ofShots, refer('endFrame', shot ?? '')])
      const element = {
        part: 'element',
        asset,
        instance: asset,
        present: this.#random.chance(0.5),
        position: text,
        conditions: [],
      } as const
      const place = { part: 'place', location: text, time: '', light: '' } as const
      writeEndPart(doc, { ...this.#random.pick([element, element, place]), dependsOn }, 'me')
    } else if (shot === null) return
    else if (what === 4 || what === 5) {
      const part = this.#random.pick(['frame', 'video'] as const)
      const dependsOn = this.#dependsOn(scene, [refer('shot', shot), ...ofStates, refer('asset', asset)])
      addPrompt(doc, { shot, part, text, dependsOn }, { origin: 'me' })
    } else if (what === 6) {
      const before = this.#someOf(frames, 1).map(frame =>
        refer(frame.end === 'start' ? 'startFrame' : 'endFrame', frame.shot),
      )
      const dependsOn = this.#dependsOn(scene, [
        refer('framePrompt', shot),
        refer('key', asset),
        refer('inherited', 'place'),
        ...before,
      ])
      addFrame(doc, { ...MADE, shot, media, end: this.#random.pick(['start', 'end']), dependsOn }, { origin: 'me' })
    } else {
      const dependsOn = this.#dependsOn(scene, [
        refer('videoPrompt', shot),
        refer('startFrame', shot),
        refer('endFrame', shot),
      ])
      addTake(doc, { ...MADE, shot, media, seconds: 1, dependsOn }, { origin: 'me' })
    }
  }

  /** Edits what was made; also two frames that depend on each other, as a foreign program may leave them. */
  #remake(): void {
    const [scene, doc] = this.#scene()
    const text = this.#random.pick(WORDS)
    const [states, prompts, frames] = [readStates(doc), readPrompts(doc), readFrames(doc)]
    const what = this.#random.below(6)
    if (what === 0 && states.length > 0) setStateText(doc, this.#random.pick(states).id, text, 'me')
    else if (what === 1 && states.length > 0)
      setCondition(
        doc,
        this.#random.pick(states).id,
        'mud',
        this.#random.chance(0.5) ? { text, shot: null } : null,
        'me',
      )
    else if (what === 2 && prompts.length > 0) setPromptText(doc, this.#random.pick(prompts).id, text, 'me')
    else if (what === 3 && frames.length > 0) approveFrame(doc, this.#random.pick(frames).id, 'me')
    else if (what === 4 && frames.length > 1) {
      const [one, two] = [this.#random.pick(frames), this.#random.pick(frames)]
      const of = this.#dependsOn(scene, [refer(two.end === 'start' ? 'startFrame' : 'endFrame', two.shot)])
      setRowEntries(doc, FRAMES, one.id, 'dependsOn', of, 'me')
    } else {
      const table = this.#random.pick(tablesOf('scene'))
      const ids = [...rowsOf(doc, table).keys()]
      if (ids.length === 0) return
      if (this.#random.chance(0.5)) deleteRows(doc, table, [this.#random.pick(ids)], 'me')
      else restoreRows(doc, table, ids, 'me')
    }
  }

  /** Says that something still fits, or takes an act back. */
  #settle(): void {
    if (this.#random.chance(0.5)) {
      this.#random.pick(this.#undo).undo()
      return
    }
    const outdated = [...this.engine.outdated().values()]
    if (outdated.length === 0) return
    const { thing, key } = this.#random.pick(outdated)
    const doc = this.film.scenes.get(thing.scene)
    const present = this.engine.present(key)
    if (!doc || !present) return
    this.#dependsOn(thing.scene, [...present.keys()] as Reference[])
    confirmThing(doc, this.engine, thing, 'me')
  }

  /** What was foretold of editing a line is what becomes outdated, as the oracle sees it, when the line is edited. */
  foretell(why: string): void {
    const lines = this.#lines()
    if (lines.length === 0) return
    const line = this.#random.pick(lines)
    const [before, foretold] = [
      new Set(judge(this.film, this.memory).outdated.keys()),
      this.engine.fedBy([{ scene: '', reference: refer('line', String(line.getAttribute('id'))) }]),
    ]
    for (const { key, cause } of foretold)
      if (cause.path.at(-1) !== key) throw new Error(`${why}: a path that leads elsewhere`)
    this.film.script.transact(() => lineText(line)?.insert(0, `never said before ${this.#random.below(1e9)}`), 'me')
    const now = [...judge(this.film, this.memory).outdated.keys()].filter(key => !before.has(key))
    expect(
      foretold
        .map(({ key }) => key)
        .filter(key => !before.has(key))
        .sort(),
      why,
    ).toEqual(now.sort())
  }

  check(engine: DependencyEngine, why: string): void {
    const { outdated, uncovered } = judge(this.film, this.memory)
    const roots = (reference: string, scene: string): string => {
      if (/^(line|asset|key):/.test(reference)) return reference
      if (!reference.startsWith('inherited:')) return `${scene}\n${reference}`
      return `${engine.sceneBefore(scene) ?? ''}\nend:${reference.slice('inherited:'.length)}`
    }
    const said = [...engine.outdated()].map(([key, thing]) => {
      const causes = thing.causes()
      if (thing.causes(1).length !== 1) throw new Error(`${why}: outdated without a cause`)
      if (causes.some(({ path }) => path.at(-1) !== key)) throw new Error(`${why}: a path that leads elsewhere`)
      return [key, causes.map(({ reference, scene }) => roots(reference, scene)).sort()] as const
    })
    const missing = [...uncovered.keys()].map(
      scene =>
        [
          scene,
          engine
            .uncovered(scene)
            .map(line => line.id)
            .sort(),
        ] as const,
    )
    const [ours, theirs] = [
      [said.sort(byKey), missing.sort(byKey)],
      [[...outdated].sort(byKey), [...uncovered].sort(byKey)],
    ]
    // to compare deeply is slow, and needed for the message alone
    if (JSON.stringify(ours) !== JSON.stringify(theirs)) expect(ours, why).toEqual(theirs)
  }
}

export function copyOf({ script, assets, scenes }: Film): Film {
  const copy = (doc: Y.Doc): Y.Doc => {
    const made = new Y.Doc({ gc: false })
    Y.applyUpdate(made, Y.encodeStateAsUpdate(doc))
    return made
  }
  return {
    script: copy(script),
    assets: copy(assets),
    scenes: new Map([...scenes].map(([id, doc]) => [id, copy(doc)])),
  }
}

const changesIn = (causes: readonly Cause[]): string[] =>
  causes.map(({ change, reference, scene }) => `${change} ${reference} of ${scene}`).sort()

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1)

/** Four scenes of three lines, of which nothing is made yet. */
export function emptyFilm(): Film {
  const script = new Y.Doc({ gc: false })
  const roots = scriptRoots(script)
  for (const [place, scene] of SCENES.entries()) {
    addScene(roots.scenes, scene, { order: `a${place + 1}` })
    const line = (id: string, text: string) => makeLine(id, scene, { type: 'action', runs: plain(text) })
    roots.script.push([line(`${scene}a`, 'One.'), line(`${scene}b`, 'Two.'), line(`${scene}c`, 'Three.')])
  }
  const assets = new Y.Doc({ gc: false })
  for (const name of ['ana', 'ben', 'cup']) {
    const id = addAsset(assets, { kind: 'character', name, description: '', from: '' })
    // ids that the sessions can name
    const rows = assets.getMap<Y.Map<unknown>>('assets')
    rows.set(name, rows.get(id)?.clone() ?? new Y.Map())
    rows.delete(id)
  }
  return { script, assets, scenes: new Map(SCENES.map(scene => [scene, new Y.Doc({ gc: false })])) }
}
