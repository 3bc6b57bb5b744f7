import * as Y from 'yjs'
import { isLineElement, textAttribute } from '../../script/line.ts'
import { activeVariant, proseOf, readVariants } from '../../treatment/variants.ts'
import { applyFamily, type Taken } from './applyFamily.ts'
import { applyLines } from './applyLines.ts'
import { type Difference, differencesOf } from './differences.ts'
import { type Draft, type Family, hunksOf, nameOf, readSides, type Sides, textIn } from './family.ts'
import type { Address } from './hunk.ts'
import { addedRun, changedLines, type LineSides, linePassages, movedLines, removedRun, runsIn } from './lineHunks.ts'
import { LINE_FIELDS, type Lines, lineDifferences, PLACE, readLines, sceneOf } from './lines.ts'
import { rootFamily } from './mapFamily.ts'
import { rowFamily } from './rowFamily.ts'
import { excerpt } from './show.ts'

const LABELS: Readonly<Record<string, string>> = {
  title: 'Title',
  tone: 'Tone',
  ending: 'Ending',
  chronology: 'Chronology',
  madeBy: 'Author',
  at: 'Date',
}

/** Variants without their prose, whose lines are merged as those of a script are. */
const VARIANTS: Family = {
  ...rowFamily(
    {
      root: 'variants',
      isShown: row => row.get('deleted') !== true,
      texts: ['title'],
      strings: ['tone', 'ending', 'chronology'],
      values: ['at', 'madeBy'],
    },
    row => row.set('prose', new Y.XmlFragment()),
  ),
  name: 'variant',
  kind: 'variant',
  labelOf: field => LABELS[field] ?? field,
  valueOf: () => '',
  namesOf: doc =>
    new Map(
      readVariants(doc).map(({ id, title }, place) => [
        id,
        title === '' ? `Variant ${place + 1}` : `Variant “${excerpt(title)}”`,
      ]),
    ),
  wordOf: { one: 'variant', titleOf: variant => textIn(variant, 'title') },
}

const ACTIVE: Family = {
  ...rootFamily('active'),
  name: 'active',
  kind: 'field',
  labelOf: () => 'Chosen variant',
  valueOf: () => '',
  namesOf: () => new Map(),
}

/** Lines of the variants in the gallery, and of those in `also`: others are kept for undo, and nobody sees them. */
function shownLines(doc: Y.Doc, also: ReadonlySet<string> = new Set()): Lines {
  const shown = new Set(readVariants(doc).map(({ id }) => id))
  return readLines(doc, scene => shown.has(scene) || also.has(scene))
}

/** Without what is seen of lines when their variant leaves the gallery: its mark is all that changes. */
const withoutGone = (differences: readonly Difference[], theirs: ReadonlyMap<string, unknown>): Difference[] =>
  differences.filter(({ what, base }) => what !== 'removed' || theirs.has(String(base?.get('scene') ?? '')))

export function treatmentSince(base: Y.Doc, theirs: Y.Doc): Address[] {
  const [was, is] = [base, theirs].map(doc => ({
    variants: VARIANTS.read(doc),
    active: ACTIVE.read(doc),
    lines: shownLines(doc),
  }))
  if (!was || !is) return []
  return [
    ...differencesOf(VARIANTS, was.variants, was.variants, is.variants),
    ...differencesOf(ACTIVE, was.active, was.active, is.active),
    ...withoutGone(lineDifferences(was.lines, was.lines, is.lines), is.variants),
  ]
}

export function applyTreatment(target: Y.Doc, base: Y.Doc, theirs: Y.Doc, taken: readonly Taken[]): void {
  const shown = new Set(VARIANTS.read(target).keys())
  applyFamily(VARIANTS, target, base, theirs, taken)
  applyFamily(ACTIVE, target, base, theirs, taken)
  const lines = readLines(theirs)
  applyLines(target, readLines(base), lines, taken)
  // what stood in a variant that comes back from out of the gallery, and they do not have
  for (const { family, id, field } of taken)
    if (family === VARIANTS.name && field === null && !shown.has(id)) removeOthers(proseOf(target, id), lines)
}

function removeOthers(prose: Y.XmlFragment | null, lines: Lines): void {
  if (!prose) return
  for (let i = prose.length - 1; i >= 0; i--) {
    const node: unknown = prose.get(i)
    if (isLineElement(node) && !lines.elements.has(textAttribute(node, 'id'))) prose.delete(i, 1)
  }
}

export function treatmentDrafts(baseDoc: Y.Doc, mineDoc: Y.Doc, theirsDoc: Y.Doc): Draft[] {
  const variants = readSides(VARIANTS, baseDoc, mineDoc, theirsDoc)
  // where both brought a variant back, its prose is what it was when it left the gallery
  const both = new Set([...variants.mine.keys()].filter(id => variants.theirs.has(id)))
  const lines: LineSides = {
    base: shownLines(baseDoc, both),
    mine: shownLines(mineDoc),
    theirs: shownLines(theirsDoc),
    whereIs: id => nameOf(variants, sceneOf(lines.mine, id) || sceneOf(lines.theirs, id) || sceneOf(lines.base, id)),
  }
  const ofVariants = differencesOf(VARIANTS, variants.base, variants.mine, variants.theirs)
  const ofLines = lineDifferences(lines.base, lines.mine, lines.theirs)
  const whole = wholeVariants(variants, lines, ofVariants, ofLines)
  const taken = new Set(whole.flatMap(draft => draft.element.ids))
  const rest = ofLines.filter(({ id, base, theirs }) => {
    const scene = String((theirs ?? base)?.get('scene') ?? '')
    return !taken.has(scene) && !taken.has(sceneOf(lines.base, id))
  })
  return [
    ...whole,
    ...hunksOf(
      VARIANTS,
      variants,
      ofVariants.filter(({ id }) => !taken.has(id)),
    ),
    ...proseHunks(lines, rest),
    ...chosen(baseDoc, mineDoc, theirsDoc),
  ]
}

/** Variants that came, went or come back: each is one hunk with its lines. */
function wholeVariants(
  variants: Sides,
  lines: LineSides,
  ofVariants: readonly Difference[],
  ofLines: readonly Difference[],
): Draft[] {
  const fated = new Map(ofVariants.filter(({ field }) => field === null).map(difference => [difference.id, difference]))
  // one that we took out of the gallery, and in which they wrote
  for (const { what, theirs } of ofLines) {
    const id = String(theirs?.get('scene') ?? '')
    if ((what !== 'restored' && what !== 'added') || fated.has(id) || variants.mine.has(id) || !variants.base.has(id))
      continue
    const element = variants.theirs.get(id)
    fated.set(id, {
      family: VARIANTS.name,
      id,
      field: null,
      what: 'restored',
      conflict: 'Edited there, deleted here',
      base: variants.base.get(id),
      mine: undefined,
      theirs: element,
      outcome: { status: 'nothing' },
    })
  }
  return hunksOf(VARIANTS, variants, [...fated.values()]).map(draft => withLines(draft, lines, ofLines))
}

function withLines(draft: Draft, sides: LineSides, ofLines: readonly Difference[]): Draft {
  const [variant] = draft.differences
  if (!variant) return draft
  const linesIn = (side: Lines): readonly string[] => side.scenes.get(variant.id) ?? []
  const passages = (side: Lines, status: 'same' | 'added' | 'removed') =>
    linePassages(linesIn(side), side.elements, status)
  if (variant.what === 'removed') {
    const edited =
      ofLines.some(
        ({ what, conflict, base }) => what === 'removed' && conflict !== null && base?.get('scene') === variant.id,
      ) || linesIn(sides.mine).some(id => !sides.base.elements.has(id))
    return {
      ...draft,
      conflict: draft.conflict ?? (edited ? { reason: 'Deleted there, edited here' } : null),
      before: [...draft.before, ...passages(sides.base, 'same')],
      mine: [...draft.mine, ...passages(sides.mine, 'same')],
      result: [...draft.result, ...passages(sides.mine, 'removed')],
    }
  }
  return {
    ...draft,
    before: [...draft.before, ...passages(sides.base, 'same')],
    theirs: [...draft.theirs, ...passages(sides.theirs, variant.what === 'added' ? 'added' : 'same')],
    result: [...draft.result, ...passages(sides.theirs, 'added')],
    differences: [
      variant,
      ...linesIn(sides.theirs).map(
        (id): Difference => ({ ...variant, family: LINE_FIELDS.name, id, theirs: sides.theirs.elements.get(id) }),
      ),
    ],
  }
}

/** Lines of variants that both sides have. */
function proseHunks(sides: LineSides, differences: readonly Difference[]): Draft[] {
  const of = (...kinds: Difference['what'][]) => differences.filter(({ what }) => kinds.includes(what))
  const changed = of('changed', 'restored').filter(({ field }) => field !== 'scene')
  return [
    ...changedLines(
      sides,
      changed.filter(({ field }) => field !== PLACE),
    ),
    ...movedLines(
      sides,
      changed.filter(({ field }) => field === PLACE),
    ),
    ...runsIn(sides.theirs.places, of('added'), id => sceneOf(sides.theirs, id)).map(run => addedRun(sides, run, null)),
    ...runsIn(sides.base.places, of('removed'), id => sceneOf(sides.base, id)).map(run => removedRun(sides, run)),
  ]
}

/** Which variant is the treatment, by its title. */
function chosen(base: Y.Doc, mine: Y.Doc, theirs: Y.Doc): Draft[] {
  const sides = readSides(ACTIVE, base, mine, theirs)
  const id = activeVariant(theirs)
  const title = id === null ? 'No variant is chosen' : `${VARIANTS.namesOf(theirs).get(id) ?? 'A variant'} chosen`
  return hunksOf(ACTIVE, sides, differencesOf(ACTIVE, sides.base, sides.mine, sides.theirs)).map(draft => ({
    ...draft,
    title,
  }))
}
