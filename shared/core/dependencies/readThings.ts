import * as Y from 'yjs'
import { isShownRow, readRow, rowsOf, type Table, type TableRow } from '../documents/table.ts'
import { FRAMES, frameOf } from '../frames/frames.ts'
import { chosenOf } from '../frames/media.ts'
import { TAKES, takeOf } from '../frames/takes.ts'
import { byOrder } from '../order.ts'
import { PROMPTS, promptOf } from '../prompts/prompts.ts'
import { isShown, readShot, shotRows } from '../shots/shots.ts'
import { END_STATE, endPartOf } from '../states/endState.ts'
import { STATES, stateOfRow } from '../states/states.ts'
import { endThing, frameThing, promptThing, shotThing, stateThing, type Thing, takeThing } from './things.ts'

/** A row that may be a thing: the one that counts among those with the same reference is. */
interface Candidate {
  id: string
  order: string
  approved: boolean
  thing: Thing
}

/** One root of a scene document, and which of several rows about the same counts. */
interface Source {
  rows(doc: Y.Doc): Y.Map<Y.Map<unknown>>
  read(scene: string, id: string, row: Y.Map<unknown>): Candidate | null
  choose(candidates: readonly Candidate[]): Candidate | null
}
const first = (candidates: readonly Candidate[]): Candidate | null => candidates[0] ?? null
const last = (candidates: readonly Candidate[]): Candidate | null => candidates.at(-1) ?? null

function declared<T extends Table, R>(
  table: T,
  parse: (row: TableRow<T>) => R | null,
  thingOf: (scene: string, row: R) => Thing,
  choose: Source['choose'],
): Source {
  return {
    rows: doc => rowsOf(doc, table),
    choose,
    read(scene, id, row) {
      const parsed = isShownRow(table, row) ? parse(readRow(table, id, row)) : null
      if (!parsed) return null
      const order = readRow(table, id, row).order
      return { id, order, approved: row.get('approved') === true, thing: thingOf(scene, parsed) }
    },
  }
}

const SHOTS: Source = {
  rows: shotRows,
  choose: first,
  read(scene, id, row) {
    if (!isShown(row)) return null
    const shot = readShot(id, row)
    return { id, order: shot.order, approved: false, thing: shotThing(scene, shot) }
  },
}
const SOURCES: readonly Source[] = [
  SHOTS,
  declared(STATES, stateOfRow, stateThing, first),
  declared(PROMPTS, promptOf, promptThing, last),
  declared(FRAMES, frameOf, frameThing, chosenOf),
  declared(TAKES, takeOf, takeThing, chosenOf),
  declared(END_STATE, endPartOf, endThing, first),
]

/** Things of a scene that are new or changed, and the references of those that are gone. */
export interface SceneChange {
  things: Thing[]
  removed: string[]
}

/**
 * The things of a scene document. A keystroke reads one row and hashes one thing; which rows count is found again among those
 * of the scene. What is made for a shot that was deleted is nothing that has to be made again.
 */
export class ThingReader {
  readonly #doc: Y.Doc
  readonly #scene: string
  readonly #rows = new Map<Source, Map<string, Candidate>>()
  #current = new Map<string, Thing>()

  constructor(doc: Y.Doc, scene: string) {
    this.#doc = doc
    this.#scene = scene
    for (const source of SOURCES) this.#rows.set(source, new Map())
  }

  readAll(): SceneChange {
    for (const source of SOURCES) for (const id of source.rows(this.#doc).keys()) this.#readRow(source, id)
    return this.#compare()
  }

  /** Follows the document. Calls `onChange` at once with everything. */
  watch(onChange: (change: SceneChange) => void): () => void {
    const stops = SOURCES.map(source => {
      const rows = source.rows(this.#doc)
      const listener = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
        for (const event of events) {
          const [id] = event.path
          if (typeof id === 'string') this.#readRow(source, id)
          else if (event instanceof Y.YMapEvent) for (const key of event.keysChanged) this.#readRow(source, String(key))
        }
        const change = this.#compare()
        if (change.things.length + change.removed.length > 0) onChange(change)
      }
      rows.observeDeep(listener)
      return () => rows.unobserveDeep(listener)
    })
    onChange(this.readAll())
    return () => {
      for (const stop of stops) stop()
    }
  }

  #readRow(source: Source, id: string): void {
    const row: unknown = source.rows(this.#doc).get(id)
    const candidate = row instanceof Y.Map ? source.read(this.#scene, id, row) : null
    if (candidate) this.#rows.get(source)?.set(id, candidate)
    else this.#rows.get(source)?.delete(id)
  }

  #compare(): SceneChange {
    const shots = this.#rows.get(SHOTS)
    const now = new Map<string, Thing>()
    for (const [source, rows] of this.#rows) {
      const groups = new Map<string, Candidate[]>()
      for (const candidate of rows.values()) {
        const { reference, shot } = candidate.thing
        if (shot !== null && !shots?.has(shot)) continue
        const group = groups.get(reference)
        if (group) group.push(candidate)
        else groups.set(reference, [candidate])
      }
      for (const [reference, group] of groups) {
        const chosen = source.choose(group.length > 1 ? group.sort(byOrder) : group)
        if (chosen) now.set(reference, chosen.thing)
      }
    }
    const things = [...now].filter(([reference, thing]) => this.#current.get(reference) !== thing)
    const removed = [...this.#current.keys()].filter(reference => !now.has(reference))
    this.#current = now
    return { things: things.map(([, thing]) => thing), removed }
  }
}

/** All things of a scene document. */
export const readThings = (doc: Y.Doc, scene: string): Thing[] => new ThingReader(doc, scene).readAll().things
