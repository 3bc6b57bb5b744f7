import { describe, expect, it, test } from 'vitest'
import * as Y from 'yjs'
import { addBeat } from '../../shared/core/beats/write.ts'
import type { Reading } from '../../shared/core/director/reading.ts'
import { readSituation, type Situation } from '../../shared/core/director/situation.ts'
import { appendScene } from '../../shared/core/script/appendScene.ts'
import { plain } from '../../shared/core/script/line.ts'
import { chooseVariant } from '../../shared/core/treatment/variants.ts'
import { addVariant } from '../../shared/core/treatment/write.ts'
import { readOffline } from '../providers/offline/director.ts'
import type { TextModel } from '../providers/textModel.ts'
import type { AgentJob } from './agent.ts'
import { director } from './director.ts'
import { testDocuments } from './testDocuments.ts'

/** A film whose stages before `at` are locked. */
function film(at: 'treatment' | 'beats' | 'script'): Situation {
  const [treatment, beats, script] = [new Y.Doc(), new Y.Doc(), new Y.Doc()]
  const line = (text: string) => ({ type: 'general' as const, runs: plain(text) })
  const angle = { title: '', tone: '', ending: '', chronology: '', madeBy: null, at: '' }
  const lines = [line('Ada rows the ferry.'), line('A photograph burns.')]
  chooseVariant(treatment, addVariant(treatment, { ...angle, lines }))
  addBeat(beats, addBeat(beats, null, { title: 'The motor dies', body: 'No way on.' }), {
    title: 'A photograph',
    body: 'She burns it.',
  })
  for (const heading of ['EXT. RIVER - DAY', 'INT. LIGHTHOUSE - NIGHT'])
    appendScene(script, [
      { type: 'scene_heading', runs: plain(heading) },
      { type: 'action', runs: plain('Rain.') },
    ])
  const order = ['brief', 'treatment', 'beats', 'script']
  const of = (id: string, doc: Y.Doc) => ({ id, doc, locked: order.indexOf(id) < order.indexOf(at) })
  return readSituation(
    {
      brief: of('brief', new Y.Doc()),
      treatment: of('treatment', treatment),
      beats: of('beats', beats),
      script: of('script', script),
    },
    false,
  )
}

const job = (instruction: string): AgentJob => ({
  id: 'j',
  agent: 'director',
  documentId: 'd',
  sceneId: null,
  instruction,
  askedBy: { id: 'ben', name: 'Ben' },
})
const author = { kind: 'agent', agent: 'director', name: 'Director', jobId: 'j' } as const

/** What the agent keeps of an answer of a model. */
async function read(message: string, answer: Partial<Reading>, situation = film('script')) {
  const full = { intent: 'talk', stage: 'none', part: 'none', number: '', lens: 'none', reply: '', ...answer }
  const model: TextModel = {
    provider: 'openai',
    model: 'm',
    async generate({ schema }) {
      return { value: schema.parse(full), text: '', usage: { inputTokens: 1, outputTokens: 1 }, model: 'm' }
    },
  }
  const documents = testDocuments({ thread: { situation, said: [{ name: 'Ana', body: 'Hm.' }] } })
  const prepared = director.prepare(job(message), author, documents, '')
  const rendered = { system: '', prompt: '' }
  const { kept, bytes } = await prepared.ask(
    model,
    rendered,
    new AbortController().signal,
    () => {},
    () => {},
  )
  expect(Y.decodeUpdate(bytes).structs).toEqual([])
  return kept?.kind === 'answer' ? kept.answer : null
}

describe('what a model reads', () => {
  it('names a part by its number, and the words that an agent is told are the person’s', async () => {
    const answer = await read('The lighthouse is too warm.', { intent: 'change', part: 'scene', number: '2' })
    expect(answer?.act).toMatchObject({ kind: 'refine', place: 'scene 2', instruction: 'The lighthouse is too warm.' })
  })

  it('that is of a part that is not there is asked for again, and then refused', async () => {
    await expect(read('Warmer.', { intent: 'change', part: 'scene', number: '9' })).rejects.toMatchObject({
      code: 'invalid-output',
      message: expect.stringContaining('There is no scene “9”'),
    })
  })

  it('cannot be done as the project stands, and is answered with why instead of a button', async () => {
    expect(await read('All of it again, from the start', { intent: 'write', stage: 'treatment' })).toMatchObject({
      act: null,
      body: expect.stringContaining('locked'),
    })
  })

  it('answers in words without an address, and of a length', async () => {
    const answer = await read('Hm?', {
      reply: `See [this](https://evil.example/a) or www.evil.example ${'x'.repeat(900)}`,
    })
    expect(answer?.act).toBeNull()
    expect(answer?.body).toMatch(/^See this or \(address left out\)/)
    expect(answer?.body).not.toContain('evil')
    expect(answer?.body.length).toBeLessThanOrEqual(600)
  })

  it('without words to say says where the project stands', async () => {
    expect((await read('Hm?', { reply: ' ' }))?.body).toMatch(/We are at the script/)
  })
})

describe('the offline crew', () => {
  const reads = (message: string, at: Parameters<typeof film>[0]) =>
    readOffline({ message, situation: film(at), before: [], leftOut: [] })

  test.each([
    ['The lighthouse is far too warm and cosy.', 'script', { intent: 'change', part: 'scene', number: '2' }],
    ['I do not like how the motor dies.', 'beats', { intent: 'change', part: 'beat', number: '1' }],
    [
      'That photograph is a cheap trick, is what I think.',
      'treatment',
      { intent: 'change', part: 'paragraph', number: '2' },
    ],
    ['It should rain, and nobody is forgiven.', 'treatment', { intent: 'write', stage: 'treatment' }],
    ['Would she do that?', 'treatment', { intent: 'talk', reply: expect.stringContaining('by rules') }],
    ['It should rain, and nobody is forgiven.', 'script', { intent: 'talk' }],
  ] as const)('reads “%s” at the %s', (message, at, expected) => {
    expect(reads(message, at)).toMatchObject(expected)
  })
})
