import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { projectDocument } from '../../../jobs/projection/projection.ts'
import { readStages } from '../../../server/stages/stages.ts'
import { readBeats } from '../../../shared/core/beats/beats.ts'
import { beatHash } from '../../../shared/core/beats/hash.ts'
import { addBeat } from '../../../shared/core/beats/write.ts'
import { briefText, setLength, setMode } from '../../../shared/core/brief/brief.ts'
import { readScenes, scriptRoots } from '../../../shared/core/script/scenes.ts'
import { readSuggestions } from '../../../shared/core/suggestions/status.ts'
import { chooseVariant, readProse, readVariants } from '../../../shared/core/treatment/variants.ts'
import { cancelJob, enqueueAgentJob, readTraces } from '../../../shared/node/agentJobs.ts'
import { loadDocument } from '../../../shared/node/documents.ts'
import { readLedger } from '../../../shared/node/ledger.ts'
import { sendAgentJob } from '../../../shared/node/queues.ts'
import { openHouse } from './house.ts'
import { answer, modelOf, type OpenStages, openStages } from './stagesHouse.ts'

let stages: OpenStages
beforeAll(async () => {
  stages = await openStages()
})
afterEach(() => stages.dismiss())
afterAll(() => stages.house.close())

describe('from a brief to a script', () => {
  it('each stage waits for the one before it to be locked, and says so', async () => {
    const { ask } = stages
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
    const { house, idOf, docOf, approve, commitsNamed, ask, work } = stages
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
    await work(
      modelOf(answer, async task => {
        if (task.agent !== 'treatment') return
        if (task.context.variant === 1) await thirdIsAsked
        if (task.context.variant === 2) third()
      }),
    )
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
    const { house, idOf, docOf, approve, commitsNamed, acceptAll, ask, work } = stages
    await house.edit(await idOf('treatment'), doc => chooseVariant(doc, readVariants(doc)[0]?.id ?? ''))
    await approve('treatment')
    await work(modelOf(answer))
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
    const { house, docOf, work } = stages
    await work(modelOf(answer))
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
    const { house, idOf, docOf, approve, ask, work } = stages
    await house.edit(await idOf('beats'), doc => void addBeat(doc, readBeats(doc).at(-1)?.id ?? null, { title: 'End' }))
    await approve('beats')
    let asked = 0
    let third: () => void = () => {}
    const reached = new Promise<void>(done => {
      third = done
    })
    // the worker that dies is one that never answers for the third scene
    const dying = await work(
      modelOf(answer, async () => {
        if (++asked < 3) return
        third()
        await new Promise(() => {})
      }),
    )
    const jobId = await ask('script')
    await reached
    expect(await house.applyResults()).toBe(2)
    await dying.stop(0)
    const asks: number[] = []
    await house.sql`update jobs set round = round + 1, state = 'queued' where id = ${jobId}`
    await house.sql.begin(tx => sendAgentJob(house.boss, tx, { jobId, round: 2, attempt: 1 }))
    await work(
      modelOf(task => {
        if (task.agent === 'script') asks.push(task.context.scene)
        return answer(task)
      }),
    )
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

  it('a script that has scenes is not written over', async () => {
    const { ask } = stages
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
    const { house, reopen, ask, work } = stages
    await work(
      modelOf(() => ({ beats: [], rationale: 'Nothing comes to mind.' }), undefined, 'openai'),
      [],
    )
    await reopen('beats')
    const jobId = await ask('beats', 'something entirely different')
    expect(await house.over(jobId)).toMatchObject({ state: 'failed', creditsActual: 1 })
    expect(await readTraces(house.sql, jobId)).toMatchObject([{ inputTokens: 2, outputTokens: 2, credits: 1 }])
    expect((await readLedger(house.sql, house.projectId)).spent).toBe(1)
  })

  it('a locked stage is not written in', async () => {
    const { approve, reopen, ask } = stages
    await reopen('treatment')
    await approve('treatment')
    await expect(ask('treatment', 'make all of it sadder')).rejects.toMatchObject({ code: 'locked', status: 409 })
  })
})
