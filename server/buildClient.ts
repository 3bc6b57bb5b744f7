import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SOURCES = ['client', 'shared/core', 'package-lock.json']

export class BuildError extends Error {
  override name = 'BuildError'
  readonly code = 'client-build'
}

async function sourceFiles(root: string): Promise<string[]> {
  const found: string[] = []
  for (const source of SOURCES) {
    const path = join(root, source)
    const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => null)
    if (entries === null) found.push(path)
    else
      for (const entry of entries)
        if (entry.isFile() && !/\.test\.tsx?$/.test(entry.name)) found.push(join(entry.parentPath, entry.name))
  }
  return found.sort()
}

/** A hash of everything the client is built from. */
async function sourceHash(root: string): Promise<string> {
  const hash = createHash('sha256')
  for (const path of await sourceFiles(root)) {
    hash.update(relative(root, path)).update('\0')
    hash.update(await readFile(path)).update('\0')
  }
  return hash.digest('hex')
}

/** Runs Vite's build into `outDir`; its output is kept and shown only when it fails. */
async function runVite(root: string, outDir: string): Promise<void> {
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const child = spawn(
    process.execPath,
    [
      vite,
      'build',
      '--config',
      join(root, 'client/vite.config.ts'),
      '--outDir',
      outDir,
      '--emptyOutDir',
      '--configLoader',
      'native',
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_ENV: 'production' } },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (output += String(data)))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code === 0) return
  const why = stripVTControlCharacters(output)
    .split('\n')
    .filter(line => !/^ +at /.test(line))
    .join('\n')
    .trim()
  throw new BuildError(
    `The pages could not be built; nothing was changed. Correct this under client/ and start again:\n${why}`,
  )
}

/**
 * Builds the client into dist/client unless what is there was built from these very sources. Built beside it and moved
 * into place, so that a server never serves half a build. `onBuild` is called when there is something to build.
 */
export async function buildClient(onBuild: () => void, root = ROOT): Promise<void> {
  const target = join(root, 'dist/client')
  const stampFile = join(root, 'dist/client.stamp')
  const hash = await sourceHash(root)
  const built = await access(join(target, 'index.html')).then(
    () => readFile(stampFile, 'utf8').catch(() => ''),
    () => '',
  )
  if (built.trim() === hash) return
  onBuild()
  const fresh = `${target}.${process.pid}`
  const old = `${fresh}.old`
  try {
    await mkdir(join(root, 'dist'), { recursive: true })
    await runVite(root, fresh)
    await rename(target, old).catch(() => undefined)
    await rename(fresh, target)
    await writeFile(stampFile, `${hash}\n`)
  } finally {
    await rm(fresh, { recursive: true, force: true })
    await rm(old, { recursive: true, force: true })
  }
}
