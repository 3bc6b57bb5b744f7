import { loadEnvFile, readSettings } from '../shared/node/config.ts'
import { connect, type Sql } from '../shared/node/database.ts'
import { explainFailure } from './failures.ts'
import { localDatabaseUrl } from './localDatabase.ts'
import { appoint, listAdministrators } from './people/administrators.ts'
import { listSuspended, restore, suspend } from './people/suspension.ts'

/** `npm run -s account -- ...`: what whoever runs the server does with accounts, while it runs. */

const USAGE = `Suspends an account, or gives it everything back. While it is suspended nobody gets in with it: not by password,
open page, API key or agent, and what it shared by link opens nothing. Nothing of it is removed.

  npm run -s account -- suspend EMAIL [reason]   the reason is shown to whoever signs in with it
  npm run -s account -- restore EMAIL
  npm run -s account -- list                     who is suspended

Appoints administrators, who see queues, failures and open documents on the page “Queue and documents”. They get no right in
any project by it.

  npm run -s account -- appoint EMAIL
  npm run -s account -- dismiss EMAIL
  npm run -s account -- administrators           who is one

EMAIL may be the id of the account as well: visitors of local mode have no address.`

const LONGEST_REASON = 500

/** A mistake of whoever typed the command. */
class UsageError extends Error {
  override name = 'UsageError'
}

async function databaseUrl(): Promise<string> {
  loadEnvFile()
  const { DATABASE_URL, DATA_DIR } = readSettings(process.env)
  const url = DATABASE_URL ?? (await localDatabaseUrl(DATA_DIR))
  if (url === null)
    throw new UsageError(`There is no database in ${DATA_DIR}. Set DATA_DIR or DATABASE_URL to what the server uses.`)
  return url
}

async function run(sql: Sql, [command, account, ...words]: string[]): Promise<string> {
  if (command === 'list' && account === undefined) {
    const rows = await listSuspended(sql)
    const lines = rows.map(
      ({ email, id, name, at, reason }) => `${email}  ${name} (${id})  since ${at.toISOString()}  ${reason}`,
    )
    return lines.join('\n') || 'No account is suspended.'
  }
  if (command === 'administrators' && account === undefined) {
    const rows = await listAdministrators(sql)
    const lines = rows.map(({ email, id, name, at }) => `${email}  ${name} (${id})  since ${at.toISOString()}`)
    return lines.join('\n') || 'Nobody is an administrator.'
  }
  if ((command === 'appoint' || command === 'dismiss') && account !== undefined && words.length === 0) {
    const changed = await appoint(sql, account, command === 'appoint')
    if (changed === null) throw new UsageError(`There is no account ${account}. Nothing was changed.`)
    const state = command === 'appoint' ? 'an administrator' : 'no administrator'
    return changed ? `${account} is ${state} now.` : `${account} was ${state} already. Nothing was changed.`
  }
  if (account === undefined || (command !== 'suspend' && command !== 'restore')) throw new UsageError(USAGE)
  const reason = words.join(' ').trim()
  if (command === 'restore' && reason !== '') throw new UsageError(USAGE)
  if (reason.length > LONGEST_REASON) throw new UsageError(`A reason has at most ${LONGEST_REASON} characters.`)
  const changed = command === 'suspend' ? await suspend(sql, account, reason) : await restore(sql, account)
  if (changed === null) throw new UsageError(`There is no account ${account}. Nothing was changed.`)
  const state = command === 'suspend' ? 'suspended' : 'not suspended'
  return changed ? `${account} is ${state} now.` : `${account} was ${state} already. Nothing was changed.`
}

async function main(): Promise<void> {
  const sql = connect(await databaseUrl(), 1)
  try {
    console.log(await run(sql, process.argv.slice(2)))
  } finally {
    await sql.end({ timeout: 2 })
  }
}

main().catch(error => {
  console.error(error instanceof UsageError ? error.message : explainFailure(error))
  process.exitCode = 1
})
