import type * as Y from 'yjs'
import { DependencyEngine } from '../core/dependencies/engine.ts'
import { shownLines, wholeScript } from '../core/dependencies/lines.ts'
import type { Reference } from '../core/dependencies/references.ts'
import type { Thing } from '../core/dependencies/things.ts'
import { watchProject } from '../core/dependencies/watchProject.ts'
import { isId } from '../core/ids.ts'
import type { Line } from '../core/script/line.ts'
import { FRONT, readScenes, type Scene } from '../core/script/scenes.ts'
import { clipped, storableJson } from '../core/text/storable.ts'
import type { Query } from './database.ts'
import { loadDocument } from './documents.ts'

/** Characters of a title, for the names of things in reasons. */
const TITLE = 80

/** Keeps what is made in a scene, for those who ask without opening its document. */
export async function storeThings(tx: Query, documentId: string, things: readonly Thing[]): Promise<void> {
  const rows = things
    .filter(({ row, reference }) => isId(row) && isId(reference))
    .map(({ reference, row, hash, dependsOn, shot, order, title, credits }) => ({
      reference,
      row_id: row,
      hash,
      depends_on: Object.fromEntries(dependsOn),
      shot_id: shot,
      place: order,
      title: clipped(title, TITLE),
      credits,
    }))
  await tx`delete from dependencies where document_id = ${documentId}`
  await tx`
    insert into dependencies (document_id, reference, row_id, hash, depends_on, shot_id, place, title, credits)
    select ${documentId}, d.* from jsonb_to_recordset(${tx.json(storableJson(rows))})
      as d(reference text, row_id text, hash text, depends_on jsonb, shot_id text, place text, title text, credits real)`
}

/** Scene id -> what is made in it, for all scenes of a timeline that are in the script. */
export async function readStoredThings(sql: Query, timelineId: string): Promise<Map<string, Thing[]>> {
  const rows = await sql<(Omit<Thing, 'dependsOn' | 'reference'> & StoredThing)[]>`
    select d.scene_id as scene, t.reference, t.row_id as row, t.hash, t.depends_on as "dependsOn", t.shot_id as shot,
      t.place as order, t.title, t.credits
    from documents d left join dependencies t on t.document_id = d.id
    where d.timeline_id = ${timelineId} and d.kind = 'scene' and d.orphaned_at is null`
  const scenes = new Map<string, Thing[]>()
  for (const { reference, dependsOn, ...row } of rows) {
    const list = scenes.get(row.scene) ?? []
    scenes.set(row.scene, list)
    if (reference !== null) list.push({ ...row, reference, dependsOn: new Map(Object.entries(dependsOn)) })
  }
  return scenes
}

interface StoredThing {
  /** Null: nothing is made in that scene. */
  reference: Reference | null
  dependsOn: Record<string, string>
}

/** The script as the engine takes it: all lines as shown, and the scenes that are filmed. */
export const scriptChange = (doc: Y.Doc, scenes: readonly Scene[], lines: readonly Line[] = shownLines(doc)) => ({
  ...wholeScript(lines),
  scenes: scenes.filter(scene => scene.id !== FRONT && !scene.omitted).map(scene => scene.id),
})

/**
 * What is outdated on a timeline: script and assets as they are committed, scenes as they were when they last settled.
 * `numbers`: the printed numbers of scenes by id, in the order of the script; `lines`: the ids of its lines as shown.
 */
export async function readEngine(
  sql: Query,
  timelineId: string,
): Promise<{ engine: DependencyEngine; numbers: ReadonlyMap<string, string>; lines: readonly string[] }> {
  const engine = new DependencyEngine()
  const numbers = new Map<string, string>()
  const lines: string[] = []
  const rows = await sql<{ id: string; kind: 'script' | 'assets' }[]>`
    select id, kind from documents where timeline_id = ${timelineId} and kind in ('script', 'assets')`
  const things = await readStoredThings(sql, timelineId)
  const open = new Map<string, Y.Doc>()
  for (const { id, kind } of rows) open.set(kind, await loadDocument(sql, id))
  const script = open.get('script')
  engine.batch(() => {
    watchProject(engine, { assets: open.get('assets') })()
    if (script) {
      const scenes = readScenes(script)
      for (const scene of scenes) numbers.set(scene.id, scene.number)
      const change = scriptChange(script, scenes)
      for (const { id } of change.lines) lines.push(id)
      engine.applyScript(change)
    }
    for (const [scene, list] of things) engine.applyScene(scene, list)
  })
  for (const doc of open.values()) doc.destroy()
  return { engine, numbers, lines }
}
