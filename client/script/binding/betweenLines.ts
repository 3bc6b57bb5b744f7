import type { EditorView } from '@tiptap/pm/view'
import type { Drawn, DrawnDoc, Spot } from './drawn.ts'
import { placeOf } from './window.ts'

/** What stood between lines and what stands there now, by the place of the line below. */
export interface Between {
  readonly gone: Map<number, Spot>
  readonly come: Map<number, Spot>
}

type Made = new (parent: DrawnDoc, widget: Spot, view: EditorView, position: number) => Drawn

/**
 * Takes what is gone between lines out of the page and puts what has come where it belongs: a page break that moves by a line is most
 * of what a new row changes. False: the library has to; nothing was touched then.
 *
 * @param locals all that belongs to the document itself now, by place
 */
export function drawBetween(
  doc: DrawnDoc,
  { gone, come }: Between,
  locals: readonly Spot[],
  starts: readonly number[],
  view: EditorView,
): boolean {
  if (gone.size === 0 && come.size === 0) return true
  // in which order several stand at one place is the library's to say
  const standing = new Set<number>()
  for (const { widget, from } of locals) {
    if (!widget) continue
    const place = placeOf(starts, from)
    if (standing.has(place) && (come.has(place) || gone.has(place))) return false
    standing.add(place)
  }
  const stale = staleOf(doc, gone)
  const pattern = doc.children.find(({ widget }) => widget)
  if (!stale || (come.size > 0 && !pattern)) return false
  const Made = pattern?.constructor as Made
  const children: Drawn[] = []
  let place = 0
  const add = (below: globalThis.Node | null): void => {
    const spot = come.get(place)
    if (!spot) return
    const drawn = new Made(doc, spot, view, spot.from)
    view.dom.insertBefore(drawn.dom, below)
    children.push(drawn)
  }
  for (const child of doc.children) {
    if (stale.has(child)) {
      child.dom.parentNode?.removeChild(child.dom)
      child.destroy()
      continue
    }
    if (child.node) {
      add(child.dom)
      place++
    }
    children.push(child)
  }
  add(null)
  doc.children = children
  return true
}

/** What is drawn of `gone`; null: it is not what was expected. */
function staleOf(doc: DrawnDoc, gone: ReadonlyMap<number, Spot>): ReadonlySet<Drawn> | null {
  const stale = new Set<Drawn>()
  let place = 0
  for (const child of doc.children) {
    const spot = gone.get(place)
    if (child.node) place++
    else if (!child.widget) return null
    else if (spot) {
      if (!spot.type.eq(child.widget.type)) return null
      stale.add(child)
    }
  }
  return stale.size === gone.size ? stale : null
}
