import type * as Y from 'yjs'
import { castOf, speakersOf } from '../core/agents/cast.ts'
import { readAssets } from '../core/assets/assets.ts'
import { readBrief } from '../core/brief/brief.ts'
import { DependencyEngine } from '../core/dependencies/engine.ts'
import { shownLines } from '../core/dependencies/lines.ts'
import { outdatedIn } from '../core/dependencies/outdated.ts'
import { readThings } from '../core/dependencies/readThings.ts'
import { isId } from '../core/ids.ts'
import { scriptEighths } from '../core/pages/sceneEighths.ts'
import type { Line } from '../core/script/line.ts'
import { secondsOfLines } from '../core/script/measure.ts'
import { FRONT, readScenes, type Scene } from '../core/script/scenes.ts'
import { clipped, storableJson } from '../core/text/storable.ts'
import { CHANNEL, notify, type Query } from './database.ts'
import { readStoredThings, scriptChange, storeThings } from './dependencies.ts'
import { createDocument, type DocumentRecord, loadDocument } from './documents.ts'
import { lockTimeline } from './sceneDocuments.ts'

/** Characters of a scene's opening lines, for the hub. */
const OPENING = 160

/**
 * Rebuilds the rows of `scenes` of the script's timeline, makes the documents of new scenes, marks those of gone scenes
 * as orphaned and revives those that came back. `doc` is only read. One worker at a time per timeline.
 */
export async function projectScript(tx: Query, document: DocumentRecord, doc: Y.Doc): Promise<void> {
  const { projectId, timelineId } = document
  await lockTimeline(tx, timelineId)
  const scenes = readScenes(doc)
  const shown = scenes.filter(scene => scene.id !== FRONT)
  const documents = await keepSceneDocuments(tx, document, shown)
  const eighths = scriptEighths(doc, scenes)
  const lines = shownLines(doc)
  const known = speakersOf(lines)
  const engine = new DependencyEngine()
  const things = await readStoredThings(tx, timelineId)
  engine.batch(() => {
    engine.applyScript(scriptChange(doc, scenes, lines))
    for (const [scene, list] of things) engine.applyScene(scene, list)
  })
  const rows = shown.map((scene, place) => ({
    id: scene.id,
    document_id: documents.get(scene.id) ?? null,
    place,
    number: scene.number,
    heading: scene.heading,
    opening: openingOf(scene.lines),
    characters: castOf(scene.lines, known).all,
    eighths: eighths.get(scene.id) ?? 0,
    seconds: secondsOfLines(scene.lines),
    omitted: scene.omitted,
    ...countsOf(engine, scene.id),
  }))
  await tx`delete from scenes where timeline_id = ${timelineId} and id <> all(${shown.map(scene => scene.id)})`
  await tx`
    insert into scenes (timeline_id, id, document_id, place, number, heading, opening, characters, eighths, seconds,
      omitted, shots, shots_outdated, lines_uncovered)
    select ${timelineId}, s.* from jsonb_to_recordset(${tx.json(storableJson(rows))}) as s(id text, document_id text, place int,
      number text, heading text, opening text, characters text[], eighths int, seconds real, omitted boolean,
      shots int, shots_outdated int, lines_uncovered int)
    on conflict (timeline_id, id) do update set document_id = excluded.document_id, place = excluded.place,
      number = excluded.number, heading = excluded.heading, opening = excluded.opening,
      characters = excluded.characters, eighths = excluded.eighths, seconds = excluded.seconds,
      omitted = excluded.omitted, shots = excluded.shots, shots_outdated = excluded.shots_outdated,
      lines_uncovered = excluded.lines_uncovered, updated_at = now()`
  await tx`update projects set updated_at = now() where id = ${projectId}`
  await notify(tx, CHANNEL.projectEvent, { projectId, type: 'scenes' })
}

/** Rebuilds what is known of what is made in one scene, and the counts of the scene. `doc` is only read. */
export async function projectScene(tx: Query, document: DocumentRecord, doc: Y.Doc): Promise<void> {
  const { projectId, timelineId, sceneId } = document
  if (sceneId === null) return
  await lockTimeline(tx, timelineId)
  const things = readThings(doc, sceneId)
  await storeThings(tx, document.id, things)
  const [script] = await tx<{ id: string }[]>`
    select id from documents where timeline_id = ${timelineId} and kind = 'script' order by created_at limit 1`
  if (script) {
    const scriptDoc = await loadDocument(tx, script.id)
    const engine = new DependencyEngine()
    engine.applyScript(scriptChange(scriptDoc, readScenes(scriptDoc)))
    engine.applyScene(sceneId, things)
    scriptDoc.destroy()
    const counts = countsOf(engine, sceneId)
    await tx`
      update scenes set shots = ${counts.shots}, shots_outdated = ${counts.shots_outdated},
        lines_uncovered = ${counts.lines_uncovered}, updated_at = now()
      where timeline_id = ${timelineId} and id = ${sceneId}`
  }
  await tx`update projects set updated_at = now() where id = ${projectId}`
  await notify(tx, CHANNEL.projectEvent, { projectId, type: 'scenes' })
}

/** Scene id -> document id of every scene shown, after missing documents were made. */
async function keepSceneDocuments(
  tx: Query,
  of: DocumentRecord,
  shown: readonly Scene[],
): Promise<Map<string, string>> {
  const rows = await tx<{ id: string; sceneId: string; orphaned: boolean }[]>`
    select id, scene_id as "sceneId", orphaned_at is not null as orphaned from documents
    where timeline_id = ${of.timelineId} and kind = 'scene'`
  const documents = new Map(rows.map(row => [row.sceneId, row.id]))
  const present = new Set(shown.map(scene => scene.id))
  const orphaned = rows.filter(row => !row.orphaned && !present.has(row.sceneId)).map(row => row.id)
  const revived = rows.filter(row => row.orphaned && present.has(row.sceneId)).map(row => row.id)
  const missing = [...present].filter(id => !documents.has(id))
  if (orphaned.length > 0) await tx`update documents set orphaned_at = now() where id = any(${orphaned})`
  if (revived.length > 0) await tx`update documents set orphaned_at = null where id = any(${revived})`
  const { projectId, timelineId } = of
  for (const sceneId of missing)
    documents.set(sceneId, await createDocument(tx, { projectId, timelineId, kind: 'scene', sceneId }))
  if (orphaned.length + revived.length + missing.length > 0)
    await notify(tx, CHANNEL.projectEvent, { projectId, type: 'documents' })
  return documents
}

/** Notes which written style a brief names. `doc` is only read. */
export async function projectStyle(tx: Query, { timelineId }: DocumentRecord, doc: Y.Doc): Promise<void> {
  await tx`update timelines set written_style = ${readBrief(doc).style?.id ?? null} where id = ${timelineId}`
}

/** Keeps which assets of a timeline are copies from a library, and of what there. `doc` is only read. */
export async function projectAssets(tx: Query, { timelineId }: DocumentRecord, doc: Y.Doc): Promise<void> {
  const copies = readAssets(doc).flatMap(({ id, library }) =>
    isId(id) && library ? [{ asset_id: id, library_asset_id: library.id, version: library.version }] : [],
  )
  await tx`delete from library_uses where timeline_id = ${timelineId} and asset_id <> all(${copies.map(copy => copy.asset_id)})`
  await tx`
    insert into library_uses (timeline_id, asset_id, library_asset_id, version)
    select ${timelineId}, c.* from jsonb_to_recordset(${tx.json(copies)}) as c(asset_id text, library_asset_id text, version int)
    on conflict (timeline_id, asset_id) do update
      set library_asset_id = excluded.library_asset_id, version = excluded.version`
}

/** The counts of one scene. */
function countsOf(engine: DependencyEngine, sceneId: string) {
  const { shots, uncovered } = outdatedIn(engine, sceneId)
  const all = engine.things(sceneId).filter(({ reference }) => reference.startsWith('shot:'))
  return { shots: all.length, shots_outdated: shots.size, lines_uncovered: uncovered.length }
}

function openingOf(lines: readonly Line[]): string {
  const text = lines
    .filter(line => line.type === 'action')
    .map(line => line.text.replace(/\s+/g, ' ').trim())
    .join(' ')
  return text.length <= OPENING ? text : `${clipped(text, OPENING - 1).replace(/\s+\S*$/, '')}…`
}
