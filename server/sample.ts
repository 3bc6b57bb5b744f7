import {
  sampleShotScene,
  seedSampleScript,
  seedSampleShots,
  seedSampleSuggestion,
} from '../shared/core/sample/sample.ts'
import { SAMPLE_TITLE } from '../shared/core/sample/sampleScreenplay.ts'
import type { Query, Sql } from '../shared/node/database.ts'
import { createDocument, type DocumentRecord, loadDocument } from '../shared/node/documents.ts'
import type { Log } from '../shared/node/log.ts'
import { projectScene, projectScript } from '../shared/node/projection.ts'
import type { Person } from './auth/auth.ts'
import { insertProject } from './projects.ts'

/**
 * The living sample project: a short screenplay with its scenes, one of them broken down, and an agent's suggestion that
 * waits in the text. In the caller's transaction.
 */
export async function insertSampleProject(tx: Query, owner: Person, { local = false } = {}): Promise<void> {
  const project = { name: SAMPLE_TITLE, type: 'narrative' as const, owner, sample: true, local }
  const {
    id: projectId,
    timelineId,
    scriptId,
  } = await insertProject(tx, project, doc => {
    seedSampleScript(doc)
    seedSampleSuggestion(doc)
  })
  const script = await loadDocument(tx, scriptId)
  const of = { projectId, timelineId, kind: 'scene', sceneId: sampleShotScene(script).id } as const
  const sceneDocument: DocumentRecord = {
    ...of,
    id: await createDocument(tx, of, doc => seedSampleShots(doc, script)),
  }
  const shots = await loadDocument(tx, sceneDocument.id)
  await projectScript(tx, { ...of, id: scriptId, kind: 'script', sceneId: null }, script)
  await projectScene(tx, sceneDocument, shots)
  script.destroy()
  shots.destroy()
}

/** Gives a new account its sample project. The account works without: a failure is logged and keeps nobody out. */
export async function createSampleFor({ sql, log }: { sql: Sql; log: Log }, owner: Person): Promise<void> {
  try {
    await sql.begin(tx => insertSampleProject(tx, owner))
  } catch (error) {
    log.error({ err: error, userId: owner.id }, 'the sample project could not be made')
  }
}
