import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { noFigures } from './figures.ts'

const FOLDER = join(import.meta.dirname, '../../.faults')
const FILE = join(FOLDER, 'progress.json')

const figures = z.object({
  counts: z.record(z.string(), z.number()),
  times: z.record(z.string(), z.array(z.number())),
})
const entry = z.object({ seed: z.number(), done: z.number(), figures })
const progress = z.record(z.string(), entry)

/** How far a fault came with a contender, and what was measured so far. */
export type Entry = z.infer<typeof entry>

/** What an interrupted run left, by fault and contender. */
export async function readProgress(): Promise<Record<string, Entry>> {
  try {
    return progress.parse(JSON.parse(await readFile(FILE, 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw new Error(`${FILE} cannot be read. Remove it to begin anew.`, { cause: error })
  }
}

/** Replaces the file in one step: whoever is interrupted here finds the one before. */
export async function writeProgress(all: Record<string, Entry>): Promise<void> {
  await mkdir(FOLDER, { recursive: true })
  await writeFile(`${FILE}.next`, JSON.stringify(all))
  await rename(`${FILE}.next`, FILE)
}

export const newEntry = (): Entry => ({ seed: Math.floor(Math.random() * 2 ** 31), done: 0, figures: noFigures() })
