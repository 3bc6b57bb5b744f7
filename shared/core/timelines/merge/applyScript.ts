import type * as Y from 'yjs'
import { repairScript } from '../../script/repair.ts'
import { applyFamily, type Taken } from './applyFamily.ts'
import { applyLines } from './applyLines.ts'
import { type Difference, differencesOf } from './differences.ts'
import type { Address } from './hunk.ts'
import { lineDifferences, readLines } from './lines.ts'
import { orderParts } from './orderParts.ts'
import { bringScenes, SCENES, SCRIPT_FAMILIES } from './scriptFamilies.ts'
import { readScript } from './scriptSide.ts'

/** All that theirs did to a script since the base, but for entries of scenes of which nothing is seen on either side. */
export function scriptSince(baseDoc: Y.Doc, theirsDoc: Y.Doc): Address[] {
  const [base, theirs] = [readScript(baseDoc), readScript(theirsDoc)]
  const isSeen = ({ family, id, field }: Difference): boolean =>
    family !== SCENES.name || (field === null ? theirs.shown.has(id) : base.seen.has(id) || theirs.seen.has(id))
  return [
    ...SCRIPT_FAMILIES.flatMap(family => {
      const was = family.read(baseDoc)
      return differencesOf(family, was, was, family.read(theirsDoc)).filter(isSeen)
    }),
    ...lineDifferences(base.lines, base.lines, theirs.lines),
  ]
}

export function applyScript(target: Y.Doc, base: Y.Doc, theirs: Y.Doc, taken: readonly Taken[]): void {
  for (const family of SCRIPT_FAMILIES) applyFamily(family, target, base, theirs, taken)
  applyLines(target, readLines(base), readLines(theirs), taken)
  bringScenes(target, theirs, readLines(target).scenes.keys())
}

/** To be called before anything is written: what it gives puts right what both sides leave behind together. */
export function scriptSettler(target: Y.Doc, base: Y.Doc, theirs: Y.Doc): () => void {
  const before = readScript(target)
  return () => {
    orderParts(target, before, readScript(base), readScript(theirs))
    repairScript(target)
  }
}
