import { elementsOf, ROOM_STAGES, type RoomElement, type RoomStage } from '../../shared/core/room/elements.ts'
import { elementKey } from '../../shared/core/room/findings.ts'
import { statusOf } from '../../shared/core/suggestions/status.ts'
import { findSuggestion } from '../../shared/core/suggestions/store.ts'
import type { SuggestionStatus } from '../../shared/core/suggestions/suggestion.ts'
import type { Query } from '../../shared/node/database.ts'
import { loadDocument } from '../../shared/node/documents.ts'

/** What the stages of a timeline say now. */
export interface Room {
  elements: ReadonlyMap<string, RoomElement>
  /** Where suggestions stand; one that is not in its document is not here. */
  suggestions: ReadonlyMap<string, SuggestionStatus>
}

/** Timelines of which the last reading is kept. */
const KEPT = 20

interface Known {
  version: string
  room: Promise<Room>
}

/** The last reading of each timeline, by how far its documents were then: everybody who looks at once shares one. */
const known = new Map<string, Known>()

/** The stages of a timeline as they are committed now, with where these suggestions stand. Loaded when they have changed. */
export async function readRoom(sql: Query, timelineId: string, suggestionIds: readonly string[]): Promise<Room> {
  const documents = await sql<{ id: string; kind: RoomStage; version: string }[]>`
    select d.id, d.kind,
      coalesce((select max(seq) from document_updates where document_id = d.id), 0) || ' ' ||
      coalesce((select max(id) from document_snapshots where document_id = d.id), 0) as version
    from documents d where d.timeline_id = ${timelineId} and d.kind in ${sql(ROOM_STAGES)} order by d.id`
  const version = JSON.stringify([documents.map(one => [one.id, one.version]), suggestionIds])
  const last = known.get(timelineId)
  if (last?.version === version) return last.room
  const room = loadRoom(sql, documents, suggestionIds)
  known.delete(timelineId)
  known.set(timelineId, { version, room })
  for (const oldest of known.keys()) {
    if (known.size <= KEPT) break
    known.delete(oldest)
  }
  room.catch(() => {
    if (known.get(timelineId)?.room === room) known.delete(timelineId)
  })
  return room
}

async function loadRoom(
  sql: Query,
  documents: readonly { id: string; kind: RoomStage }[],
  suggestionIds: readonly string[],
): Promise<Room> {
  const elements = new Map<string, RoomElement>()
  const suggestions = new Map<string, SuggestionStatus>()
  for (const { id, kind } of documents) {
    const doc = await loadDocument(sql, id)
    for (const element of elementsOf(kind, doc)) elements.set(elementKey(element), element)
    for (const suggestionId of suggestionIds) {
      const suggestion = findSuggestion(doc, suggestionId)
      if (suggestion) suggestions.set(suggestionId, statusOf(doc, suggestion))
    }
    doc.destroy()
  }
  return { elements, suggestions }
}
