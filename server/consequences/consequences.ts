import type * as Y from 'yjs'
import type { AgentName } from '../../shared/core/agents/catalog.ts'
import {
  type Consequences,
  EFFECT_KINDS,
  type EffectKind,
  MOST_EFFECTS,
  type Operation,
} from '../../shared/core/api/consequences.ts'
import { readAssets } from '../../shared/core/assets/assets.ts'
import type { DependencyEngine, Effect } from '../../shared/core/dependencies/engine.ts'
import { shownLines } from '../../shared/core/dependencies/lines.ts'
import { costOf, priceOf } from '../../shared/core/dependencies/prices.ts'
import { readThings } from '../../shared/core/dependencies/readThings.ts'
import { type ReferenceKind, refer, referenceOf } from '../../shared/core/dependencies/references.ts'
import {
  type Fingerprint,
  FLAGS,
  isFlagged,
  reasonSentence,
  reasonsOf,
  redoneBy,
} from '../../shared/core/dependencies/stageFlags.ts'
import { assetFacts, inPlaces } from '../../shared/core/dependencies/things.ts'
import { Names } from '../../shared/core/dependencies/words.ts'
import type { DocumentKind } from '../../shared/core/documents/kinds.ts'
import { readScenes } from '../../shared/core/script/scenes.ts'
import { type StageId, stageNamed } from '../../shared/core/stages/stages.ts'
import type { Sql } from '../../shared/node/database.ts'
import { readEngine, scriptChange } from '../../shared/node/dependencies.ts'
import { readInStep } from '../../shared/node/stageFlags.ts'

/** What a document says now, and what it would say. */
export interface Hypothesis {
  kind: DocumentKind
  sceneId: string | null
  now: Y.Doc
  then: Y.Doc
}

type AgentCredits = (agent: AgentName) => number

/** Documents that would no longer be in step with another one, and why. */
type OutOfStep = { stage: StageId; against: StageId; because: string }

const COUNTED: Partial<Record<ReferenceKind, EffectKind>> = {
  shot: 'shots',
  state: 'states',
  framePrompt: 'prompts',
  videoPrompt: 'prompts',
  startFrame: 'frames',
  endFrame: 'frames',
  take: 'clips',
  end: 'ends',
}

/** What would be outdated, and is not yet, if documents said something else: tried on what the timeline has. */
export async function consequencesOf(
  sql: Sql,
  timelineId: string,
  hypotheses: readonly Hypothesis[],
  credits: AgentCredits,
): Promise<Consequences> {
  const { engine, numbers } = await readEngine(sql, timelineId)
  const before = new Set(engine.outdated().keys())
  let known = numbers
  engine.batch(() => {
    for (const hypothesis of hypotheses) {
      suppose(engine, hypothesis)
      if (hypothesis.kind === 'script')
        known = new Map(readScenes(hypothesis.then).map(scene => [scene.id, scene.number]))
    }
  })
  const effects = [...engine.outdated().values()].flatMap(({ key, thing, causes }): Effect[] => {
    const [cause] = before.has(key) ? [] : causes(1)
    return cause ? [{ key, thing, cause }] : []
  })
  const inStep = await readInStep(sql, timelineId)
  const documents = hypotheses.flatMap(({ kind, then }): OutOfStep[] => {
    if (!isFlagged(kind)) return []
    return FLAGS.flatMap(({ stage, against }): OutOfStep[] => {
      const baseline: Fingerprint | null = against === kind ? inStep(stage, against) : null
      const reasons = baseline ? reasonsOf(against, baseline, then) : []
      return reasons.length === 0
        ? []
        : [{ stage, against, because: reasons.slice(0, 2).map(reasonSentence).join(' ') }]
    })
  })
  return tell(engine, known, effects, documents, credits)
}

/** What is made from a stage, or from these elements of it: at the most, for nobody knows yet what will be written. */
export async function consequencesOfEditing(
  sql: Sql,
  timelineId: string,
  { stage, elements }: { stage: StageId; elements: readonly string[] | null },
  credits: AgentCredits,
): Promise<Consequences> {
  const { engine, numbers, lines } = await readEngine(sql, timelineId)
  const edited = stage === 'script' ? (elements ?? lines) : []
  const roots = edited.map(id => ({ scene: '', reference: refer('line', id) }))
  return atMost(sql, timelineId, { engine, numbers }, roots, [stage], credits)
}

/** The same of one act that writes in elements of several documents. */
export async function consequencesOfWriting(
  sql: Sql,
  timelineId: string,
  { stages, lines, shots, assets }: Extract<Operation, { kind: 'write' }>,
  credits: AgentCredits,
): Promise<Consequences> {
  const roots = [
    ...lines.map(id => ({ scene: '', reference: refer('line', id) })),
    ...assets.map(id => ({ scene: '', reference: refer('asset', id) })),
    ...shots.flatMap(({ sceneId, shotIds }) => shotIds.map(id => ({ scene: sceneId, reference: refer('shot', id) }))),
  ]
  return atMost(sql, timelineId, await readEngine(sql, timelineId), roots, stages, credits)
}

/** All that is made from these, and the stages that are in step with those that are written in. */
async function atMost(
  sql: Sql,
  timelineId: string,
  { engine, numbers }: Pick<Awaited<ReturnType<typeof readEngine>>, 'engine' | 'numbers'>,
  roots: Parameters<DependencyEngine['fedBy']>[0],
  stages: readonly StageId[],
  credits: AgentCredits,
): Promise<Consequences> {
  const inStep = await readInStep(sql, timelineId)
  const documents = FLAGS.flatMap((flag): OutOfStep[] =>
    stages.includes(flag.against) && inStep(flag.stage, flag.against)
      ? [{ ...flag, because: `It is in step with the ${stageNamed(flag.against)?.title.toLowerCase()} as it is now.` }]
      : [],
  )
  const outdated = engine.outdated()
  const effects = engine.fedBy(roots).filter(({ key }) => !outdated.has(key))
  return tell(engine, numbers, effects, documents, credits)
}

/** Feeds the engine with what a document would say. */
function suppose(engine: DependencyEngine, { kind, sceneId, now, then }: Hypothesis): void {
  if (kind === 'script') {
    const lines = shownLines(then)
    const there = new Set(lines.map(({ id }) => id))
    const removedLines = shownLines(now).flatMap(({ id }) => (there.has(id) ? [] : [id]))
    engine.applyScript({ ...scriptChange(then, readScenes(then), lines), removedLines })
  } else if (kind === 'assets') {
    const facts = readAssets(then).flatMap(assetFacts)
    const there = new Set<string>(facts.map(({ reference }) => reference))
    const gone = readAssets(now).flatMap(assetFacts)
    engine.applyAssets(
      facts,
      gone.flatMap(({ reference }) => (there.has(reference) ? [] : [reference])),
    )
  } else if (kind === 'scene' && sceneId !== null) {
    const things = readThings(then, sceneId)
    const there = new Set<string>(things.map(({ reference }) => reference))
    const gone = engine.things(sceneId).flatMap(({ reference }) => (there.has(reference) ? [] : [reference]))
    engine.applyScene(sceneId, things, gone)
  }
}

function tell(
  engine: DependencyEngine,
  numbers: ReadonlyMap<string, string>,
  all: readonly Effect[],
  documents: readonly OutOfStep[],
  credits: AgentCredits,
): Consequences {
  const names = new Names(engine, scene => numbers.get(scene) ?? '')
  const sorted = inPlaces(numbers.keys())
  const effects = all.filter(({ thing }) => numbers.has(thing.scene)).sort((a, b) => sorted(a.thing, b.thing))
  const kindOf = ({ thing }: Effect): EffectKind => COUNTED[referenceOf(thing.reference)?.kind ?? 'shot'] ?? 'shots'
  const counts = Object.fromEntries(EFFECT_KINDS.map(kind => [kind, 0])) as Consequences['counts']
  for (const effect of effects) counts[kindOf(effect)]++
  const toRevise = documents.map(({ stage, against, because }) => ({
    stage,
    title: stageNamed(stage)?.title ?? stage,
    because,
    credits: credits(redoneBy(stage, against)),
  }))
  return {
    documents: toRevise,
    things: effects.slice(0, MOST_EFFECTS).map(effect => {
      const { thing, cause } = effect
      return {
        sceneId: thing.scene,
        scene: numbers.get(thing.scene) ?? '',
        kind: kindOf(effect),
        reference: thing.reference,
        name: names.thing(thing),
        because: names.because([cause]),
        way: names.path(cause),
        ...costOf(thing, credits),
      }
    }),
    counts,
    scenes: new Set(effects.map(({ thing }) => thing.scene)).size,
    credits:
      priceOf(
        effects.map(({ thing }) => thing),
        credits,
      ) + toRevise.reduce((sum, one) => sum + one.credits, 0),
  }
}
