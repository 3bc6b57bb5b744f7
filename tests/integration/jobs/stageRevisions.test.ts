import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { projectDocument } from '../../../jobs/projection/projection.ts'
import { readStages } from '../../../server/stages/stages.ts'
import { readBeats } from '../../../shared/core/beats/beats.ts'
import { addBeat, setBeatText } from '../../../shared/core/beats/write.ts'
import { setLength } from '../../../shared/core/brief/brief.ts'
import { findLine } from '../../../shared/core/script/edit.ts'
import { lineText } from '../../../shared/core/script/line.ts'
import { readScenes, scriptRoots } from '../../../shared/core/script/scenes.ts'
import { readSuggestions } from '../../../shared/core/suggestions/status.ts'
import { activeVariant, chooseVariant, readProse, readVariants } from '../../../shared/core/treatment/variants.ts'
import { enqueueAgentJob } from '../../../shared/node/agentJobs.ts'
import { acceptFits } from '../../../shared/node/stageFlags.ts'
import { answer, modelOf, type OpenStages, openStages } from './stagesHouse.ts'

let stages: OpenStages
beforeAll(async () => {
  stages = await openStages()
  const { house, idOf, approve, ask, dismiss, work } = stages
  const written = async (agent: string) => {
    expect(await house.over(await ask(agent))).toMatchObject({ state: 'done', error: null })
    await house.applyResults()
  }
  await house.edit(await idOf('brief'), doc => {
    setLength(doc, 'least', 2)
    setLength(doc, 'most', 4)
  })
  await approve('brief')
  await work(modelOf(answer))
  await written('treatment')
  await house.edit(await idOf('treatment'), doc => chooseVariant(doc, readVariants(doc)[0]?.id ?? ''))
  await approve('treatment')
  await written('beats')
  // by hand, after the sheet was made of the treatment, and before the script is written
  await house.edit(await idOf('beats'), doc => void addBeat(doc, readBeats(doc).at(-1)?.id ?? null, { title: 'End' }))
  await approve('beats')
  await written('script')
  await dismiss()
})
afterEach(() => stages.dismiss())
afterAll(() => stages.house.close())

describe('stages that agents wrote', () => {
  it('what changes afterwards is a flag of every stage that was in step with it, and of no other', async () => {
    const { house, idOf } = stages
    const flags = async () =>
      (await readStages(house.sql, house.timelineId)).map(stage => [
        stage.id,
        stage.flags.flatMap(flag => flag.reasons),
      ])
    const project = async (kind: string) => projectDocument(house.sql, await idOf(kind))
    for (const kind of ['treatment', 'beats', 'script']) await project(kind)
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
    const { house, idOf, docOf, reopen, acceptAll, work } = stages
    await work(
      modelOf(task =>
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
      ),
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
})
