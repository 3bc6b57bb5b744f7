import { z } from 'zod'
import { VERSION_KINDS } from '../history/thinning.ts'
import { MARKS } from '../script/line.ts'
import { LINE_TYPES } from '../script/lineTypes.ts'
import { TEXT_COLUMNS } from '../shots/columns.ts'
import { cleanName } from '../text/storable.ts'
import { author } from './authors.ts'

/** The HTTP API of versions: /api/documents/:id/versions and /api/versions/:id. */

export const nameVersion = z.object({
  name: z
    .string()
    .transform(cleanName)
    .pipe(z.string().min(1, 'Give the version a name.').max(200, 'At most 200 characters.')),
  message: z.string().trim().max(2_000, 'A message has at most 2,000 characters.').default(''),
  /** Of all documents of the timeline at the same moment, not of this one alone. */
  whole: z.boolean().default(false),
})

export const versionRow = z.object({
  id: z.string(),
  documentId: z.string(),
  /** Shared by the versions of all documents of a timeline that were made together. */
  timelineVersionId: z.string().nullable(),
  kind: z.enum(VERSION_KINDS),
  /** Null for automatic versions. */
  name: z.string().nullable(),
  message: z.string(),
  /** Who asked for it. */
  by: author.nullable(),
  /** Who changed the document since the version before. */
  authors: z.array(author),
  createdAt: z.string(),
})
export type VersionRow = z.infer<typeof versionRow>

const status = z.enum(['same', 'added', 'removed'])
/** Words in one hand and emphasis. `by` is a place in the list of authors; null: nobody knows. */
export const piece = z.object({
  text: z.string(),
  marks: z.array(z.enum(MARKS)),
  status,
  by: z.number().int().nullable(),
})
export type Piece = z.infer<typeof piece>

const lineView = z.object({
  id: z.string(),
  type: z.enum(LINE_TYPES),
  /** Set where the line was another element before. */
  typeBefore: z.enum(LINE_TYPES).optional(),
  dual: z.boolean().optional(),
  boneyard: z.boolean().optional(),
  status: z.enum(['same', 'added', 'removed', 'changed']),
  pieces: z.array(piece),
})
export type LineView = z.infer<typeof lineView>

const sceneView = z.object({
  id: z.string(),
  number: z.string(),
  /** The number that it had before; '' for one that is new. */
  numberBefore: z.string(),
  heading: z.string(),
  omitted: z.boolean(),
  status: z.enum(['same', 'added', 'removed', 'moved']),
  lines: z.array(lineView),
})
export type SceneView = z.infer<typeof sceneView>

const fieldView = z.object({ key: z.string(), before: z.string(), after: z.string() })

const shotView = z.object({
  id: z.string(),
  label: z.string(),
  status: z.enum(['same', 'added', 'removed', 'moved', 'changed']),
  /** Seconds. */
  duration: z.object({ before: z.number(), after: z.number() }),
  cells: z.record(z.enum(TEXT_COLUMNS), z.array(piece)),
})
export type ShotView = z.infer<typeof shotView>

const briefFieldView = z.object({ key: z.string(), title: z.string(), pieces: z.array(piece) })

const variantView = z.object({
  id: z.string(),
  status: z.enum(['same', 'added', 'removed', 'moved']),
  title: z.array(piece),
  lines: z.array(lineView),
})

const beatView = z.object({
  id: z.string(),
  /** Of a removed beat: as it was. */
  number: z.number().int(),
  status: z.enum(['same', 'added', 'removed', 'moved', 'changed']),
  title: z.array(piece),
  body: z.array(piece),
})
export type BeatView = z.infer<typeof beatView>

/** The stored file that a row had and has; both null for rows without one. */
const mediaView = z.object({ before: z.string().nullable(), after: z.string().nullable() })

/** An asset as a beat, its name as the title, its description as the text; and the picture of its image key. */
const assetView = beatView.extend({ media: mediaView })
export type AssetView = z.infer<typeof assetView>

const tableView = z.object({
  root: z.string(),
  title: z.string(),
  rows: z.array(
    z.object({
      id: z.string(),
      status: z.enum(['same', 'added', 'removed', 'moved', 'changed']),
      /** Those that say something. */
      fields: z.array(z.object({ key: z.string(), title: z.string(), pieces: z.array(piece) })),
      media: mediaView,
    }),
  ),
})
export type TableView = z.infer<typeof tableView>

export const versionView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('brief'), fields: z.array(briefFieldView) }),
  z.object({
    kind: z.literal('treatment'),
    /** The title of the variant that is chosen; '' for none. */
    chosen: z.object({ before: z.string(), after: z.string() }),
    variants: z.array(variantView),
  }),
  z.object({ kind: z.literal('script'), titlePage: z.array(fieldView), scenes: z.array(sceneView) }),
  z.object({ kind: z.literal('scene'), shots: z.array(shotView), tables: z.array(tableView) }),
  z.object({ kind: z.literal('beats'), beats: z.array(beatView) }),
  z.object({ kind: z.literal('assets'), assets: z.array(assetView) }),
])
export type VersionView = z.infer<typeof versionView>
export type BriefView = Extract<VersionView, { kind: 'brief' }>
export type TreatmentView = Extract<VersionView, { kind: 'treatment' }>
export type ScriptView = Extract<VersionView, { kind: 'script' }>
export type BeatsView = Extract<VersionView, { kind: 'beats' }>
export type AssetsView = Extract<VersionView, { kind: 'assets' }>
export type ShotsView = Extract<VersionView, { kind: 'scene' }>

export const authors = z.array(author.nullable())

/** What the document said. */
export const versionPreview = z.object({ version: versionRow, authors, view: versionView })
export type VersionPreview = z.infer<typeof versionPreview>

/** From one version to another, or to the document as it is now (`to` is null). */
export const versionDiff = z.object({ from: versionRow, to: versionRow.nullable(), authors, view: versionView })
export type VersionDiff = z.infer<typeof versionDiff>

/** `changed` is false when the document said the same already. `before`: the version that keeps what was replaced. */
export const versionRestored = z.object({ changed: z.boolean(), before: versionRow.nullable() })
