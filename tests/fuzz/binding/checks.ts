import type { Node } from '@tiptap/pm/model'
import { ReplaceStep } from '@tiptap/pm/transform'
import * as Y from 'yjs'
import { bindingMeta } from '../../../client/script/binding/binding.ts'
import { type Client, linesIn } from './client.ts'
import { type ReadLine, readDocument, readEditor, wrongScenes } from './reader.ts'

/** What failed, with what one needs to see why. */
export class Finding extends Error {
  readonly detail: unknown

  constructor(message: string, detail?: unknown) {
    super(message)
    this.name = 'Finding'
    this.detail = detail
  }
}

/** The editor shows exactly what the document holds, and the binding's bookkeeping agrees. */
export function checkClient({ doc, view, binding }: Client, after: string): void {
  const lines = readDocument(doc)
  const rows = readEditor(view.state.doc)
  const isPlaceholder = lines.length === 0 && rows.length === 1 && view.state.doc.child(0).attrs.id === null
  const wanted = lines.map(line => line.row)
  if (!isPlaceholder && wanted.join('\n') !== rows.join('\n'))
    throw new Finding(`the editor shows something else after ${after}`, { wanted, rows })
  if (binding.syncedDoc !== view.state.doc) throw new Finding(`the synced document is stale after ${after}`)
  binding.lines.records.forEach((record, i) => {
    if (record.index !== i) throw new Finding(`a line's place is stale after ${after}`)
  })
}

/** No line ever lacks what it needs, provided that updates come in order. */
export function checkAttributes({ doc }: Client, after: string): void {
  for (const line of doc.getXmlFragment('script').toArray() as unknown[])
    if (line instanceof Y.XmlElement)
      for (const name of ['id', 'type', 'scene'])
        if (!line.getAttribute(name)) throw new Finding(`a line has no ${name} after ${after}`)
}

/** Remote steps are small: what did not change and stayed in its place is never made anew, the whole never replaced. */
export function checkSteps({ view }: Client, from: number): void {
  let inParts = false
  for (const tr of view.log.slice(from)) {
    const meta = bindingMeta(tr)
    if (!meta) continue
    const isPart = meta.part || inParts
    inParts = meta.part
    const isWhole = tr.steps.some((step, i) => {
      const before = tr.docs[i]
      return (
        step instanceof ReplaceStep &&
        before &&
        before.childCount > 1 &&
        step.from === 0 &&
        step.to === before.content.size
      )
    })
    const common = meta.after.filter(record => meta.before.includes(record))
    if (isWhole && common.length > 0) throw new Finding('the whole document was replaced')
    // of a change in parts neither begins nor ends with the lines that the meta names
    if (isPart) continue
    const places = common.map(record => meta.before.indexOf(record))
    if (places.some((place, i) => i > 0 && place < (places[i - 1] ?? 0))) continue
    for (const record of common) {
      const was = tr.before.child(meta.before.indexOf(record))
      const now = tr.doc.child(meta.after.indexOf(record))
      if (was !== now && was.eq(now) && !meta.touched.has(record))
        throw new Finding('an unchanged line was made anew', {
          steps: tr.steps.map(step => step.toJSON()),
          line: was.toJSON(),
          before: meta.before.map(r => r.id),
          after: meta.after.map(r => r.id),
          was: readEditor(tr.before),
          now: readEditor(tr.doc),
        })
    }
  }
}

export const shapeOf = (doc: Node): string =>
  linesIn(doc)
    .map(line => `${line.attrs.type}:${line.textContent}`)
    .join('\n')
export const textsOf = (doc: Node): string =>
  linesIn(doc)
    .map(line => line.textContent)
    .join('\n')

/** Scenes fit their headings. Only told of documents in which every scene has arrived. */
export function scenesFit({ doc }: Client): boolean {
  const lines = readDocument(doc)
  return allArrived(doc, lines) && wrongScenes(lines).length === 0
}

export function allArrived(doc: Y.Doc, lines: readonly ReadLine[]): boolean {
  const scenes: Record<string, { order?: string } | undefined> = doc.getMap('scenes').toJSON()
  const known = (id: string | null) => id === 'front' || scenes[id ?? '']?.order !== undefined
  return lines.every(line => known(line.scene) && known(line.root))
}

/** All clients hold the same document, and one that reads it fresh from the wire does too. */
export function checkSame(clients: readonly Client[]): void {
  const fresh = new Y.Doc()
  const first = clients[0]
  if (first) Y.applyUpdate(fresh, Y.encodeStateAsUpdate(first.doc))
  const docs = [...clients.map(client => client.doc), fresh]
  const readings = docs.map(doc => readDocument(doc).map(line => line.row))
  if (new Set(readings.map(rows => rows.join('\n'))).size > 1) throw new Finding('documents differ', readings)
  const raw = docs.map(rawOf)
  if (new Set(raw).size > 1) throw new Finding('documents differ beneath the surface', raw)
}

const sorted = (attributes: object | undefined) =>
  Object.entries(attributes ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1))

/** Everything in the document, in fragment order. */
function rawOf(doc: Y.Doc): string {
  const lines = (doc.getXmlFragment('script').toArray() as unknown[]).map(line =>
    line instanceof Y.XmlElement
      ? [
          sorted(line.getAttributes()),
          (line.toArray() as unknown[]).map(text =>
            text instanceof Y.XmlText
              ? (text.toDelta() as { insert: unknown; attributes?: object }[]).map(d => [
                  d.insert,
                  sorted(d.attributes),
                ])
              : null,
          ),
        ]
      : null,
  )
  const scenes = sorted(doc.getMap('scenes').toJSON()).map(([id, entry]: [string, object]) => [id, sorted(entry)])
  return JSON.stringify([lines, scenes])
}
