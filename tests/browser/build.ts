import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { build } from 'vite'

/** A page without a server, on an address that exists in this browser only. */
const ADDRESS = 'http://page.test/'

/** Bundles a module of this folder, for a browser that knows nothing of the app around it. */
export async function bundle(name: string, minify = true, mode = 'production'): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    root: import.meta.dirname,
    define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
    build: { write: false, minify, target: 'es2023', rollupOptions: { input: join(import.meta.dirname, name) } },
  })
  const outputs = Array.isArray(built) ? built : [built]
  for (const each of outputs)
    if ('output' in each) for (const file of each.output) if (file.type === 'chunk' && file.isEntry) return file.code
  throw new Error(`${name} did not become a bundle.`)
}

/** Opens a page that runs the bundle, with `#editor` to put an editor in. */
export async function openBundle(page: Page, code: string, css = '', hash = ''): Promise<void> {
  const html = `<!doctype html><meta charset="utf-8"><style>${css}</style><div id="editor"></div><script type="module" src="/page.js"></script>`
  await page.route(`${ADDRESS}**`, route =>
    route.request().url().endsWith('page.js')
      ? route.fulfill({ contentType: 'text/javascript', body: code })
      : route.fulfill({ contentType: 'text/html', body: html }),
  )
  await page.goto(`${ADDRESS}${hash}`)
  await page.waitForFunction('window.stage')
}
