import { z } from 'zod'
import { ROLES } from '../access.ts'
import { ASSET_KINDS } from '../assets/assets.ts'
import { LIBRARY_LIMITS } from '../library/limits.ts'
import { cleanName } from '../text/storable.ts'

/** The HTTP API of asset libraries: /api/library, and /api/projects/:id/assets for what goes into one and comes out of it. */

const name = z
  .string()
  .transform(cleanName)
  .pipe(
    z.string().min(1, 'An asset needs a name.').max(LIBRARY_LIMITS.name, `At most ${LIBRARY_LIMITS.name} characters.`),
  )
const description = z
  .string()
  .trim()
  .max(LIBRARY_LIMITS.description, `At most ${LIBRARY_LIMITS.description.toLocaleString('en')} characters.`)

export const libraryRow = z.object({
  id: z.string(),
  kind: z.enum(ASSET_KINDS),
  name: z.string(),
  description: z.string(),
  /** The picture of its image key, as GET /api/media/:id gives it; px. */
  picture: z.object({ id: z.string(), width: z.number().int(), height: z.number().int() }).nullable(),
  /** Null: it is of whoever asks alone. */
  organisationId: z.string().nullable(),
  /** Of whoever asks. */
  role: z.enum(ROLES),
  /** Counts every change. */
  version: z.number().int(),
  changedBy: z.string(),
  /** ISO 8601, as all times here. */
  changedAt: z.string(),
  deletedAt: z.string().nullable(),
})
export type LibraryRow = z.infer<typeof libraryRow>

export const libraryPage = z.object({ assets: z.array(libraryRow), total: z.number().int() })
export type LibraryPage = z.infer<typeof libraryPage>

/** A timeline of a project that whoever asks may read, on which there is a copy. */
const libraryUse = z.object({
  projectId: z.string(),
  project: z.string(),
  timelineId: z.string(),
  timeline: z.string(),
})
export type LibraryUse = z.infer<typeof libraryUse>

export const libraryDetail = libraryRow.extend({
  madeBy: z.string(),
  createdAt: z.string(),
  /** Who promoted it, and the project that it came from; that one only for whoever may read it. Null: it was made here. */
  promoted: z.object({ by: z.string(), at: z.string(), project: libraryUse.nullable() }).nullable(),
  usedIn: z.object({
    places: z.array(libraryUse),
    /** How many projects beside them use it. */
    others: z.number().int(),
    /** Stands for exactly these uses: deleting what is used needs it. '' without any. */
    seen: z.string(),
  }),
})
export type LibraryDetail = z.infer<typeof libraryDetail>

/** `organisationId`: null for one's own library. */
export const makeLibraryAsset = z.object({
  kind: z.enum(ASSET_KINDS),
  name,
  description: description.default(''),
  organisationId: z.string().nullable().default(null),
})

/** `version`: the one that was read. When there is a newer one, nothing is changed. */
export const patchLibraryAsset = z.object({
  version: z.number().int(),
  kind: z.enum(ASSET_KINDS).optional(),
  name: name.optional(),
  description: description.optional(),
})

/** Where a copy is to be made. */
export const copyRequest = z.object({ projectId: z.string(), timelineId: z.string() })
/** The copy, under the name that was free there. */
export const madeCopy = copyRequest.extend({ assetId: z.string(), name: z.string() })
export type MadeCopy = z.infer<typeof madeCopy>

export const promoteAsset = z.object({
  /** The library: null is one's own. Left out: that of the project's organisation, where one may write in it, else one's own. */
  organisationId: z.string().nullable().optional(),
  /** Another image key of the asset than the one in use. */
  keyId: z.string().optional(),
  /** What to do when the library has it, or another one of its name, already. */
  choice: z
    .discriminatedUnion('do', [
      z.object({ do: z.literal('update'), id: z.string(), version: z.number().int() }),
      z.object({ do: z.literal('another'), name }),
    ])
    .optional(),
})
export type PromoteAsset = z.input<typeof promoteAsset>

export const promoted = z.discriminatedUnion('outcome', [
  /** 'same': the library had it exactly so. */
  z.object({ outcome: z.enum(['made', 'updated', 'same']), asset: libraryRow }),
  /** Nothing was written. `asset` was promoted from here before, or has the name; `freeName` is one that nothing has. */
  z.object({
    outcome: z.literal('ask'),
    because: z.enum(['promoted', 'name']),
    asset: libraryRow,
    freeName: z.string(),
  }),
])
export type Promoted = z.infer<typeof promoted>

/** How the originals of a timeline's copies stand now. */
export const libraryCopies = z.array(
  z.object({
    assetId: z.string(),
    libraryAssetId: z.string(),
    /** Of the original when it was copied, and now; null: it was deleted. */
    version: z.number().int(),
    now: z.number().int().nullable(),
    /** May whoever asks open the original? */
    readable: z.boolean(),
  }),
)
export type LibraryCopies = z.infer<typeof libraryCopies>
