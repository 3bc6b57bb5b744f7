import { type Thinnable, thinned } from '../core/history/thinning.ts'
import type { Query, Sql } from './database.ts'

/** An author as tables have it: an account or an agent. */
export interface Owner {
  userId: string | null
  agent: string | null
}

/** Adds to those who changed the document since the version before. Accounts that are gone are passed over. */
export async function addAuthors(tx: Query, versionId: string, owners: readonly Owner[]): Promise<void> {
  for (const { userId, agent } of owners)
    await tx`
      insert into version_authors (version_id, user_id, agent)
      select ${versionId}, ${userId}, ${agent}
      where ${userId}::text is null or exists (select from "user" where id = ${userId})
      on conflict do nothing`
}

/** Gives up automatic versions by the written rule; the next version that stays has their authors as well. */
export async function thinVersions(tx: Query, documentId: string, now: number): Promise<number> {
  const rows = await tx<(Omit<Thinnable, 'at'> & { at: Date })[]>`
    select id, kind, created_at as at from versions where document_id = ${documentId} order by created_at, id`
  const versions = rows.map(row => ({ ...row, at: row.at.getTime() }))
  const gone = new Set(thinned(versions, now).map(version => version.id))
  if (gone.size === 0) return 0
  let heirless: string[] = []
  for (const { id } of versions) {
    if (gone.has(id)) heirless.push(id)
    else if (heirless.length > 0) {
      await tx`
        insert into version_authors (version_id, user_id, agent)
        select ${id}, user_id, agent from version_authors where version_id = any(${heirless}) on conflict do nothing`
      heirless = []
    }
  }
  await tx`delete from versions where id = any(${[...gone]})`
  return gone.size
}

/**
 * Deletes the states that no version, no forked document and no base of a merge has any more. Runs in a transaction of its own: it waits for those that are storing
 * versions, and they for it, so that no state goes that is being given to a version.
 */
export async function sweepStates(sql: Sql): Promise<number> {
  return sql.begin(async tx => {
    await tx`select pg_advisory_xact_lock(hashtextextended('version_states', 0))`
    const { count } = await tx`
      delete from version_states s where not exists (select from versions where state_hash = s.hash)
        and not exists (select from document_snapshots where state_hash = s.hash)
        and not exists (select from merge_bases where state_hash = s.hash)`
    return count
  })
}
