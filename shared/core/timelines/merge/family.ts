import type * as Y from 'yjs'
import { hashOf } from '../../agents/target.ts'
import { movedIds } from '../../history/sequence.ts'
import type { Run } from '../../script/line.ts'
import { textOfRuns } from '../../script/line.ts'
import { listed } from '../../text/counted.ts'
import type { Comparable, Difference } from './differences.ts'
import type { HunkChange, HunkElement, MergeHunk, Passage } from './hunk.ts'
import { excerpt, valuesBetween, wordsAs, wordsBetween } from './show.ts'
import { type Element, type Elements, runsOf, same } from './threeWay.ts'

/** A family of elements that are fields under an id: beats, shots, variants, entries of scenes, fields of a brief. */
export interface Family extends Comparable {
  kind: HunkElement
  /** Every field is a hunk of its own, as in a brief; else an element is one as far as nothing conflicts. */
  apart: boolean
  read(doc: Y.Doc): Elements
  /** Makes an element be there and its fields say this. In the caller's transaction, by the fewest edits. */
  write(doc: Y.Doc, id: string, fields: Element): void
  /** Takes an element away; families whose elements always are there have none. */
  remove?(doc: Y.Doc, id: string): void
  /** 'Duration'. */
  labelOf(field: string): string
  /** A value in words: '8 s'; '' where there is none. */
  valueOf(field: string, value: unknown): string
  /** 'Beat 4' for every element; of one that is new, the words that tell it from others. */
  namesOf(doc: Y.Doc): Map<string, string>
  /** What a new or removed one is called: 'New beat: The storm'. */
  wordOf?: { one: string; titleOf(element: Element): string }
}

/** The three documents, read for a family. */
export interface Sides {
  base: Elements
  mine: Elements
  theirs: Elements
  names: { base: Map<string, string>; mine: Map<string, string>; theirs: Map<string, string> }
}

export function readSides(family: Family, base: Y.Doc, mine: Y.Doc, theirs: Y.Doc): Sides {
  const read = (doc: Y.Doc) => ({ elements: family.read(doc), names: family.namesOf(doc) })
  const [b, m, t] = [read(base), mine === base ? null : read(mine), read(theirs)]
  return {
    base: b.elements,
    mine: (m ?? b).elements,
    theirs: t.elements,
    names: { base: b.names, mine: (m ?? b).names, theirs: t.names },
  }
}

/** As people on our side know it; what is new, as they call it there. */
export const nameOf = ({ names }: Sides, id: string): string =>
  names.mine.get(id) ?? names.theirs.get(id) ?? names.base.get(id) ?? 'Something'

/** A hunk before it has an id, and before it is known what goes with it. */
export type Draft = Omit<MergeHunk, 'id' | 'writes' | 'needs'> & {
  /** What tells it from others of its element. */
  aspect: string
  differences: readonly Difference[]
}

export function finish({ aspect, differences, ...hunk }: Draft): MergeHunk {
  const proposal = differences.map(({ family, id, field, what, theirs }) => {
    const said = theirs && (field === null ? [...theirs] : theirs.get(field))
    return JSON.stringify([family, id, field, what, said])
  })
  const hash = hashOf([...proposal.sort(), hunk.conflict?.reason ?? '']).slice(0, 8)
  return {
    id: `${aspect}~${hash}`,
    ...hunk,
    needs: [],
    writes: differences.map(({ family, id, field }) => ({ family, id, field })),
  }
}

/** The hunks of a family, from what is different. */
export function hunksOf(family: Family, sides: Sides, differences: readonly Difference[]): Draft[] {
  const byElement = new Map<string, Difference[]>()
  for (const difference of differences) {
    const list = byElement.get(difference.id)
    if (list) list.push(difference)
    else byElement.set(difference.id, [difference])
  }
  return [...byElement].flatMap(([id, list]) => {
    const [first] = list
    if (first?.field === null) return [wholeHunk(family, sides, first)]
    const moves = list.filter(({ field }) => field !== null && family.places.includes(field))
    const rest = list.filter(difference => !moves.includes(difference))
    const conflicting = rest.filter(({ conflict }) => conflict !== null)
    const clean = rest.filter(({ conflict }) => conflict === null)
    const groups = family.apart ? rest.map(difference => [difference]) : [...conflicting.map(one => [one]), clean]
    return [
      ...groups.filter(group => group.length > 0).map(group => fieldsHunk(family, sides, id, group)),
      ...moves.map(move => movedHunk(family, sides, move)),
    ]
  })
}

const passagesOf = (family: Family, element: Element | undefined, status: 'same' | 'added' | 'removed'): Passage[] =>
  [...(element ?? [])].flatMap(([field, value]) => {
    if (family.places.includes(field)) return []
    const pieces = family.isText(field)
      ? wordsAs(runsOf(value), status)
      : wordsAs(plainRun(family.valueOf(field, value)), status)
    return pieces.length === 0 ? [] : [{ label: family.labelOf(field), pieces }]
  })

const plainRun = (text: string): Run[] => (text === '' ? [] : [{ text, marks: [] }])

function wholeHunk(family: Family, sides: Sides, difference: Difference): Draft {
  const { id, what, base, mine, theirs, conflict } = difference
  const change: HunkChange = what === 'added' ? 'added' : what === 'removed' ? 'removed' : 'changed'
  const name = nameOf(sides, id)
  const words = family.wordOf
  const titled = (element: Element | undefined): string => {
    const title = words && element ? excerpt(words.titleOf(element)) : ''
    return title === '' || (what === 'removed' && name.includes(title)) ? '' : `: ${title}`
  }
  const title =
    what === 'added'
      ? `New ${words?.one ?? name}${titled(theirs)}`
      : what === 'removed'
        ? `${name} removed${titled(base)}`
        : `${name} changed there, removed here`
  return {
    aspect: `${family.name}:${id}`,
    element: { kind: family.kind, ids: [id] },
    change,
    name,
    title,
    conflict: conflict === null ? null : { reason: conflict },
    before: passagesOf(family, base, 'same'),
    mine: passagesOf(family, mine, 'same'),
    theirs:
      what === 'restored' && base && theirs
        ? changedPassages(family, base, theirs)
        : passagesOf(family, theirs, base ? 'same' : 'added'),
    result: what === 'removed' ? passagesOf(family, mine, 'removed') : passagesOf(family, theirs, 'added'),
    editable: false,
    differences: [difference],
  }
}

function changedPassages(family: Family, base: Element, theirs: Element): Passage[] {
  return [...theirs].flatMap(([field, value]) =>
    family.places.includes(field) || same(base.get(field), value)
      ? []
      : [between(family, field, base.get(field), value)],
  )
}

function between(family: Family, field: string, before: unknown, after: unknown): Passage {
  const pieces = family.isText(field)
    ? wordsBetween(runsOf(before), runsOf(after))
    : valuesBetween(family.valueOf(field, before), family.valueOf(field, after))
  return { label: family.labelOf(field), pieces }
}

function fieldsHunk(family: Family, sides: Sides, id: string, group: readonly Difference[]): Draft {
  const [first] = group
  const texts = group.filter(({ field }) => family.isText(field ?? ''))
  const fields = group.map(({ field }) => field ?? '')
  const conflict = group.find(difference => difference.conflict !== null)?.conflict ?? null
  const show = (one: (field: string, difference: Difference) => Passage) =>
    group.map(difference => one(difference.field ?? '', difference))
  return {
    aspect: `${family.name}:${id}:${conflict === null && !family.apart ? 'fields' : fields.join('+')}`,
    element: {
      kind: family.kind,
      ids: [family.kind === 'field' || family.kind === 'titlePage' ? (fields[0] ?? id) : id],
    },
    change: first && isNew(first) ? 'added' : first && isGone(first) ? 'removed' : 'changed',
    name: family.apart && first ? family.labelOf(first.field ?? '') : nameOf(sides, id),
    title: fieldsTitle(family, sides, id, group),
    conflict: conflict === null ? null : { reason: conflict },
    before: show((field, { base }) => between(family, field, base?.get(field), base?.get(field))),
    mine: show((field, { base, mine }) => between(family, field, base?.get(field), mine?.get(field))),
    theirs: show((field, { base, theirs }) => between(family, field, base?.get(field), theirs?.get(field))),
    result: show((field, { mine, outcome }) =>
      between(family, field, mine?.get(field), outcome.status === 'nothing' ? mine?.get(field) : outcome.mine),
    ),
    editable: texts.length === 1,
    differences: group,
  }
}

const isEmpty = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.length === 0)
const isNew = ({ field, base, theirs }: Difference): boolean =>
  isEmpty(base?.get(field ?? '')) && !isEmpty(theirs?.get(field ?? ''))
const isGone = ({ field, base, theirs }: Difference): boolean =>
  !isEmpty(base?.get(field ?? '')) && isEmpty(theirs?.get(field ?? ''))

/** 'Beat 4: changed words', 'Shot 3B: duration 8 s -> 6 s', 'Shot 3B: action, camera'. */
function fieldsTitle(family: Family, sides: Sides, id: string, group: readonly Difference[]): string {
  const [only] = group
  const name = nameOf(sides, id)
  if (group.length > 1 || !only || only.field === null)
    return `${name}: ${listed(group.map(({ field }) => family.labelOf(field ?? '').toLowerCase()))} changed`
  const label = family.labelOf(only.field)
  const named = !family.apart || sides.names.theirs.has(id)
  const start = named ? `${name}: ${label.toLowerCase()}` : label
  const [was, is] = [only.base?.get(only.field), only.theirs?.get(only.field)]
  if (family.isText(only.field))
    return isNew(only) ? `${start} written` : isGone(only) ? `${start} emptied` : `${start} changed`
  const [before, after] = [family.valueOf(only.field, was), family.valueOf(only.field, is)]
  if (before === after || before.length + after.length > 80) return `${start} changed`
  if (before === '') return `${start} set to ${after}`
  return after === '' ? `${start} ${before} taken away` : `${start} ${before} → ${after}`
}

function movedHunk(family: Family, sides: Sides, difference: Difference): Draft {
  const { id, conflict } = difference
  return {
    aspect: `${family.name}:${id}:place`,
    element: { kind: family.kind, ids: [id] },
    change: 'moved',
    name: nameOf(sides, id),
    title: `${nameOf(sides, id)} ${placeWords(sides, id)}`,
    conflict: conflict === null ? null : { reason: conflict },
    before: [],
    mine: [],
    theirs: [],
    result: [],
    editable: false,
    differences: [difference],
  }
}

/** 'moved before beat 2': before the next one that did not move itself and that people on our side know. */
export function placeWords(sides: Pick<Sides, 'base' | 'theirs' | 'mine' | 'names'>, id: string): string {
  const order = [...sides.theirs.keys()]
  const at = order.indexOf(id)
  if (at < 0) return 'moved'
  const moved = movedIds([...sides.base.keys()], order)
  const next = order
    .slice(at + 1)
    .find(other => !moved.has(other) && sides.mine.has(other) && sides.names.mine.has(other))
  if (next === undefined) return 'moved to the end'
  const name = sides.names.mine.get(next) ?? ''
  return `moved before ${name.charAt(0).toLowerCase()}${name.slice(1)}`
}

/** The words of an element's text field; '' when there is none. */
export const textIn = (element: Element, field: string): string => textOfRuns(runsOf(element.get(field)))
