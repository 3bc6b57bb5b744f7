import { type Attrs, Fragment, type Node } from '@tiptap/pm/model'
import { Step, StepResult } from '@tiptap/pm/transform'

/**
 * Gives lines other attributes, by their place among the lines. However many they are, it copies the list of lines once; the
 * steps that ProseMirror has for it copy it once each, which is a minute for a pasted screenplay. No position changes.
 */
export class LineAttributesStep extends Step {
  readonly #attributes: ReadonlyMap<number, Attrs>

  constructor(attributes: ReadonlyMap<number, Attrs>) {
    super()
    this.#attributes = attributes
  }

  override apply(doc: Node): StepResult {
    const lines = [...doc.content.content]
    for (const [i, attributes] of this.#attributes) {
      const line = lines[i]
      if (!line) return StepResult.fail(`There is no line ${i}.`)
      lines[i] = line.type.create({ ...line.attrs, ...attributes }, line.content, line.marks)
    }
    return StepResult.ok(doc.copy(Fragment.fromArray(lines)))
  }

  override invert(doc: Node): Step {
    return new LineAttributesStep(new Map([...this.#attributes.keys()].map(i => [i, doc.child(i).attrs])))
  }

  /** Places are not positions: behind other steps it means nothing. Nothing here rebases steps. */
  override map(): null {
    return null
  }

  override toJSON(): object {
    return { stepType: 'lineAttributes', attributes: [...this.#attributes] }
  }
}
