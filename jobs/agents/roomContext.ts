import { tokensOf } from '../../shared/core/agents/models.ts'
import { readBeats } from '../../shared/core/beats/beats.ts'
import { countScene, type SceneCount } from '../../shared/core/reports/figures.ts'
import type { RoomElement, RoomStage } from '../../shared/core/room/elements.ts'
import { ROOM_STAGES, roomElements } from '../../shared/core/room/elements.ts'
import type { Lens } from '../../shared/core/room/lenses.ts'
import { readScenes, sceneEntry, scriptRoots } from '../../shared/core/script/scenes.ts'
import type { AgentDocuments, AgentJob } from './agent.ts'
import { AgentFailure } from './agent.ts'
import { storyBrief } from './story.ts'
import type { StoryBrief } from './storyContext.ts'

/** An element with its number in the request. */
export interface NumberedElement extends RoomElement {
  /** From 1. */
  n: number
}

/** A scene, counted: what reports are made of. */
export interface CountedScene extends Pick<SceneCount, 'heading' | 'location' | 'time' | 'seconds' | 'stretches'> {
  place: string
  /** Of its heading. */
  lineId: string
  /** Words that each speaker says. */
  spoken: ReadonlyMap<string, number>
}

export interface RoomContext {
  lens: Lens
  /** The stage that is looked at: only its words may be changed. */
  stage: RoomStage
  brief: StoryBrief
  elements: readonly NumberedElement[]
  /** Of the script; none otherwise. */
  scenes: readonly CountedScene[]
  /** Beats that a scene says it plays; null where no scene was written from a beat. */
  played: ReadonlySet<string> | null
  /** Treatment lines that some beat comes from; null where there are none. */
  told: ReadonlySet<string> | null
  guidance: string
  leftOut: string[]
}

/** Tokens of a story that a model is given: a script of two hours and its beats. */
const BUDGET = 60_000

const NAMES: Record<RoomStage, string> = {
  treatment: 'paragraphs of the treatment',
  beats: 'beats',
  script: 'lines of the script',
}

/** Everything that is read when the room looks at the job's document. */
export function roomContext(lens: Lens, job: AgentJob, documents: AgentDocuments): RoomContext {
  const stage = ROOM_STAGES.find(one => documents[one] === documents.target) ?? 'script'
  const all = roomElements(stage, documents)
  if (all.every(element => element.stage !== stage))
    throw new AgentFailure(
      'nothing-to-read',
      'There is nothing written in this stage yet, so there is nothing to look at.',
    )
  const { elements, leftOut } = withinRoom(all)
  return {
    lens,
    stage,
    brief: storyBrief(documents),
    elements: elements.map((element, place) => ({ ...element, n: place + 1 })),
    scenes: stage === 'script' ? countedScenes(documents) : [],
    played: stage === 'script' ? playedBeats(documents) : null,
    told: stage === 'beats' ? toldLines(documents) : null,
    guidance: job.instruction,
    leftOut,
  }
}

/** The elements that fit; what is left out is counted. The beginning is kept: what is found has a place in all of it. */
function withinRoom(all: readonly RoomElement[]): { elements: RoomElement[]; leftOut: string[] } {
  let used = 0
  const kept = all.filter(element => {
    used += tokensOf(element.text.length + element.place.length + 8)
    return used <= BUDGET
  })
  const left = new Map<RoomStage, number>()
  for (const { stage } of all.slice(kept.length)) left.set(stage, (left.get(stage) ?? 0) + 1)
  return { elements: kept, leftOut: [...left].map(([stage, count]) => `the last ${count} ${NAMES[stage]}`) }
}

function countedScenes({ script }: Pick<AgentDocuments, 'script'>): CountedScene[] {
  return readScenes(script)
    .filter(scene => !scene.omitted && scene.heading.trim() !== '')
    .map(scene => {
      const { heading, location, time, seconds, stretches, speeches, lineId } = countScene(scene)
      const spoken = new Map<string, number>()
      for (const { speaker, words } of speeches) spoken.set(speaker, (spoken.get(speaker) ?? 0) + words)
      return { place: `Scene ${scene.number}`, lineId, heading, location, time, seconds, stretches, spoken }
    })
}

function playedBeats({ script }: Pick<AgentDocuments, 'script'>): Set<string> | null {
  const { scenes } = scriptRoots(script)
  const beats = readScenes(script).flatMap(({ id, omitted }) => {
    const beat = omitted ? undefined : sceneEntry(scenes, id)?.get('beat')
    return typeof beat === 'string' ? [beat] : []
  })
  return beats.length === 0 ? null : new Set(beats)
}

function toldLines({ beats }: Pick<AgentDocuments, 'beats'>): Set<string> | null {
  const told = new Set(readBeats(beats).flatMap(beat => [...beat.sources.keys()]))
  return told.size === 0 ? null : told
}
