import { readFile, writeFile } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Format, Reading } from '../../shared/core/formats/format.ts'
import { FORMATS, formatNamed, formatOfFile } from '../../shared/node/formats.ts'
import { CommandError, EXIT } from './commandError.ts'

/** Stands for standard input or output. */
const STANDARD = '-'

/** What a file is called in messages. */
const nameOf = (path: string, standard: string): string => (path === STANDARD ? standard : path)

/** Paths are meant from where the command was typed: npm runs scripts in the folder of the package. */
const located = (path: string): string => {
  const { npm_lifecycle_event: script, INIT_CWD } = process.env
  return resolve(script === 'aiuteur' && INIT_CWD ? INIT_CWD : '.', path)
}

/** The format that was asked for with `option`, or the one that the name of the file says. */
export function formatOf(path: string, asked: string | undefined, option: '--from' | '--to'): Format {
  const known = FORMATS.map(format => format.name).join(', ')
  if (asked !== undefined) {
    const format = formatNamed(asked)
    if (format) return format
    throw new CommandError(EXIT.usage, `${option} ${asked}: there is no such format. Known are ${known}.`)
  }
  const format = path === STANDARD ? undefined : formatOfFile(path)
  if (format) return format
  const where =
    path === STANDARD
      ? 'Standard input and output have no name that says the format'
      : `The name ${path} says no format`
  throw new CommandError(EXIT.usage, `${where}: add ${option} with one of ${known}.`)
}

const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'there is no such file or folder'
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied'
  if (code === 'EISDIR') return 'it is a folder'
  if (code === 'ENOSPC') return 'the disk is full'
  return error instanceof Error ? error.message : String(error)
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    const bytes = path === STANDARD ? await buffer(process.stdin) : await readFile(located(path))
    return new Uint8Array(bytes)
  } catch (error) {
    throw new CommandError(EXIT.file, `${nameOf(path, 'standard input')}: ${reasonOf(error)}.`, { cause: error })
  }
}

/** An error that a format throws on purpose: it has a sentence for people. */
const isRefusal = (error: unknown): error is Error & { line?: number } =>
  error instanceof Error && /^(?:Fountain|Json|Fdx|Pdf)Error$/.test(error.name)

/** What a message of a format says of a file, as compilers say it: name, line, sentence. */
export function about(path: string, message: string, line?: number): string {
  const name = nameOf(path, 'standard input')
  return line === undefined
    ? `${name}: ${message}`
    : `${name}:${line}: ${message.replace(new RegExp(` \\(line ${line}(?:: )?(.*)\\)$`), (_, rest) => (rest === '' ? '' : ` (${rest})`))}`
}

/** Reads a screenplay. */
export async function readScreenplay(path: string, format: Format): Promise<Reading> {
  const bytes = await bytesOf(path)
  try {
    return await format.read(bytes)
  } catch (error) {
    if (!isRefusal(error)) throw error
    throw new CommandError(EXIT.refused, about(path, error.message, error.line), { cause: error })
  }
}

/** Whoever reads standard output may have read enough: `aiuteur ... | head`. */
const isReadNoMore = (error: Error): boolean => 'code' in error && error.code === 'EPIPE'

const writeStandard = (content: string | Uint8Array): Promise<void> =>
  new Promise((done, failed) => {
    const settle = (error?: Error | null): void => (error && !isReadNoMore(error) ? failed(error) : done())
    // without a listener the process ends with a trace
    process.stdout.once('error', settle)
    process.stdout.write(content, settle)
  })

export async function writeOut(path: string, content: string | Uint8Array): Promise<void> {
  try {
    if (path !== STANDARD) await writeFile(located(path), content)
    else await writeStandard(content)
  } catch (error) {
    throw new CommandError(EXIT.file, `${nameOf(path, 'standard output')}: ${reasonOf(error)}.`, { cause: error })
  }
}

/** What a screenplay is called by its file. */
export const titleOf = (path: string): string => (path === STANDARD ? 'Untitled' : basename(path, extname(path)))
