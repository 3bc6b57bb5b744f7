import {
  sampleShotScene,
  seedSampleScript,
  seedSampleShots,
  seedSampleSuggestion,
} from '../shared/core/sample/sample.ts'
import { SAMPLE_TITLE } from '../shared/core/sample/sampleScreenplay.ts'
import type { Query, Sql } from '../shared/node/database.ts'
import { createDocument, loadDocument } from '../shared/node/documents.ts'
import type { Log } from '../shared/node/log.ts'
import { projectScene, projectScript } from '../shared/node/projection.ts'
import type { Person } from './auth/auth.ts'
import { insertProject, type MadeProject } from './projects.ts'

/**
 * The living sample project: an original short screenplay, one scene with a shot table and one suggestion waiting in the
 * text. Its lists are projected here too, so that it is whole when its owner first sees it.
 */
export async function insertSampleProject(
  tx: Query,
  owner: { id: string; email: string },
  { local = false } = {},
): Promise<MadeProject> {
  const project = { name: SAMPLE_TITLE, type: 'narrative' as const, owner, sample: true, local }
  const made = await insertProject(tx, project, doc => {
    seedSampleScript(doc)
    seedSampleSuggestion(doc)
  })
  const script = await loadDocument(tx, made.scriptId)
  const timeline = { projectId: made.id, timelineId: made.timelineId }
  const scene = { ...timeline, kind: 'scene' as const, sceneId: sampleShotScene(script).id }
  const sceneDocumentId = await createDocument(tx, scene, doc => seedSampleShots(doc, script))
  await projectScript(tx, { ...timeline, id: made.scriptId, kind: 'script', sceneId: null }, script)
  const shots = await loadDocument(tx, sceneDocumentId)
  await projectScene(tx, { ...scene, id: sceneDocumentId }, shots)
  script.destroy()
  shots.destroy()
  return made
}

/** Gives a new account its sample project. The account works without: a failure is logged and keeps nobody out. */
export async function createSampleFor({ sql, log }: { sql: Sql; log: Log }, owner: Person): Promise<void> {
  try {
    await sql.begin(tx => insertSampleProject(tx, owner))
  } catch (error) {
    log.error({ err: error, userId: owner.id }, 'the sample project could not be made')
  }
}
