import type { Node } from '@tiptap/pm/model'
import type * as Y from 'yjs'
import type { LineType } from '../../../shared/core/script/lineTypes.ts'
import { writtenRevision } from '../../../shared/core/script/production.ts'
import { markRevised } from '../../../shared/core/script/revisions.ts'
import { attributeOf } from './lines.ts'

/** What is not printed needs no mark on a page. */
const UNPRINTED: ReadonlySet<string> = new Set<LineType>(['section', 'synopsis', 'note'])

/** Marks the lines that an own change touches, in its transaction, while a revision is being written. */
export class Reviser {
  readonly #doc: Y.Doc
  /** Id of the revision that is being written, or null. */
  readonly revision: string | null

  constructor(doc: Y.Doc) {
    this.#doc = doc
    this.revision = writtenRevision(doc)
  }

  /** A line that stayed: marked when other words, other emphasis or another element are printed. */
  changed(element: Y.XmlElement, was: Node, now: Node): void {
    if (this.revision === null || UNPRINTED.has(String(now.attrs.type))) return
    const isSame =
      was.content.eq(now.content) &&
      attributeOf(was, 'type') === attributeOf(now, 'type') &&
      attributeOf(was, 'dual') === attributeOf(now, 'dual')
    if (!isSame) markRevised(this.#doc, element, this.revision)
  }

  /** What a new line is marked with. */
  ofNew(node: Node): { revised?: string } {
    return this.revision === null || UNPRINTED.has(String(node.attrs.type)) ? {} : { revised: this.revision }
  }

  /** Whole lines went: the line that stands in their place tells of it. */
  closed(gone: readonly Node[], neighbour: Y.XmlElement | null): void {
    const isPrinted = gone.some(line => line.content.size > 0 && !UNPRINTED.has(String(line.attrs.type)))
    if (this.revision !== null && neighbour && isPrinted) markRevised(this.#doc, neighbour, this.revision)
  }
}
