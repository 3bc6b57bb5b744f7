import { randomBytes } from 'node:crypto'
import { access, constants, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { birthOf } from './processes.ts'

export class DataDirError extends Error {
  override name = 'DataDirError'
  readonly code = 'data-dir'
}

/** The folder of everything this installation keeps: database, keys, media. Held by one supervisor at a time. */
export interface DataDir {
  path: string
  file(name: string): string
  /** A random secret that stays the same for this folder, readable by its owner only. */
  secret(name: string): Promise<string>
  release(): Promise<void>
}

const holder = z.object({ pid: z.number().int(), birth: z.string() })

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'
const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST'

/** Writes a file that must not exist yet, whole or not at all as far as readers can tell. Returns whether it did. */
async function writeNew(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600)
    await file.writeFile(text)
    await file.sync()
    await file.close()
    return true
  } catch (error) {
    if (isTaken(error)) return false
    throw error
  }
}

async function holderOf(lock: string): Promise<z.infer<typeof holder> | null> {
  try {
    return holder.parse(JSON.parse(await readFile(lock, 'utf8')))
  } catch {
    return null
  }
}

/** The lock names a process and when it was born, so that what a killed supervisor left behind is seen to be stale. */
async function hold(lock: string, path: string): Promise<void> {
  const mine = JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) ?? '' })
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await writeNew(lock, mine)) return
    const other = await holderOf(lock)
    if (other && other.pid !== process.pid && birthOf(other.pid) === other.birth)
      throw new DataDirError(
        `Aiuteur is running on ${path} already (process ${other.pid}). Stop that one, or set DATA_DIR to another folder.`,
      )
    await rm(lock, { force: true })
  }
  throw new DataDirError(`${path} is being taken by another Aiuteur at this moment. Try again.`)
}

/** Makes the folder when it is not there, and holds it. Throws {@link DataDirError} with what to do. */
export async function openDataDir(given: string): Promise<DataDir> {
  const path = resolve(given)
  const file = (name: string): string => join(path, name)
  try {
    await mkdir(path, { recursive: true, mode: 0o700 })
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK)
    await hold(file('lock'), path)
  } catch (cause) {
    if (cause instanceof DataDirError) throw cause
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new DataDirError(
      `The folder for all data, ${path}, cannot be used: ${why}. Set DATA_DIR to a folder that you may write to.`,
      { cause },
    )
  }
  return {
    path,
    file,
    async secret(name) {
      const read = async () => (await readFile(file(name), 'utf8')).trim()
      const kept = await read().catch(error => {
        if (isMissing(error)) return ''
        throw error
      })
      if (kept !== '') return kept
      await rm(file(name), { force: true })
      await writeNew(file(name), `${randomBytes(32).toString('base64url')}\n`)
      return read()
    },
    release: () => rm(file('lock'), { force: true }),
  }
}

const clusterFile = z.object({
  password: z.string().min(1),
  port: z.number().int().optional(),
  /** Where the cluster is when it could not be inside DATA_DIR. */
  home: z.string().optional(),
})
export type ClusterFile = z.infer<typeof clusterFile>

/** What we remember of the embedded database between starts. */
export async function readClusterFile(dir: Pick<DataDir, 'file'>): Promise<ClusterFile | null> {
  const text = await readFile(dir.file('postgres.json'), 'utf8').catch(error => {
    if (isMissing(error)) return null
    throw error
  })
  if (text === null) return null
  try {
    return clusterFile.parse(JSON.parse(text))
  } catch (cause) {
    throw new DataDirError(
      `${dir.file('postgres.json')} is damaged. It holds the password of the database beside it: restore it from a backup.`,
      { cause },
    )
  }
}

export async function writeClusterFile(dir: DataDir, file: ClusterFile): Promise<void> {
  await writeFile(dir.file('postgres.json'), `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 })
}
