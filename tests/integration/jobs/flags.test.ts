import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { projectDocument } from '../../../jobs/projection/projection.ts'
import type { ModelRequest, TextModel } from '../../../jobs/providers/textModel.ts'
import { readStages } from '../../../server/stages/stages.ts'
import { readBeats } from '../../../shared/core/beats/beats.ts'
import { addBeat, setBeatText } from '../../../shared/core/beats/write.ts'
import { appendScene } from '../../../shared/core/script/appendScene.ts'
import { deleteLines } from '../../../shared/core/script/edit.ts'
import { plain } from '../../../shared/core/script/line.ts'
import { readScenes } from '../../../shared/core/script/scenes.ts'
import { acceptGroup } from '../../../shared/core/suggestions/settle.ts'
import { readSuggestions } from '../../../shared/core/suggestions/status.ts'
import { enqueueAgentJob } from '../../../shared/node/agentJobs.ts'
import { loadDocument } from '../../../shared/node/documents.ts'
import { lockTimeline } from '../../../shared/node/sceneDocuments.ts'
import { acceptFits, setMadeFrom } from '../../../shared/node/stageFlags.ts'
import { packUpdates } from '../../../shared/node/updates.ts'
import { type House, openHouse } from './house.ts'

/** Tells every change as “Told: …”. */
const reviser: TextModel = {
  provider: 'offline',
  model: 'canned',
  async generate<T>({ task, schema }: ModelRequest<T>) {
    if (task.agent !== 'revise') throw new Error(`no answer for ${task.agent}`)
    const passages = task.context.changes.map(({ n, now }) => ({ n, title: '', text: `Told: ${now.split('\n')[1]}` }))
    const value = schema.parse({ passages, rationale: 'As the scenes say.' })
    return { value, text: '', usage: { inputTokens: 0, outputTokens: 0 }, model: 'canned' }
  },
}

let house: House
let sheetId: string
beforeAll(async () => {
  house = await openHouse({ fountain: '' })
  const [row] = await house.sql<{ id: string }[]>`
    select id from documents where kind = 'beats' and timeline_id = ${house.timelineId}`
  sheetId = row?.id ?? ''
  await house.edit(sheetId, doc => {
    for (const title of ['Out', 'Storm', 'Home'])
      addBeat(doc, 'the last', { title, body: `${title}.` }, undefined, title)
  })
  await house.edit(house.scriptId, doc => {
    for (const beat of ['Out', 'Storm', 'Home'])
      for (const part of [1, 2])
        appendScene(
          doc,
          [
            { type: 'scene_heading', runs: plain(`EXT. ${beat.toUpperCase()} ${part} - DAY`) },
            { type: 'action', runs: plain(`${beat}, part ${part}.`) },
          ],
          { beat, beatHash: '' },
        )
  })
  await house.sql.begin(tx => acceptFits(tx, house, 'script', 'beats'))
  await house.worker({ model: reviser })
})
afterAll(() => house.close())

const project = async () => {
  for (const id of [sheetId, house.scriptId]) await projectDocument(house.sql, id)
}
const flags = async () => {
  await project()
  const rows = await readStages(house.sql, house.timelineId)
  return Object.fromEntries(rows.map(({ id, flags }) => [id, flags.flatMap(({ reasons }) => reasons)]))
}
const removeScene = async (heading: string) =>
  house.edit(house.scriptId, doc => {
    const scene = readScenes(doc).find(one => one.heading === heading)
    deleteLines(doc, scene?.lines.map(({ id }) => id) ?? [])
  })
const editBeat = async (id: string, text: string) => house.edit(sheetId, doc => setBeatText(doc, id, 'body', text))

describe('a beat sheet and its script', () => {
  it('both say so when one of them was edited, and neither when that is undone', async () => {
    await editBeat('Storm', 'The storm is over.')
    const changed = ['Beat 2 “Storm” was changed.']
    expect(await flags()).toMatchObject({ beats: changed, script: changed })
    await editBeat('Storm', 'Storm.')
    expect(await flags()).toMatchObject({ beats: [], script: [] })
  })

  it('the script says so, too, where a beat was edited while it was written', async () => {
    const read = await loadDocument(house.sql, sheetId)
    await editBeat('Storm', 'The storm is over.')
    await project()
    await house.sql.begin(tx => setMadeFrom(tx, house, 'script', 'beats', read))
    const script = (await readStages(house.sql, house.timelineId)).find(({ id }) => id === 'script')
    expect(script?.flags.flatMap(({ reasons }) => reasons)).toEqual(['Beat 2 “Storm” was changed.'])
    await editBeat('Storm', 'Storm.')
    expect(await flags()).toMatchObject({ beats: [], script: [] })
  })

  it('two who say of both at once that they fit wait for each other, and for what is projected', async () => {
    const said: string[] = []
    const fits = (stage: 'script' | 'beats', against: 'script' | 'beats') =>
      house.sql.begin(tx => acceptFits(tx, house, stage, against)).then(() => said.push(stage))
    const both: Promise<number>[] = []
    await house.sql.begin(async tx => {
      await lockTimeline(tx, house.timelineId)
      both.push(fits('script', 'beats'), fits('beats', 'script'))
      const waiting = () => tx`
        select from pg_locks l join pg_database d on d.oid = l.database
        where d.datname = current_database() and locktype = 'advisory' and not granted`
      await expect.poll(async () => (await waiting()).length).toBe(2)
      expect(said).toEqual([])
    })
    await Promise.all(both)
    expect(said).toHaveLength(2)
  })

  it('the script has a flag of its own where its edit breaks a beat', async () => {
    // of two scenes of a beat the first: the sheet does not tell it any more, but the beat still turns
    await removeScene('EXT. OUT 1 - DAY')
    expect(await flags()).toMatchObject({ beats: ['Scene 1 “EXT. OUT 1 - DAY” is gone.'], script: [] })
    await removeScene('EXT. OUT 2 - DAY')
    const { beats, script } = await flags()
    expect(beats).toEqual(['Scene 1 “EXT. OUT 1 - DAY” is gone.', 'Scene 2 “EXT. OUT 2 - DAY” is gone.'])
    expect(script).toEqual(['Scene 2 “EXT. OUT 2 - DAY” is gone.'])
  })

  it('a revision of the sheet tells each beat once, brings what it told into step, and leaves other reasons', async () => {
    await editBeat('Storm', 'The storm is over.')
    await house.edit(
      sheetId,
      doc => void addBeat(doc, 'Home', { title: 'End', body: 'Nobody plays it.' }, undefined, 'End'),
    )
    const { jobId } = await enqueueAgentJob(house, {
      projectId: house.projectId,
      timelineId: house.timelineId,
      askedBy: house.personId,
      agent: 'revise',
      documentId: sheetId,
    })
    expect(await house.over(jobId)).toMatchObject({ state: 'done', error: null })
    await house.applyResults()
    const doc = await loadDocument(house.sql, sheetId)
    // made in one moment, they have no order among themselves
    const edits = readSuggestions(doc).map(({ suggestion: { edit } }) => edit)
    expect(edits).toHaveLength(3)
    expect(edits).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'cell-text', shotId: 'Storm', after: 'Told: ACTION: Storm, part 1.' }),
        ...['Out', 'End'].map(id =>
          expect.objectContaining({ kind: 'delete-rows', rows: [expect.objectContaining({ id })] }),
        ),
      ]),
    )
    const before = Y.encodeStateVector(doc)
    acceptGroup(doc, jobId, null)
    const bytes = packUpdates([Y.encodeStateAsUpdate(doc, before)])
    await house.sql`insert into document_updates (document_id, payload) values (${sheetId}, ${bytes})`
    await editBeat('Home', 'By hand, meanwhile.')
    const changed = ['Beat 2 “Home” was changed.']
    expect(await flags()).toMatchObject({ beats: changed, script: changed })
    expect(readBeats(await loadDocument(house.sql, sheetId)).map(({ id }) => id)).toEqual(['Storm', 'Home'])
  })
})
