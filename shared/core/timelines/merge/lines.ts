import type * as Y from 'yjs'
import { movedIds } from '../../history/sequence.ts'
import { isLineElement, lineText, type Run, readLine } from '../../script/line.ts'
import type { LineType } from '../../script/lineTypes.ts'
import { lineFragments } from '../../treatment/lineFragments.ts'
import { type Comparable, type Difference, differencesOf } from './differences.ts'
import { type Element, type Elements, runsOf, same } from './threeWay.ts'

/** All lines of a document, of one script or of every variant's prose. */
export interface Lines {
  /** In the order in which they stand in their fragments. */
  elements: Elements
  /** Physical scene (or variant) -> its lines in their order. */
  scenes: ReadonlyMap<string, readonly string[]>
  /** Where a line stands among all. */
  places: ReadonlyMap<string, number>
}

/** A line's scene, and the revision in which it changed, say nothing that a colleague wrote. */
export const LINE_FIELDS: Comparable = {
  name: 'line',
  isText: field => field === 'text',
  places: ['scene', 'revised'],
}

/** The nodes of a document that are lines. */
export const lineNodes = (doc: Y.Doc): Y.XmlElement[] =>
  lineFragments(doc).flatMap(fragment => (fragment.toArray() as unknown[]).filter(isLineElement))

/** Of two lines with one id, which the server has not repaired yet, the first counts. */
export function readLines(doc: Y.Doc, counts: (scene: string) => boolean = () => true): Lines {
  const elements = new Map<string, Element>()
  const scenes = new Map<string, string[]>()
  const places = new Map<string, number>()
  for (const node of lineNodes(doc)) {
    const { id, type, scene, runs, dual, depth, boneyard, revised } = readLine(node)
    if (id === '' || elements.has(id) || !counts(scene)) continue
    const fields: [string, unknown][] = [
      ['text', lineText(node) ? joined(runs) : []],
      ['type', type],
      ['dual', dual],
      ['depth', depth],
      ['boneyard', boneyard],
      ['scene', scene],
      ['revised', revised],
    ]
    places.set(id, elements.size)
    elements.set(id, new Map(fields))
    const lines = scenes.get(scene)
    if (lines) lines.push(id)
    else scenes.set(scene, [id])
  }
  return { elements, scenes, places }
}

/** Neighbouring runs of the same emphasis as one: two documents may have the same words in other pieces. */
function joined(runs: readonly Run[]): Run[] {
  const out: Run[] = []
  for (const run of runs) {
    const last = out.at(-1)
    if (last && last.marks.join() === run.marks.join()) out[out.length - 1] = { ...last, text: last.text + run.text }
    else if (run.text !== '') out.push({ text: run.text, marks: [...run.marks] })
  }
  return out
}

export const sceneOf = (lines: Lines, id: string): string => String(lines.elements.get(id)?.get('scene') ?? '')
export const typeOf = (element: Element | undefined): LineType => (element?.get('type') ?? 'action') as LineType
export const wordsOf = (element: Element | undefined): readonly Run[] => runsOf(element?.get('text'))

/** All that theirs did to lines and mine does not have. */
export const lineDifferences = (base: Lines, mine: Lines, theirs: Lines): Difference[] => [
  ...fieldDifferences(base, mine, theirs),
  ...placeDifferences(base, mine, theirs),
]

function fieldDifferences(base: Lines, mine: Lines, theirs: Lines): Difference[] {
  return differencesOf(LINE_FIELDS, base.elements, mine.elements, theirs.elements).flatMap(difference => {
    const { id, field, what } = difference
    // in which scene it would stand is nothing that whoever deletes a line takes away
    if (what === 'restored' && difference.conflict !== 'Edited there, deleted here') return []
    if (field === 'revised') return [{ ...difference, conflict: null }]
    if (field !== 'scene' || difference.conflict === null) return [difference]
    const winner = laterScene(id, base, mine, theirs)
    return [{ ...difference, conflict: winner === null ? 'Both began a scene here' : null }]
  })
}

/**
 * Where both sides split a scene, a line belongs to whichever part begins closer before it: `mine` or `theirs`; null where
 * both begin at the same line.
 */
export function laterScene(id: string, base: Lines, mine: Lines, theirs: Lines): 'mine' | 'theirs' | null {
  const before = sceneOf(base, id)
  const begins = (side: Lines): number => {
    for (const other of side.scenes.get(sceneOf(side, id)) ?? [])
      if (sceneOf(base, other) === before) return base.places.get(other) ?? -1
    return -1
  }
  const [a, b] = [begins(mine), begins(theirs)]
  return a === b ? null : a > b ? 'mine' : 'theirs'
}

/** Not a field of a line: where it stands among the others of its scene. */
export const PLACE = 'place'

/** Lines stay where they are as long as nobody goes back to an earlier version, or takes some lines and leaves others. */
function placeDifferences(base: Lines, mine: Lines, theirs: Lines): Difference[] {
  return [...theirs.scenes].flatMap(([, ids]) => {
    const everywhere = ids.filter(id => base.places.has(id) && mine.places.has(id))
    // also of those that were in different scenes: the order of the fragment is what orders them together
    const orderIn = ({ places }: Lines): string[] =>
      [...everywhere].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
    const [was, is] = [orderIn(base), orderIn(mine)]
    if (same(everywhere, was) || same(everywhere, is)) return []
    const conflict = same(was, is) ? null : 'Both moved lines of this scene'
    return [...movedIds(is, everywhere)].map(
      (id): Difference => ({
        family: LINE_FIELDS.name,
        id,
        field: PLACE,
        what: 'changed',
        conflict,
        base: base.elements.get(id),
        mine: mine.elements.get(id),
        theirs: theirs.elements.get(id),
        outcome: { status: 'nothing' },
      }),
    )
  })
}
