import { z } from 'zod'
import { LINE_TYPES } from '../script/lineTypes.ts'
import { ARTIFACT_KIND_NAMES } from '../vault/kinds.ts'
import { artifactTag } from '../vault/tags.ts'

/** The HTTP API of the Artifact Vault: /api/projects/:id/vault. */

/** Artifacts that are read at once, and the most that one may ask for. */
export const VAULT_PAGE = { usual: 60, most: 200 } as const

/** What is looked for. Everything that is left out does not matter. */
export const vaultQuery = z.object({
  /** Words of the artifact, of its tags, or of who asked for it. */
  q: z.string().trim().max(200, 'A search has at most 200 characters.').optional(),
  /** Timeline id: where it was made. */
  from: z.string().max(200).optional(),
  stage: z.coerce.number().int().min(1).max(12).optional(),
  kind: z.enum(ARTIFACT_KIND_NAMES).optional(),
  model: z.string().max(200).optional(),
  tag: z.string().max(200).optional(),
})
export type VaultQuery = z.infer<typeof vaultQuery>

export const vaultPageQuery = vaultQuery.extend({
  /** `next` of the page before. */
  after: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(VAULT_PAGE.most).default(VAULT_PAGE.usual),
})
export type VaultPageQuery = z.infer<typeof vaultPageQuery>

const vaultTimeline = z.object({
  id: z.string(),
  name: z.string(),
  /** The first one of the project. */
  main: z.boolean(),
  deleted: z.boolean(),
})

export const artifact = z.object({
  /** Opaque; the same on every timeline. */
  id: z.string(),
  kind: z.enum(ARTIFACT_KIND_NAMES),
  /** Number of its stage, 1 to 12. */
  stage: z.number().int(),
  /** Where it was made. */
  timeline: vaultTimeline,
  /** Number and heading are '' for a scene that is not in the script any more; null: of the whole film. */
  scene: z.object({ id: z.string(), number: z.string(), heading: z.string() }).nullable(),
  /** The label of the shot that it is of, as it is numbered now: '3A'. Null: of no shot, or of one that was taken out. */
  shot: z.string().nullable(),
  title: z.string(),
  /** Its first words. */
  excerpt: z.string(),
  /** Id of the picture or clip. */
  media: z.string().nullable(),
  /** The picture where it is stored, as GET /api/media/:id gives it; px. */
  picture: z.object({ id: z.string(), width: z.number().int(), height: z.number().int() }).nullable(),
  /** Of an asset, an image key, or a visual state of one. */
  assetId: z.string().nullable(),
  /** The scene, variant or image key that it is, the shot that it is of, or the version of a stage as it was locked. */
  elementId: z.string().nullable(),
  /** ISO 8601. */
  createdAt: z.string(),
  credits: z.number(),
  /** '' where no model was asked. */
  model: z.string(),
  /** Hash of what it was made from; '' where nothing is declared. */
  inputHash: z.string(),
  /** What the agent saw: /api/jobs/:id/traces. */
  jobId: z.string().nullable(),
  agent: z.string().nullable(),
  /** Null: the program made it, or the account is gone. */
  askedBy: z.object({ id: z.string().nullable(), name: z.string() }).nullable(),
  tags: z.array(z.string()),
})
export type Artifact = z.infer<typeof artifact>

export const vaultPage = z.object({
  /** By timeline, stage, scene; in each the newest first. */
  artifacts: z.array(artifact),
  /** Of all pages together. */
  total: z.number().int(),
  /** `after` of the next page; null: this is the last. */
  next: z.string().nullable(),
})
export type VaultPage = z.infer<typeof vaultPage>

/** What one can narrow the vault by, and how much of it there is. */
export const vaultContents = z.object({
  total: z.number().int(),
  credits: z.number(),
  timelines: z.array(vaultTimeline.extend({ count: z.number().int() })),
  stages: z.array(
    z.object({
      stage: z.number().int(),
      count: z.number().int(),
      kinds: z.array(z.object({ kind: z.enum(ARTIFACT_KIND_NAMES), count: z.number().int() })),
    }),
  ),
  models: z.array(z.object({ model: z.string(), count: z.number().int() })),
  tags: z.array(z.object({ tag: z.string(), count: z.number().int() })),
})
export type VaultContents = z.infer<typeof vaultContents>

/** One artifact with all of its words. */
export const artifactDetail = artifact.extend({
  /** What the person asked for. */
  instruction: z.string(),
  /** What was put right in the answer before it was written down. */
  repairs: z.array(z.string()),
  lines: z.array(z.object({ type: z.enum(LINE_TYPES), text: z.string() })),
  rows: z.array(z.object({ title: z.string(), cells: z.array(z.object({ name: z.string(), text: z.string() })) })),
})
export type ArtifactDetail = z.infer<typeof artifactDetail>

export const tagArtifact = z.object({ tag: artifactTag })
export const artifactTags = z.object({ tags: z.array(z.string()) })
