import * as Y from 'yjs'
import { isLineElement, type Line, readLine } from '../script/line.ts'
import { scriptRoots } from '../script/scenes.ts'

/** Reads lines of a document and keeps them: a line that did not change is the same object again. */
export interface LineMemory {
  read: (element: Y.XmlElement) => Line
  destroy: () => void
}

export function rememberLines(doc: Y.Doc): LineMemory {
  let known = new WeakMap<Y.XmlElement, Line>()
  const { script } = scriptRoots(doc)
  const forget = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    for (const { target } of events) {
      const node: unknown = target instanceof Y.XmlText ? target.parent : target
      if (isLineElement(node)) known.delete(node)
    }
  }
  script.observeDeep(forget)
  return {
    read(element) {
      let line = known.get(element)
      if (!line) {
        line = readLine(element)
        known.set(element, line)
      }
      return line
    },
    destroy() {
      script.unobserveDeep(forget)
      known = new WeakMap()
    },
  }
}
