import type * as Y from 'yjs'
import { FRONT } from '../../script/scenes.ts'
import { counted } from '../../text/counted.ts'
import { type Difference, differencesOf } from './differences.ts'
import { type Draft, hunksOf, readSides, type Sides } from './family.ts'
import {
  addedRun,
  changedLines,
  type LineSides,
  linePassages,
  lower,
  movedLines,
  removedRun,
  runsIn,
} from './lineHunks.ts'
import { lineDifferences, PLACE, sceneOf, typeOf } from './lines.ts'
import { SCENES, SCRIPT_FAMILIES } from './scriptFamilies.ts'
import { readScript, type ScriptSide, sceneName } from './scriptSide.ts'
import { excerpt } from './show.ts'

/** What becomes of a scene as a whole in theirs: it is one hunk with its lines and its entry. */
type Fate = 'begins' | 'goes' | 'joins' | 'back'

/** All hunks of a script. */
export function scriptDrafts(baseDoc: Y.Doc, mineDoc: Y.Doc, theirsDoc: Y.Doc): Draft[] {
  const [base, mine, theirs] = [readScript(baseDoc), readScript(mineDoc), readScript(theirsDoc)]
  const entrySides = readSides(SCENES, baseDoc, mineDoc, theirsDoc)
  const lines = lineDifferences(base.lines, mine.lines, theirs.lines)
  // entries are never deleted: one that we do not have never came here
  const known = new Map([...entrySides.base].filter(([id]) => entrySides.mine.has(id)))
  const entries = differencesOf(SCENES, known, entrySides.mine, entrySides.theirs)
  const merge = new ScriptMerge(base, mine, theirs, entrySides, lines)
  return [
    ...inOrder(merge.drafts([...entries, ...lines]), theirs, base),
    ...SCRIPT_FAMILIES.filter(family => family !== SCENES).flatMap(family => {
      const sides = readSides(family, baseDoc, mineDoc, theirsDoc)
      return hunksOf(family, sides, differencesOf(family, sides.base, sides.mine, sides.theirs))
    }),
  ]
}

/** As somebody reads them: where they are in theirs; what is gone, behind what it stood behind. */
function inOrder(drafts: readonly Draft[], theirs: ScriptSide, base: ScriptSide): Draft[] {
  const places = new Map<string, number>(theirs.order)
  let last = -1
  for (const id of base.order.keys()) {
    last = Math.floor(theirs.order.get(id) ?? last)
    if (!places.has(id)) places.set(id, last + 0.5)
  }
  for (const { shown } of [base, theirs])
    for (const [id, { lines }] of shown) places.set(id, places.get(lines[0]?.id ?? '') ?? Infinity)
  const placeOf = ({ element }: Draft): number => Math.min(...element.ids.map(id => places.get(id) ?? Infinity))
  const placed = drafts.map(draft => ({ draft, place: placeOf(draft) }))
  return placed.sort((a, b) => (a.place === b.place ? 0 : a.place - b.place)).map(({ draft }) => draft)
}

/** Sorts differences of lines and of scenes' entries into hunks, by what becomes of their scenes. */
class ScriptMerge {
  readonly fates = new Map<string, Fate>()
  readonly #base: ScriptSide
  readonly #mine: ScriptSide
  readonly #theirs: ScriptSide
  readonly #entries: Sides
  readonly #lines: LineSides

  constructor(base: ScriptSide, mine: ScriptSide, theirs: ScriptSide, entries: Sides, lines: readonly Difference[]) {
    this.#base = base
    this.#mine = mine
    this.#theirs = theirs
    this.#entries = entries
    this.#lines = {
      base: base.lines,
      mine: mine.lines,
      theirs: theirs.lines,
      whereIs: id => this.#name(mine.sceneOfLine(id) || theirs.sceneOfLine(id) || base.sceneOfLine(id)),
    }
    for (const id of theirs.shown.keys())
      if (id !== FRONT && !base.shown.has(id) && !mine.shown.has(id)) this.fates.set(id, 'begins')
    for (const [id, scene] of base.shown) {
      if (id === FRONT) continue
      if (!theirs.shown.has(id)) {
        const gone = scene.lines.every(line => !theirs.lines.elements.has(line.id))
        this.fates.set(id, gone ? 'goes' : 'joins')
      } else if (scene.lines.every(line => !mine.lines.elements.has(line.id))) this.fates.set(id, 'back')
    }
    this.#keepOnlyBackWhereSomethingChanged(lines)
  }

  /** A scene that we deleted comes back only when theirs did something to it. */
  #keepOnlyBackWhereSomethingChanged(lines: readonly Difference[]): void {
    const changed = new Set(
      lines.filter(({ what }) => what === 'restored' || what === 'added').map(({ id }) => this.#theirs.sceneOfLine(id)),
    )
    for (const [id, fate] of this.fates) if (fate === 'back' && !changed.has(id)) this.fates.delete(id)
  }

  #name(scene: string): string {
    return sceneName(scene, this.#mine, this.#theirs, this.#base)
  }

  drafts(differences: readonly Difference[]): Draft[] {
    const groups = new Map<string, Difference[]>()
    for (const difference of differences) {
      const key = difference.family === 'scene' ? this.#keyOfEntry(difference) : this.#keyOfLine(difference)
      if (key === null) continue
      const group = groups.get(key)
      if (group) group.push(difference)
      else groups.set(key, [difference])
    }
    return [...groups].flatMap(([key, group]) => this.#draftsOf(key, group))
  }

  /** The scene whose fate takes a difference with it, or null. */
  #fated(scene: string, ...fates: Fate[]): string | null {
    const fate = this.fates.get(scene)
    return fate !== undefined && fates.includes(fate) ? `fate:${scene}` : null
  }

  #keyOfEntry({ id, field, base }: Difference): string | null {
    const there = this.#theirs
    const [is, was] = [there.rootOf(id), this.#base.rootOf(id)]
    const own = this.#fated(id, 'begins', 'goes', 'joins', 'back')
    if (own !== null) return own
    // where nobody has lines nothing is seen of it; one that was joined to another comes with its lines
    if (![there, this.#base].some(({ seen }) => seen.has(id))) return null
    if (base === undefined) return there.shown.has(id) ? `scene:${id}` : null
    if (field === 'mergedInto') return this.#fated(is, 'begins') ?? this.#fated(was, 'joins', 'goes') ?? `scene:${id}`
    return field === 'order' ? 'orders' : 'entries'
  }

  #keyOfLine({ id, field, what, base, theirs }: Difference): string {
    const is = this.#theirs.sceneOfLine(id)
    const was = this.#base.sceneOfLine(id)
    if (what === 'added') return this.#fated(is, 'begins', 'back') ?? 'added'
    if (what === 'restored') return this.#fated(is, 'begins', 'back') ?? 'changed'
    const heading = typeOf(base) === 'scene_heading'
    if (what === 'removed') return this.#fated(was, 'goes') ?? (heading ? this.#fated(was, 'joins') : null) ?? 'removed'
    if (field === PLACE) return 'places'
    if (field === 'scene') {
      const scene = String(theirs?.get('scene') ?? '')
      return this.#fated(is, 'begins') ?? this.#fated(was, 'joins', 'goes') ?? `scene:${scene}`
    }
    if (field === 'type' && (heading || typeOf(theirs) === 'scene_heading'))
      return this.#fated(is, 'begins') ?? this.#fated(was, 'joins') ?? 'changed'
    return 'changed'
  }

  #draftsOf(key: string, group: readonly Difference[]): Draft[] {
    const { order } = this.#theirs
    if (key === 'changed') return changedLines(this.#lines, group)
    if (key === 'added')
      return runsIn(order, group, id => this.#theirs.sceneOfLine(id)).map(run =>
        addedRun(this.#lines, run, this.#deletedAround(run)),
      )
    if (key === 'removed')
      return runsIn(this.#base.order, group, id => this.#base.sceneOfLine(id)).map(run => removedRun(this.#lines, run))
    if (key === 'places') return movedLines(this.#lines, group)
    if (key === 'orders' || key === 'entries') return hunksOf(SCENES, this.#entries, group).map(plainTitle)
    const scene = key.slice(key.indexOf(':') + 1)
    return [this.#sceneDraft(scene, this.fates.get(scene) ?? null, group)]
  }

  /** New lines there, of a scene that nobody has any lines of here. */
  #deletedAround(run: readonly Difference[]): string | null {
    const scene = sceneOf(this.#theirs.lines, run[0]?.id ?? '')
    const had = this.#base.lines.scenes.has(scene)
    return had && !this.#mine.lines.scenes.has(scene) ? 'New lines there, the scene was deleted here' : null
  }

  #sceneDraft(scene: string, fate: Fate | null, group: readonly Difference[]): Draft {
    const [base, mine, theirs] = [this.#base, this.#mine, this.#theirs]
    const lines = fate === 'back' ? this.#wholeScene(scene, group) : group
    const touched = group.flatMap(({ family, id }) => (family === 'line' ? [id] : []))
    const ids = ({ shown, order }: ScriptSide): string[] => {
      const all = new Set([
        ...(shown.get(scene)?.lines ?? []).map(line => line.id),
        ...touched.filter(id => order.has(id)),
      ])
      return [...all].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
    }
    const of = fate === 'begins' || fate === 'back' ? theirs : base
    const fresh = new Set(group.flatMap(({ what, id }) => (what === 'added' ? [id] : [])))
    const reason = this.#sceneConflict(scene, fate, group)
    const removed = fate === 'goes'
    return {
      aspect: `scene:${scene}`,
      element: { kind: 'scene', ids: [scene] },
      change: fate === 'begins' ? 'added' : removed ? 'removed' : 'changed',
      name: this.#name(scene),
      title: this.#sceneTitle(scene, fate, group),
      conflict: reason === null ? null : { reason },
      before: linePassages(ids(base), base.lines.elements, 'same'),
      mine: linePassages(ids(mine), mine.lines.elements, 'same'),
      theirs: ids(theirs).flatMap(id => linePassages([id], theirs.lines.elements, fresh.has(id) ? 'added' : 'same')),
      result: removed
        ? linePassages(ids(mine), mine.lines.elements, 'removed')
        : linePassages(ids(of), of.lines.elements, 'same'),
      editable: false,
      differences: lines,
    }
  }

  /** Every line of a scene that comes back, also those that theirs did not touch. */
  #wholeScene(scene: string, group: readonly Difference[]): Difference[] {
    const [first] = group
    const there = new Set(group.flatMap(({ family, id }) => (family === 'line' ? [id] : [])))
    const untouched = (this.#theirs.shown.get(scene)?.lines ?? []).filter(
      ({ id }) => !there.has(id) && this.#base.lines.elements.has(id) && !this.#mine.lines.elements.has(id),
    )
    if (!first) return []
    return [
      ...group,
      ...untouched.map(
        ({ id }): Difference => ({
          ...first,
          family: 'line',
          id,
          field: null,
          what: 'restored',
          base: this.#base.lines.elements.get(id),
          mine: undefined,
          theirs: this.#theirs.lines.elements.get(id),
        }),
      ),
    ]
  }

  #sceneConflict(scene: string, fate: Fate | null, group: readonly Difference[]): string | null {
    if (fate === 'back') return 'Edited there, deleted here'
    const reasons = new Set(group.flatMap(({ conflict }) => conflict ?? []))
    if (reasons.size > 0 || fate !== 'goes') return [...reasons].join('; ') || null
    const added = (this.#mine.shown.get(scene)?.lines ?? []).filter(({ id }) => !this.#base.lines.elements.has(id))
    return added.length === 0 ? null : `Deleted there, ${counted(added.length, 'new line')} here, which stay`
  }

  #sceneTitle(scene: string, fate: Fate | null, group: readonly Difference[]): string {
    const name = this.#name(scene)
    if (fate === 'begins') {
      const { heading = '', lines = [] } = this.#theirs.shown.get(scene) ?? {}
      const words = excerpt(heading) || 'without a heading'
      const old = lines.find(({ id }) => this.#base.lines.elements.has(id))
      return old
        ? `${this.#name(this.#base.sceneOfLine(old.id))} split: new scene ${words}`
        : `New scene: ${words} (${counted(lines.length, 'line')})`
    }
    if (fate === 'goes')
      return `${name} removed: ${excerpt(this.#base.shown.get(scene)?.heading ?? '') || 'no heading'}`
    if (fate === 'back') return `${name} changed there, removed here`
    const into = this.#theirs.rootOf(scene)
    if (fate === 'joins' && into !== scene) return `${name} joined to ${lower(this.#name(into))}`
    const count = group.filter(({ family }) => family === 'line').length
    return count > 0 ? `${counted(count, 'line')} put into ${lower(name)}` : `${name}: what is joined to it`
  }
}

/** 'Scene 12 omitted' rather than 'Scene 12: omitted no → yes'. */
function plainTitle(draft: Draft): Draft {
  const [only] = draft.differences
  if (draft.differences.length !== 1 || only?.field !== 'omitted') return draft
  const [name = ''] = draft.title.split(':')
  return {
    ...draft,
    title: only.theirs?.get('omitted') === true ? `${name} omitted` : `${name} brought back into the film`,
  }
}
