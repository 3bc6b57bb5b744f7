import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const from = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const library = (path: string): Buffer => readFileSync(from(`../../node_modules/${path}`))

const project: { name: string; version: string; license: string; engines: object } = JSON.parse(
  readFileSync(from('../../package.json'), 'utf8'),
)

/** What is asked for in a library's folder as long as the libraries are there lies beside the program afterwards. */
const FONTS = ['courier-prime', 'cousine'] as const

/** The package that `npm pack ./dist/commandLine` makes: nothing has to be fetched to install it. */
const PACKAGE = {
  name: project.name,
  version: project.version,
  description: 'Converts screenplays (Fountain, Final Draft, PDF, JSON, plain text) and counts their pages.',
  license: project.license,
  type: 'module',
  engines: project.engines,
  bin: { aiuteur: 'aiuteur.js' },
}

const LIBRARY = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//

/** What the authors of these libraries want to be told with them. */
function licencesOf(libraries: readonly string[]): string {
  return [...new Set(libraries)].sort().reduce((told, name) => {
    const { version, license } = JSON.parse(library(`${name}/package.json`).toString())
    const file = readdirSync(from(`../../node_modules/${name}`)).find(each => /^licen[cs]e(\.(md|txt))?$/i.test(each))
    const text = file ? library(`${name}/${file}`).toString().trim() : String(license)
    return `${told}\n## ${name} ${version}\n\n${text}\n`
  }, '# Libraries in this program\n')
}

function packed(): Plugin {
  return {
    name: 'packed',
    enforce: 'pre',
    transform(code, id) {
      if (id.endsWith('/typeface.ts'))
        return code.replace(
          /import\.meta\.resolve\('@fontsource\/([\w-]+)\/package\.json'\)/g,
          "new URL('../fonts/$1/', import.meta.url)",
        )
      // pages are read and never drawn: their names are all that is needed of these
      if (id.endsWith('/legacy/build/pdf.mjs'))
        return code.replace(
          'canvas = require("@napi-rs/canvas");',
          'canvas = { DOMMatrix: class {}, ImageData: class {}, Path2D: class {} };',
        )
      return null
    },
    generateBundle(_, bundle) {
      const add = (fileName: string, source: string | Buffer) => this.emitFile({ type: 'asset', fileName, source })
      for (const font of FONTS) {
        for (const file of readdirSync(from(`../../node_modules/@fontsource/${font}/files`)))
          if (/-(400|700)-\w+\.woff$/.test(file))
            add(`fonts/${font}/files/${file}`, library(`@fontsource/${font}/files/${file}`))
        add(`fonts/${font}/LICENSE`, library(`@fontsource/${font}/LICENSE`))
      }
      // loaded by its name, beside the part that reads PDFs
      add('assets/pdf.worker.mjs', library('pdfjs-dist/legacy/build/pdf.worker.min.mjs'))
      add('LICENSE', readFileSync(from('../../LICENSE')))
      const modules = Object.values(bundle).flatMap(part => (part.type === 'chunk' ? part.moduleIds : []))
      add('LICENSES.md', licencesOf(['pdfjs-dist', ...modules.flatMap(id => id.match(LIBRARY)?.[1] ?? [])]))
      add('package.json', `${JSON.stringify(PACKAGE, null, 2)}\n`)
    },
  }
}

/** Builds the command line to JavaScript, with all libraries in it: Node runs no TypeScript under node_modules. */
export default defineConfig({
  root: from('../..'),
  publicDir: false,
  plugins: [packed()],
  ssr: { noExternal: true },
  build: {
    ssr: from('aiuteur.ts'),
    emitAssets: true,
    outDir: from('../../dist/commandLine'),
    emptyOutDir: true,
    target: 'node20',
    rolldownOptions: { output: { entryFileNames: 'aiuteur.js' } },
  },
})
