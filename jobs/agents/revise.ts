import { hashOf } from '../../shared/core/agents/target.ts'
import { type Beat, beatRows, readBeats, wordsOfBeat } from '../../shared/core/beats/beats.ts'
import { differencesById, fingerprintOf, REVISED } from '../../shared/core/dependencies/stageFlags.ts'
import { readSources } from '../../shared/core/documents/rows.ts'
import { newId } from '../../shared/core/ids.ts'
import { type Line, plain } from '../../shared/core/script/line.ts'
import { readScenes, type Scene, sceneEntry, scriptRoots } from '../../shared/core/script/scenes.ts'
import { proposeEdits } from '../../shared/core/suggestions/propose.ts'
import { suggestionBytes } from '../../shared/core/suggestions/store.ts'
import type { SuggestionEdit } from '../../shared/core/suggestions/suggestion.ts'
import { activeVariant, readProse } from '../../shared/core/treatment/variants.ts'
import { type AgentDocuments, AgentFailure, defineAgent, InvalidAnswer, nothingToDo } from './agent.ts'
import { asData, fromModel, scriptLine } from './context.ts'
import { ratedAnswer } from './ratedAnswer.ts'
import { storyBrief, toldConstraints, toldGuidance } from './story.ts'
import { type RevisionAnswer, revisionAnswer } from './storyAnswers.ts'
import type { Change, RevisionContext } from './storyContext.ts'

/** A change with the way to write it down. */
interface Place extends Omit<Change, 'n'> {
  edits(text: string, title: string): SuggestionEdit[]
}

/** All that is to be done: what is written anew, and what goes without a word of anybody. */
interface Plan {
  of: RevisionContext['of']
  places: Place[]
  gone: SuggestionEdit[]
}

function planOf(documents: AgentDocuments): Plan {
  const { target } = documents
  const revised = REVISED.find(({ stage }) => documents[stage] === target)
  const was = revised && documents.baselineOf(revised.stage, revised.against)
  if (!revised || !was)
    throw new AgentFailure('never-in-step', 'These stages were written apart, so there is nothing to bring into step.')
  const changes = differencesById(was, fingerprintOf(revised.against, documents[revised.against]))
  if (revised.stage === 'treatment') return treatmentPlan(documents, changes)
  const played = documents.baselineOf('script', 'beats')
  return beatsPlan(
    documents,
    changes,
    played ? differencesById(played, fingerprintOf('beats', documents.beats)) : new Map(),
  )
}

type Changes = ReturnType<typeof differencesById>

// ---- a treatment by its beats -----------------------------------------------------------------------------------------

function treatmentPlan({ treatment, beats }: AgentDocuments, changes: Changes): Plan {
  const variant = activeVariant(treatment) ?? ''
  const lines = readProse(treatment, variant)
  const shown = readBeats(beats)
  const passageOf = (sources: ReadonlyMap<string, string>): Line[] =>
    lines.filter(line => sources.has(line.id) && line.type !== 'section')
  const kept = new Set(shown.flatMap(beat => [...beat.sources.keys()]))
  const places = shown.flatMap((beat, place): Place[] => {
    const kind = changes.get(beat.id)?.kind
    if (kind !== 'changed' && kind !== 'added') return []
    const passage = passageOf(beat.sources)
    return [
      {
        kind: passage.length === 0 ? 'added' : kind,
        now: wordsOfBeat(beat),
        told: passage.map(line => line.text).join('\n\n'),
        edits: text => {
          const paragraphs = text.split(/\n\s*\n/).filter(words => words.trim() !== '')
          const before = passage.length > 0 ? null : lastLineBefore(shown.slice(0, place), lines)
          return proseEdits(variant, passage, before, paragraphs)
        },
      },
    ]
  })
  const gone = [...changes].flatMap(([id, { kind }]): SuggestionEdit[] => {
    const row = kind === 'gone' ? beatRows(beats).get(id) : undefined
    const passage = row ? passageOf(readSources(row)).filter(line => !kept.has(line.id)) : []
    return passage.length === 0 ? [] : [deletionOf(passage)]
  })
  return { of: 'treatment', places, gone }
}

const deletionOf = (lines: readonly Line[]): SuggestionEdit => ({
  kind: 'delete-lines',
  lines: lines.map(({ id, text }) => ({ id, before: text })),
})

/** The last line that one of these beats came from; null: none did. */
function lastLineBefore(beats: readonly Beat[], lines: readonly Line[]): string | null {
  const sources = new Set(beats.flatMap(beat => [...beat.sources.keys()]))
  return lines.findLast(line => sources.has(line.id))?.id ?? null
}

/** Paragraphs in the place of a passage: its lines are written anew as far as there are any. */
function proseEdits(
  scene: string,
  passage: readonly Line[],
  before: string | null,
  paragraphs: readonly string[],
): SuggestionEdit[] {
  const edits: SuggestionEdit[] = passage
    .slice(0, paragraphs.length)
    .map((line, place) => ({ kind: 'line-text', lineId: line.id, before: line.text, after: paragraphs[place] ?? '' }))
  const left = passage.slice(paragraphs.length)
  if (left.length > 0) edits.push(deletionOf(left))
  const more = paragraphs.slice(passage.length)
  if (more.length > 0)
    edits.push({
      kind: 'insert-lines',
      after: passage.at(-1)?.id ?? before,
      scene,
      lines: more.map(text => ({ id: newId(), type: 'general', runs: plain(text) })),
    })
  return edits
}

// ---- beats by their scenes ----------------------------------------------------------------------------------------------

const wordsOfScene = (scene: Scene): string =>
  scene.lines
    .filter(line => line.text !== '')
    .map(scriptLine)
    .join('\n')

/**
 * `changes`: of the scenes. `edited`: beats that say something else than what the script was in step with; their scenes say
 * what they were. A beat is told once, however many scenes play it.
 */
function beatsPlan({ beats, script }: AgentDocuments, changes: Changes, edited: Changes): Plan {
  const { scenes: entries } = scriptRoots(script)
  const scenes = readScenes(script).filter(scene => !scene.omitted)
  const shown = readBeats(beats)
  const linkOf = (sceneId: string): unknown => sceneEntry(entries, sceneId)?.get('beat')
  const beatOf = (sceneId: string): Beat | undefined => shown.find(beat => beat.id === linkOf(sceneId))
  const isOtherwise = (id: string) => ['changed', 'added'].includes(changes.get(id)?.kind ?? '')
  const places = scenes.flatMap((scene, place): Place[] => {
    const beat = beatOf(scene.id)
    if (beat) {
      const all = scenes.filter(({ id }) => linkOf(id) === beat.id)
      const isToldAnew = edited.get(beat.id)?.kind === 'changed' || all.some(({ id }) => isOtherwise(id))
      if (!isToldAnew || all[0] !== scene) return []
      return [
        {
          kind: 'changed',
          now: all.map(wordsOfScene).join('\n'),
          told: beat.body,
          edits: text => [{ kind: 'cell-text', shotId: beat.id, column: 'body', before: beat.body, after: text }],
        },
      ]
    }
    const lost = linkOf(scene.id)
    const isBeatGone = typeof lost === 'string' && edited.get(lost)?.kind === 'gone'
    if (!isOtherwise(scene.id) && !isBeatGone) return []
    const before = scenes.slice(0, place).flatMap(({ id }) => beatOf(id) ?? [])
    return [
      {
        kind: 'added',
        now: wordsOfScene(scene),
        told: '',
        edits: (text, title) => [
          {
            kind: 'insert-rows',
            after: before.at(-1)?.id ?? null,
            rows: [{ id: newId(), title: title || scene.heading, body: text, sources: [] }],
          },
        ],
      },
    ]
  })
  // of a beat that several scenes play, one is still there
  const played = new Set(scenes.map(({ id }) => linkOf(id)))
  const unplayed = shown.filter(
    ({ id }) =>
      !played.has(id) &&
      (edited.get(id)?.kind === 'added' ||
        [...changes].some(([scene, { kind }]) => kind === 'gone' && linkOf(scene) === id)),
  )
  const gone: SuggestionEdit[] = unplayed.map(beat => ({
    kind: 'delete-rows',
    rows: [{ id: beat.id, before: wordsOfBeat(beat) }],
  }))
  return { of: 'beats', places, gone }
}

// ---- the agent ----------------------------------------------------------------------------------------------------------

/** Brings a stage back into step with the one after it, as one group of suggestions. */
export const revise = defineAgent<RevisionContext, RevisionAnswer>({
  name: 'revise',
  prompt: 'revise',
  slots: ['brief', 'what', 'changes', 'guidance'],
  output: revisionAnswer,
  outputName: 'Revision',

  dependsOn: (_, documents) => hashOf(planOf(documents).places.map(({ now, told }) => hashOf([now, told]))),

  context(job, documents) {
    const { of, places, gone } = planOf(documents)
    if (places.length + gone.length === 0)
      throw nothingToDo(
        'nothing-changed',
        'Nothing has changed that the passages do not tell. “It still fits” takes the flag away.',
      )
    const changes = places.map(({ kind, now, told }, place) => ({ n: place + 1, kind, now, told }))
    return { brief: storyBrief(documents), of, changes, guidance: job.instruction, leftOut: [] }
  },

  fill: context => ({
    brief: toldConstraints(context.brief),
    what: context.of === 'treatment' ? 'the treatment, by its beats' : 'the beat sheet, by the scenes of the script',
    changes: asData(
      'changes',
      context.changes.map(({ n, now, told }) => `${n}. NOW:\n${now}\nUNTIL NOW:\n${told || '(nothing)'}`).join('\n\n'),
    ),
    guidance: toldGuidance(context.guidance),
  }),

  writesAbout: ({ changes, guidance }) => [guidance, ...changes.map(({ now }) => now)].join('\n'),
  task: context => ({ agent: 'revise', context }),
  lineIds: () => [],
  draft: () => '',

  check(context, output) {
    const repairs: string[] = []
    const passages = context.changes.map(({ n, now, told }) => {
      const found = output.passages.find(passage => passage.n === n)
      if (!found || found.text.trim() === '') throw new InvalidAnswer(`Change ${n} has no passage.`)
      const source = `${now}\n${told}`
      const rated = ratedAnswer(context.brief, repairs, source)
      return {
        n,
        title: rated(fromModel(found.title, source)).trim(),
        text: rated(fromModel(found.text, source)).trim(),
      }
    })
    if (output.passages.length > passages.length) repairs.push('passages for nothing were left out')
    return { output: { ...output, passages }, repairs }
  },

  apply(_, { passages, rationale }, documents, { job, author, model }) {
    const { target } = documents
    const { places, gone } = planOf(documents)
    const edits = [
      ...places.flatMap((place, at) => place.edits(passages[at]?.text ?? place.told, passages[at]?.title ?? '')),
      ...gone,
    ]
    const { id, askedBy, instruction } = job
    const suggestions = proposeEdits(target, edits, {
      author,
      askedBy,
      instruction,
      rationale,
      model,
      jobId: id,
      group: id,
    })
    if (suggestions.length === 0)
      throw nothingToDo(
        'nothing-changed',
        'Everything reads already as it should. “It still fits” takes the flag away.',
      )
    return suggestionBytes(target, suggestions)
  },
})
