import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readBeats } from '../../shared/core/beats/beats.ts'
import { setLength } from '../../shared/core/brief/brief.ts'
import { plain } from '../../shared/core/script/line.ts'
import { chooseVariant } from '../../shared/core/treatment/variants.ts'
import { addVariant } from '../../shared/core/treatment/write.ts'
import type { TextModel } from '../providers/textModel.ts'
import type { AgentJob } from './agent.ts'
import { beats } from './beats.ts'
import { testDocuments } from './testDocuments.ts'

const job: AgentJob = {
  id: 'j',
  agent: 'beats',
  documentId: 'd',
  sceneId: null,
  instruction: '',
  askedBy: { id: 'ben', name: 'Ben' },
}
const author = { kind: 'agent', agent: 'beats', name: 'Story editor', jobId: 'j' } as const

/** What becomes of a model's sheets, of as many beats as `counts` say, one for each time that it is asked. */
async function askedOf(minutes: number, counts: readonly number[]) {
  const [brief, treatment, target] = [new Y.Doc(), new Y.Doc(), new Y.Doc()]
  setLength(brief, 'least', minutes)
  setLength(brief, 'most', minutes)
  const angle = { title: '', tone: '', ending: '', chronology: '', madeBy: null, at: '' }
  const lines = [{ type: 'general' as const, runs: plain('Ada rows the ferry.') }]
  chooseVariant(treatment, addVariant(treatment, { ...angle, lines }))
  const prompts: string[] = []
  const model: TextModel = {
    provider: 'openai',
    model: 'm',
    async generate({ schema, prompt }) {
      const count = counts[prompts.length] ?? 0
      prompts.push(prompt)
      const sheet = Array.from({ length: count }, (_, at) => ({
        title: `${at + 1}`,
        body: 'Ada rows.',
        from: 1,
        to: 1,
      }))
      const value = schema.parse({ beats: sheet, rationale: 'As asked.' })
      return { value, text: `${count} beats`, usage: { inputTokens: 1, outputTokens: 1 }, model: 'm' }
    },
  }
  const { bytes } = await beats.prepare(job, author, testDocuments({ brief, treatment, target }), '').ask(
    model,
    { system: '', prompt: 'Tell it.' },
    new AbortController().signal,
    () => {},
    () => {},
  )
  Y.applyUpdate(target, bytes)
  return { prompts, count: readBeats(target).length }
}

describe('the number of beats', () => {
  it.each([
    [90, 15],
    [90, 30],
    [5, 5],
    [0.5, 4],
  ])('of a film of %s minutes may be %s', async (minutes, count) => {
    expect(await askedOf(minutes, [count])).toEqual({ prompts: ['Tell it.'], count })
  })

  it.each([
    [90, 14, 15],
    [90, 31, 30],
    [5, 15, 10],
    [0.5, 15, 3],
  ])('that a film of %s minutes has not is asked for again: not %s but %s', async (minutes, wrong, right) => {
    const { prompts, count } = await askedOf(minutes, [wrong, right])
    expect(count).toBe(right)
    expect(prompts).toHaveLength(2)
    expect(prompts[1]).toMatch(new RegExp(`From \\d+ to \\d+ beats were asked for, and ${wrong} came`))
  })

  it('that is wrong twice is refused, with what arrived', async () => {
    await expect(askedOf(90, [14, 12, 20])).rejects.toMatchObject({
      code: 'invalid-output',
      message: expect.stringContaining('From 15 to 30 beats were asked for, and 12 came'),
      partial: '12 beats',
    })
  })
})
