import type { AgentEntry } from '../core/agents/catalog.ts'
import type { SelectionRequest } from '../core/agents/selection.ts'
import type { BeatTask } from '../core/api/schemas.ts'
import type { DocumentRecord } from './documents.ts'
import type { FilesTold } from './stagedFiles.ts'

/** A request that cannot become a job. `status` is the HTTP status that says the same. */
export class AgentJobError extends Error {
  override name = 'AgentJobError'
  readonly code: string
  readonly status: 400 | 404 | 409
  constructor(code: string, message: string, status: 400 | 404 | 409 = 400) {
    super(message)
    this.code = code
    this.status = status
  }
}

export interface AgentRequest extends SelectionRequest {
  projectId: string
  /** Where it is asked; documents that are named may be of another one. */
  timelineId: string
  agent: string
  /** The document of the stage or of the selection; the scene document, or `sceneId`, for a scene. */
  documentId?: string | undefined
  sceneId?: string | undefined
  instruction?: string | undefined
  rowId?: string | undefined
  rowIds?: readonly string[] | undefined
  task?: BeatTask | undefined
  /** The message that the director is to read. */
  messageId?: string | undefined
  angles?: readonly string[] | undefined
  /** A script is written where scenes were kept, from the beats of `rowIds`: see server/timelines/regenerate.ts. */
  anew?: boolean
  /** The account of the person who asks. */
  askedBy: string
}

/** What a request is about, looked up in the documents as they are committed now. */
export interface ResolvedTarget {
  agent: AgentEntry
  /** Null: the scene is in the script, its document is yet to be made. */
  document: DocumentRecord | null
  timelineId: string
  sceneId: string | null
  /** The target's state, and which part of the document is meant. Both go into the job's key. */
  state: string
  part: string
  /** Characters that the agent is asked about, for the estimate; undefined: as many as usual. */
  characters?: number
  /** What it is given besides. */
  files?: FilesTold
}
