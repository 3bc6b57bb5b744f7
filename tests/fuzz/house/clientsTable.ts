import type { Sql } from '../../../shared/node/database.ts'

/** A row of `document_clients`. */
export interface ClientRow {
  client_id: number
  user_id: string | null
  agent: string | null
  job_id: string | null
  fork: boolean
}

/** As much of a database as the attribution asks: rows that are there as soon as they are written, the first one wins. */
export function clientsTable(rows: ClientRow[]): Sql {
  const query = (first: unknown, given?: readonly ClientRow[]): unknown => {
    if (!isTemplate(first)) return first
    if (!first.join('').includes('insert'))
      return Promise.resolve(
        rows.map(row => ({
          client: row.client_id,
          userId: row.user_id,
          agent: row.agent,
          jobId: row.job_id,
          fork: row.fork,
        })),
      )
    const fresh = (given ?? []).filter(row => !rows.some(known => known.client_id === row.client_id))
    rows.push(...fresh)
    return Promise.resolve(fresh)
  }
  return query as unknown as Sql
}

const isTemplate = (value: unknown): value is TemplateStringsArray => Array.isArray(value) && 'raw' in value
