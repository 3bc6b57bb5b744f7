import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { setRating } from '../../shared/core/brief/brief.ts'
import { needsShot } from '../../shared/core/dependencies/lines.ts'
import { seedSampleScript } from '../../shared/core/sample/sample.ts'
import type { LineDraft } from '../../shared/core/script/line.ts'
import { plain } from '../../shared/core/script/line.ts'
import type { LineType } from '../../shared/core/script/lineTypes.ts'
import { printedText } from '../../shared/core/script/measure.ts'
import { readScenes, type Scene } from '../../shared/core/script/scenes.ts'
import { seedScript } from '../../shared/core/script/seed.ts'
import { SHOT_SECONDS } from '../../shared/core/shots/columns.ts'
import { readShots, type Shot } from '../../shared/core/shots/shots.ts'
import { offlineModel } from '../providers/offline/model.ts'
import type { TextModel } from '../providers/textModel.ts'
import { type AgentDocuments, AgentFailure, type AgentJob, WHOLE } from './agent.ts'
import { breakdown } from './breakdown.ts'
import { type BreakdownAnswer, breakdownAnswer } from './breakdownAnswer.ts'
import { testDocuments } from './testDocuments.ts'

const line = (type: LineType, text: string): LineDraft => ({ type, runs: plain(text) })
const INTERVIEW = [
  line('scene_heading', 'INT. BOATHOUSE - NIGHT'),
  line('action', 'Rain hammers the tin roof. A lantern swings over a workbench.'),
  line('action', 'MARA, soaked, enters with a crumpled LETTER.'),
  line('character', 'JONAS'),
  line('parenthetical', '(without turning)'),
  line('dialogue', 'You came.'),
  line('character', 'MARA (V.O.)'),
  line('dialogue', `${'I never wanted to see this place again. '.repeat(12)}And yet here I am.`),
  line('note', 'too long?'),
  line('action', 'She tears the LETTER.'),
  line('transition', 'CUT TO:'),
]

function documentsOf(lines: LineDraft[]): AgentDocuments & { scene: Y.Doc } {
  const script = new Y.Doc()
  script.transact(() => seedScript(script, { titlePage: [], lines }))
  return withTable(script)
}

function withTable(script: Y.Doc): AgentDocuments & { scene: Y.Doc } {
  const scene = new Y.Doc()
  return { ...testDocuments({ script, scene }), scene }
}

const sceneOf = ({ script }: AgentDocuments): Scene => {
  const scene = readScenes(script).find(candidate => candidate.id !== 'front')
  if (!scene) throw new Error('no scene')
  return scene
}

/** Runs the agent as a worker does and applies what it made to the scene's document. */
async function breakDown(
  documents: AgentDocuments & { scene: Y.Doc },
  model: TextModel,
  instruction = '',
  sceneId = sceneOf(documents).id,
): Promise<Shot[]> {
  const job: AgentJob = {
    id: 'job1',
    agent: 'breakdown',
    documentId: 'scene1',
    sceneId,
    instruction,
    askedBy: null,
  }
  const author = { kind: 'agent', agent: 'breakdown', name: 'Breakdown', jobId: 'job1' } as const
  const prepared = breakdown.prepare(job, author, documents, WHOLE)
  const { bytes } = await prepared.ask(
    model,
    { system: '', prompt: '' },
    new AbortController().signal,
    () => {},
    () => {},
  )
  Y.applyUpdate(documents.scene, bytes)
  // a job that is delivered twice shows once
  Y.applyUpdate(documents.scene, bytes)
  return readShots(documents.scene)
}

/** A model that answers whatever it likes. */
const modelSaying = (...answers: BreakdownAnswer[]): TextModel => {
  let asked = 0
  return {
    provider: 'openai',
    model: 'test',
    async generate(request) {
      const answer = answers[Math.min(asked++, answers.length - 1)]
      const text = JSON.stringify(answer)
      return { value: request.schema.parse(answer), text, usage: { inputTokens: 1, outputTokens: 1 }, model: 'test' }
    },
  }
}
const said = (units: number[]): BreakdownAnswer['shots'][number] => ({
  units,
  action: 'Something.',
  characters: '',
  setting: 'Here',
  light: 'Day',
  camera: 'WS',
  continuity: '',
  rationale: 'Because.',
})

const words = (text: string) => text.replace(/\s+/g, ' ').trim()

/** The promise of a breakdown: every action line in exactly one shot, every word of dialogue said once, in order. */
function expectCovered(scene: Scene, shots: readonly Shot[]): void {
  for (const scriptLine of scene.lines.filter(needsShot)) {
    const covering = shots.filter(shot => shot.sources.has(scriptLine.id))
    if (scriptLine.type === 'dialogue' || scriptLine.type === 'lyrics') expect(covering.length).toBeGreaterThan(0)
    else expect(covering, scriptLine.text).toHaveLength(1)
  }
  const spoken = scene.lines.filter(l => needsShot(l) && (l.type === 'dialogue' || l.type === 'lyrics'))
  const expected = spoken.map(l => words(printedText(l.text) || l.text)).join(' ')
  const got = shots
    .flatMap(shot => shot.dialogue.split('\n'))
    .map(row => row.replace(/^[\p{Lu}\p{N} ]+: /u, ''))
    .join(' ')
  expect(words(got)).toBe(words(expected))
}

const sentence = fc
  .array(
    fc.constantFrom('She', 'waits', 'at', 'the', 'window', 'with', 'KEY', 'and', 'never', 'again', 'MARA', 'broken'),
    {
      minLength: 1,
      maxLength: 14,
    },
  )
  .map(list => `${list.join(' ')}.`)
const prose = fc.array(sentence, { minLength: 1, maxLength: 9 }).map(list => list.join(' '))
const speech = fc
  .tuple(fc.constantFrom('MARA', 'JONAS', 'PETER (O.S.)'), prose, fc.boolean())
  .map(([name, text, manner]) => [
    line('character', name),
    ...(manner ? [line('parenthetical', '(quietly)')] : []),
    line('dialogue', text),
  ])
const element = fc.oneof(
  prose.map(text => [line('action', text)]),
  speech,
  fc.constant([line('note', 'a note')]),
  fc.constant([line('transition', 'CUT TO:')]),
)
const scenes = fc
  .tuple(
    fc.array(element, { maxLength: 14 }),
    fc.oneof(
      prose.map(text => [line('action', text)]),
      speech,
    ),
  )
  .map(([elements, last]) => [line('scene_heading', 'INT. ROOM - DAY'), ...elements.flat(), ...last])

describe('a breakdown by the offline crew', () => {
  it('covers every line of any scene once and says every word of it once', async () => {
    await fc.assert(
      fc.asyncProperty(
        scenes,
        fc.constantFrom('', 'handheld', 'fewer shots', 'more shots, close'),
        async (lines, wish) => {
          const documents = documentsOf(lines)
          const shots = await breakDown(documents, instant, wish)
          expectCovered(sceneOf(documents), shots)
          for (const shot of shots) {
            expect(shot.duration).toBeGreaterThanOrEqual(SHOT_SECONDS.least)
            expect(shot.duration).toBeLessThanOrEqual(SHOT_SECONDS.most)
            for (const cell of [shot.action, shot.setting, shot.light, shot.camera, shot.rationale])
              expect(cell.trim()).not.toBe('')
          }
        },
      ),
      { numRuns: 150, verbose: true },
    )
  })

  it('covers every scene of the sample screenplay', async () => {
    const script = new Y.Doc()
    script.transact(() => seedSampleScript(script))
    const scenes = readScenes(script).filter(({ id }) => id !== 'front')
    expect(scenes.length).toBeGreaterThan(5)
    for (const scene of scenes) {
      const documents = withTable(script)
      expectCovered(scene, await breakDown(documents, instant, '', scene.id))
    }
  })

  it('answers the same to the same scene', async () => {
    const [first, second] = [documentsOf(INTERVIEW), documentsOf(INTERVIEW)]
    const plainShots = (shots: Shot[]) => shots.map(({ id: _i, order: _o, sources: _s, ...shot }) => shot)
    expect(plainShots(await breakDown(first, instant))).toEqual(plainShots(await breakDown(second, instant)))
  })

  it('splits a long speech at sentence ends over shots of about eight seconds', async () => {
    const documents = documentsOf(INTERVIEW)
    const shots = await breakDown(documents, instant)
    const speechShots = shots.filter(shot => shot.dialogue.startsWith('MARA:'))
    expect(speechShots.length).toBeGreaterThan(3)
    for (const shot of speechShots) {
      expect(shot.dialogue).toMatch(/\.$/)
      expect(shot.duration).toBeLessThanOrEqual(10)
    }
  })

  it('opens on the place, singles out who speaks, inserts the prop and flags what must match', async () => {
    const shots = await breakDown(documentsOf(INTERVIEW), instant)
    expect(shots[0]).toMatchObject({ camera: expect.stringContaining('establishing'), duration: SHOT_SECONDS.default })
    expect(shots.find(shot => shot.dialogue.startsWith('JONAS'))?.characters).toContain('JONAS (foreground')
    expect(shots.find(shot => shot.dialogue.startsWith('MARA'))?.characters).toContain('MARA (voice only)')
    const torn = shots.find(shot => shot.action.includes('tears the LETTER'))
    expect(torn?.camera).toContain('insert, LETTER')
    expect(torn?.continuity).toContain('LETTER: crumpled, torn')
    expect(shots.every(shot => shot.light.startsWith('NIGHT') && shot.setting.startsWith('INT, BOATHOUSE'))).toBe(true)
  })

  it('puts the heading into the first shot, and cue and parenthetical with their dialogue', async () => {
    const documents = documentsOf(INTERVIEW)
    const shots = await breakDown(documents, instant)
    const id = (type: LineType) => sceneOf(documents).lines.find(l => l.type === type)?.id ?? ''
    const covering = (type: LineType) => shots.filter(shot => shot.sources.has(id(type))).map(shot => shot.label)
    expect(covering('scene_heading')).toEqual(['A'])
    expect(covering('character')).toEqual(covering('dialogue'))
    expect(covering('parenthetical')).toEqual(covering('dialogue'))
    expect(covering('note')).toEqual([])
  })
})

describe('a table that has shots already', () => {
  it('keeps them all and gets rows only for lines that none of them covers, in their place', async () => {
    const documents = documentsOf(INTERVIEW)
    const before = await breakDown(documents, instant)
    const { script } = documents
    // a new line of action between two that are covered
    const fragment = script.getXmlFragment('script')
    const copy = documentsOf([line('scene_heading', 'X'), line('action', 'A DOG barks at the door.')])
    const added = copy.script.getXmlFragment('script').get(1)
    if (!(added instanceof Y.XmlElement)) throw new Error('no line')
    const element = added.clone()
    element.setAttribute('scene', sceneOf(documents).id)
    fragment.insert(3, [element])
    const after = await breakDown(documents, instant)
    expect(after).toHaveLength(before.length + 1)
    expect(after.filter(shot => before.some(old => old.id === shot.id)).map(shot => shot.id)).toEqual(
      before.map(shot => shot.id),
    )
    const made = after.find(shot => !before.some(old => old.id === shot.id))
    expect(made?.action).toBe('A DOG barks at the door.')
    expect(after.findIndex(shot => shot.id === made?.id)).toBeGreaterThan(0)
    expectCovered(sceneOf(documents), after)
  })

  it('says so when there is nothing left to cover, and when the scene is empty or gone', async () => {
    const documents = documentsOf(INTERVIEW)
    await breakDown(documents, instant)
    await expect(breakDown(documents, instant)).rejects.toMatchObject({ code: 'all-covered' })
    await expect(breakDown(documentsOf([line('scene_heading', 'INT. VOID - DAY')]), instant)).rejects.toMatchObject({
      code: 'empty-scene',
    })
    await expect(breakDown(documentsOf([line('scene_heading', 'INT. VOID - DAY')]), instant)).rejects.toBeInstanceOf(
      AgentFailure,
    )
  })
})

describe('whatever a language model answers', () => {
  it('is made to cover every line once, or is refused', async () => {
    const messy = fc.array(fc.array(fc.integer({ min: -2, max: 12 }), { maxLength: 6 }), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(scenes, messy, async (lines, units) => {
        const documents = documentsOf(lines)
        const answer = breakdownAnswer.parse({ shots: units.map(said) })
        const shots = await breakDown(documents, modelSaying(answer)).catch(error => {
          expect(error).toMatchObject({ name: 'ProviderError', code: 'invalid-output' })
          return null
        })
        if (shots) expectCovered(sceneOf(documents), shots)
        else expect(readShots(documents.scene)).toEqual([])
      }),
      { numRuns: 300, verbose: true },
    )
  })

  it('is asked for once more when most of the scene is missing, with the reason', async () => {
    const documents = documentsOf(INTERVIEW)
    const count = 20
    const shots = await breakDown(
      documents,
      modelSaying({ shots: [said([1])] }, { shots: Array.from({ length: count }, (_, index) => said([index + 1])) }),
    )
    expectCovered(sceneOf(documents), shots)
  })

  it('shows no more than the rating allows, and what the script itself says', async () => {
    const documents = documentsOf(INTERVIEW)
    setRating(documents.brief, 'G')
    const all = Array.from({ length: 20 }, (_, index) => index + 1)
    const answer = { ...said(all), action: 'MARA bleeds on the LETTER. Blood on the floor.', setting: 'A corpse.' }
    const [shot] = await breakDown(documents, modelSaying({ shots: [answer] }))
    expect(shot?.action).toBe('MARA is hurt on the LETTER. Red on the floor.')
    expect(shot?.setting).toBe('A body.')
    const bloody = documentsOf([...INTERVIEW, line('action', 'There is blood on the workbench.')])
    setRating(bloody.brief, 'G')
    expect((await breakDown(bloody, modelSaying({ shots: [answer] })))[0]?.action).toContain('Blood on the floor.')
  })

  it('cannot change a word of the dialogue: the words come from the script', async () => {
    const documents = documentsOf(INTERVIEW)
    const shots = await breakDown(
      documents,
      modelSaying({ shots: [said([1, 2]), said([3]), said([4, 5, 6, 7, 8, 9, 10, 11, 12])] }),
    )
    expectCovered(sceneOf(documents), shots)
    expect(shots[1]?.dialogue).toBe('JONAS: You came.')
  })
})

/** The offline crew without the time in which its words are shown arriving. */
const instant: TextModel = {
  ...offlineModel(),
  async generate(request) {
    const { breakDownOffline } = await import('../providers/offline/breakdown.ts')
    if (request.task.agent !== 'breakdown') throw new Error('not a breakdown')
    const answer = breakDownOffline(request.task.context)
    const text = JSON.stringify(answer)
    return { value: request.schema.parse(answer), text, usage: { inputTokens: 0, outputTokens: 0 }, model: 'offline' }
  },
}
