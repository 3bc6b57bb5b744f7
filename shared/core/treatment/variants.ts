import * as Y from 'yjs'
import type { Author } from '../documents/author.ts'
import { readMadeBy } from '../documents/madeBy.ts'
import { byOrder, isOrderKey, LAST_KEY } from '../order.ts'
import { isLineElement, type Line, type LineDraft, makeLine, readLine } from '../script/line.ts'
import type { ScriptRoots } from '../script/scenes.ts'

/**
 * Stage 2: the story as continuous prose, in several variants of which one is chosen. Roots: `variants`, a Y.Map id ->
 * Y.Map of the fields below, and `active`, a Y.Map {`variant`: id}. The prose of a variant is a fragment of lines, as a
 * script is: paragraphs are of type `general`, headings `section`. Variants are never removed: they are the gallery.
 */
export const VARIANT_FIELDS = ['order', 'tone', 'ending', 'chronology', 'madeBy', 'at', 'deleted'] as const

/** How a variant differs from the others, in a few words each. */
export interface Angle {
  tone: string
  ending: string
  chronology: string
}

export interface VariantDraft extends Angle {
  title: string
  lines: readonly LineDraft[]
  madeBy: Author | null
  /** ISO 8601. */
  at: string
}

export interface Variant extends Omit<VariantDraft, 'lines'> {
  id: string
  order: string
}

export const variantsRoot = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('variants')
export const activeRoot = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('active')

/** The entry of a variant; null when there is none. */
export function variantEntry(doc: Y.Doc, id: string): Y.Map<unknown> | null {
  const entry = variantsRoot(doc).get(id)
  return entry instanceof Y.Map ? entry : null
}

/** The prose of a variant; null when there is none. */
export function proseOf(doc: Y.Doc, id: string): Y.XmlFragment | null {
  const prose = variantEntry(doc, id)?.get('prose')
  return prose instanceof Y.XmlFragment ? prose : null
}

/** What a binding of an editor to the prose works on: lines in one fragment, all of them in the variant as their scene. */
export function proseRoots(doc: Y.Doc, prose: Y.XmlFragment): ScriptRoots {
  // prose has neither scenes nor a title page: these stay empty
  return { script: prose, scenes: doc.getMap('scenes'), titlePage: doc.getMap('titlePage') }
}

/** The shared title, to bind an input to. */
export function variantTitle(doc: Y.Doc, id: string): Y.Text | null {
  const title = variantEntry(doc, id)?.get('title')
  return title instanceof Y.Text ? title : null
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value instanceof Y.Text ? value.toString() : ''

function readVariant(id: string, entry: Y.Map<unknown>): Variant {
  const order = entry.get('order')
  return {
    id,
    order: isOrderKey(order) ? order : LAST_KEY,
    title: textOf(entry.get('title')),
    tone: textOf(entry.get('tone')),
    ending: textOf(entry.get('ending')),
    chronology: textOf(entry.get('chronology')),
    madeBy: readMadeBy(entry.get('madeBy')),
    at: textOf(entry.get('at')),
  }
}

/** All variants in their order, without those that were taken out of the gallery. */
export function readVariants(doc: Y.Doc): Variant[] {
  const out: Variant[] = []
  for (const [id, entry] of variantsRoot(doc).entries())
    if (entry instanceof Y.Map && entry.get('deleted') !== true) out.push(readVariant(id, entry))
  return out.sort(byOrder)
}

/** The lines of a variant's prose, in their order. */
export function readProse(doc: Y.Doc, id: string): Line[] {
  const prose = proseOf(doc, id)
  return prose ? prose.toArray().filter(isLineElement).map(readLine) : []
}

/** The variant that was chosen as the treatment; null while nobody has, or it is gone. */
export function activeVariant(doc: Y.Doc): string | null {
  const id = activeRoot(doc).get('variant')
  return typeof id === 'string' && variantEntry(doc, id)?.get('deleted') !== true && variantEntry(doc, id) ? id : null
}

/** Makes a variant the treatment. A variant that is gone changes nothing. */
export function chooseVariant(doc: Y.Doc, id: string, origin?: unknown): void {
  if (!variantEntry(doc, id) || activeVariant(doc) === id) return
  doc.transact(() => activeRoot(doc).set('variant', id), origin)
}

/** An entry with its prose and its title, so that two people never make them twice. `ids`: of the lines. */
export function makeVariant(
  id: string,
  order: string,
  draft: VariantDraft,
  ids: (place: number) => string,
): Y.Map<unknown> {
  const entry = new Y.Map<unknown>()
  entry.set('order', order)
  entry.set('title', new Y.Text(draft.title))
  for (const name of ['tone', 'ending', 'chronology', 'at'] as const) entry.set(name, draft[name])
  if (draft.madeBy) entry.set('madeBy', draft.madeBy)
  const prose = new Y.XmlFragment()
  prose.insert(
    0,
    draft.lines.map((line, place) => makeLine(ids(place), id, line)),
  )
  entry.set('prose', prose)
  return entry
}
