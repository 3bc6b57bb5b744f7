import { z } from 'zod'
import { ROLES } from '../access.ts'
import { DOCUMENT_KINDS } from '../documents/kinds.ts'
import { cleanName } from '../text/storable.ts'
import { LONGEST_ANGLE } from '../treatment/angles.ts'
import { retrieval } from './styles.ts'

/** The HTTP API, declared once: the server validates with these, the client infers its types from them. */

export const PROJECT_TYPES = ['narrative', 'commercial', 'audio'] as const
export type ProjectType = (typeof PROJECT_TYPES)[number]

export const projectName = z
  .string()
  .transform(cleanName)
  .pipe(z.string().min(1, 'Give the project a name.').max(200, 'At most 200 characters.'))
/** A person's name as everybody else reads it. */
export const personName = (most: number) =>
  z
    .string()
    .transform(cleanName)
    .pipe(z.string().min(1, 'Tell the others your name.').max(most, `A name has at most ${most} characters.`))

export const createProject = z.object({ name: projectName, type: z.enum(PROJECT_TYPES).default('narrative') })
export type CreateProject = z.input<typeof createProject>
export const patchProject = z.object({
  name: projectName.optional(),
  archived: z.boolean().optional(),
  /** The organisation that the project is to belong to; null: none. */
  organisationId: z.string().min(1).nullable().optional(),
  /** Credits that agents may cost; null: no limit. */
  budget: z.number().int().min(0).max(10_000_000, 'A budget has at most 10,000,000 credits.').nullable().optional(),
})

export const projectCard = z.object({
  id: z.string(),
  timelineId: z.string(),
  timelineName: z.string(),
  name: z.string(),
  type: z.enum(PROJECT_TYPES),
  role: z.enum(ROLES),
  sample: z.boolean(),
  archived: z.boolean(),
  scenes: z.number().int(),
  /** Scenes whose shots all fit the script, and scenes with an outdated shot; the rest have no shots yet. */
  scenesCurrent: z.number().int(),
  scenesOutdated: z.number().int(),
  shots: z.number().int(),
  shotsOutdated: z.number().int(),
  updatedAt: z.string(),
  members: z.array(z.object({ id: z.string(), name: z.string() })),
  organisationId: z.string().nullable(),
})
export type ProjectCard = z.infer<typeof projectCard>

export const documentRow = z.object({
  id: z.string(),
  kind: z.enum(DOCUMENT_KINDS),
  timelineId: z.string(),
  sceneId: z.string().nullable(),
  targetDocumentId: z.string().nullable().optional(),
})
export type DocumentRow = z.infer<typeof documentRow>

/**
 * 'outdated' when something made in the scene is: a shot whose lines changed, what inherits another end of the scene before; 'broken-down' with shots, 'draft' without; 'invalidated' when the script was written
 * anew and nobody approved since what is made in the scene.
 */
export const SCENE_STATUSES = ['draft', 'broken-down', 'outdated', 'invalidated'] as const
export const sceneRow = z.object({
  id: z.string(),
  number: z.string(),
  heading: z.string(),
  documentId: z.string().nullable(),
  status: z.enum(SCENE_STATUSES),
  opening: z.string(),
  characters: z.array(z.string()),
  eighths: z.number().int(),
  seconds: z.number(),
  shots: z.number().int(),
  shotsOutdated: z.number().int(),
  linesUncovered: z.number().int(),
  /** States, prompts, frames, clips and parts of its end that are outdated as the scenes last settled, and why, of one of them. */
  alsoOutdated: z.number().int().default(0),
  alsoBecause: z.string().default(''),
  omitted: z.boolean(),
})
export type SceneRow = z.infer<typeof sceneRow>

export const memberRow = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  /** Where the role comes from: added by hand, from the organisation of the project, or by opening a share link. */
  through: z.enum(['member', 'organisation', 'link']),
  /** The account is suspended. Guests by a share link are not told, as they see no addresses either. */
  suspended: z.boolean(),
})
export type MemberRow = z.infer<typeof memberRow>
export const addMember = z
  .object({ email: z.email().optional(), userId: z.string().min(1).optional(), role: z.enum(ROLES) })
  .refine(body => body.email !== undefined || body.userId !== undefined, 'Name an account by email or userId.')

/** A Yjs relative position as JSON; opaque here. */
const relativePosition = z.record(z.string(), z.unknown())
/** A beat behind this one, three other turns for it, or two in its place. */
export const BEAT_TASKS = ['add', 'brainstorm', 'expand'] as const
export type BeatTask = (typeof BEAT_TASKS)[number]
export const runAgent = z.object({
  documentId: z.string().optional(),
  sceneId: z.string().optional(),
  instruction: z.string().trim().max(2000, 'An instruction has at most 2,000 characters.').optional(),
  /** The selected words of a script or a treatment: two relative positions, or whole lines by id. */
  selection: z.object({ start: relativePosition, end: relativePosition }).optional(),
  lineIds: z.array(z.string()).max(400).optional(),
  /** Whole beats. */
  rowIds: z.array(z.string()).min(1).max(60).optional(),
  /** The beat that is meant, and what is wanted of it. */
  rowId: z.string().optional(),
  task: z.enum(BEAT_TASKS).optional(),
  /** How three treatments are to differ; the usual way where one is ''. */
  angles: z
    .array(z.string().trim().max(LONGEST_ANGLE, `An angle has at most ${LONGEST_ANGLE} characters.`))
    .length(3)
    .optional(),
})
export type RunAgent = z.infer<typeof runAgent>

export const JOB_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
export const jobRow = z.object({
  id: z.string(),
  /** Where it writes, whatever anybody switches to. */
  timelineId: z.string(),
  agent: z.string(),
  state: z.enum(JOB_STATES),
  documentId: z.string(),
  sceneId: z.string().nullable(),
  instruction: z.string(),
  askedBy: z.object({ id: z.string(), name: z.string() }).nullable(),
  attempts: z.number().int(),
  /** What a person can read and do about it. */
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  creditsEstimated: z.number().int(),
  creditsActual: z.number().int().nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
})
export type JobRow = z.infer<typeof jobRow>

/** What an agent was told and what it said, in one try at one part of its answer. */
export const jobTrace = z.object({
  /** The part of the answer; '' where there is one. */
  step: z.string(),
  attempt: z.number().int(),
  provider: z.string(),
  model: z.string(),
  /** The file in prompts/, and its version. */
  promptId: z.string(),
  promptVersion: z.number().int(),
  /** What filled the prompt, by the name of its slot. */
  parts: z.record(z.string(), z.string()),
  /** What did not fit into the budget, in words. */
  leftOut: z.array(z.string()),
  output: z.string().nullable(),
  /** What was put right in the answer. */
  repairs: z.array(z.string()),
  error: z.string().nullable(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  credits: z.number().int(),
  milliseconds: z.number().int(),
  /** What was looked for in the written style, and what was found. */
  retrievals: z.array(retrieval),
  /** The scene or variant that the answer became; null: none yet, or nothing of its own. */
  elementId: z.string().nullable(),
  at: z.string(),
})
export type JobTrace = z.infer<typeof jobTrace>

/** What agents cost in a project, in credits. */
export const ledger = z.object({
  budget: z.number().int().nullable(),
  spent: z.number().int(),
  /** What jobs that are under way are reckoned to cost. */
  reserved: z.number().int(),
  agents: z.array(
    z.object({ agent: z.string(), jobs: z.number().int(), estimated: z.number().int(), actual: z.number().int() }),
  ),
})
export type Ledger = z.infer<typeof ledger>

export const agentCard = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  /** Where it answers: 'offline' is always labelled as such. */
  provider: z.string(),
  model: z.string(),
  /** Credits for the asked target; 0 offline. */
  credits: z.number().int(),
})
export type AgentCard = z.infer<typeof agentCard>

/** Every refusal: what happened, and what to do, in words for a person. */
export const apiError = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

/** Server-sent events of a project: which list to read again. */
export const projectEvent = z.object({
  projectId: z.string(),
  type: z.enum([
    'scenes',
    'documents',
    'jobs',
    'members',
    'project',
    'versions',
    'notifications',
    'director',
    'findings',
    'vault',
  ]),
  jobId: z.string().optional(),
  /** With 'members': whose access changed. With 'notifications': whom they are for; nobody else hears of them. */
  userId: z.string().optional(),
})
export type ProjectEvent = z.infer<typeof projectEvent>

export const syncToken = z.object({ token: z.string(), expiresAt: z.string() })
export const session = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }).nullable(),
  /** Local mode: the printed URL lets a visitor in by name. */
  local: z.boolean(),
  /** Can this server send e-mail? Without, links are passed on by hand. */
  mail: z.boolean(),
  /** They may see how the server does. */
  administrator: z.boolean().optional(),
  /** Why nobody is signed in although this browser was: its account is suspended. A sentence. */
  suspended: z.string().optional(),
})
export type SessionInfo = z.infer<typeof session>
