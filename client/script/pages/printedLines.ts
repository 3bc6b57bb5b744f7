import type { Node } from '@tiptap/pm/model'
import type * as Y from 'yjs'
import type { PageLine } from '../../../shared/core/pages/page.ts'
import { isLineType } from '../../../shared/core/script/line.ts'
import { type SceneEntry, sceneEntry, shownScene } from '../../../shared/core/script/scenes.ts'
import { runsOf } from '../binding/lines.ts'

/** The lines of an editor's document as the paginator takes them: one object for as long as the node is the same. */
export class PrintedLines {
  readonly #printed = new WeakMap<Node, PageLine>()
  readonly #omitted = new WeakMap<Node, PageLine>()

  of(doc: Node, scenes: Y.Map<SceneEntry>): PageLine[] {
    const omitted = omittedScenes(scenes)
    const lines: PageLine[] = []
    doc.forEach(node => {
      const isOmitted = omitted.size > 0 && omitted.has(String(node.attrs.scene ?? ''))
      const known = isOmitted ? this.#omitted : this.#printed
      let line = known.get(node)
      if (!line) {
        line = printed(node, isOmitted)
        known.set(node, line)
      }
      lines.push(line)
    })
    return lines
  }
}

const printed = (node: Node, omitted: boolean): PageLine => ({
  id: String(node.attrs.id ?? ''),
  type: isLineType(node.attrs.type) ? node.attrs.type : 'action',
  text: node.textContent,
  runs: runsOf(node),
  dual: node.attrs.dual === '1',
  omitted,
})

/** Scenes of whose lines nothing is printed, those that were merged into them included. */
function omittedScenes(scenes: Y.Map<SceneEntry>): Set<string> {
  const omitted = new Set<string>()
  for (const id of scenes.keys())
    if (sceneEntry(scenes, shownScene(scenes, id))?.get('omitted') === true) omitted.add(id)
  return omitted
}
