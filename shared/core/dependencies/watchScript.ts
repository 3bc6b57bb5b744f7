import * as Y from 'yjs'
import { isLineElement, type Line, readLine } from '../script/line.ts'
import { FRONT, physicalOrder, type ScriptRoots, sceneEntry, scriptRoots, shownScene } from '../script/scenes.ts'
import { sameList } from './same.ts'

/** What a watcher tells: a change in the form that the engine takes. Lines carry their shown scene. */
export interface WatchedScript {
  lines: Line[]
  removedLines: string[]
  /** Ids of the lines, as shown, of every scene in which lines were added, removed or moved. */
  sceneOrder?: ReadonlyMap<string, readonly string[]>
  /** All scenes that have lines, as shown: given when some came, went, moved or were omitted. */
  shown?: readonly string[]
  /** Those of them that are filmed; given with `shown`. */
  scenes?: readonly string[]
}

/** A line as it was last told, and the scene that its node names. */
interface Known {
  physical: string
  line: Line
}

/**
 * Follows a script document and tells what changed of its lines: a keystroke reads one line, a new line or a split two and the
 * order of their scene; when scenes come, go or move it goes through the scenes. Nothing goes through all lines but the first
 * reading, which is told at once.
 */
export function watchScript(doc: Y.Doc, onChange: (change: WatchedScript) => void): { destroy(): void } {
  const roots = scriptRoots(doc)
  const scenes: unknown = roots.scenes
  const lines = new WatchedLines(roots)
  const tell = (change: WatchedScript | null): void => {
    if (change) onChange(change)
  }
  const onScript = (events: Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction): void => {
    // scenes of the same transaction, if their observer comes after this one
    const others = [...transaction.changedParentTypes.keys()].some(type => type === scenes)
    tell(lines.take(events, others))
  }
  const onScenes = (): void => tell(lines.take([], true))
  roots.script.observeDeep(onScript)
  roots.scenes.observeDeep(onScenes)
  onChange(lines.readAll())
  return {
    destroy() {
      roots.script.unobserveDeep(onScript)
      roots.scenes.unobserveDeep(onScenes)
    },
  }
}

/** The lines of a script by the scenes that their nodes name, kept up by what events say. */
class WatchedLines {
  readonly #roots: ScriptRoots
  readonly #known = new Map<Y.XmlElement, Known>()
  /** Physical scene -> its lines as they stand. */
  readonly #buckets = new Map<string, Y.XmlElement[]>()
  /** Line id -> who has it: two, where a foreign client copied a line, until the server repairs that. */
  readonly #holders = new Map<string, Set<Y.XmlElement>>()
  /** Shown scene -> the physical scenes whose lines it has, one behind the other; and back. */
  #arranged = new Map<string, string[]>()
  #shownOf = new Map<string, string>()

  /** What is to be told next. */
  #read = new Set<Y.XmlElement>()
  #gone = new Set<string>()
  /** Physical scenes with other lines; whether other scenes have lines now. */
  #touched = new Set<string>()
  #scenesChanged = true

  constructor(roots: ScriptRoots) {
    this.#roots = roots
  }

  readAll(): WatchedScript {
    for (let node = this.#roots.script.firstChild; node; node = node.nextSibling as typeof node)
      if (isLineElement(node)) this.#put(node, null)
    return this.#told()
  }

  /** Null: nothing that matters changed. */
  take(events: readonly Y.YEvent<Y.AbstractType<unknown>>[], scenesChanged: boolean): WatchedScript | null {
    this.#scenesChanged = scenesChanged
    const dirty = new Set<Y.XmlElement>()
    for (const event of events) {
      let node: unknown = event.target
      if (node === this.#roots.script) this.#takeChildren(event)
      else {
        if (node instanceof Y.XmlText) node = node.parent
        if (isLineElement(node)) dirty.add(node)
      }
    }
    for (const element of dirty) this.#readAgain(element)
    const nothing = this.#read.size === 0 && this.#gone.size === 0 && this.#touched.size === 0
    return nothing && !this.#scenesChanged ? null : this.#told()
  }

  #takeChildren({ changes }: Y.YEvent<Y.AbstractType<unknown>>): void {
    for (const { content } of changes.deleted)
      if (content instanceof Y.ContentType && isLineElement(content.type)) this.#remove(content.type)
    for (const { content } of changes.added)
      if (content instanceof Y.ContentType && isLineElement(content.type)) {
        const { type } = content
        this.#put(type, bucket => this.#placeIn(bucket, type))
      }
  }

  #readAgain(element: Y.XmlElement): void {
    const known = this.#known.get(element)
    // also what was just put: it was read as it is now
    if (!known || this.#read.has(element)) return
    const line = readLine(element)
    if (line.scene === known.physical && line.id === known.line.id) {
      known.line = { ...line, scene: known.line.scene }
      this.#read.add(element)
      return
    }
    this.#remove(element)
    this.#put(element, bucket => this.#placeIn(bucket, element))
  }

  /** `placeIn`: where in its scene it stands; null: at the end. */
  #put(element: Y.XmlElement, placeIn: ((bucket: readonly Y.XmlElement[]) => number) | null): void {
    const line = readLine(element)
    const physical = line.scene
    this.#known.set(element, { physical, line: { ...line, scene: shownScene(this.#roots.scenes, physical) } })
    const bucket = this.#buckets.get(physical)
    if (bucket) bucket.splice(placeIn ? placeIn(bucket) : bucket.length, 0, element)
    else {
      this.#buckets.set(physical, [element])
      this.#scenesChanged = true
    }
    const holders = this.#holders.get(line.id)
    if (holders) holders.add(element)
    else this.#holders.set(line.id, new Set([element]))
    this.#touched.add(physical)
    this.#read.add(element)
  }

  #remove(element: Y.XmlElement): void {
    const known = this.#known.get(element)
    if (!known) return
    const { physical, line } = known
    this.#known.delete(element)
    this.#read.delete(element)
    const bucket = this.#buckets.get(physical) ?? []
    bucket.splice(bucket.indexOf(element), 1)
    if (bucket.length === 0) {
      this.#buckets.delete(physical)
      this.#scenesChanged = true
    }
    const holders = this.#holders.get(line.id)
    holders?.delete(element)
    if (holders?.size === 0) this.#holders.delete(line.id)
    for (const other of holders ?? []) this.#read.add(other)
    this.#gone.add(line.id)
    this.#touched.add(physical)
  }

  /** Behind or before its nearest neighbour of the same scene: lines of a scene stand together, so that is next to it. */
  #placeIn(bucket: readonly Y.XmlElement[], element: Y.XmlElement): number {
    const physical = this.#known.get(element)?.physical
    let before: Sibling = element
    let after: Sibling = element
    while (before || after) {
      before = before?.prevSibling ?? null
      if (before && this.#known.get(before as Y.XmlElement)?.physical === physical)
        return bucket.lastIndexOf(before as Y.XmlElement) + 1
      after = after?.nextSibling ?? null
      if (after && this.#known.get(after as Y.XmlElement)?.physical === physical)
        return bucket.lastIndexOf(after as Y.XmlElement)
    }
    return bucket.length
  }

  #told(): WatchedScript {
    const reordered = this.#scenesChanged ? this.#arrange() : new Set<string>()
    for (const physical of this.#touched) reordered.add(this.#shownOf.get(physical) ?? physical)
    const sceneOrder = new Map(
      [...reordered].map(scene => {
        const own = (this.#arranged.get(scene) ?? []).flatMap(physical => this.#buckets.get(physical) ?? [])
        return [scene, own.flatMap(element => this.#known.get(element)?.line.id ?? [])]
      }),
    )
    const shown = [...this.#arranged.keys()]
    const told: WatchedScript = {
      lines: [...this.#read].flatMap(element => this.#known.get(element)?.line ?? []),
      removedLines: [...this.#gone].filter(id => !this.#holders.has(id)),
      ...(sceneOrder.size > 0 ? { sceneOrder } : {}),
      ...(this.#scenesChanged ? { shown, scenes: shown.filter(scene => this.#isFilmed(scene)) } : {}),
    }
    this.#read = new Set()
    this.#gone = new Set()
    this.#touched = new Set()
    this.#scenesChanged = false
    return told
  }

  /** Goes through the scenes; shown scenes that have other lines now. */
  #arrange(): Set<string> {
    const arranged = new Map<string, string[]>()
    const shownOf = new Map<string, string>()
    for (const physical of physicalOrder(this.#roots.scenes, this.#buckets.keys())) {
      const bucket = this.#buckets.get(physical)
      if (!bucket) continue
      const shown = shownScene(this.#roots.scenes, physical)
      shownOf.set(physical, shown)
      const own = arranged.get(shown)
      if (own) own.push(physical)
      else arranged.set(shown, [physical])
      if (this.#shownOf.get(physical) !== shown) this.#showIn(bucket, shown)
    }
    const all = new Set([...arranged.keys(), ...this.#arranged.keys()])
    const others = [...all].filter(scene => !sameList(arranged.get(scene), this.#arranged.get(scene)))
    this.#arranged = arranged
    this.#shownOf = shownOf
    return new Set(others)
  }

  #showIn(bucket: readonly Y.XmlElement[], scene: string): void {
    for (const element of bucket) {
      const known = this.#known.get(element)
      if (!known || known.line.scene === scene) continue
      known.line = { ...known.line, scene }
      this.#read.add(element)
    }
  }

  #isFilmed(scene: string): boolean {
    return scene !== FRONT && sceneEntry(this.#roots.scenes, scene)?.get('omitted') !== true
  }
}

type Sibling = Y.XmlElement | Y.XmlText | null
