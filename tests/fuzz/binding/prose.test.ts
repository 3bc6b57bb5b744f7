import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { textOfRuns } from '../../../shared/core/script/line.ts'
import { treatmentOf } from '../../../shared/core/suggestions/testDocument.ts'
import { proseOf, proseRoots, readProse } from '../../../shared/core/treatment/variants.ts'
import { type Client, linesIn, openClient, syncAll } from './client.ts'
import { EDITS } from './edits.ts'
import { Random, withSeed } from './random.ts'

/** As fuzz.test.ts, in a treatment: two people in one variant, one in another. */
const seeds = Number(process.env.FUZZ_SEEDS ?? 60)
const first = Number(process.env.FUZZ_FROM ?? 1)
const ops = Number(process.env.FUZZ_OPS ?? 60)

const HOMES = ['v1', 'v1', 'v2'] as const
const STEPS = [...(Object.keys(EDITS) as (keyof typeof EDITS)[]), 'undo', 'undo', 'redo', 'deliver', 'deliver'] as const

function openProse(id: number, state: Uint8Array, variant: string): Client {
  return openClient(id, state, doc => {
    const prose = proseOf(doc, variant)
    if (!prose) throw new Error(`no variant ${variant}`)
    return { captureTimeout: 0, roots: proseRoots(doc, prose), home: variant }
  })
}

const inDocument = (doc: Y.Doc, variant: string): string[] =>
  readProse(doc, variant).map(({ id, type, runs }) => `${id} ${type} ${textOfRuns(runs)}`)
const inEditor = ({ view }: Client): string[] =>
  linesIn(view.state.doc).map(line => `${line.attrs.id} ${line.attrs.type} ${line.textContent}`)

function check(client: Client, variant: string): void {
  const wanted = inDocument(client.doc, variant)
  const shown = inEditor(client)
  const isPlaceholder = wanted.length === 0 && shown.length === 1
  if (!isPlaceholder && wanted.join('\n') !== shown.join('\n'))
    throw new Error(`the editor shows\n${shown.join('\n')}\ninstead of\n${wanted.join('\n')}`)
  for (const { type, scene, text } of readProse(client.doc, variant))
    if ((type !== 'general' && type !== 'section') || scene !== variant)
      throw new Error(`a ${type} of ${scene} in ${variant}: ${text}`)
}

function run(random: Random, trail: string[]): void {
  const state = Y.encodeStateAsUpdate(treatmentOf(['aab one', 'aab two', 'aab three'], ['aab four', 'aab five']))
  const clients = HOMES.map((home, i) => openProse(11 * (i + 1), state, home))
  for (let op = 0; op < ops; op++) {
    const at = random.below(clients.length)
    const [client, home] = [clients[at], HOMES[at]]
    if (!client || !home) continue
    const others = HOMES.filter(other => other !== home).map(other => inDocument(client.doc, other).join('\n'))
    const step = random.pick(STEPS)
    trail.push(`${client.id}:${step}`)
    if (step === 'deliver') {
      const from = random.pick(clients)
      Y.applyUpdate(client.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(client.doc)), 'net')
    } else {
      if (step === 'undo') client.binding.undoManager.undo()
      else if (step === 'redo') client.binding.undoManager.redo()
      else {
        const { tr } = client.view.state
        EDITS[step](client, tr, random)
        if (tr.docChanged) client.view.dispatch(tr)
      }
      const now = HOMES.filter(other => other !== home).map(other => inDocument(client.doc, other).join('\n'))
      if (now.join('\n') !== others.join('\n')) throw new Error('another variant was changed')
    }
    check(client, home)
  }
  syncAll(clients)
  for (const [i, client] of clients.entries()) {
    check(client, HOMES[i] ?? '')
    for (const variant of ['v1', 'v2'])
      expect(inDocument(client.doc, variant)).toEqual(inDocument(clients[0]?.doc ?? client.doc, variant))
    expect(client.doc.getXmlFragment('script').length).toBe(0)
    expect(client.doc.getMap('scenes').size).toBe(0)
  }
}

it(`three people in two variants, ${seeds} seeds from ${first}: editors show the documents, and nobody writes elsewhere`, () => {
  const failures: string[] = []
  for (let seed = first; seed < first + seeds && failures.length < 5; seed++) {
    const trail: string[] = []
    const random = new Random(seed)
    try {
      withSeed(random, () => run(random, trail))
    } catch (error) {
      failures.push(`seed ${seed}: ${(error as Error).message}\n  ${trail.slice(-12).join(' ')}`)
    }
  }
  expect(failures.join('\n')).toBe('')
}, 3_600_000)
