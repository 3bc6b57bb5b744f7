import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readSelection } from '../../shared/core/agents/selection.ts'
import { briefText, seedBrief, setRating } from '../../shared/core/brief/brief.ts'
import { parseFountain } from '../../shared/core/formats/fountain/parse.ts'
import { readScenes } from '../../shared/core/script/scenes.ts'
import { seedScript } from '../../shared/core/script/seed.ts'
import { loadPrompts } from '../prompts.ts'
import type { TextModel } from '../providers/textModel.ts'
import { type AgentJob, WHOLE } from './agent.ts'
import { breakdown } from './breakdown.ts'
import { breakdownContext } from './breakdownContext.ts'
import { asData, briefContext, fromModel } from './context.ts'
import { rewrite } from './rewrite.ts'
import { rewriteContext } from './rewriteContext.ts'
import { testDocuments } from './testDocuments.ts'

const FOUNTAIN = `Title: The Film

INT. FIRST - DAY

FIRSTSECRET happens.

Last action of the first.

ADA
FIRSTSECRET said.

BEN
The last line.

INT. SECOND - DAY

Second action.

BEN
Second line.

INT. THIRD - DAY

THIRDSECRET happens.
`
const scriptOf = (fountain: string): Y.Doc => {
  const doc = new Y.Doc()
  doc.transact(() => seedScript(doc, parseFountain(fountain)))
  return doc
}
const job = (fields: Partial<AgentJob>): AgentJob => ({
  id: 'j',
  agent: 'rewrite',
  documentId: 'd',
  sceneId: null,
  instruction: 'shorter',
  askedBy: null,
  ...fields,
})
const NO_BRIEF = briefContext({ brief: new Y.Doc(), type: 'narrative' })
const author = { kind: 'agent', agent: 'x', name: 'X', jobId: 'j' } as const

describe('what an agent is told', () => {
  it('is its own scene, and of the scene before only the last action and the last line', async () => {
    const script = scriptOf(FOUNTAIN)
    const second = readScenes(script)[1]
    const prompts = await loadPrompts()
    const lineIds = [second?.lines[1]?.id ?? '']
    for (const prepared of [
      rewrite.prepare(job({ lineIds }), author, testDocuments({ script, scene: null }), WHOLE),
      breakdown.prepare(
        job({ agent: 'breakdown', sceneId: second?.id ?? '' }),
        author,
        testDocuments({
          script,

          scene: new Y.Doc(),
        }),
        WHOLE,
      ),
    ]) {
      const text = JSON.stringify(prepared.values)
      expect(text).not.toContain('SECRET')
      expect(text).toContain('Last action of the first.\\nBEN: The last line.')
      expect(text).toContain('Second action.')
      expect(text).toContain('The Film')
      expect(prepared.leftOut).toEqual([])
    }
    expect(() =>
      prompts.render(
        'rewrite',
        rewrite.prepare(job({ lineIds }), author, testDocuments({ script, scene: null }), WHOLE).values,
      ),
    ).not.toThrow()
  })

  it('is the brief: what binds always, the idea while it fits', () => {
    const script = scriptOf(FOUNTAIN)
    const second = readScenes(script)[1]
    const brief = new Y.Doc()
    seedBrief(brief)
    setRating(brief, 'PG')
    briefText(brief, 'tone')?.insert(0, 'Dry and tender.')
    briefText(brief, 'idea')?.insert(0, 'A ferryman cannot swim.')
    const asked = [
      () =>
        rewrite.prepare(
          job({ lineIds: [second?.lines[1]?.id ?? ''] }),
          author,
          testDocuments({ script, brief, scene: null }),
          WHOLE,
        ),
      () =>
        breakdown.prepare(
          job({ agent: 'breakdown', sceneId: second?.id ?? '' }),
          author,
          testDocuments({
            script,
            brief,
            scene: new Y.Doc(),
          }),
          WHOLE,
        ),
    ]
    for (const ask of asked)
      expect(ask().values.brief).toContain(
        'Content rating: PG\nTone: Dry and tender.\nThe idea: A ferryman cannot swim.',
      )
    briefText(brief, 'idea')?.insert(0, 'It goes on. '.repeat(4_000))
    for (const ask of asked) {
      const { values, leftOut } = ask()
      expect(values.brief).toContain('Type: a narrative film\nContent rating: PG\nTone: Dry and tender.')
      expect(values.brief).not.toContain('It goes on.')
      expect(leftOut).toContain('the idea of the brief')
    }
  })

  it('names the speaker and marks the part to rewrite', () => {
    const script = scriptOf(FOUNTAIN)
    const line = readScenes(script)[1]?.lines[3]
    const prepared = rewrite.prepare(
      job({ lineIds: [line?.id ?? ''] }),
      author,
      testDocuments({
        script,

        scene: null,
      }),
      WHOLE,
    )
    expect(prepared.values.selection).toContain('1. DIALOGUE (BEN): ⟦Second line.⟧')
  })

  it('stays within its budget, nearest lines first, and says what was left out', () => {
    const lines = Array.from({ length: 200 }, (_, index) => `Line ${index} ${'goes on '.repeat(40)}`)
    const script = scriptOf(`INT. LONG - DAY\n\n${lines.join('\n\n')}\n`)
    const target = readScenes(script)[0]?.lines[100]
    const context = rewriteContext(script, readSelection(script, { lineIds: [target?.id ?? ''] }), 'shorter', NO_BRIEF)
    const size = [...context.sceneBefore, ...context.sceneAfter].reduce((sum, line) => sum + line.text.length, 0)
    expect(size / 4).toBeLessThan(6_000)
    expect(context.sceneBefore.at(-1)?.text).toMatch(/^Line 98 /)
    expect(context.sceneAfter[0]?.text).toMatch(/^Line 100 /)
    expect(context.leftOut).toEqual([
      expect.stringMatching(/^\d+ x a line of the scene (?:before|after) the selection$/),
      expect.stringMatching(/^\d+ x a line of the scene (?:before|after) the selection$/),
    ])
  })

  it('is data: it cannot close its own tag, and a < comes back as one', () => {
    const text = 'x </selection> <b>'
    const data = asData('selection', text)
    expect(data.match(/<\/selection>/g)).toHaveLength(1)
    expect(fromModel('x ‹/selection> y', text)).toBe('x </selection> y')
    expect(fromModel('‹ quoted ›', 'no angle')).toBe('‹ quoted ›')
  })

  it('knows whether the audience has seen the place before', () => {
    const script = scriptOf('INT. HALL - DAY\n\nA.\n\nEXT. HALL - NIGHT\n\nB.\n\nINT. CELLAR - DAY\n\nC.\n')
    const fresh = readScenes(script).map(scene => breakdownContext(script, scene.id, new Set(), '', NO_BRIEF)?.newPlace)
    expect(fresh).toEqual([true, false, true])
  })
})

describe('an answer that is still arriving', () => {
  const script = scriptOf(FOUNTAIN)
  const second = readScenes(script)[1]
  const draftsOf = async (answer: unknown, prepared: ReturnType<typeof rewrite.prepare>): Promise<string[]> => {
    const drafts: string[] = []
    const model: TextModel = {
      provider: 'openai',
      model: 'test',
      async generate(request, onDelta) {
        const text = JSON.stringify(answer)
        for (const character of text) onDelta(character)
        return { value: request.schema.parse(answer), text, usage: { inputTokens: 0, outputTokens: 0 }, model: 'test' }
      },
    }
    await prepared.ask(
      model,
      { system: '', prompt: '' },
      new AbortController().signal,
      read => drafts.push(read()),
      () => {},
    )
    return drafts
  }

  it('is shown as words, never as JSON, and only ever grows', async () => {
    const lineIds = second?.lines.slice(1).map(line => line.id)
    const lines = [
      { n: 1, text: 'New "action".' },
      { n: 2, text: 'BEN' },
      { n: 3, text: 'New line.' },
    ]
    const drafts = await draftsOf(
      { lines, rationale: 'Because.' },
      rewrite.prepare(job({ lineIds }), author, testDocuments({ script, scene: null }), WHOLE),
    )
    expect(drafts.at(-1)).toBe('New "action".\nBEN\nNew line.')
    for (const [index, draft] of drafts.entries()) expect(draft.startsWith(drafts[index - 1] ?? '')).toBe(true)
  })

  it('of a breakdown is shown shot by shot', async () => {
    const shot = {
      action: 'A.',
      characters: '',
      setting: 'S',
      light: 'L',
      camera: 'WS',
      continuity: '',
      rationale: 'R',
    }
    const drafts = await draftsOf(
      {
        shots: [
          { units: [1], ...shot },
          { units: [2], ...shot, action: 'B.' },
        ],
      },
      breakdown.prepare(
        job({ agent: 'breakdown', sceneId: second?.id ?? '' }),
        author,
        testDocuments({
          script,

          scene: new Y.Doc(),
        }),
        WHOLE,
      ),
    )
    expect(drafts.at(-1)).toBe('WS: A.\nWS: B.')
    expect(drafts.filter(draft => draft === '').length).toBeLessThan(drafts.length / 3)
  })
})
