import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { Hono } from 'hono'
import type { HttpEnv } from './platform.ts'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}
const COMPRESSIBLE = new Set(['.html', '.js', '.css', '.json', '.map', '.svg', '.webmanifest', '.txt'])

interface StaticFile {
  type: string
  etag: string
  plain: Uint8Array<ArrayBuffer>
  /** Null: not worth it. */
  zipped: (() => Promise<Uint8Array<ArrayBuffer>>) | null
}

const gzipped = promisify(gzip)

/** Compresses once, when somebody first asks: a start has no time for it. */
function compressed(plain: Uint8Array<ArrayBuffer>): () => Promise<Uint8Array<ArrayBuffer>> {
  let zipped: Promise<Uint8Array<ArrayBuffer>> | undefined
  return () => (zipped ??= gzipped(plain).then(bytes => new Uint8Array(bytes)))
}

const NOT_BUILT =
  '<!doctype html><meta charset="utf-8"><title>Aiuteur</title><p>The pages are not built yet. Run <code>npm start</code>, or <code>npm run build</code> and start again.'

/**
 * Every file of the built client, read once. What is asked for is looked up among these and nothing else, so no path
 * can lead elsewhere. Empty when there is no build.
 */
async function readClient(folder: string): Promise<Map<string, StaticFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter(entry => entry.isFile() && !entry.name.startsWith('.'))
  return new Map(
    await Promise.all(
      files.map(async entry => {
        const path = join(entry.parentPath, entry.name)
        const extension = extname(entry.name)
        const plain = new Uint8Array(await readFile(path))
        const file: StaticFile = {
          type: TYPES[extension] ?? 'application/octet-stream',
          etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
          plain,
          zipped: COMPRESSIBLE.has(extension) ? compressed(plain) : null,
        }
        return [`/${relative(folder, path).split(sep).join('/')}`, file] as const
      }),
    ),
  )
}

/** The built client from `folder`, and its page for every address that the client's own router knows. */
export async function clientRoutes(folder: string): Promise<Hono<HttpEnv>> {
  const files = await readClient(folder)
  return new Hono<HttpEnv>().get('*', async c => {
    const asked = files.get(c.req.path)
    // An old page may ask for a script that a new build no longer has: that is no page.
    const file = asked ?? (extname(c.req.path) === '' ? files.get('/index.html') : undefined)
    if (!file) return extname(c.req.path) === '' ? c.html(NOT_BUILT, 503) : c.text('Not found', 404)
    c.header('content-type', file.type)
    c.header('etag', file.etag)
    c.header('vary', 'accept-encoding')
    // Vite puts a hash of the content into the names under assets/.
    c.header('cache-control', c.req.path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    if (c.req.header('if-none-match') === file.etag) return c.body(null, 304)
    if (file.zipped && /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')) {
      c.header('content-encoding', 'gzip')
      return c.body(await file.zipped())
    }
    return c.body(file.plain)
  })
}
