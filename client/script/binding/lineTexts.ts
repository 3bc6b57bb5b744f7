import { Fragment, type Node } from '@tiptap/pm/model'
import { Step, StepMap, StepResult } from '@tiptap/pm/transform'
import { startsOf } from './window.ts'

/** What a line is to hold, and where that differs: [place in the line, units that go, units that come], rising. */
export interface LineText {
  readonly content: Fragment
  readonly differs: readonly (readonly [at: number, gone: number, come: number])[]
}

/**
 * Gives lines other words, by their place among the lines. However many they are, it copies the list of lines once, and positions
 * are mapped through one list: with a step for every word, replacing 500 of them in 4,000 lines takes seconds.
 */
export class LineTextsStep extends Step {
  readonly #texts: ReadonlyMap<number, LineText>
  readonly #map: StepMap

  /** `doc`: the document as it is before. */
  constructor(texts: ReadonlyMap<number, LineText>, doc: Node) {
    super()
    this.#texts = texts
    const starts = startsOf(doc)
    const places = [...texts].sort(([a], [b]) => a - b)
    this.#map = new StepMap(
      places.flatMap(([i, { differs }]) =>
        differs.flatMap(([at, gone, come]) => [(starts[i] ?? 0) + 1 + at, gone, come]),
      ),
    )
  }

  override apply(doc: Node): StepResult {
    const lines = [...doc.content.content]
    for (const [i, { content }] of this.#texts) {
      const line = lines[i]
      if (!line) return StepResult.fail(`There is no line ${i}.`)
      lines[i] = line.copy(content)
    }
    return StepResult.ok(doc.copy(Fragment.fromArray(lines)))
  }

  override getMap(): StepMap {
    return this.#map
  }

  override invert(doc: Node): Step {
    const before = new Map<number, LineText>()
    for (const [i, { differs }] of this.#texts) {
      let shift = 0
      const back = differs.map(([at, gone, come]) => {
        const place = at + shift
        shift += come - gone
        return [place, come, gone] as const
      })
      before.set(i, { content: doc.child(i).content, differs: back })
    }
    const { doc: after } = this.apply(doc)
    return new LineTextsStep(before, after ?? doc)
  }

  /** Places are not positions: behind other steps it means nothing. Nothing here rebases steps. */
  override map(): null {
    return null
  }

  override toJSON(): object {
    return { stepType: 'lineTexts', texts: [...this.#texts] }
  }
}
