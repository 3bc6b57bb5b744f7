import type { AgentName } from '../agents/catalog.ts'
import type { DocumentKind } from '../documents/kinds.ts'

/** The stages of the pipeline that something is made in, by their numbers. */
export const VAULT_STAGES = [
  { stage: 2, title: 'Treatment' },
  { stage: 3, title: 'Beat sheet' },
  { stage: 4, title: 'Master script' },
  { stage: 5, title: 'Assets' },
  { stage: 7, title: 'Shot list' },
  { stage: 8, title: 'Visual state' },
  { stage: 9, title: 'Prompts' },
  { stage: 10, title: 'Frames' },
  { stage: 12, title: 'Video' },
] as const

interface Kind {
  title: string
  /** Of the group that a filter names. */
  plural: string
  /** Null: the stage of the document that it was made in. */
  stage: number | null
  /** The agent whose answers these are; none: rows of documents, or commits. */
  agent?: AgentName
}

/**
 * Everything that is kept in the vault. What the director and the creative room say is no artifact: it stands where it was
 * said.
 */
export const ARTIFACT_KINDS = {
  treatment: { title: 'Treatment', plural: 'Treatments', stage: 2, agent: 'treatment' },
  'beat-sheet': { title: 'Beat sheet', plural: 'Beat sheets', stage: 3, agent: 'beats' },
  beat: { title: 'Beat', plural: 'Single beats', stage: 3, agent: 'beat' },
  'script-scene': { title: 'Scene', plural: 'Script scenes', stage: 4, agent: 'script' },
  asset: { title: 'Asset', plural: 'Assets', stage: 5 },
  'image-key': { title: 'Image key', plural: 'Image keys', stage: 5 },
  'shot-list': { title: 'Shot list', plural: 'Shot lists', stage: 7, agent: 'breakdown' },
  state: { title: 'Visual state', plural: 'Visual states', stage: 8 },
  'frame-prompt': { title: 'Frame prompt', plural: 'Frame prompts', stage: 9 },
  'video-prompt': { title: 'Video prompt', plural: 'Video prompts', stage: 9 },
  frame: { title: 'Frame', plural: 'Frames', stage: 10 },
  take: { title: 'Clip', plural: 'Clips', stage: 12 },
  passage: { title: 'Rewritten passage', plural: 'Rewritten passages', stage: null, agent: 'rewrite' },
  revision: { title: 'Revision', plural: 'Revisions', stage: null, agent: 'revise' },
  locked: { title: 'As locked', plural: 'Locked stages', stage: null },
} as const satisfies Record<string, Kind>

export type ArtifactKind = keyof typeof ARTIFACT_KINDS
export const ARTIFACT_KIND_NAMES = Object.keys(ARTIFACT_KINDS) as [ArtifactKind, ...ArtifactKind[]]

/** What is a picture or a clip, and not words. */
export const isMedia = (kind: ArtifactKind): boolean => kind === 'image-key' || kind === 'frame' || kind === 'take'

/** The stage that a document belongs to, for kinds that are made in several. */
export const STAGE_OF_DOCUMENT: Readonly<Partial<Record<DocumentKind, number>>> = {
  treatment: 2,
  beats: 3,
  script: 4,
  assets: 5,
  scene: 7,
}

export const stageTitle = (stage: number): string =>
  VAULT_STAGES.find(one => one.stage === stage)?.title ?? `Stage ${stage}`
