import { Fragment, Mark, Node, type NodeType, type Schema } from '@tiptap/pm/model'
import type * as Y from 'yjs'
import {
  isLineElement,
  isLineType,
  type LineAttribute,
  type LineDraft,
  lineText,
  MARKS,
  plainText,
  type Run,
  readRuns,
} from '../../../shared/core/script/line.ts'
import { FRONT, type ScriptRoots, shownElements } from '../../../shared/core/script/scenes.ts'

/** One shown line. `index` is its place in the list, -1 when it is not shown. */
export class LineRecord {
  /** Null for the placeholder that an empty script shows, because an editor needs one line. */
  readonly element: Y.XmlElement | null
  text: Y.XmlText | null
  index = -1

  constructor(element: Y.XmlElement | null) {
    this.element = element
    this.text = element && lineText(element)
  }

  get id(): string | null {
    return this.element?.getAttribute('id') || null
  }

  get scene(): string | null {
    return this.element?.getAttribute('scene') || null
  }
}

/** The lines as shown, one record per line, kept for as long as the line is: `records[i]` stands for line i of the editor. */
export class LineList {
  records: readonly LineRecord[] = []
  readonly #roots: ScriptRoots
  readonly #home: string
  readonly #byElement = new Map<Y.XmlElement, LineRecord>()
  #byId: Map<string, LineRecord> | null = null
  readonly #placeholder = new LineRecord(null)

  constructor(roots: ScriptRoots, home: string) {
    this.#roots = roots
    this.#home = home
    this.replace(this.read())
  }

  /** The records of the document as it is now, in shown order. Does not change the list. */
  read(): LineRecord[] {
    const records = this.#shown().map(element => this.recordOf(element))
    return records.length > 0 ? records : [this.#placeholder]
  }

  /** Scenes of a script are shown in their own order; paragraphs of prose as they stand. */
  #shown(): Y.XmlElement[] {
    if (this.#home === FRONT) return shownElements(this.#roots)
    return (this.#roots.script.toArray() as unknown[]).filter(isLineElement)
  }

  recordOf(element: Y.XmlElement): LineRecord {
    let record = this.#byElement.get(element)
    if (!record) {
      record = new LineRecord(element)
      this.#byElement.set(element, record)
    }
    return record
  }

  find(element: unknown): LineRecord | undefined {
    return this.#byElement.get(element as Y.XmlElement)
  }

  withId(id: string): LineRecord | undefined {
    if (!this.#byId) {
      this.#byId = new Map()
      for (const record of this.records) if (record.id !== null) this.#byId.set(record.id, record)
    }
    return this.#byId.get(id)
  }

  isShown(record: LineRecord): boolean {
    return this.records[record.index] === record
  }

  /** Makes `records` the list, and forgets lines that are gone. */
  replace(records: readonly LineRecord[]): void {
    const before = this.records
    for (const record of before) record.index = -1
    records.forEach((record, i) => {
      record.index = i
    })
    for (const record of before) if (record.index < 0 && record.element) this.#byElement.delete(record.element)
    this.records = records
    this.#byId = null
  }

  /** Ids may have changed. */
  forgetIds(): void {
    this.#byId = null
  }
}

const textAttribute = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** A line's attributes as the editor has them: null where there is none. */
export function attributesOf(record: LineRecord): Record<LineAttribute, string | null> {
  const read = (name: LineAttribute) => textAttribute(record.element?.getAttribute(name))
  return {
    id: read('id'),
    scene: read('scene'),
    type: read('type') ?? 'action',
    dual: read('dual'),
    depth: read('depth'),
    boneyard: read('boneyard'),
  }
}

export function marksOf(schema: Schema, attributes: Record<string, unknown> | undefined): Mark[] {
  const marks: Mark[] = []
  for (const name of MARKS) {
    const type = schema.marks[name]
    if (attributes?.[name] && type) marks.push(type.create())
  }
  return marks
}

export function contentOf(schema: Schema, record: LineRecord): Fragment {
  // of thousands of lines few have any emphasis
  const words = record.text ? plainText(record.text) : ''
  if (words !== null) return words === '' ? Fragment.empty : Fragment.from(schema.text(words))
  return Fragment.fromArray(
    readRuns(record.text).map(run =>
      schema.text(
        run.text,
        run.marks.flatMap(mark => schema.marks[mark]?.create() ?? []),
      ),
    ),
  )
}

/** How the library makes a node once its attributes are known to be complete, which its types do not tell. */
const MadeNode = Node as unknown as new (
  type: NodeType,
  attributes: object,
  content: Fragment,
  marks: readonly Mark[],
) => Node

/**
 * The node of a line. That it fits the schema is not checked: it holds text only, by its making. Its attributes are taken as they
 * are: copied one by one, those of 4,000 lines weigh megabytes.
 */
export function nodeOf({ nodes: { line } }: Schema, record: LineRecord): Node {
  if (!line) throw new Error('The schema has no lines.')
  return new MadeNode(line, attributesOf(record), contentOf(line.schema, record), Mark.none)
}

/** The document of these lines, of which there is always one. */
export const documentOf = (schema: Schema, records: readonly LineRecord[]): Node =>
  schema.topNodeType.create(
    null,
    records.map(record => nodeOf(schema, record)),
  )

export const attributeOf = (node: Node, name: LineAttribute): string | null => textAttribute(node.attrs[name])

/** A line's content as runs of emphasis. */
export function runsOf(node: Node): Run[] {
  const runs: Run[] = []
  node.forEach(child => {
    const names = new Set(child.marks.map(mark => mark.type.name))
    runs.push({ text: child.text ?? '', marks: MARKS.filter(mark => names.has(mark)) })
  })
  return runs
}

/** A line of the editor as a draft for a new line of the document. */
export function draftOf(node: Node): LineDraft {
  const type = node.attrs.type
  const depth = attributeOf(node, 'depth')
  return {
    type: isLineType(type) ? type : 'action',
    runs: runsOf(node),
    ...(attributeOf(node, 'dual') && { dual: true }),
    ...(depth && { depth: Number(depth) }),
    ...(attributeOf(node, 'boneyard') && { boneyard: true }),
  }
}
