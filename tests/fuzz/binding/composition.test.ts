import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { checkClient, checkSame, Finding } from './checks.ts'
import { type Client, openClient, sync, syncAll } from './client.ts'
import { Composing } from './composing.ts'
import { anywhere, COMMANDS, EDITS } from './edits.ts'
import { Random, withSeed } from './random.ts'
import { readEditor } from './reader.ts'
import { startingScript } from './session.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout'] }))
afterEach(() => void vi.useRealTimers())

/** FUZZ_SEEDS and FUZZ_FROM as in fuzz.test.ts. */
const seeds = Number(process.env.FUZZ_SEEDS ?? 25)
const first = Number(process.env.FUZZ_FROM ?? 1)

it(`one composes while another does anything to the same lines, ${seeds} seeds from ${first}: nothing breaks off, no word is lost`, () => {
  const failures: string[] = []
  for (let seed = first; seed < first + seeds && failures.length < 10; seed++) {
    const random = new Random(seed)
    const trail: string[] = []
    try {
      withSeed(random, () => walk(random, trail))
    } catch (error) {
      const detail = error instanceof Finding ? JSON.stringify(error.detail)?.slice(0, 3000) : (error as Error).stack
      failures.push(`seed ${seed}: ${(error as Error).message}\n  ${trail.slice(-16).join(' ')}\n  ${detail}`)
    }
  }
  expect(failures.join('\n')).toBe('')
}, 3_600_000)

function walk(random: Random, trail: string[]): void {
  const script = startingScript()
  const composer = openClient(11, script)
  const colleague = openClient(22, script)
  for (let round = 0; round < 6; round++) {
    // signs that nothing else has: which of two equal ones was typed, nobody can tell
    const [sign, beast] = [0x4e00 + round * 4, 0x1f400 + round]
    const word = String.fromCodePoint(sign, sign + 1, beast, sign + 2)
    let shared = false
    const ime = new Composing(composer, anywhere(composer.view.state.doc, random))
    trail.push('compose')
    for (let step = 0; step < 4; step++) {
      // the composed line is the one node that must stay as it is, whatever comes
      for (let edits = random.below(4); edits > 0; edits--) colleagueEdits(colleague, random, trail)
      if (random.chance(0.7)) {
        const composed = composer.view.state.selection.$head.parent
        sync(colleague, composer)
        trail.push('in')
        if (composer.view.state.selection.$head.parent !== composed) throw new Finding('the composed line was redrawn')
      }
      ime.update(word.slice(0, step + (step > 1 ? 2 : 1)))
      if (random.chance(0.2)) {
        sync(composer, colleague)
        trail.push('out')
        shared = true
      }
    }
    ime.update(word)
    ime.end()
    vi.advanceTimersByTime(200)
    checkClient(composer, 'a composition')
    if (!composer.view.state.doc.textContent.includes(word) && !shared)
      throw new Finding(`${word} is lost`, [trail.slice(-12), linesOf(composer)])
    syncAll([composer, colleague])
    for (const client of [composer, colleague]) checkClient(client, 'sync')
    if (random.chance(0.3)) composer.binding.undoManager.undo()
    checkClient(composer, 'undo')
    syncAll([composer, colleague])
  }
  checkSame([composer, colleague])
}

const linesOf = (client: Client) => readEditor(client.view.state.doc)

function colleagueEdits(colleague: Client, random: Random, trail: string[]): void {
  const name = random.pick([...Object.keys(EDITS), ...Object.keys(COMMANDS)])
  trail.push(name)
  if (name in COMMANDS) {
    COMMANDS[name as keyof typeof COMMANDS](colleague, random)
    return
  }
  const { tr } = colleague.view.state
  EDITS[name as keyof typeof EDITS](colleague, tr, random)
  if (tr.docChanged) colleague.view.dispatch(tr)
}
