import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'

/** By its name, where nothing else is. */
const COMMAND = 'aiuteur'
const SCRIPT = `Title: Tea

INT. KITCHEN - DAY

Ada **pours** _tea_. Чай.

ADA (O.S.)
No.
`

let folder = ''
let path = ''

/** Packs and installs the command as a person does who has nothing of ours, and no network. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiuteur-packed-'))
  const configFile = resolve(import.meta.dirname, '../../server/commandLine/vite.config.ts')
  const outDir = join(folder, 'built')
  await build({ configFile, logLevel: 'silent', build: { outDir } })
  await writeFile(join(folder, 'package.json'), '{}')
  const options = ['--offline', '--install-links', '--no-audit', '--no-fund', '--cache', join(folder, 'cache')]
  await promisify(execFile)('npm', ['install', ...options, outDir], { cwd: folder })
  path = [join(folder, 'node_modules/.bin'), dirname(process.execPath)].join(delimiter)
}, 60_000)
afterAll(() => rm(folder, { recursive: true }))

async function aiuteur(args: readonly string[], input: string | Uint8Array = '') {
  const child = spawn(COMMAND, args, { cwd: folder, env: { PATH: path }, stdio: 'pipe' })
  child.stdin.end(input)
  const exit = new Promise<number | null>(done => child.once('close', done))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { exit: await exit, out, err }
}

it('installs by itself, and is the only thing that is installed', async () => {
  const installed = await readdir(join(folder, 'node_modules'))
  expect(installed.filter(name => !name.startsWith('.'))).toEqual(['aiuteur'])
  const licences = await readFile(join(folder, 'node_modules/aiuteur/LICENSES.md'), 'utf8')
  for (const library of ['pdfkit', 'pdfjs-dist', 'zod', 'saxes']) expect(licences).toContain(`\n## ${library} `)
})

it('converts by its name: into a PDF with its own fonts, back out of it, and through Final Draft', async () => {
  await writeFile(join(folder, 'tea.fountain'), SCRIPT)
  expect(await aiuteur(['convert', 'tea.fountain', 'tea.pdf'])).toEqual({ exit: 0, out: '', err: '' })
  const back = await aiuteur(
    ['convert', '-', '-', '--from', 'pdf', '--to', 'fountain'],
    await readFile(join(folder, 'tea.pdf')),
  )
  expect({ exit: back.exit, out: back.out }).toEqual({ exit: 0, out: SCRIPT })
  expect(back.err).toMatch(/^standard input: .*% sure/)
  const fdx = await aiuteur(['convert', 'tea.fountain', '-', '--to', 'fdx'])
  expect(await aiuteur(['convert', '-', '-', '--from', 'fdx', '--to', 'fountain'], fdx.out)).toEqual({
    exit: 0,
    out: SCRIPT,
    err: '',
  })
})

it('counts pages, and tells by its exit code what is wrong', async () => {
  const counted = await aiuteur(['paginate', '-', '--from', 'fountain', '--json'], SCRIPT)
  expect(counted.exit).toBe(0)
  expect(JSON.parse(counted.out).pages).toEqual([expect.objectContaining({ number: 1, elements: [[0, 3]] })])
  expect((await aiuteur(['paginate', '-'])).exit).toBe(2)
  expect(await aiuteur(['paginate', 'none.fdx'])).toEqual({
    exit: 3,
    out: '',
    err: 'none.fdx: there is no such file or folder.\n',
  })
  expect(await aiuteur(['convert', '-', '-', '--from', 'fdx', '--to', 'txt'], '<FinalDraft>\n<Content>')).toEqual({
    exit: 1,
    out: '',
    err: expect.stringMatching(/^standard input:2: /),
  })
})
