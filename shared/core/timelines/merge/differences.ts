import type { Address } from './hunk.ts'
import { type Element, type Elements, type Outcome, same, threeWay } from './threeWay.ts'

/** What is compared of a family of elements. */
export interface Comparable {
  /** Names it in ids of hunks: 'beat', 'shot', 'line'. */
  name: string
  isText(field: string): boolean
  /** Fields that say where an element stands rather than what it says: a colleague's removal is not weighed against them. */
  places: readonly string[]
}

/** One difference between base and theirs that mine does not have. */
export interface Difference extends Address {
  /** `restored`: changed there and removed here. */
  what: 'added' | 'removed' | 'changed' | 'restored'
  conflict: string | null
  base: Element | undefined
  mine: Element | undefined
  theirs: Element | undefined
  /** Of a changed field. */
  outcome: Outcome
}

const NOTHING: Outcome = { status: 'nothing' }

/** All that theirs changed and mine does not have yet, element by element in their order, what they removed at the end. */
export function differencesOf(family: Comparable, base: Elements, mine: Elements, theirs: Elements): Difference[] {
  const ids = new Set([...theirs.keys(), ...base.keys()])
  return [...ids].flatMap(id => differencesOfElement(family, id, base.get(id), mine.get(id), theirs.get(id)))
}

function differencesOfElement(
  family: Comparable,
  id: string,
  base: Element | undefined,
  mine: Element | undefined,
  theirs: Element | undefined,
): Difference[] {
  const difference = (field: string | null, what: Difference['what'], conflict: string | null, outcome = NOTHING) => ({
    family: family.name,
    id,
    field,
    what,
    conflict,
    base,
    mine,
    theirs,
    outcome,
  })
  if (!theirs) {
    if (!base || !mine) return []
    return [difference(null, 'removed', edited(base, mine, family.places) ? 'Deleted there, edited here' : null)]
  }
  if (!mine) {
    if (!base) return [difference(null, 'added', null)]
    if (edited(base, theirs, family.places)) return [difference(null, 'restored', 'Edited there, deleted here')]
    return edited(base, theirs, []) ? [difference(null, 'restored', 'Moved there, deleted here')] : []
  }
  return [...new Set([...(base?.keys() ?? []), ...theirs.keys()])].flatMap(field => {
    const isText = family.isText(field)
    const outcome = threeWay(isText, base?.get(field), mine.get(field), theirs.get(field))
    if (outcome.status === 'nothing') return []
    return [difference(field, 'changed', outcome.status === 'clean' ? null : reasonOf(family, field, isText), outcome)]
  })
}

function reasonOf(family: Comparable, field: string, isText: boolean): string {
  if (family.places.includes(field)) return 'Both moved it'
  return isText ? 'Both changed the same words' : 'Both changed it'
}

function edited(was: Element, is: Element, except: readonly string[]): boolean {
  for (const field of new Set([...was.keys(), ...is.keys()]))
    if (!except.includes(field) && !same(was.get(field), is.get(field))) return true
  return false
}
