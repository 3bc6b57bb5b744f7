import type { ProjectType } from '../../shared/core/api/schemas.ts'
import type { Brief } from '../../shared/core/brief/brief.ts'

/** What the brief says, as every story agent is told it. */
export interface StoryBrief extends Pick<Brief, 'least' | 'most' | 'rating' | 'genres' | 'tone' | 'idea'> {
  type: ProjectType
}

export interface StoryLine {
  /** From 1. */
  n: number
  heading: boolean
  text: string
}

export interface TreatmentContext {
  brief: StoryBrief
  /** 0, 1 or 2: which of three unlike variants. */
  variant: number
  /** How it is to differ from the other two. `own`: a person said so. */
  angle: { words: string; own: boolean }
  /** The person's guidance for a full regeneration; '' for a first one. */
  guidance: string
  /** Transformation: what becomes of the source ('Hamlet in space'); '' otherwise. */
  twist: string
  /** Condensation and transformation: the source text; '' for an expansion. */
  source: string
  /** What people staged as context, file by file. */
  files: string
  leftOut: string[]
}

export interface BeatsContext {
  brief: StoryBrief
  treatment: readonly StoryLine[]
  /** How the chosen variant ends, in its own few words; '' where nobody said. */
  ending: string
  guidance: string
  /** Beats. */
  least: number
  most: number
  leftOut: string[]
}

export interface StoryBeat {
  n: number
  title: string
  body: string
}

/** One beat alone: a new one between two neighbours, alternatives for one, or one taken apart. */
export interface BeatContext {
  brief: StoryBrief
  task: 'add' | 'brainstorm' | 'expand'
  before: StoryBeat | null
  beat: StoryBeat | null
  after: StoryBeat | null
  guidance: string
  leftOut: string[]
}

export interface SceneContext {
  brief: StoryBrief
  treatment: readonly StoryLine[]
  beats: readonly StoryBeat[]
  /** The beats that this scene plays, by number. */
  plays: readonly number[]
  /** The treatment passage of these beats. */
  passage: string
  scene: number
  scenes: number
  /** The last action and line of the scene before, '' for the first. */
  rearview: string
  guidance: string
  /** Eighths of a page that it may have. */
  eighths: number
  leftOut: string[]
}

/** Something that has changed, and what stands about it in the stage that is to follow. */
export interface Change {
  /** From 1. */
  n: number
  kind: 'changed' | 'added'
  /** The beat, or the scene, as it is now. */
  now: string
  /** The passage, or the body of the beat, that told it; '' for what is new. */
  told: string
}

export interface RevisionContext {
  brief: StoryBrief
  /** What is revised: a treatment by its beats, or beats by their scenes. */
  of: 'treatment' | 'beats'
  changes: readonly Change[]
  guidance: string
  leftOut: string[]
}
