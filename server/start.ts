import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

/**
 * `npm start`. Most of a later start is the reading of modules, so what V8 made of them is kept for this process and for those
 * that it starts. Where nothing can be kept, a start takes longer and is otherwise the same.
 */
const { directory } = enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/aiuteur', import.meta.url)))
if (directory !== undefined) process.env.NODE_COMPILE_CACHE = directory
await import('./supervisor.ts')
