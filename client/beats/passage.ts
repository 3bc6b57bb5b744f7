import type * as Y from 'yjs'
import { lineHash } from '../../shared/core/script/line.ts'
import { readProse, readVariants } from '../../shared/core/treatment/variants.ts'

/** A line of the treatment that a beat comes from. */
export interface PassageLine {
  lineId: string
  /** As it reads now; null: it is no longer in the treatment. */
  text: string | null
  /** Does it read otherwise than when the beat was made? */
  changed: boolean
}

/** Lines of all variants by id: what a beat was made from may not be the chosen one any more. */
export type TreatmentLines = ReadonlyMap<string, { place: number; text: string; hash: string }>

export function readTreatmentLines(doc: Y.Doc): TreatmentLines {
  const lines = new Map<string, { place: number; text: string; hash: string }>()
  for (const variant of readVariants(doc))
    for (const line of readProse(doc, variant.id))
      lines.set(line.id, { place: lines.size, text: line.text, hash: lineHash(line) })
  return lines
}

/** The passage of a beat in the order of the treatment, what is gone last. */
export function passageOf(sources: ReadonlyMap<string, string>, lines: TreatmentLines): PassageLine[] {
  const placeOf = (lineId: string): number => lines.get(lineId)?.place ?? Number.MAX_SAFE_INTEGER
  return [...sources]
    .sort(([a], [b]) => placeOf(a) - placeOf(b))
    .map(([lineId, hash]) => {
      const line = lines.get(lineId)
      return { lineId, text: line?.text ?? null, changed: line?.hash !== hash }
    })
}
