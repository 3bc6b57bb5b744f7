import * as Y from 'yjs'
import { textOfRuns } from '../script/line.ts'
import { writeWords } from '../text/writeWords.ts'
import {
  activeRoot,
  makeVariant,
  proseOf,
  readProse,
  readVariants,
  variantEntry,
  variantsRoot,
} from '../treatment/variants.ts'
import { restoreLines } from './restoreLines.ts'
import type { StateVariant, TreatmentState } from './treatmentState.ts'

const VALUES = ['order', 'tone', 'ending', 'chronology', 'at'] as const

/**
 * Makes a live treatment say what `target` said, by the fewest edits: variants, their prose and which is chosen. Variants that
 * came later leave the gallery, but for one in which somebody's caret is (`occupied`, ids of lines). One transaction.
 */
export function restoreTreatment(doc: Y.Doc, target: TreatmentState, occupied: ReadonlySet<string> = new Set()): void {
  doc.transact(() => {
    const wanted = new Set(target.variants.map(({ id }) => id))
    for (const variant of target.variants) restoreVariant(doc, variant, occupied)
    for (const { id } of readVariants(doc))
      if (!wanted.has(id) && !readProse(doc, id).some(line => occupied.has(line.id)))
        variantEntry(doc, id)?.set('deleted', true)
    const active = activeRoot(doc)
    if (target.active === null) active.delete('variant')
    else if (active.get('variant') !== target.active) active.set('variant', target.active)
  })
}

function restoreVariant(doc: Y.Doc, variant: StateVariant, occupied: ReadonlySet<string>): void {
  const { id, titleRuns, lines } = variant
  const entry = variantEntry(doc, id)
  if (!entry) {
    const ids = (place: number): string => lines[place]?.id ?? ''
    variantsRoot(doc).set(id, makeVariant(id, variant.order, variant, ids))
    return
  }
  if (entry.get('deleted') !== undefined) entry.delete('deleted')
  for (const name of VALUES) if (entry.get(name) !== variant[name]) entry.set(name, variant[name])
  const title = entry.get('title')
  const words = textOfRuns(titleRuns)
  if (title instanceof Y.Text) writeWords(title, words)
  else entry.set('title', new Y.Text(words))
  const prose = proseOf(doc, id)
  if (prose) restoreLines(prose, lines, occupied)
}
