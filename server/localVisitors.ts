import type { Sql } from '../shared/node/database.ts'
import type { Person } from './auth/auth.ts'
import { appointFirst } from './people/administrators.ts'
import { record } from './people/audit.ts'
import { announce, setRole } from './projects.ts'
import { insertSampleProject } from './sample.ts'

/** Any number that nobody else locks: two first visitors at once make one sample project. */
const LOCK = 7_210_442

/**
 * Makes a person an editor of every local project they are not yet in. Where there is none, this is the first visitor:
 * the owner of the sample project, and administrator of the server. One transaction.
 */
export async function joinLocalProjects(sql: Sql, person: Person): Promise<void> {
  await sql.begin(async tx => {
    await tx`select pg_advisory_xact_lock(${LOCK})`
    const all = await tx`select 1 from projects where local limit 1`
    if (all.length === 0) {
      await insertSampleProject(tx, person, { local: true })
      await appointFirst(tx, person)
      return
    }
    const missing = await tx<{ id: string }[]>`
      select p.id from projects p where p.local
        and not exists (select 1 from project_members m where m.project_id = p.id and m.user_id = ${person.id})`
    for (const { id } of missing) {
      await setRole(tx, id, person.id, 'editor')
      await record(tx, {
        actor: person,
        action: 'member.added',
        projectId: id,
        subject: { id: person.id, name: person.name },
        detail: { role: 'editor' },
      })
      await announce(tx, id, 'members', person.id)
    }
  })
}
