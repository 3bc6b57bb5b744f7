import * as Y from 'yjs'
import { isId, newId } from '../ids.ts'
import { byOrder, isOrderKey, keyAfter, LAST_KEY } from '../order.ts'
import { isLineElement, type Line, readLine } from './line.ts'
import { scriptRoots, shownElements } from './scenes.ts'

/** The colours of the pages of a shooting script, in the order in which revisions take them; then they begin anew. */
export const REVISION_COLOURS = [
  'white',
  'blue',
  'pink',
  'yellow',
  'green',
  'goldenrod',
  'buff',
  'salmon',
  'cherry',
  'tan',
] as const
export type RevisionColour = (typeof REVISION_COLOURS)[number]

/** A set of changes that goes out on pages of one colour. */
export interface Revision {
  id: string
  order: string
  name: string
  colour: RevisionColour
  /** YYYY-MM-DD, '' where nobody said. */
  date: string
}
/** Fields of an entry of `revisions`. Entries are never deleted: lines name them. */
export type RevisionEntry = Y.Map<string>

export const LONGEST_REVISION_NAME = 100

export const isRevisionColour = (value: unknown): value is RevisionColour =>
  REVISION_COLOURS.includes(value as RevisionColour)

export const revisionsOf = (doc: Y.Doc): Y.Map<RevisionEntry> => doc.getMap('revisions')

/** All revisions, the first one first. What a foreign program left half done reads as a white one without a name. */
export function readRevisions(doc: Y.Doc): Revision[] {
  const out: Revision[] = []
  for (const [id, entry] of revisionsOf(doc) as Iterable<[string, unknown]>) {
    if (!(entry instanceof Y.Map)) continue
    const text = (name: keyof Revision): string => {
      const value: unknown = entry.get(name)
      return typeof value === 'string' ? value : ''
    }
    const [order, colour, date] = [text('order'), text('colour'), text('date')]
    out.push({
      id,
      order: isOrderKey(order) ? order : LAST_KEY,
      name: text('name').slice(0, LONGEST_REVISION_NAME),
      colour: isRevisionColour(colour) ? colour : 'white',
      date: /^\d{4}-\d\d-\d\d$/.test(date) ? date : '',
    })
  }
  return out.sort(byOrder)
}

/** The colour after that of the latest revision; blue for the first one, because the script itself was white. */
export function nextColour(revisions: readonly Pick<Revision, 'colour'>[]): RevisionColour {
  const last = revisions.at(-1)?.colour ?? 'white'
  return REVISION_COLOURS[(REVISION_COLOURS.indexOf(last) + 1) % REVISION_COLOURS.length] ?? 'white'
}

/** Adds a revision behind all others; returns its id. In the caller's transaction, if there is one. */
export function addRevision(
  doc: Y.Doc,
  { id = newId(), name, colour, date }: Pick<Revision, 'name' | 'colour' | 'date'> & { id?: string },
): string {
  const revisions = revisionsOf(doc)
  const keys = readRevisions(doc).map(revision => revision.order)
  const entry: RevisionEntry = new Y.Map()
  const order = keyAfter(keys, keys.findLast(key => key !== LAST_KEY) ?? null)
  const fields = { order, name: name.slice(0, LONGEST_REVISION_NAME), colour, date }
  for (const [field, value] of Object.entries(fields)) entry.set(field, value)
  doc.transact(() => revisions.set(id, entry))
  return id
}

/** Changes name, colour or date. One that is not there, or no longer readable, stays as it is. */
export function changeRevision(
  doc: Y.Doc,
  id: string,
  fields: Partial<Pick<Revision, 'name' | 'colour' | 'date'>>,
): void {
  const entry: unknown = revisionsOf(doc).get(id)
  if (!(entry instanceof Y.Map)) return
  doc.transact(() => {
    for (const [field, value] of Object.entries(fields))
      if (value !== undefined && entry.get(field) !== value) entry.set(field, value.slice(0, LONGEST_REVISION_NAME))
  })
}

/** Lines that changed in a revision, as shown. */
export const linesOfRevision = (doc: Y.Doc, id: string): Line[] =>
  shownElements(scriptRoots(doc))
    .filter(line => line.getAttribute('revised') === id)
    .map(readLine)

/**
 * Says on a line that it changed in revision `id`. Who types behind a colleague says it again in their own name, so that the
 * mark stays when the colleague takes their change back; who types on says nothing more.
 */
export function markRevised(doc: Y.Doc, line: Y.XmlElement, id: string): void {
  const item = line._map.get('revised')
  if (item && !item.deleted && item.id.client === doc.clientID && line.getAttribute('revised') === id) return
  line.setAttribute('revised', id)
}

/** Takes the marks of a revision (null: of all of them) off the lines, for good. Returns how many lines had one. */
export function clearRevised(doc: Y.Doc, id: string | null, origin?: unknown): number {
  const { script } = scriptRoots(doc)
  const marked = (script.toArray() as unknown[])
    .filter(isLineElement)
    .filter(line => line.getAttribute('revised') !== undefined && (id === null || line.getAttribute('revised') === id))
  if (marked.length === 0) return 0
  doc.transact(() => {
    for (const line of marked) line.removeAttribute('revised')
  }, origin)
  return marked.length
}

/** Is a value the id of a revision? Lines and `production` may name anything until they were checked. */
export const hasRevision = (doc: Y.Doc, id: unknown): id is string => isId(id) && revisionsOf(doc).has(id)
