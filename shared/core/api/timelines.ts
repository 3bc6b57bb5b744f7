import { z } from 'zod'
import { DOCUMENT_KINDS } from '../documents/kinds.ts'
import { cleanName } from '../text/storable.ts'
import { author } from './authors.ts'
import { authors, versionView } from './versions.ts'

/** The HTTP API of Story Timelines: /api/projects/:id/timelines, /api/timelines/:id and /api/commits/:id. */

export const COMMIT_KINDS = ['stage', 'revision', 'named', 'fork', 'merge'] as const
export type CommitKind = (typeof COMMIT_KINDS)[number]

const timelineName = z
  .string()
  .transform(cleanName)
  .pipe(z.string().min(1, 'Give the timeline a name.').max(80, 'At most 80 characters.'))

/** Fork: from a commit, or from the head of a timeline as it is now. */
export const forkTimeline = z.object({
  name: timelineName,
  message: z.string().trim().max(2_000, 'A message has at most 2,000 characters.').default(''),
  /** An earlier commit; without it the timeline as it is now. */
  commitId: z.string().optional(),
})
/** The whole script written anew from the beat sheet, on a timeline of its own. */
export const regenerateScript = z.object({
  name: timelineName,
  /** Told to the agent, and kept with the commit. */
  why: z.string().trim().max(2_000, 'A reason has at most 2,000 characters.'),
  /** Scenes whose beat did not change stay, with their shots. */
  keep: z.boolean().default(true),
})
export const scenesUnchanged = z.object({ scenes: z.number().int(), unchanged: z.number().int() })

export const renameTimeline = z.object({ name: timelineName })

export const timelineRow = z.object({
  id: z.string(),
  name: z.string(),
  /** The first one of the project: it cannot be deleted. */
  main: z.boolean(),
  parentId: z.string().nullable(),
  /** ISO 8601, as all times here. */
  createdAt: z.string(),
  deletedAt: z.string().nullable(),
  /** Who has something of it open. */
  people: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type TimelineRow = z.infer<typeof timelineRow>

export const commitRow = z.object({
  id: z.string(),
  timelineId: z.string(),
  kind: z.enum(COMMIT_KINDS),
  name: z.string(),
  message: z.string(),
  by: author.nullable(),
  credits: z.number(),
  parentId: z.string().nullable(),
  mergedId: z.string().nullable(),
  /** What agents did on the timeline since the commit before it. */
  jobs: z.array(z.object({ id: z.string(), title: z.string() })),
  createdAt: z.string(),
})
export type CommitRow = z.infer<typeof commitRow>

/** Bytes that a project has on all of its timelines, what they share counted once. */
const projectStorage = z.object({
  /** Documents with their versions. */
  documents: z.number(),
  pictures: z.number(),
  /** Beside the brief. */
  files: z.number(),
  /** What agents were asked and answered. */
  agents: z.number(),
})
export type ProjectStorage = z.infer<typeof projectStorage>

/** All commits of a project, the oldest first, and what it and its timelines weigh. */
export const timelineHistory = z.object({
  commits: z.array(commitRow),
  /** Timeline id -> bytes that it alone has: snapshots and logs, and states that no other one shares. */
  bytes: z.record(z.string(), z.number()),
  storage: projectStorage,
})
export type TimelineHistory = z.infer<typeof timelineHistory>

const compared = z.object({ id: z.string(), name: z.string() })
const documentChange = z.object({
  kind: z.enum(DOCUMENT_KINDS),
  sceneId: z.string().nullable(),
  /** The number and heading of the scene; '' for a document that is of no scene. */
  title: z.string(),
  authors,
  view: versionView,
})
export type DocumentChange = z.infer<typeof documentChange>

/** What two commits, or heads of timelines, say otherwise. */
export const comparison = z.object({ from: compared, to: compared, changes: z.array(documentChange) })
export type Comparison = z.infer<typeof comparison>

/** A scene of a timeline whose script was written anew: what is made in it is to be approved again, or kept. */
const invalidatedScene = z.object({
  sceneId: z.string(),
  /** Its printed number. */
  scene: z.string(),
  heading: z.string(),
  /** All in it was made from what is there still, as it was: it can be kept. */
  same: z.boolean(),
})
/** An asset of such a timeline; `same`: the lines that speak of it say what they said. */
const invalidatedAsset = z.object({ assetId: z.string(), name: z.string(), same: z.boolean() })

export const invalidated = z.object({ scenes: z.array(invalidatedScene), assets: z.array(invalidatedAsset) })
export type Invalidated = z.infer<typeof invalidated>

const named = z.array(z.string().max(100)).max(10_000)
/** What to keep as it is; that which has other inputs now is not. */
export const keepInvalidated = z.object({ sceneIds: named.default([]), assetIds: named.default([]) })
export const keptInvalidated = z.object({ scenes: z.number().int(), assets: z.number().int() })
