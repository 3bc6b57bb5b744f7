import { TYPE_NAMES } from '../../script/line.ts'
import { counted } from '../../text/counted.ts'
import type { Difference } from './differences.ts'
import { type Draft, type Family, hunksOf, type Sides } from './family.ts'
import type { Passage } from './hunk.ts'
import { LINE_FIELDS, type Lines, sceneOf, typeOf, wordsOf } from './lines.ts'
import { wordsAs } from './show.ts'
import type { Element, Elements } from './threeWay.ts'

const LABELS: Readonly<Record<string, string>> = {
  text: 'Words',
  type: 'Element',
  dual: 'Dual dialogue',
  depth: 'Depth',
  boneyard: 'Cut text',
  scene: 'Scene',
  revised: 'Revision mark',
}

/** Lines as a family: their fields are compared like those of any other; where they stand is for whoever places them. */
const LINES: Pick<Family, 'labelOf' | 'valueOf'> = {
  labelOf: field => LABELS[field] ?? field,
  valueOf(field, value) {
    if (field === 'type') return typeof value === 'string' ? typeName(value) : ''
    if (field === 'depth') return typeof value === 'number' ? String(value) : ''
    return field === 'dual' || field === 'boneyard' ? (value === true ? 'yes' : 'no') : ''
  },
}

const typeName = (type: string): string => TYPE_NAMES[type as keyof typeof TYPE_NAMES] ?? type

/** The three sides of the lines, and where people find them: 'Scene 12', 'Variant 2'. */
export interface LineSides {
  base: Lines
  mine: Lines
  theirs: Lines
  /** The place of a line in words. */
  whereIs(id: string): string
}

/** Whole lines as passages. */
export const linePassages = (
  ids: Iterable<string>,
  elements: Elements,
  status: 'same' | 'added' | 'removed',
): Passage[] =>
  [...ids].flatMap(id => {
    const element = elements.get(id)
    return element ? [linePassage(element, status)] : []
  })

function linePassage(element: Element, status: 'same' | 'added' | 'removed'): Passage {
  const type = typeOf(element)
  return { label: TYPE_NAMES[type], type, pieces: wordsAs(wordsOf(element), status) }
}

/** The hunks of lines that changed and are on both sides, or were changed there and removed here. */
export function changedLines(sides: LineSides, differences: readonly Difference[]): Draft[] {
  const marks = differences.filter(({ field }) => field === 'revised')
  const rest = differences.filter(({ field }) => field !== 'revised')
  const names = new Map(rest.map(({ id }) => [id, lineName(sides, id)]))
  const of: Sides = {
    base: sides.base.elements,
    mine: sides.mine.elements,
    theirs: sides.theirs.elements,
    names: { base: names, mine: names, theirs: names },
  }
  const family = { ...LINE_FIELDS, ...LINES, kind: 'line', apart: false, places: [] } as unknown as Family
  const drafts = hunksOf(family, of, rest).map(draft => ({
    ...draft,
    ...asLines(draft),
    name: sides.whereIs(draft.element.ids[0] ?? ''),
  }))
  return [...drafts, ...marked(sides, drafts, marks)]
}

/** 'Scene 12, dialogue'. */
function lineName(sides: LineSides, id: string): string {
  const element = sides.mine.elements.get(id) ?? sides.theirs.elements.get(id)
  return `${sides.whereIs(id)}, ${TYPE_NAMES[typeOf(element)].toLowerCase()}`
}

/** Words of a line are called by the element that it is. */
function asLines({
  differences,
  before,
  mine,
  theirs,
  result,
}: Draft): Pick<Draft, 'before' | 'mine' | 'theirs' | 'result'> {
  const type = typeOf(differences[0]?.theirs ?? differences[0]?.base)
  const named = (passages: Passage[]): Passage[] =>
    passages.map(passage => (passage.label === LABELS.text ? { ...passage, label: TYPE_NAMES[type], type } : passage))
  return { before: named(before), mine: named(mine), theirs: named(theirs), result: named(result) }
}

/** That a line changed in a revision goes with the change; marks alone are one hunk for all lines. */
function marked(sides: LineSides, drafts: readonly Draft[], marks: readonly Difference[]): Draft[] {
  const hosts = new Map(drafts.flatMap(draft => draft.differences.map(({ id }) => [id, draft] as const)))
  const alone = marks.filter(mark => {
    const host = hosts.get(mark.id)
    if (host) host.differences = [...host.differences, mark]
    return host === undefined
  })
  const [first] = alone
  if (!first) return []
  const ids = alone.map(({ id }) => id)
  return [
    {
      aspect: 'line:revised',
      element: { kind: 'lines', ids },
      change: 'changed',
      name: 'Revision marks',
      title: `Revision marks of ${counted(ids.length, 'line')}`,
      conflict: null,
      before: [],
      mine: [],
      theirs: linePassages(ids, sides.theirs.elements, 'same'),
      result: [],
      editable: false,
      differences: alone,
    },
  ]
}

/** Runs of lines that stand together in an order, and have the same reason not to be taken, if any. */
export function runsIn(
  order: ReadonlyMap<string, number>,
  differences: readonly Difference[],
  sceneOf: (id: string) => string,
): Difference[][] {
  const place = ({ id }: Difference): number => order.get(id) ?? -1
  const sorted = [...differences].sort((a, b) => place(a) - place(b))
  const runs: Difference[][] = []
  for (const difference of sorted) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    const together =
      last !== undefined &&
      place(last) + 1 === place(difference) &&
      last.conflict === null &&
      difference.conflict === null &&
      sceneOf(last.id) === sceneOf(difference.id)
    if (together) run?.push(difference)
    else runs.push([difference])
  }
  return runs
}

export function addedRun(sides: LineSides, run: readonly Difference[], reason: string | null): Draft {
  const ids = run.map(({ id }) => id)
  const [first = ''] = ids
  const passages = linePassages(ids, sides.theirs.elements, 'added')
  return {
    aspect: `lines:${first}`,
    element: { kind: ids.length === 1 ? 'line' : 'lines', ids },
    change: 'added',
    name: sides.whereIs(first),
    title: `${counted(ids.length, 'new line')} in ${lower(sides.whereIs(first))}`,
    conflict: reason === null ? null : { reason },
    before: [],
    mine: [],
    theirs: passages,
    result: passages,
    editable: ids.length === 1,
    differences: run,
  }
}

export function removedRun(sides: LineSides, run: readonly Difference[]): Draft {
  const ids = run.map(({ id }) => id)
  const [first = ''] = ids
  const reason = run.find(({ conflict }) => conflict !== null)?.conflict ?? null
  return {
    aspect: `lines:${first}`,
    element: { kind: ids.length === 1 ? 'line' : 'lines', ids },
    change: 'removed',
    name: sides.whereIs(first),
    title: `${counted(ids.length, 'line')} of ${lower(sides.whereIs(first))} removed`,
    conflict: reason === null ? null : { reason },
    before: linePassages(ids, sides.base.elements, 'same'),
    mine: linePassages(ids, sides.mine.elements, 'same'),
    theirs: [],
    result: linePassages(ids, sides.mine.elements, 'removed'),
    editable: false,
    differences: run,
  }
}

/** Lines that stand elsewhere in their scene. */
export function movedLines(sides: LineSides, differences: readonly Difference[]): Draft[] {
  const scenes = Map.groupBy(differences, ({ id }) => sceneOf(sides.theirs, id))
  return [...scenes].map(([scene, group]): Draft => {
    const ids = group.map(({ id }) => id)
    const reason = group.find(({ conflict }) => conflict !== null)?.conflict ?? null
    const [before, mine, theirs] = [sides.base, sides.mine, sides.theirs].map(side =>
      linePassages(side.scenes.get(scene) ?? [], side.elements, 'same'),
    )
    return {
      aspect: `lines:${scene}:places`,
      element: { kind: ids.length === 1 ? 'line' : 'lines', ids },
      change: 'moved',
      name: sides.whereIs(ids[0] ?? ''),
      title: `${counted(ids.length, 'line')} of ${lower(sides.whereIs(ids[0] ?? ''))} moved`,
      conflict: reason === null ? null : { reason },
      before: before ?? [],
      mine: mine ?? [],
      theirs: theirs ?? [],
      result: [],
      editable: false,
      differences: group,
    }
  })
}

/** In the middle of a sentence. */
export const lower = (name: string): string => `${name.charAt(0).toLowerCase()}${name.slice(1)}`
