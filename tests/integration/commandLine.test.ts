import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeFountain } from '../../shared/core/formats/fountain/write.ts'
import { longScreenplay } from '../fixtures/longScreenplay.ts'

const program = resolve(import.meta.dirname, '../../server/commandLine/aiuteur.ts')
const FOUNTAIN = writeFountain(longScreenplay({ scenes: 10, lines: 300 }))

let folder = ''
const file = (name: string): string => join(folder, name)
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiuteur-'))
  await writeFile(file('draft.fountain'), FOUNTAIN)
})
afterAll(() => rm(folder, { recursive: true }))

/** Runs the command as a person does. */
async function aiuteur(args: readonly string[], input = '') {
  const child = spawn(process.execPath, [program, ...args], { cwd: folder, stdio: 'pipe' })
  child.stdin.end(input)
  const exit = new Promise<number | null>(done => child.once('close', done))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { exit: await exit, out, err }
}

describe('the command line', () => {
  it('converts a file into another and back without a change', async () => {
    expect(await aiuteur(['convert', 'draft.fountain', 'draft.json'])).toEqual({ exit: 0, out: '', err: '' })
    expect(Object.keys(JSON.parse(await readFile(file('draft.json'), 'utf8')))).toEqual([
      'titlePage',
      'elements',
      'pages',
    ])
    const back = await aiuteur(['convert', 'draft.json', '-', '--to', 'fountain'])
    expect(back).toEqual({ exit: 0, out: FOUNTAIN, err: '' })
  })

  it('reads standard input, and says on standard error what is lost', async () => {
    const { exit, out, err } = await aiuteur(
      ['convert', '-', '-', '--from', 'fountain', '--to', 'txt'],
      'INT. A\n\n[[Why?]]\n\nHe [[waits.\n',
    )
    expect({ exit, out }).toEqual({ exit: 0, out: `${' '.repeat(15)}INT. A\n\n${' '.repeat(15)}He [[waits.\n` })
    expect(err.split('\n')).toEqual([
      'standard input:5: A note is opened here with [[ and never closed with ]]: it is read as plain text.',
      'standard output: 1 note, section or synopsis: not printed.',
      '',
    ])
  })

  it('names the file and the line of a mistake', async () => {
    await writeFile(file('bad.json'), '{\n  "elements": [\n    {"type": "song", "text": "La"}\n  ]\n}\n')
    const { exit, out, err } = await aiuteur(['convert', 'bad.json', 'bad.fountain'])
    expect({ exit, out }).toEqual({ exit: 1, out: '' })
    expect(err).toMatch(/^bad\.json:3: The JSON is no screenplay: "elements\[0\]\.type": .*\n$/)
    await expect(readFile(file('bad.fountain'))).rejects.toThrow('ENOENT')
  })

  it('says nothing when whoever reads it has read enough', async () => {
    await writeFile(file('long.fountain'), writeFountain(longScreenplay()))
    const child = spawn(process.execPath, [program, 'convert', 'long.fountain', '-', '--to', 'json'], { cwd: folder })
    child.stdout.once('data', () => child.stdout.destroy())
    const exit = new Promise<number | null>(done => child.once('close', done))
    expect({ err: await text(child.stderr), exit: await exit }).toEqual({ err: '', exit: 0 })
  })

  it('tells a wrong command by its exit code', async () => {
    const { exit, err } = await aiuteur(['paginate', 'draft.docx', '--json'])
    expect(exit).toBe(2)
    expect(err).toMatch(/^The name draft\.docx says no format: add --from with one of fountain, .*\.\n$/)
  })
})
