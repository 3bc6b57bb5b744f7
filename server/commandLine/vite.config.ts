import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const from = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Builds the command line to JavaScript: Node runs no TypeScript under node_modules. Libraries stay what they are. */
export default defineConfig({
  root: from('../..'),
  publicDir: false,
  build: {
    ssr: from('aiuteur.ts'),
    outDir: from('../../dist/commandLine'),
    emptyOutDir: true,
    target: 'node20',
    rolldownOptions: { output: { entryFileNames: 'aiuteur.js' } },
  },
})
