import type * as Y from 'yjs'
import { isLineElement } from '../script/line.ts'
import { scriptRoots, shownElements } from '../script/scenes.ts'
import { proseOf, variantsRoot } from './variants.ts'

/**
 * Where lines are in a document, whatever its kind: the one fragment of a script, or the prose of each variant of a treatment.
 * Those of variants that were taken out of the gallery too: undo brings them back.
 */
export function lineFragments(doc: Y.Doc): Y.XmlFragment[] {
  const { script } = scriptRoots(doc)
  if (variantsRoot(doc).size === 0) return [script]
  // in one order everywhere: that of a Y.Map's keys is not
  return [...variantsRoot(doc).keys()].sort().flatMap(id => proseOf(doc, id) ?? [])
}

/** The fragment that the lines of a scene are in; in a treatment a variant is the scene. Null when there is no such variant. */
export const fragmentOfScene = (doc: Y.Doc, scene: string): Y.XmlFragment | null =>
  variantsRoot(doc).size === 0 ? scriptRoots(doc).script : proseOf(doc, scene)

/** All lines of a document in the order in which they are shown, one variant of a treatment behind the other. */
export function shownLines(doc: Y.Doc): Y.XmlElement[] {
  if (variantsRoot(doc).size === 0) return shownElements(scriptRoots(doc))
  return lineFragments(doc).flatMap(fragment => (fragment.toArray() as unknown[]).filter(isLineElement))
}
