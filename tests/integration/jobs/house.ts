import * as Y from 'yjs'
import { registerAgents } from '../../../jobs/agents/registry.ts'
import { loadPrompts } from '../../../jobs/prompts.ts'
import { offlineModel } from '../../../jobs/providers/offline/model.ts'
import type { TextModel } from '../../../jobs/providers/textModel.ts'
import { startWorker, type Worker } from '../../../jobs/worker.ts'
import { seedBrief } from '../../../shared/core/brief/brief.ts'
import { parseFountain } from '../../../shared/core/formats/fountain/parse.ts'
import { newId } from '../../../shared/core/ids.ts'
import { readScenes, type Scene } from '../../../shared/core/script/scenes.ts'
import { seedScript } from '../../../shared/core/script/seed.ts'
import { type JobRecord, readJob } from '../../../shared/node/agentJobs.ts'
import { type Config, readConfig } from '../../../shared/node/config.ts'
import { connect, type Sql } from '../../../shared/node/database.ts'
import { createDocument, findDocument, loadDocument } from '../../../shared/node/documents.ts'
import { createLog } from '../../../shared/node/log.ts'
import { projectScript } from '../../../shared/node/projection.ts'
import { type Boss, openBoss } from '../../../shared/node/queues.ts'
import type { Embedder } from '../../../shared/node/styles/embedder.ts'
import { localEmbedder } from '../../../shared/node/styles/localEmbedder.ts'
import { packUpdates } from '../../../shared/node/updates.ts'
import { createTestDatabase } from '../postgres.ts'

/** A database with a project in it, and what a server and a worker need to run jobs on it. */
export interface House {
  databaseUrl: string
  config: Config
  sql: Sql
  boss: Boss
  personId: string
  projectId: string
  timelineId: string
  scriptId: string
  /** The scenes of the script as it is committed now. */
  scenes(): Promise<Scene[]>
  sceneDocument(sceneId: string): Promise<string>
  /** Edits a document as the sync server would: an update in the log. */
  edit(documentId: string, change: (doc: Y.Doc) => void): Promise<void>
  /** Applies what workers made, as the sync server would, and marks it. */
  applyResults(): Promise<number>
  worker(options?: { model?: TextModel; retryDelays?: number[]; embedder?: Embedder }): Promise<Worker>
  /** Waits until the job is over. */
  over(jobId: string): Promise<JobRecord>
  close(): Promise<void>
}

export const FOUNTAIN = `Title: The Boathouse

INT. BOATHOUSE - NIGHT

Rain hammers the tin roof. A lantern swings over a workbench.

MARA, soaked, enters with a crumpled LETTER.

JONAS
(without turning)
You came.

MARA
You wrote. I did not think that you would actually write.

EXT. JETTY - DAWN

A boat knocks against the posts. Jonas unties it.

JONAS
Do you know where we are going?
`

export const testConfig = (databaseUrl: string, env: Record<string, string> = {}): Config =>
  readConfig({
    // nobody listens there: agents must not need the server
    PORT: '1',
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: 'a secret that only the tests know, for a day',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    ...env,
  })

export async function openHouse(
  options: { /** '' for a script without a line. */ fountain?: string; databaseUrl?: string; config?: Config } = {},
): Promise<House> {
  const databaseUrl = options.databaseUrl ?? (await createTestDatabase())
  const config = options.config ?? testConfig(databaseUrl)
  const log = createLog('test', config.LOG_LEVEL)
  const sql = connect(databaseUrl, 6)
  const boss = await openBoss(databaseUrl, log)
  const [personId, projectId, timelineId] = [newId(), newId(), newId()]
  const workers: Worker[] = []
  const scriptId = await sql.begin(async tx => {
    await tx`insert into "user" (id, name, email) values (${personId}, 'Ada', ${`${personId}@example.org`})`
    await tx`insert into projects (id, name, type) values (${projectId}, 'Test', 'narrative')`
    await tx`insert into project_members (project_id, user_id, role) values (${projectId}, ${personId}, 'owner')`
    await tx`insert into timelines (id, project_id, name) values (${timelineId}, ${projectId}, 'Main')`
    const id = await createDocument(tx, { projectId, timelineId, kind: 'script', sceneId: null }, doc => {
      if (options.fountain !== '') seedScript(doc, parseFountain(options.fountain ?? FOUNTAIN))
    })
    await createDocument(tx, { projectId, timelineId, kind: 'brief', sceneId: null }, seedBrief)
    for (const kind of ['treatment', 'beats', 'assets'] as const)
      await createDocument(tx, { projectId, timelineId, kind, sceneId: null })
    const document = await findDocument(tx, id)
    if (document) await projectScript(tx, document, await loadDocument(tx, id))
    return id
  })

  const append = (documentId: string, updates: Uint8Array[]) =>
    sql`insert into document_updates (document_id, payload) values (${documentId}, ${packUpdates(updates)})`

  return {
    databaseUrl,
    config,
    sql,
    boss,
    personId,
    projectId,
    timelineId,
    scriptId,
    scenes: async () => readScenes(await loadDocument(sql, scriptId)),
    async sceneDocument(sceneId) {
      const [row] = await sql<{ id: string }[]>`
        select id from documents where timeline_id = ${timelineId} and scene_id = ${sceneId}`
      if (!row) throw new Error(`Scene ${sceneId} has no document.`)
      return row.id
    },
    async edit(documentId, change) {
      const doc = await loadDocument(sql, documentId)
      const updates: Uint8Array[] = []
      doc.on('update', (update: Uint8Array) => updates.push(update))
      doc.transact(() => change(doc))
      if (updates.length > 0) await append(documentId, updates)
    },
    async applyResults() {
      const rows = await sql<{ jobId: string; part: string; documentId: string; bytes: Buffer }[]>`
        select job_id as "jobId", part, document_id as "documentId", bytes from job_results where applied_at is null`
      for (const { jobId, part, documentId, bytes } of rows) {
        await append(documentId, [bytes])
        await sql`update job_results set applied_at = now() where job_id = ${jobId} and part = ${part}`
      }
      return rows.length
    },
    async worker({ model = offlineModel(), retryDelays = [0, 0], embedder = localEmbedder } = {}) {
      const prompts = await loadPrompts()
      const own = await openBoss(databaseUrl, log, { worker: true })
      const agents = registerAgents(prompts)
      const deps = { sql, boss: own, config, log, prompts, model, embedder, retryDelays, agents }
      const worker = await startWorker(deps)
      workers.push(worker)
      return worker
    },
    async over(jobId) {
      for (;;) {
        const job = await readJob(sql, jobId)
        if (!job) throw new Error(`There is no job ${jobId}.`)
        if (job.state !== 'queued' && job.state !== 'running') return job
        await new Promise(resolve => setTimeout(resolve, 20))
      }
    },
    async close() {
      await Promise.all(workers.map(worker => worker.stop(500)))
      await boss.stop({ graceful: false })
      await sql.end({ timeout: 2 })
    },
  }
}

/** Appends to the text of the n-th element of the script (from 0). */
export function appendToLine(doc: Y.Doc, index: number, text: string): void {
  const element = doc.getXmlFragment('script').get(index)
  const content = element instanceof Y.XmlElement ? element.firstChild : null
  if (!(content instanceof Y.XmlText)) throw new Error(`Line ${index} has no text.`)
  content.insert(content.length, text)
}
