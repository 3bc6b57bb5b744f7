import { newId } from '../../shared/core/ids.ts'
import { CHANNEL, notify } from '../../shared/node/database.ts'
import { updateBy } from '../integration/sync/wire.ts'
import type { Figures } from './figures.ts'
import type { Ground } from './ground.ts'
import { type Contender, startServer } from './servers.ts'
import { openTypist, waitFor } from './typist.ts'

/** A worker that runs again makes the same row anew, under another client id. */
async function deliver({ sql }: Ground, jobId: string, documentId: string, clientId: number): Promise<void> {
  const bytes = Buffer.from(updateBy(clientId, doc => doc.getArray('rows').push(['shot'])))
  await sql`
    insert into job_results (job_id, part, document_id, bytes) values (${jobId}, 'shots', ${documentId}, ${bytes})
    on conflict do nothing`
  await notify(sql, CHANNEL.jobResult, { jobId, documentId })
}

/** One job is delivered so many times; how often does somebody who has the document open see its row? */
export async function deliveries(ground: Ground, contender: Contender, times: number): Promise<Figures> {
  const server = await startServer(contender, ground)
  const documentId = await ground.document()
  const reader = await openTypist(ground, server, documentId, await ground.person('Ada'))
  try {
    const jobId = newId()
    const { projectId, timelineId } = ground.project
    await ground.sql`
      insert into jobs (id, project_id, timeline_id, document_id, agent, key, input)
      values (${jobId}, ${projectId}, ${timelineId}, ${documentId}, 'breakdown', ${jobId}, '{}')`
    const shown = () => reader.doc.getArray('rows').length
    for (let i = 0; i < times; i++)
      if (contender === 'stock') await server.ask('deliver', { documentId, row: 'shot' })
      else await deliver(ground, jobId, documentId, 1000 + i)
    await waitFor('it is shown', () => shown() >= (contender === 'stock' ? times : 1))
    return { counts: { deliveries: times, 'rows shown': shown() }, times: {} }
  } finally {
    reader.stop()
    await server.kill()
  }
}
