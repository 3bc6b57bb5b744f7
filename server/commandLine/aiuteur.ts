#!/usr/bin/env node
import './olderNode.ts'
import { parseArgs } from 'node:util'
import { FORMATS } from '../../shared/node/formats.ts'
import { CommandError, EXIT } from './commandError.ts'
import { convert } from './convert.ts'
import { paginate } from './paginate.ts'

/** `npm run -s aiuteur -- ...`, or `aiuteur ...` where the package is installed: screenplays without a server. */

const USAGE = `Converts screenplays and counts their pages.

  aiuteur convert IN OUT [--from FORMAT] [--to FORMAT]
  aiuteur paginate IN [--from FORMAT] [--size letter|a4] [--json]

IN and OUT are files, or - for standard input and output, which need --from and --to.
Formats, by the extension of the file: ${FORMATS.map(({ name, extensions }) => `${name} (${extensions.map(extension => `.${extension}`).join(', ')})`).join(', ')}.
What a format cannot carry is listed on standard error.

Ends with ${EXIT.done} when done, ${EXIT.refused} when IN is no screenplay of its format, ${EXIT.usage} when the command is wrong, ${EXIT.file} when a file
cannot be read or written, ${EXIT.fault} when the program has a fault.`

const OPTIONS = {
  from: { type: 'string' },
  to: { type: 'string' },
  size: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw new CommandError(EXIT.usage, error instanceof Error ? error.message : String(error), { cause: error })
  }
}

async function run(args: string[]): Promise<void> {
  const { values, positionals } = parse(args)
  const [command, ...paths] = positionals
  const [from, to, ...more] = paths
  if (values.help) console.log(USAGE)
  else if (command === 'convert' && from !== undefined && to !== undefined && more.length === 0)
    await convert(from, to, values)
  else if (command === 'paginate' && from !== undefined && to === undefined) await paginate(from, values)
  else throw new CommandError(EXIT.usage, USAGE)
}

try {
  await run(process.argv.slice(2))
} catch (error) {
  process.exitCode = error instanceof CommandError ? error.exit : EXIT.fault
  console.error(error instanceof CommandError ? error.message : error)
}
