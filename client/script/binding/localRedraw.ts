import type { Node } from '@tiptap/pm/model'
import type { Decoration, DecorationSet, DecorationSource, EditorView } from '@tiptap/pm/view'
import { type Between, drawBetween } from './betweenLines.ts'
import type { Drawn, DrawnDoc, Spot } from './drawn.ts'
import { placeOf, startsOf, windowOf } from './window.ts'

/** How prosemirror-view keeps a set: what belongs to the document itself, and [from, to, set] for each line that has some. */
interface Inside {
  readonly local: readonly Spot[]
  readonly children: readonly (number | DecorationSet)[]
}

const CLEAN = 0
/** The page's own children are no longer those that were drawn. */
const CONTENT_DIRTY = 2
/** With more lines than so many the library is as fast. */
const MANY = 200

const redrawn = new WeakSet<object>()

/**
 * Has a view redraw only the lines of which something changed. At every change prosemirror-view goes through all of 4,000 lines
 * several times to find them, which is most of what a key costs beside the browser's own work. Where anything but the inside of
 * lines and their own attributes changes, or somebody composes, the library does it as ever. To be called again after an
 * update: the library may have begun anew.
 */
export function redrawLocally(view: EditorView): void {
  const { docView: doc } = view as unknown as { docView: DrawnDoc }
  if (redrawn.has(doc)) return
  redrawn.add(doc)
  const { updateInner, posBeforeChild, descAt } = doc
  const lines = new DrawnLines(doc)
  doc.updateInner = (node, outer, inner, editor) => {
    if (!editor.composing && lines.redraw(node, outer, inner, editor)) return
    updateInner.call(doc, node, outer, inner, editor)
    lines.forget()
  }
  doc.descAt = position => lines.at(position) ?? descAt.call(doc, position)
  doc.posBeforeChild = child => lines.positionOf(child) ?? posBeforeChild.call(doc, child)
}

class DrawnLines {
  readonly #doc: DrawnDoc
  #lines: readonly Drawn[] | null = null
  readonly #places = new Map<Drawn, number>()

  constructor(doc: DrawnDoc) {
    this.#doc = doc
  }

  forget(): void {
    this.#lines = null
  }

  /** The position before a line; undefined when it is not known at once. */
  positionOf(child: Drawn): number | undefined {
    const place = this.#read() ? this.#places.get(child) : undefined
    if (place === undefined || child.node === undefined || this.#doc.node.maybeChild(place) !== child.node) return
    return startsOf(this.#doc.node)[place]
  }

  /** The line that begins there; undefined when none does, or it is not known at once. */
  at(position: number): Drawn | undefined {
    const { node } = this.#doc
    const starts = startsOf(node)
    const place = placeOf(starts, position)
    const line = starts[place] === position ? this.#read()?.[place] : undefined
    return line !== undefined && line.node === node.maybeChild(place) ? line : undefined
  }

  /** Redraws what differs. False: the library has to, whatever was done here is right. */
  redraw(node: Node, outer: readonly Decoration[], inner: DecorationSource, view: EditorView): boolean {
    const doc = this.#doc
    if (doc.dirty >= CONTENT_DIRTY || node.childCount !== doc.node.childCount) return false
    const lines = this.#read()
    const between: Between = { gone: new Map(), come: new Map() }
    const changed = lines && this.#changed(lines, node, inner, between)
    if (!changed) return false
    doc.updateOuterDeco(outer)
    doc.node = node
    doc.innerDeco = inner
    const starts = startsOf(node)
    const locals = localsOf(inner, node)
    const around = locals.filter(({ widget }) => !widget)
    for (const i of changed) {
      const line = lines[i]
      const start = starts[i] ?? 0
      const child = node.child(i)
      const own = around.filter(({ from, to }) => from <= start && to > start)
      const inside = inner.forChild(start, child)
      if (!line) return false
      if (line.matchesNode(child, own, inside)) continue
      const { dom } = line
      if (!line.update(child, own, inside, view) || line.dom !== dom) return false
    }
    if (!drawBetween(doc, between, locals, starts, view)) return false
    doc.dirty = CLEAN
    return true
  }

  /** The places of lines that are to be drawn anew; null: more than lines changed, or many. */
  #changed(lines: readonly Drawn[], node: Node, inner: DecorationSource, between: Between): ReadonlySet<number> | null {
    const doc = this.#doc
    const changed = new Set<number>()
    const window = windowOf(doc.node, node)
    if (window && window.newTo - window.from > MANY) return null
    if (window) for (let i = window.from; i < window.newTo; i++) changed.add(i)
    if (doc.dirty !== CLEAN)
      for (const child of doc.children) {
        if (child.dirty === CLEAN) continue
        const place = this.#places.get(child)
        if (place === undefined) return null
        changed.add(place)
      }
    const [before, now] = [setsOf(doc.innerDeco), setsOf(inner)]
    if (before.length !== now.length) return null
    for (const [i, set] of now.entries()) {
      const was = before[i]
      if (!was || (was !== set && !compare(was, startsOf(doc.node), set, startsOf(node), changed, between))) return null
    }
    if (changed.size > MANY) return null
    for (const i of changed) if (lines[i]?.node !== doc.node.child(i)) return null
    return changed
  }

  #read(): readonly Drawn[] | null {
    const { children, node } = this.#doc
    if (this.#lines) return this.#lines
    const lines = children.filter(child => child.node !== undefined)
    if (lines.length !== node.childCount) return null
    this.#lines = lines
    this.#places.clear()
    lines.forEach((line, i) => void this.#places.set(line, i))
    return lines
  }
}

/** With a place for each that draws, where that is known. */
function setsOf(source: DecorationSource): readonly Inside[] {
  if ('slots' in source) return source.slots as readonly Inside[]
  const sets: Inside[] = []
  source.forEachSet(set => void sets.push(set as unknown as Inside))
  return sets
}
const localsOf = (source: DecorationSource, doc: Node) =>
  (source as unknown as { locals: (of: Node) => Inside['local'] }).locals(doc)

/** Adds the lines of which the decorations differ, and what stands between others than before. False: something over several does. */
function compare(
  was: Inside,
  oldStarts: readonly number[],
  now: Inside,
  starts: readonly number[],
  changed: Set<number>,
  between: Between,
): boolean {
  return (
    compareLocal(was, oldStarts, now, starts, changed, between) && compareInside(was, oldStarts, now, starts, changed)
  )
}

function compareLocal(
  { local: was }: Inside,
  oldStarts: readonly number[],
  { local: now }: Inside,
  starts: readonly number[],
  changed: Set<number>,
  { gone, come }: Between,
): boolean {
  if (was === now && oldStarts === starts) return true
  let i = 0
  let j = 0
  /** False: it is not known how to go on. */
  const differs = (spot: Spot | undefined, place: number, there: Map<number, Spot>): boolean => {
    if (!spot || isWhole(spot)) changed.add(place)
    else if (!spot.widget || there.has(place)) return false
    else there.set(place, spot)
    return true
  }
  // both by place
  while (i < was.length || j < now.length) {
    const a = was[i]
    const b = now[j]
    const placeA = a ? placeOf(oldStarts, a.from) : Number.POSITIVE_INFINITY
    const placeB = b ? placeOf(starts, b.from) : Number.POSITIVE_INFINITY
    if (a && b && placeA === placeB && a.type.eq(b.type)) {
      if (!isWhole(a) && !isSamePlace(a, oldStarts, b, starts)) return false
      i++
      j++
      continue
    }
    if (placeA <= placeB && !differs(a, placeA, gone)) return false
    if (placeB <= placeA && !differs(b, placeB, come)) return false
    if (placeA <= placeB) i++
    if (placeB <= placeA) j++
  }
  return true
}

/** Is it a line as a whole? Otherwise it stands between lines, or goes over several. */
const isWhole = ({ widget, inline }: Spot): boolean => !widget && !inline

function isSamePlace(a: Spot, oldStarts: readonly number[], b: Spot, starts: readonly number[]): boolean {
  const endA = placeOf(oldStarts, a.to)
  const endB = placeOf(starts, b.to)
  return (
    endA === endB &&
    a.to - (oldStarts[endA] ?? 0) === b.to - (starts[endB] ?? 0) &&
    a.from - (oldStarts[placeOf(oldStarts, a.from)] ?? 0) === b.from - (starts[placeOf(starts, b.from)] ?? 0)
  )
}

function compareInside(
  { children: was }: Inside,
  oldStarts: readonly number[],
  { children: now }: Inside,
  starts: readonly number[],
  changed: Set<number>,
): boolean {
  if (was === now && oldStarts === starts) return true
  let i = 0
  let j = 0
  while (i < was.length || j < now.length) {
    const placeA = i < was.length ? placeOf(oldStarts, was[i] as number) : Number.POSITIVE_INFINITY
    const placeB = j < now.length ? placeOf(starts, now[j] as number) : Number.POSITIVE_INFINITY
    if (placeA !== placeB || was[i + 2] !== now[j + 2]) changed.add(Math.min(placeA, placeB))
    if (placeA <= placeB) i += 3
    if (placeB <= placeA) j += 3
  }
  return true
}
