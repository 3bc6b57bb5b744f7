import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import type { Shell, ShellFile } from './shell.ts'

const FILE = 'service-worker.js'
/** Every browser with a service worker reads woff2. */
const LEFT_OUT = /\.woff$|\.map$/

const fileOf = (name: string, content: string | Uint8Array): ShellFile => ({
  path: `/${name}`,
  integrity: `sha256-${createHash('sha256').update(content).digest('base64')}`,
})

/** What Vite copies as it is. */
async function publicFiles(folder: string): Promise<ShellFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return Promise.all(
    entries
      .filter(entry => entry.isFile())
      .map(async entry => {
        const path = join(entry.parentPath, entry.name)
        return fileOf(relative(folder, path).split(sep).join('/'), await readFile(path))
      }),
  )
}

/** Builds the service worker, and tells it which files the build consists of. */
export function shellPlugin(): Plugin {
  let publicDir = ''
  return {
    name: 'aiuteur-shell',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      publicDir = config.publicDir
    },
    buildStart() {
      this.emitFile({ type: 'chunk', id: fileURLToPath(new URL('worker.ts', import.meta.url)), fileName: FILE })
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const built = Object.values(bundle)
          .filter(({ fileName }) => fileName !== FILE && !LEFT_OUT.test(fileName))
          .map(one => fileOf(one.fileName, one.type === 'chunk' ? one.code : one.source))
        const files = [...built, ...(await publicFiles(publicDir))].sort((a, b) => (a.path < b.path ? -1 : 1))
        const version = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16)
        const worker = bundle[FILE]
        if (worker?.type !== 'chunk' || !worker.code.includes('__SHELL__') || worker.imports.length > 0)
          this.error('The service worker must be one file that says where the list of files goes.')
        else worker.code = worker.code.replace('__SHELL__', () => JSON.stringify({ version, files } satisfies Shell))
      },
    },
  }
}
