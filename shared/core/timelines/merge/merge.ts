import * as Y from 'yjs'
import type { DocumentKind } from '../../documents/kinds.ts'
import { tablesOf } from '../../documents/tables.ts'
import { repairTreatment } from '../../treatment/repair.ts'
import { applyFamily, type Taken } from './applyFamily.ts'
import { applyScript, scriptSettler, scriptSince } from './applyScript.ts'
import { BEATS } from './beats.ts'
import { BRIEF } from './brief.ts'
import { type Difference, differencesOf } from './differences.ts'
import { type Draft, type Family, hunksOf, readSides } from './family.ts'
import { type Address, type Choices, type MergeHunk, withNeeded } from './hunk.ts'
import { beatLinks, type Link, sceneLinks, scriptLinks, treatmentLinks, withNeeds } from './needs.ts'
import { scriptDrafts } from './scriptHunks.ts'
import { shotsOf } from './shots.ts'
import { tableFamily } from './tables.ts'
import { applyTreatment, treatmentDrafts, treatmentSince } from './treatment.ts'

/** How the documents of a kind are merged. */
interface Merger {
  drafts(base: Y.Doc, mine: Y.Doc, theirs: Y.Doc): Draft[]
  /** What cannot be taken alone. */
  links?(theirs: Y.Doc, base: Y.Doc): Link[]
  /** All that theirs did since the base, whether or not somebody else did it, too. */
  since(base: Y.Doc, theirs: Y.Doc): Address[]
  /** Writes what is taken, in the caller's transaction. */
  apply(target: Y.Doc, base: Y.Doc, theirs: Y.Doc, taken: readonly Taken[]): void
  /** To be called before anything is written; puts right then what two sides leave behind together, each well by itself. */
  settler?(target: Y.Doc, base: Y.Doc, theirs: Y.Doc): () => void
}

const differencesSince = (family: Family, base: Y.Doc, theirs: Y.Doc): Difference[] => {
  const was = family.read(base)
  return differencesOf(family, was, was, family.read(theirs))
}

/** Documents that are rows, or fields, and no lines. */
const ofFamilies = (...families: readonly Family[]): Merger => ({
  drafts: (base, mine, theirs) =>
    families.flatMap(family => {
      const sides = readSides(family, base, mine, theirs)
      return hunksOf(family, sides, differencesOf(family, sides.base, sides.mine, sides.theirs))
    }),
  since: (base, theirs) => families.flatMap(family => differencesSince(family, base, theirs)),
  apply(target, base, theirs, taken) {
    for (const family of families) applyFamily(family, target, base, theirs, taken)
  },
})

const SCRIPT: Merger = {
  drafts: scriptDrafts,
  links: scriptLinks,
  since: scriptSince,
  apply: applyScript,
  settler: scriptSettler,
}

const TREATMENT: Merger = {
  drafts: treatmentDrafts,
  links: treatmentLinks,
  since: treatmentSince,
  apply: applyTreatment,
  settler: target => () => repairTreatment(target),
}

/** Kinds of documents that are merged: comments belong to people, not to a timeline's story. */
export type MergedKind = Exclude<DocumentKind, 'comments'>

const MERGERS: Readonly<Record<MergedKind, (sceneNumber: string) => Merger>> = {
  brief: () => ofFamilies(BRIEF),
  treatment: () => TREATMENT,
  beats: () => ({ ...ofFamilies(BEATS), links: beatLinks }),
  script: () => SCRIPT,
  assets: () => ofFamilies(...tablesOf('assets').map(tableFamily)),
  scene: sceneNumber => ({
    ...ofFamilies(shotsOf(sceneNumber), ...tablesOf('scene').map(tableFamily)),
    links: sceneLinks,
  }),
}

const mergerOf = (kind: MergedKind, sceneNumber = ''): Merger => MERGERS[kind](sceneNumber)

/**
 * What `theirs` did since `base` that `mine` does not have, as hunks that can be taken or left one by one. All three are only
 * read. `sceneNumber`: of a shot table, what its shots are labelled with.
 */
export const mergeHunks = (
  kind: MergedKind,
  base: Y.Doc,
  mine: Y.Doc,
  theirs: Y.Doc,
  { sceneNumber = '' }: { sceneNumber?: string } = {},
): MergeHunk[] => {
  const merger = mergerOf(kind, sceneNumber)
  return withNeeds(merger.drafts(base, mine, theirs), merger.links?.(theirs, base) ?? [])
}

/**
 * Writes what is taken into `target` as new edits in one transaction: words and elements that stay keep their identity. Each
 * is merged with what stands in `target` now; where both changed the same, theirs is written. What is not chosen is left.
 */
export function applyHunks(
  kind: MergedKind,
  target: Y.Doc,
  { base, theirs }: { base: Y.Doc; theirs: Y.Doc },
  hunks: readonly MergeHunk[],
  choices: Choices,
  origin: unknown = 'merge',
): void {
  const merger = mergerOf(kind)
  const taken = takenOf(hunks, choices)
  if (taken.length === 0) return
  target.transact(() => {
    const settle = merger.settler?.(target, base, theirs)
    merger.apply(target, base, theirs, taken)
    settle?.()
  }, origin)
}

/**
 * The base of the next merge of these two, in either direction: `base` with all that theirs did, as they did it, but for what
 * was left. So a hunk that was left is proposed again, one that was taken is not, and what somebody typed instead goes back
 * as our change. A document of its own.
 */
export function nextBase(
  kind: MergedKind,
  base: Y.Doc,
  theirs: Y.Doc,
  hunks: readonly MergeHunk[],
  choices: Choices,
): Y.Doc {
  const merger = mergerOf(kind)
  const next = new Y.Doc()
  Y.applyUpdate(next, Y.encodeStateAsUpdate(base))
  const taken = takenHunks(hunks, choices)
  const left = new Left(hunks.filter(hunk => !taken.has(hunk.id)))
  const made = merger.since(base, theirs).filter(address => !left.has(address))
  next.transact(() => merger.apply(next, base, theirs, made))
  return next
}

/** Ids of what is taken, and of what that needs. */
const takenHunks = (hunks: readonly MergeHunk[], choices: Choices): Set<string> =>
  withNeeded(
    hunks,
    hunks.flatMap(({ id }) => ((choices.get(id) ?? 'leave') === 'leave' ? [] : [id])),
  )

function takenOf(hunks: readonly MergeHunk[], choices: Choices): Taken[] {
  const taken = takenHunks(hunks, choices)
  return hunks.flatMap(({ id, editable, writes }) => {
    if (!taken.has(id)) return []
    const choice = choices.get(id)
    const edit = editable && typeof choice === 'object' ? choice.edit : undefined
    return edit === undefined ? writes : writes.map(write => ({ ...write, edit }))
  })
}

/** The addresses that hunks that were left write: of a whole element, of all its fields. */
class Left {
  readonly #keys = new Set<string>()
  readonly #elements = new Set<string>()

  constructor(hunks: readonly MergeHunk[]) {
    for (const { writes } of hunks)
      for (const { family, id, field } of writes) {
        this.#keys.add(JSON.stringify([family, id, field]))
        this.#elements.add(JSON.stringify([family, id]))
      }
  }

  has({ family, id, field }: Address): boolean {
    if (this.#keys.has(JSON.stringify([family, id, null]))) return true
    return field === null
      ? this.#elements.has(JSON.stringify([family, id]))
      : this.#keys.has(JSON.stringify([family, id, field]))
  }
}
