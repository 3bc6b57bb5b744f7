import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { projectDocument } from '../../../jobs/projection/projection.ts'
import type { ModelRequest, Task, TextModel } from '../../../jobs/providers/textModel.ts'
import type { Worker } from '../../../jobs/worker.ts'
import { readStages } from '../../../server/stages/stages.ts'
import { readBeats } from '../../../shared/core/beats/beats.ts'
import { beatHash } from '../../../shared/core/beats/hash.ts'
import { addBeat, setBeatText } from '../../../shared/core/beats/write.ts'
import { briefText, setLength, setMode } from '../../../shared/core/brief/brief.ts'
import { findLine } from '../../../shared/core/script/edit.ts'
import { lineText } from '../../../shared/core/script/line.ts'
import { readScenes, scriptRoots } from '../../../shared/core/script/scenes.ts'
import { acceptGroup } from '../../../shared/core/suggestions/settle.ts'
import { readSuggestions } from '../../../shared/core/suggestions/status.ts'
import { activeVariant, chooseVariant, readProse, readVariants } from '../../../shared/core/treatment/variants.ts'
import { cancelJob, enqueueAgentJob, readTraces } from '../../../shared/node/agentJobs.ts'
import { loadDocument } from '../../../shared/node/documents.ts'
import { readLedger } from '../../../shared/node/ledger.ts'
import { sendAgentJob } from '../../../shared/node/queues.ts'
import { acceptFits } from '../../../shared/node/stageFlags.ts'
import { packUpdates } from '../../../shared/node/updates.ts'
import { type House, openHouse } from './house.ts'

/** Answers every task by `answers`, and waits before each as long as it is told to. */
function modelOf(
  answers: (task: Task) => unknown,
  before: (task: Task) => Promise<void> = async () => {},
  provider: TextModel['provider'] = 'offline',
): TextModel {
  return {
    provider,
    model: 'canned',
    async generate<T>(request: ModelRequest<T>, onDelta: (text: string) => void) {
      await before(request.task)
      request.signal.throwIfAborted()
      const value = request.schema.parse(answers(request.task))
      const text = JSON.stringify(value)
      onDelta(text)
      return { value, text, usage: { inputTokens: 1, outputTokens: 1 }, model: 'canned' }
    },
  }
}

function answer(task: Task): unknown {
  if (task.agent === 'treatment')
    return {
      title: `Ferry ${task.context.variant + 1}`,
      tone: 'dry',
      ending: 'won',
      chronology: 'in order',
      paragraphs: [
        { heading: true, text: 'Act one' },
        { heading: false, text: `Ada rows. ${task.context.brief.idea}` },
        { heading: false, text: 'She arrives.' },
      ],
      rationale: 'Because.',
    }
  if (task.agent === 'beats')
    return {
      beats: [
        { title: 'Out', body: 'Ada rows out.', from: 1, to: 2 },
        { title: 'Home', body: 'Ada comes home.', from: 3, to: 9 },
        { title: 'Rest', body: 'Ada sleeps.', from: 3, to: 3 },
      ],
      rationale: 'Three turns.',
    }
  if (task.agent === 'script')
    return {
      elements: [
        { type: 'scene_heading', text: `Ext. River ${task.context.scene} - Day` },
        { type: 'action', text: `Beat ${task.context.plays} after “${task.context.rearview}”.` },
        { type: 'character', text: 'Ada' },
        { type: 'dialogue', text: `Line ${task.context.scene}.` },
      ],
      rationale: 'Played as it is.',
    }
  if (task.agent === 'beat')
    return {
      beats: Array.from({ length: 3 }, (_, place) => ({
        title: `Turn ${place + 1}`,
        body: `${task.context.task} ${place + 1} of ${task.context.beat?.title ?? task.context.before?.title}.`,
      })),
      rationale: 'Otherwise.',
    }
  throw new Error(`no answer for ${task.agent}`)
}

let house: House
beforeAll(async () => {
  house = await openHouse({ fountain: '' })
})
afterAll(() => house.close())
// a test that failed leaves no worker behind that takes the jobs of the next
const workers: Worker[] = []
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop(0)
})
const work = async (...of: Parameters<typeof modelOf>): Promise<Worker> => {
  const worker = await house.worker({ model: modelOf(...of) })
  workers.push(worker)
  return worker
}

const idOf = async (kind: string): Promise<string> => {
  const [row] = await house.sql<
    { id: string }[]
  >`select id from documents where kind = ${kind} and timeline_id = ${house.timelineId}`
  return row?.id ?? ''
}
const docOf = async (kind: string) => loadDocument(house.sql, await idOf(kind))
const approve = async (kind: string) => house.sql`
  insert into locks (document_id, locked_by, locked_by_name, seq, approved) values (${await idOf(kind)}, ${house.personId}, 'Ada', 0, true)`
const reopen = async (kind: string) =>
  house.sql`update locks set released_at = now() where document_id = ${await idOf(kind)} and released_at is null`
const commitsNamed = async (name: string) => [
  ...(await house.sql`
    select message, agent, kind from commits where timeline_id = ${house.timelineId} and name = ${name}`),
]
/** Somebody takes all that one answer suggests. */
async function acceptAll(kind: string, group: string): Promise<void> {
  const doc = await docOf(kind)
  const before = Y.encodeStateVector(doc)
  acceptGroup(doc, group, null)
  const bytes = packUpdates([Y.encodeStateAsUpdate(doc, before)])
  await house.sql`insert into document_updates (document_id, payload) values (${await idOf(kind)}, ${bytes})`
}
const ask = async (agent: string, instruction = '') =>
  (
    await enqueueAgentJob(house, {
      projectId: house.projectId,
      timelineId: house.timelineId,
      askedBy: house.personId,
      agent,
      instruction,
    })
  ).jobId

describe('from a brief to a script', () => {
  it('each stage waits for the one before it to be locked, and says so', async () => {
    for (const [agent, words] of [
      ['treatment', /treatment waits for the brief/],
      ['beats', /beat sheet waits for the treatment/],
      ['script', /script waits for the beat sheet.*Confirm Beat Sheet/],
    ] as const)
      await expect(ask(agent)).rejects.toMatchObject({
        code: 'stage-waits',
        status: 409,
        message: expect.stringMatching(words),
      })
  })

  it('three treatments join the gallery in their order, all at once, and another three need a reason', async () => {
    await house.edit(await idOf('brief'), doc => {
      briefText(doc, 'idea')?.insert(0, 'A ferry.')
      setLength(doc, 'least', 2)
      setLength(doc, 'most', 4)
      setMode(doc, 'condensation')
    })
    const { sql, projectId, timelineId } = house
    await sql`
      insert into project_files (id, project_id, timeline_id, name, kind, bytes, role, state, text, uploaded_by_name)
      values ('f', ${projectId}, ${timelineId}, 'novel.txt', 'txt', 9, 'primary', 'ready', 'A river.', 'Ada')`
    await approve('brief')
    // the second answers when the third has been asked
    let third: () => void = () => {}
    const thirdIsAsked = new Promise<void>(done => {
      third = done
    })
    await work(answer, async task => {
      if (task.agent !== 'treatment') return
      if (task.context.variant === 1) await thirdIsAsked
      if (task.context.variant === 2) third()
    })
    const jobId = await ask('treatment')
    expect(await house.over(jobId)).toMatchObject({ state: 'done', error: null })
    expect(await house.applyResults()).toBe(3)
    const doc = await docOf('treatment')
    expect(readVariants(doc).map(variant => variant.title)).toEqual(['Ferry 1', 'Ferry 2', 'Ferry 3'])
    const [first] = readVariants(doc)
    expect(readProse(doc, first?.id ?? '').map(({ type, text }) => [type, text])).toEqual([
      ['section', 'Act one'],
      ['general', 'Ada rows. A ferry.'],
      ['general', 'She arrives.'],
    ])
    expect(first?.madeBy).toMatchObject({ kind: 'agent', agent: 'treatment', jobId, offline: true })
    const traces = await readTraces(house.sql, jobId)
    expect(traces.map(({ step }) => step).sort()).toEqual(['variant-1', 'variant-2', 'variant-3'])
    expect(traces[0]).toMatchObject({
      promptId: 'treatment',
      parts: { idea: '<idea>\nA ferry.\n</idea>', source: '<source>\nA river.\n</source>', length: '200' },
      leftOut: [],
      error: null,
      model: 'canned',
    })
    await expect(ask('treatment', 'short')).rejects.toMatchObject({ code: 'why-needed' })
    await house.over(await ask('treatment', 'make all of it sadder'))
    await house.applyResults()
    const six = readVariants(await docOf('treatment'))
    expect(six.map(variant => variant.title)).toHaveLength(6)
    // choosing one of the first is no regeneration; choosing one that was made anew is, with its reason
    const choose = async (at: number) => {
      await house.edit(await idOf('treatment'), doc => chooseVariant(doc, six[at]?.id ?? ''))
      await projectDocument(house.sql, await idOf('treatment'))
    }
    await choose(0)
    expect(await commitsNamed('Treatment regenerated')).toEqual([])
    for (const at of [4, 0, 4]) await choose(at)
    expect(await commitsNamed('Treatment regenerated')).toEqual([
      { message: 'make all of it sadder', agent: 'treatment', kind: 'revision' },
    ])
  })

  it('beats name the lines that they come from, and no sheet is put over beats of others', async () => {
    await house.edit(await idOf('treatment'), doc => chooseVariant(doc, readVariants(doc)[0]?.id ?? ''))
    await approve('treatment')
    await work(answer)
    expect(await house.over(await ask('beats'))).toMatchObject({ state: 'done', error: null })
    await house.applyResults()
    const [treatment, sheet] = [await docOf('treatment'), await docOf('beats')]
    const lines = readProse(treatment, readVariants(treatment)[0]?.id ?? '').map(line => line.id)
    expect(readBeats(sheet).map(beat => [beat.number, beat.title, [...beat.sources.keys()]])).toEqual([
      [1, 'Out', lines.slice(0, 2)],
      [2, 'Home', lines.slice(2)],
      [3, 'Rest', lines.slice(2)],
    ])
    await expect(ask('beats')).rejects.toMatchObject({ code: 'why-needed' })
    // another sheet is a suggestion: to take away what is there, and to add what is new
    const again = await ask('beats', 'fewer and darker')
    expect(await house.over(again)).toMatchObject({ state: 'done', error: null })
    await house.applyResults()
    const suggested = readSuggestions(await docOf('beats'))
    expect(suggested.map(({ suggestion }) => [suggestion.group, suggestion.edit.kind, suggestion.instruction])).toEqual(
      [
        [again, expect.stringMatching('-rows'), 'fewer and darker'],
        [again, expect.stringMatching('-rows'), 'fewer and darker'],
      ],
    )
    expect(readBeats(await docOf('beats')).map(beat => beat.title)).toEqual(['Out', 'Home', 'Rest'])
    await projectDocument(house.sql, await idOf('beats'))
    expect(await commitsNamed('Beat sheet regenerated')).toEqual([])
    // taken as a whole it is a commit, with its reason, and in step with what it was made from
    await acceptAll('beats', again)
    for (let twice = 0; twice < 2; twice++) await projectDocument(house.sql, await idOf('beats'))
    expect(await commitsNamed('Beat sheet regenerated')).toEqual([
      { message: 'fewer and darker', agent: 'beats', kind: 'revision' },
    ])
    const now = readBeats(await docOf('beats'))
    expect(now.map(beat => beat.title)).toEqual(['Out', 'Home', 'Rest'])
    expect(now[0]?.madeBy).toMatchObject({ agent: 'beats', jobId: again, offline: true })
    expect(now.map(({ id }) => id)).not.toEqual(readBeats(sheet).map(({ id }) => id))
    expect((await readStages(house.sql, house.timelineId)).flatMap(({ flags }) => flags)).toEqual([])
  })

  it('one beat is thought over again, taken apart or followed by another, always as suggestions', async () => {
    await work(answer)
    const [out] = readBeats(await docOf('beats'))
    const request = {
      projectId: house.projectId,
      timelineId: house.timelineId,
      askedBy: house.personId,
      agent: 'beat',
      rowId: out?.id ?? '',
    }
    const editsOf = async (task: 'add' | 'brainstorm' | 'expand', instruction = '') => {
      const { jobId } = await enqueueAgentJob(house, { ...request, task, instruction })
      expect(await house.over(jobId)).toMatchObject({ state: 'done', error: null })
      await house.applyResults()
      return readSuggestions(await docOf('beats'))
        .filter(({ suggestion }) => suggestion.jobId === jobId)
        .map(({ suggestion }) => suggestion)
    }
    const three = await editsOf('brainstorm')
    expect(three.map(({ edit }) => edit.kind === 'cell-text' && edit.after).sort()).toEqual([
      'Turn 1',
      'Turn 2',
      'Turn 3',
      'brainstorm 1 of Out.',
      'brainstorm 2 of Out.',
      'brainstorm 3 of Out.',
    ])
    expect(new Set(three.map(({ group }) => group)).size).toBe(3)
    const apart = await editsOf('expand')
    expect(apart.map(({ edit }) => edit.kind).sort()).toEqual(['delete-rows', 'insert-rows'])
    expect(new Set(apart.map(({ group }) => group)).size).toBe(1)
    await expect(editsOf('add', 'short')).rejects.toMatchObject({ code: 'why-needed' })
    const [added] = await editsOf('add', 'somebody should fall in')
    expect(added?.edit).toMatchObject({
      kind: 'insert-rows',
      after: out?.id,
      rows: [
        {
          title: 'Turn 1',
          body: 'add 1 of Out.',
          sources: [...(out?.sources ?? [])].map(([lineId, hash]) => ({ lineId, hash })),
        },
      ],
    })
    await expect(enqueueAgentJob(house, { ...request, rowId: 'gone', task: 'expand' })).rejects.toMatchObject({
      code: 'row-gone',
    })
  })

  it('the script is written scene by scene, and a worker that dies goes on after the last', async () => {
    await house.edit(await idOf('beats'), doc => void addBeat(doc, readBeats(doc).at(-1)?.id ?? null, { title: 'End' }))
    await approve('beats')
    let asked = 0
    let third: () => void = () => {}
    const reached = new Promise<void>(done => {
      third = done
    })
    // the worker that dies is one that never answers for the third scene
    const dying = await work(answer, async () => {
      if (++asked < 3) return
      third()
      await new Promise(() => {})
    })
    const jobId = await ask('script')
    await reached
    expect(await house.applyResults()).toBe(2)
    await dying.stop(0)
    const asks: number[] = []
    await house.sql`update jobs set round = round + 1, state = 'queued' where id = ${jobId}`
    await house.sql.begin(tx => sendAgentJob(house.boss, tx, { jobId, round: 2, attempt: 1 }))
    await work(task => {
      if (task.agent === 'script') asks.push(task.context.scene)
      return answer(task)
    })
    expect(await house.over(jobId)).toMatchObject({ state: 'done', error: null })
    await house.applyResults()
    expect(asks).toEqual([3, 4])
    const [script, sheet] = [await docOf('script'), await docOf('beats')]
    const scenes = readScenes(script).filter(scene => scene.heading !== '')
    expect(scenes.map(scene => scene.heading)).toEqual([
      'EXT. RIVER 1 - DAY',
      'EXT. RIVER 2 - DAY',
      'EXT. RIVER 3 - DAY',
      'EXT. RIVER 4 - DAY',
    ])
    expect(scenes[2]?.lines[1]?.text).toContain('ADA: Line 2.')
    const [beat] = readBeats(sheet)
    expect(
      scriptRoots(script)
        .scenes.get(scenes[0]?.id ?? '')
        ?.toJSON(),
    ).toMatchObject({
      beat: beat?.id,
      beatHash: beat && beatHash(beat),
    })
  })

  it('what changes afterwards is a flag of every stage that was in step with it, and of no other', async () => {
    const flags = async () =>
      (await readStages(house.sql, house.timelineId)).map(stage => [
        stage.id,
        stage.flags.flatMap(flag => flag.reasons),
      ])
    const project = async (kind: string) => projectDocument(house.sql, await idOf(kind))
    for (const kind of ['treatment', 'beats', 'script']) await project(kind)
    // a beat was added by hand after the sheet was made of the treatment, and before the script was written
    expect(await flags()).toEqual([
      ['brief', []],
      ['treatment', ['Beat 4 “End” is new.']],
      ['beats', []],
      ['script', []],
    ])
    await house.edit(await idOf('beats'), doc => setBeatText(doc, readBeats(doc)[0]?.id ?? '', 'body', 'Ada swims.'))
    await project('beats')
    expect(await flags()).toEqual([
      ['brief', []],
      ['treatment', ['Beat 1 “Out” was changed.', 'Beat 4 “End” is new.']],
      // the sheet and the script disagree now, and each says so
      ['beats', ['Beat 1 “Out” was changed.']],
      ['script', ['Beat 1 “Out” was changed.']],
    ])
    await appendAndProject()
    expect((await flags())[2]).toEqual([
      'beats',
      ['Scene 2 “EXT. RIVER 2 - DAY” was changed.', 'Beat 1 “Out” was changed.'],
    ])
    // whoever says of one of them that it fits says so of both
    await house.sql.begin(tx => acceptFits(tx, house, 'script', 'beats'))
    expect((await flags()).slice(2)).toEqual([
      ['beats', []],
      ['script', []],
    ])

    async function appendAndProject() {
      await house.edit(house.scriptId, doc => {
        const scene = readScenes(doc).find(({ heading }) => heading.includes('RIVER 2'))
        const line = findLine(scriptRoots(doc), scene?.lines[1]?.id ?? '')
        if (line) lineText(line)?.insert(0, 'Then: ')
      })
      await project('script')
    }
  })

  it('a revision comes as one group of suggestions; taking it brings the stage into step, with a commit', async () => {
    await work(task =>
      task.agent === 'revise'
        ? {
            passages: task.context.changes.map(({ n, now }) => ({
              n,
              title: '',
              text: `Now: ${now.replace('\n', ' - ')}`,
            })),
            rationale: 'As the beats say.',
          }
        : answer(task),
    )
    const documentId = await idOf('treatment')
    const request = {
      projectId: house.projectId,
      timelineId: house.timelineId,
      askedBy: house.personId,
      agent: 'revise',
      documentId,
    }
    await expect(enqueueAgentJob(house, request)).rejects.toMatchObject({ code: 'locked' })
    await reopen('treatment')
    const { jobId } = await enqueueAgentJob(house, request)
    expect(await house.over(jobId)).toMatchObject({ state: 'done', error: null })
    await house.applyResults()
    const group = readSuggestions(await docOf('treatment')).filter(({ suggestion }) => suggestion.group === jobId)
    expect(group.map(({ suggestion }) => suggestion.edit.kind).sort()).toEqual(
      ['delete-lines', 'insert-lines', 'line-text'].slice(1),
    )
    await acceptAll('treatment', jobId)
    const chosen = async () => {
      const doc = await docOf('treatment')
      return readProse(doc, activeVariant(doc) ?? '').map(line => line.text)
    }
    expect(await chosen()).toEqual(['Act one', 'Now: Out - Ada swims.', 'She arrives.', 'Now: End -'])
    await projectDocument(house.sql, documentId)
    await projectDocument(house.sql, documentId)
    expect((await readStages(house.sql, house.timelineId)).find(({ id }) => id === 'treatment')?.flags).toEqual([])
    const commits = await house.sql`
      select distinct timeline_version_id from versions v join documents d on d.id = v.document_id
      where v.kind = 'commit' and v.name = 'Treatment revised' and d.timeline_id = ${house.timelineId}`
    expect(commits).toHaveLength(1)
  })

  it('a script that has scenes is not written over', async () => {
    await expect(ask('script', 'everything again, but sadder')).rejects.toMatchObject({
      code: 'script-written',
      status: 409,
    })
  })

  it('who stops the writing keeps the scenes that are there', async () => {
    const other = await openHouse({ fountain: '' })
    const kinds = await other.sql<
      { id: string; kind: string }[]
    >`select id, kind from documents where project_id = ${other.projectId}`
    const sheet = kinds.find(({ kind }) => kind === 'beats')?.id ?? ''
    await other.edit(sheet, doc => {
      for (const title of ['One', 'Two', 'Three']) addBeat(doc, readBeats(doc).at(-1)?.id ?? null, { title })
    })
    await other.sql`
      insert into locks (document_id, locked_by, locked_by_name, seq, approved) values (${sheet}, ${other.personId}, 'Ada', 0, true)`
    let jobId = ''
    await other.worker({
      model: modelOf(answer, async task => {
        if (task.agent === 'script' && task.context.scene === 2) await cancelJob(other.sql, jobId)
      }),
    })
    jobId = (
      await enqueueAgentJob(other, {
        projectId: other.projectId,
        timelineId: other.timelineId,
        askedBy: other.personId,
        agent: 'script',
      })
    ).jobId
    expect(await other.over(jobId)).toMatchObject({ state: 'cancelled' })
    await other.applyResults()
    const script = await loadDocument(other.sql, other.scriptId)
    expect(readScenes(script).map(scene => scene.heading)).toEqual(['EXT. RIVER 1 - DAY'])
    await other.close()
  })

  it('what was answered is paid for, also when it could not be used', async () => {
    workers.push(
      await house.worker({
        model: modelOf(() => ({ beats: [], rationale: 'Nothing comes to mind.' }), undefined, 'openai'),
        retryDelays: [],
      }),
    )
    await approve('treatment')
    await reopen('beats')
    const jobId = await ask('beats', 'something entirely different')
    expect(await house.over(jobId)).toMatchObject({ state: 'failed', creditsActual: 1 })
    expect(await readTraces(house.sql, jobId)).toMatchObject([{ inputTokens: 2, outputTokens: 2, credits: 1 }])
    expect((await readLedger(house.sql, house.projectId)).spent).toBe(1)
  })

  it('a locked stage is not written in', async () => {
    await reopen('treatment')
    await approve('treatment')
    await expect(ask('treatment', 'make all of it sadder')).rejects.toMatchObject({ code: 'locked', status: 409 })
  })
})
