import type { Query, Sql } from '../shared/node/database.ts'
import type { Log } from '../shared/node/log.ts'
import type { Person } from './auth/auth.ts'
import { insertProject, type MadeProject } from './projects.ts'

/** The living sample project: everything a new account can look at before it has written a word. */
export async function insertSampleProject(
  tx: Query,
  owner: { id: string; email: string },
  { local = false } = {},
): Promise<MadeProject> {
  return insertProject(tx, { name: 'Sample', type: 'narrative', owner, sample: true, local })
}

/** Gives a new account its sample project. The account works without: a failure is logged and keeps nobody out. */
export async function createSampleFor({ sql, log }: { sql: Sql; log: Log }, owner: Person): Promise<void> {
  try {
    await sql.begin(tx => insertSampleProject(tx, owner))
  } catch (error) {
    log.error({ err: error, userId: owner.id }, 'the sample project could not be made')
  }
}
