import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

/** What each part of the house may import of our own code. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  'shared/core': ['shared/core'],
  'shared/node': ['shared/node', 'shared/core'],
  server: ['server', 'shared/node', 'shared/core'],
  jobs: ['jobs', 'shared/node', 'shared/core'],
  client: ['client', 'shared/core'],
}

/** Libraries that belong to one side only: the pure core and the browser must never pull in Node. */
const CORE_LIBRARIES = /^(yjs|lib0\/|zod$|saxes$|jittered-fractional-indexing$|\.)/

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const names = String.raw`(?:\*(?:\s+as\s+\w+)?|\{[^}]*\}|\w+(?:,\s*\{[^}]*\})?)`
  const statements = new RegExp(
    String.raw`^(?:import|export)\s+(?:type\s+)?${names}\s+from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\(\s*'([^']+)'`,
    'gm',
  )
  return [...text.matchAll(statements)].map(match => match[1] ?? match[2] ?? match[3] ?? '')
}

const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file)

describe('imports point one way', () => {
  for (const [part, allowed] of Object.entries(MAY_IMPORT))
    it(`${part} imports of ours only ${allowed.join(', ')}`, () => {
      const files = sources(part).filter(file => !isTest(file))
      const wrong = files.flatMap(file =>
        importsOf(file)
          .filter(name => name.startsWith('.'))
          .map(name => relative(root, resolve(dirname(file), name)))
          .filter(
            target => !allowed.some(folder => target.startsWith(`${folder}/`)) && !target.startsWith('node_modules/'),
          )
          .map(target => `${relative(root, file)} -> ${target}`),
      )
      expect(wrong).toEqual([])
    })

  it('shared/core uses no library that needs Node or a browser', () => {
    const wrong = sources('shared/core')
      .filter(file => !isTest(file))
      .flatMap(file =>
        importsOf(file)
          .filter(name => !CORE_LIBRARIES.test(name))
          .map(name => `${relative(root, file)} -> ${name}`),
      )
    expect(wrong).toEqual([])
  })
})
