import type * as Y from 'yjs'
import { beatSelectionHash, readBeatSelection, selectedInCell } from '../core/agents/beatSelection.ts'
import { type AgentEntry, findAgent } from '../core/agents/catalog.ts'
import { readSelection, selectedText } from '../core/agents/selection.ts'
import { hashOf, sceneHash, selectionHash } from '../core/agents/target.ts'
import type { DocumentKind } from '../core/documents/kinds.ts'
import { elementsOf, ROOM_STAGES } from '../core/room/elements.ts'
import { FRONT, readScenes } from '../core/script/scenes.ts'
import { readShots } from '../core/shots/shots.ts'
import { AgentJobError, type AgentRequest, type ResolvedTarget } from './agentRequest.ts'
import { resolveStage } from './agentStage.ts'
import type { Sql } from './database.ts'
import { type DocumentRecord, findDocument, loadDocument } from './documents.ts'

/** `model` would answer. Throws {@link AgentJobError} when the agent, the document, the scene, the selection or the instruction is missing. */
export async function resolveTarget(sql: Sql, request: AgentRequest, model: string): Promise<ResolvedTarget> {
  const agent = findAgent(request.agent)
  if (!agent) throw new AgentJobError('unknown-agent', `There is no agent called “${request.agent}”.`, 404)
  if (agent.instruction === 'needed' && !request.instruction?.trim())
    throw new AgentJobError('instruction-needed', `Tell ${agent.title} what you want changed.`)
  if (agent.target === 'scene') return resolveScene(sql, request, agent)
  if (agent.target === 'thread') return resolveThread(sql, request, agent)
  if (agent.target === 'room') return resolveRoom(sql, request, agent)
  return agent.target === 'selection'
    ? resolveSelection(sql, request, agent)
    : resolveStage(sql, request, agent, agent.target, model)
}

/** Documents whose words an agent can be asked about. */
const SELECTABLE: ReadonlySet<DocumentKind> = new Set(['script', 'treatment', 'beats'])

async function resolveSelection(sql: Sql, request: AgentRequest, agent: AgentEntry): Promise<ResolvedTarget> {
  const document = request.documentId ? await findDocument(sql, request.documentId) : await scriptHere(sql, request)
  if (!document || document.projectId !== request.projectId || !SELECTABLE.has(document.kind))
    throw new AgentJobError('document-not-found', 'This text is not in the project. Reload the page.', 404)
  const doc = await loadDocument(sql, document.id)
  try {
    const selected = document.kind === 'beats' ? selectedOnSheet(doc, request) : selectedLines(doc, request)
    if (selected.characters === 0)
      throw new AgentJobError(
        'selection-gone',
        'Nothing is selected any more. Select the words again and ask once more.',
      )
    return { agent, document, timelineId: document.timelineId, sceneId: null, ...selected }
  } finally {
    doc.destroy()
  }
}

type Selected = Required<Pick<ResolvedTarget, 'state' | 'part' | 'characters'>>

function selectedLines(doc: Y.Doc, request: AgentRequest): Selected {
  const selected = readSelection(doc, request)
  return {
    state: selectionHash(selected),
    part: hashOf(selected.map(({ line, from, to }) => `${line.id}:${from}-${to}`)),
    characters: selected.reduce((sum, part) => sum + selectedText(part).length, 0),
  }
}

function selectedOnSheet(doc: Y.Doc, request: AgentRequest): Selected {
  const cells = readBeatSelection(doc, request)
  return {
    state: beatSelectionHash(cells),
    part: hashOf(cells.map(({ beat, column, from, to }) => `${beat.id} ${column} ${from}-${to}`)),
    characters: cells.reduce((sum, cell) => sum + selectedInCell(cell).length, 0),
  }
}

/** A message of the thread. Its job is about the script's document as all of it is; nothing is written there. */
async function resolveThread(sql: Sql, request: AgentRequest, agent: AgentEntry): Promise<ResolvedTarget> {
  const [message] = await sql`
    select 1 from director_messages where id = ${request.messageId ?? ''} and project_id = ${request.projectId}`
  const document = await scriptHere(sql, request)
  if (!message || !document)
    throw new AgentJobError('message-needed', 'The director is asked in the thread. Say it there.')
  const state = hashOf([request.messageId ?? ''])
  return { agent, document, timelineId: document.timelineId, sceneId: null, state, part: state }
}

/** A stage that the creative room is to look at, locked or not: the document of it that is named. */
async function resolveRoom(sql: Sql, request: AgentRequest, agent: AgentEntry): Promise<ResolvedTarget> {
  const document = request.documentId ? await findDocument(sql, request.documentId) : null
  const stage = ROOM_STAGES.find(one => one === document?.kind)
  if (!document || !stage || document.projectId !== request.projectId)
    throw new AgentJobError(
      'document-not-found',
      'The room looks at a treatment, a beat sheet or a script. Say which.',
      404,
    )
  const doc = await loadDocument(sql, document.id)
  const elements = elementsOf(stage, doc)
  doc.destroy()
  if (elements.length === 0)
    throw new AgentJobError(
      'nothing-to-read',
      'There is nothing written in this stage yet, so there is nothing to look at.',
    )
  return {
    agent,
    document,
    timelineId: document.timelineId,
    sceneId: null,
    state: hashOf(elements.map(({ id, text }) => `${id} ${text}`)),
    part: stage,
    characters: elements.reduce((sum, { text }) => sum + text.length, 0),
  }
}

async function scriptHere(sql: Sql, { timelineId }: AgentRequest): Promise<DocumentRecord | null> {
  const [row] = await sql<{ id: string }[]>`
    select id from documents where timeline_id = ${timelineId} and kind = 'script'`
  return row ? findDocument(sql, row.id) : null
}

async function resolveScene(sql: Sql, request: AgentRequest, agent: AgentEntry): Promise<ResolvedTarget> {
  const { projectId, timelineId } = request
  const named = request.documentId ? await findDocument(sql, request.documentId) : null
  if (request.documentId && (named?.projectId !== projectId || named.kind !== 'scene'))
    throw new AgentJobError('document-not-found', 'This scene is not in the project. Reload the page.', 404)
  const sceneId = named?.sceneId ?? request.sceneId
  if (!sceneId || sceneId === FRONT)
    throw new AgentJobError('scene-needed', `Say which scene ${agent.title} is to work on.`)
  const scripts = await sql<{ id: string; timelineId: string }[]>`
    select id, timeline_id as "timelineId" from documents
    where kind = 'script' and timeline_id = ${named?.timelineId ?? timelineId}`
  for (const script of scripts) {
    const doc = await loadDocument(sql, script.id)
    const scene = readScenes(doc).find(candidate => candidate.id === sceneId)
    doc.destroy()
    if (!scene) continue
    const document = named ?? (await sceneDocument(sql, script.timelineId, sceneId))
    const covered = new Set<string>()
    if (document) {
      const table = await loadDocument(sql, document.id)
      for (const shot of readShots(table)) for (const id of shot.sources.keys()) covered.add(id)
      table.destroy()
    }
    return {
      agent,
      document,
      timelineId: script.timelineId,
      sceneId,
      state: sceneHash(scene.lines, covered),
      part: sceneId,
      characters: scene.lines.reduce((sum, line) => sum + line.text.length, 0),
    }
  }
  throw new AgentJobError('scene-not-found', 'This scene is no longer in the script. Its shots are kept.', 404)
}

async function sceneDocument(sql: Sql, timelineId: string, sceneId: string): Promise<DocumentRecord | null> {
  const [row] = await sql<{ id: string }[]>`
    select id from documents where timeline_id = ${timelineId} and kind = 'scene' and scene_id = ${sceneId}`
  return row ? findDocument(sql, row.id) : null
}
