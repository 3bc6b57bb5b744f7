import type * as Y from 'yjs'
import { linesAlone, type Repair, repairId, repairText } from '../script/repairLines.ts'
import { proseOf, variantsRoot } from './variants.ts'

/**
 * Puts right in the prose of every variant what concurrent edits and foreign programs leave behind: two lines with one id (two
 * undos of one deletion), lines without their text, of another scene than their variant, or neither paragraph nor heading.
 * Written alike by several servers at once, as repairScript is. Words are never removed. Returns what was put right.
 */
export function repairTreatment(doc: Y.Doc, origin: unknown = 'repair'): Repair[] {
  const fixed: Repair[] = []
  doc.transact(() => {
    const seen = new Set<string>()
    for (const variant of [...variantsRoot(doc).keys()].sort()) {
      const prose = proseOf(doc, variant)
      if (!prose) continue
      for (const line of linesAlone(prose, fixed)) {
        repairId(line, seen, fixed)
        repairKind(line, variant, fixed)
        repairText(line, fixed)
      }
    }
  }, origin)
  return fixed
}

function repairKind(line: Y.XmlElement, variant: string, fixed: Repair[]): void {
  const type: unknown = line.getAttribute('type')
  if (type !== 'general' && type !== 'section') {
    line.setAttribute('type', 'general')
    fixed.push('line type')
  }
  if (line.getAttribute('scene') !== variant) {
    line.setAttribute('scene', variant)
    fixed.push('line scene')
  }
}
