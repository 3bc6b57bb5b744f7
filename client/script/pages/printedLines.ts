import type { Node } from '@tiptap/pm/model'
import type * as Y from 'yjs'
import type { PageLine } from '../../../shared/core/pages/page.ts'
import { isLineType, textOfRuns } from '../../../shared/core/script/line.ts'
import { type SceneEntry, sceneEntry, shownScene } from '../../../shared/core/script/scenes.ts'
import { runsOf } from '../binding/lines.ts'
import { type Window, windowOf } from '../binding/window.ts'

/** The lines of an editor's document as the paginator takes them: one object for as long as the node is the same. */
export class PrintedLines {
  readonly #printed = new WeakMap<Node, PageLine>()
  readonly #omitted = new WeakMap<Node, PageLine>()

  #last: { doc: Node; omitted: ReadonlySet<string>; lines: readonly PageLine[] } | null = null

  of(doc: Node, scenes: Y.Map<SceneEntry>): readonly PageLine[] {
    const omitted = omittedScenes(scenes)
    const last = this.#last && isSame(this.#last.omitted, omitted) ? this.#last : null
    const window = last ? windowOf(last.doc, doc) : { from: 0, oldTo: 0, newTo: doc.childCount }
    const before = last?.lines ?? []
    const lines = window ? this.#exchanged(before, window, doc, omitted) : before
    this.#last = { doc, omitted, lines }
    return lines
  }

  #exchanged(before: readonly PageLine[], { from, oldTo, newTo }: Window, doc: Node, omitted: ReadonlySet<string>) {
    const fresh: PageLine[] = []
    for (let i = from; i < newTo; i++) fresh.push(this.#lineOf(doc.child(i), omitted))
    const [first] = fresh
    // most keys: one copy of the list instead of three
    if (first && newTo === from + 1 && oldTo === newTo) return before.with(from, first)
    return before.slice(0, from).concat(fresh, before.slice(oldTo))
  }

  #lineOf(node: Node, omitted: ReadonlySet<string>): PageLine {
    const isOmitted = omitted.size > 0 && omitted.has(String(node.attrs.scene ?? ''))
    const known = isOmitted ? this.#omitted : this.#printed
    let line = known.get(node)
    if (!line) {
      line = printed(node, isOmitted)
      known.set(node, line)
    }
    return line
  }
}

const isSame = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every(each => b.has(each))

function printed(node: Node, omitted: boolean): PageLine {
  const runs = runsOf(node)
  return {
    id: String(node.attrs.id ?? ''),
    type: isLineType(node.attrs.type) ? node.attrs.type : 'action',
    text: textOfRuns(runs),
    runs,
    dual: node.attrs.dual === '1',
    omitted,
  }
}

/** Scenes of whose lines nothing is printed, those that were merged into them included. */
function omittedScenes(scenes: Y.Map<SceneEntry>): Set<string> {
  const omitted = new Set<string>()
  for (const id of scenes.keys())
    if (sceneEntry(scenes, shownScene(scenes, id))?.get('omitted') === true) omitted.add(id)
  return omitted
}
