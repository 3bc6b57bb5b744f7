import type * as Y from 'yjs'
import { newId } from '../ids.ts'
import { keyAfter } from '../order.ts'
import { plain } from '../script/line.ts'
import { makeVariant, readVariants, type VariantDraft, variantEntry, variantsRoot } from './variants.ts'

/**
 * Adds a variant and returns its id: at the end of the gallery, unless the draft says where. One without lines has an empty
 * paragraph to write in.
 */
export function addVariant(
  doc: Y.Doc,
  draft: VariantDraft & { order?: string },
  origin?: unknown,
  id = newId(),
): string {
  const orders = readVariants(doc).map(({ order }) => order)
  const lines = draft.lines.length > 0 ? draft.lines : [{ type: 'general' as const, runs: plain('') }]
  const order = draft.order ?? keyAfter(orders, orders.at(-1) ?? null)
  doc.transact(() => variantsRoot(doc).set(id, makeVariant(id, order, { ...draft, lines }, newId)), origin)
  return id
}

/** Takes a variant out of the gallery. Its prose stays in the document: {@link bringBackVariant}. */
export function removeVariant(doc: Y.Doc, id: string, origin?: unknown): void {
  doc.transact(() => variantEntry(doc, id)?.set('deleted', true), origin)
}

/** Puts a variant back into the gallery. */
export function bringBackVariant(doc: Y.Doc, id: string, origin?: unknown): void {
  doc.transact(() => variantEntry(doc, id)?.delete('deleted'), origin)
}
