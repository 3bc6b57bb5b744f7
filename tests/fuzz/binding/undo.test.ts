import { expect, it } from 'vitest'
import { openClient } from './client.ts'
import { COMMANDS, EDITS } from './edits.ts'
import { Random, withSeed } from './random.ts'
import { readDocument } from './reader.ts'
import { startingScript } from './session.ts'

const seeds = Number(process.env.FUZZ_SEEDS ?? 60)
const first = Number(process.env.FUZZ_FROM ?? 1)

/** Lines with ids, elements, words, emphasis and the scenes they are in and are shown in. */
const stateOf = (doc: Parameters<typeof readDocument>[0]): string =>
  readDocument(doc)
    .map(line => `${line.root} ${line.row}`)
    .join('\n')

it(`alone, ${seeds} seeds from ${first}: one undo takes back one edit with all it did to scenes, one redo brings it again`, () => {
  const failures: string[] = []
  for (let seed = first; seed < first + seeds && failures.length < 10; seed++) {
    const random = new Random(seed)
    const trail: string[] = []
    try {
      withSeed(random, () => walk(random, trail))
    } catch (error) {
      failures.push(`seed ${seed}: ${(error as Error).message}\n  ${trail.slice(-12).join(' ')}`)
    }
  }
  expect(failures.join('\n')).toBe('')
}, 3_600_000)

function walk(random: Random, trail: string[]): void {
  const client = openClient(11, startingScript())
  const { undoManager } = client.binding
  const past: { name: string; before: string }[] = []
  const expectState = (what: string, wanted: string): void => {
    const got = stateOf(client.doc)
    if (got !== wanted) throw new Error(`${what}\nwanted\n${wanted}\ngot\n${got}`)
  }
  for (let op = 0; op < 40; op++) {
    const before = stateOf(client.doc)
    const depth = undoManager.undoStack.length
    const name = random.pick([...Object.keys(EDITS), ...Object.keys(COMMANDS)])
    trail.push(name)
    if (name in COMMANDS) COMMANDS[name as keyof typeof COMMANDS](client, random)
    else {
      const { tr } = client.view.state
      EDITS[name as keyof typeof EDITS](client, tr, random)
      if (tr.docChanged) client.view.dispatch(tr)
    }
    const after = stateOf(client.doc)
    if (undoManager.undoStack.length === depth) {
      expectState(`${name} changed something that cannot be undone`, before)
      continue
    }
    past.push({ name, before })
    if (random.chance(0.5)) {
      undoManager.undo()
      expectState(`undo of ${name}`, before)
      undoManager.redo()
      expectState(`redo of ${name}`, after)
    }
  }
  for (const { name, before } of past.toReversed()) {
    undoManager.undo()
    expectState(`late undo of ${name}`, before)
  }
}
