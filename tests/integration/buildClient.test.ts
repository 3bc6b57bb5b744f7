import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { BuildError, buildClient } from '../../server/buildClient.ts'

let root: string
const write = (path: string, text: string) => writeFile(join(root, path), text)
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'build-'))
  for (const folder of ['client', 'shared/core']) await mkdir(join(root, folder), { recursive: true })
  await symlink(join(import.meta.dirname, '../../node_modules'), join(root, 'node_modules'))
  await write('package.json', '{"type":"module"}')
  await write('package-lock.json', '{}')
  await write('client/vite.config.ts', 'export default { root: import.meta.dirname, logLevel: "info" }')
  await write('client/index.html', '<script type="module" src="./main.ts"></script>')
  await write('client/main.ts', "import { words } from '../shared/core/words.ts'\nconsole.log(words)")
  await write('shared/core/words.ts', "export const words = 'first'")
})
afterEach(() => rm(root, { recursive: true }))

/** Builds when needed; whether it was. */
async function build(): Promise<boolean> {
  let built = false
  await buildClient(() => (built = true), root)
  return built
}
async function script(): Promise<string> {
  const folder = join(root, 'dist/client/assets')
  const [name = ''] = await readdir(folder)
  return readFile(join(folder, name), 'utf8')
}

describe('the build of the client at start', () => {
  test('happens once, and again only when something it is made of changed', async () => {
    expect(await build()).toBe(true)
    expect(await script()).toContain('first')
    expect(await build()).toBe(false)
    await write('client/main.test.ts', 'a test is not part of the client')
    expect(await build()).toBe(false)
    await write('shared/core/words.ts', "export const words = 'second'")
    expect(await build()).toBe(true)
    expect(await script()).toContain('second')
    expect(await readdir(join(root, 'dist'))).toEqual(['client', 'client.stamp'])
  })

  test('that fails says why, keeps the old build and is tried again', async () => {
    await build()
    await write('client/main.ts', "import './missing.ts'")
    await expect(build()).rejects.toThrow(BuildError)
    await expect(build()).rejects.toThrow(/could not be built.*missing\.ts/s)
    expect(await script()).toContain('first')
    expect(await readdir(join(root, 'dist'))).toEqual(['client', 'client.stamp'])
  })

  test('is made again when somebody deleted it', async () => {
    await build()
    await rm(join(root, 'dist/client'), { recursive: true })
    expect(await build()).toBe(true)
  })
})
