import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { projectDocument } from '../../../jobs/projection/projection.ts'
import { moveScene } from '../../../shared/core/script/edit.ts'
import { lineHash } from '../../../shared/core/script/line.ts'
import { scriptRoots } from '../../../shared/core/script/scenes.ts'
import { deleteShots, insertShotRows } from '../../../shared/core/shots/write.ts'
import { CHANNEL } from '../../../shared/node/database.ts'
import { enqueueProjection } from '../../../shared/node/queues.ts'
import { appendToLine, type House, openHouse } from './house.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

interface Row {
  id: string
  number: string
  heading: string
  opening: string
  characters: string[]
  eighths: number
  seconds: number
  shots: number
  outdated: number
  uncovered: number
  documentId: string
}
const rows = async (): Promise<Row[]> => house.sql<Row[]>`
  select id, number, heading, opening, characters, eighths, seconds, shots, shots_outdated as outdated,
    lines_uncovered as uncovered, document_id as "documentId"
  from scenes where timeline_id = ${house.timelineId} order by place`
const documents = async () => house.sql<{ id: string; sceneId: string; orphaned: boolean }[]>`
  select id, scene_id as "sceneId", orphaned_at is not null as orphaned from documents
  where timeline_id = ${house.timelineId} and kind = 'scene' order by scene_id`

/** Shots that cover one line each, for the first `count` lines of the scene that need one. */
async function shoot(scene: number, count: number): Promise<string> {
  const found = (await house.scenes())[scene]
  const documentId = await house.sceneDocument(found?.id ?? '')
  const lines = (found?.lines ?? []).filter(line => line.type === 'action' || line.type === 'dialogue').slice(0, count)
  const cells = { action: 'x', dialogue: '', characters: '', setting: '', light: '', camera: '', continuity: '' }
  await house.edit(documentId, doc => {
    insertShotRows(
      doc,
      lines.map(line => ({
        ...cells,
        duration: 8,
        rationale: '',
        sources: [{ lineId: line.id, hash: lineHash(line) }],
      })),
      null,
    )
  })
  return documentId
}

describe('the rows of scenes', () => {
  it('say what a hub shows, without opening a document', async () => {
    expect(await rows()).toMatchObject([
      {
        number: '1',
        heading: 'INT. BOATHOUSE - NIGHT',
        opening:
          'Rain hammers the tin roof. A lantern swings over a workbench. MARA, soaked, enters with a crumpled LETTER.',
        characters: ['MARA', 'JONAS'],
        shots: 0,
        outdated: 0,
        uncovered: 4,
      },
      { number: '2', heading: 'EXT. JETTY - DAWN', characters: ['JONAS'], uncovered: 2 },
    ])
    for (const row of await rows()) {
      expect(row.eighths).toBeGreaterThan(0)
      expect(row.seconds).toBeGreaterThan(2)
      expect(row.documentId).toBe(await house.sceneDocument(row.id))
    }
  })

  it('follow an edit and a move, keep ids, and tell the project', async () => {
    const before = await rows()
    const heard: string[] = []
    const listening = await house.sql.listen(CHANNEL.projectEvent, text => heard.push(text))
    await house.edit(house.scriptId, doc => {
      appendToLine(doc, 0, ' - LATER')
      moveScene(doc, before[1]?.id ?? '', null)
    })
    await projectDocument(house.sql, house.scriptId)
    const after = await rows()
    expect(after.map(row => row.id)).toEqual([before[1]?.id, before[0]?.id])
    expect(after.map(row => row.number)).toEqual(['1', '2'])
    expect(after[1]?.heading).toBe('INT. BOATHOUSE - NIGHT - LATER')
    await expect
      .poll(() => heard.map(text => JSON.parse(text)))
      .toContainEqual({ projectId: house.projectId, type: 'scenes' })
    expect(heard.map(text => JSON.parse(text).type)).not.toContain('documents')
    await listening.unlisten()
  })

  it('go with their scene, whose document is kept and comes back with an undo', async () => {
    const [first] = await rows()
    const kept = await documents()
    const script = new Y.Doc()
    const updates: Uint8Array[] = []
    await house.edit(house.scriptId, doc => {
      Y.applyUpdate(script, Y.encodeStateAsUpdate(doc))
    })
    script.on('update', (update: Uint8Array) => updates.push(update))
    const { script: fragment } = scriptRoots(script)
    const undo = new Y.UndoManager(fragment)
    const length = 8
    fragment.delete(0, length)
    const flush = async () => {
      const list = updates.splice(0)
      await house.edit(house.scriptId, doc => {
        for (const update of list) Y.applyUpdate(doc, update)
      })
      await projectDocument(house.sql, house.scriptId)
    }
    await flush()
    expect((await rows()).map(row => row.heading)).toEqual(['EXT. JETTY - DAWN'])
    expect((await documents()).filter(document => document.orphaned)).toEqual([
      { id: first?.documentId, sceneId: first?.id, orphaned: true },
    ])
    undo.undo()
    await flush()
    expect((await rows())[0]).toMatchObject({ id: first?.id, documentId: first?.documentId })
    expect(await documents()).toEqual(kept)
  })

  it('count outdated shots and uncovered lines, and an undone edit clears the count', async () => {
    const documentId = await shoot(0, 3)
    await projectDocument(house.sql, documentId)
    expect((await rows())[0]).toMatchObject({ shots: 3, outdated: 0, uncovered: 1 })
    await house.edit(house.scriptId, doc => appendToLine(doc, 1, ' Thunder.'))
    await projectDocument(house.sql, house.scriptId)
    expect((await rows())[0]).toMatchObject({ shots: 3, outdated: 1, uncovered: 1 })
    await house.edit(house.scriptId, doc => {
      const element = doc.getXmlFragment('script').get(1)
      const text = element instanceof Y.XmlElement ? element.firstChild : null
      if (text instanceof Y.XmlText) text.delete(text.length - ' Thunder.'.length, ' Thunder.'.length)
    })
    await projectDocument(house.sql, house.scriptId)
    expect((await rows())[0]).toMatchObject({ shots: 3, outdated: 0, uncovered: 1 })
    await house.edit(documentId, doc => deleteShots(doc, [...doc.getMap('shots').keys()].slice(0, 1)))
    await projectDocument(house.sql, documentId)
    expect((await rows())[0]).toMatchObject({ shots: 2, outdated: 0, uncovered: 2 })
    expect((await rows())[1]).toMatchObject({ shots: 0, uncovered: 2 })
  })
})

describe('workers that project the same timeline at once', () => {
  it('do not interleave: the rows are those of the newest text, and no scene gets a second document', async () => {
    await house.sql`delete from scenes where timeline_id = ${house.timelineId}`
    await house.sql`delete from documents where timeline_id = ${house.timelineId} and kind = 'scene'`
    await house.edit(house.scriptId, doc => appendToLine(doc, 0, '!'))
    await Promise.all(Array.from({ length: 6 }, () => projectDocument(house.sql, house.scriptId)))
    expect(await documents()).toHaveLength(2)
    expect((await rows()).map(row => row.heading)).toEqual(['INT. BOATHOUSE - NIGHT!', 'EXT. JETTY - DAWN'])
  })

  it('are woken by the settled change, and a document that is gone stops nobody', async () => {
    await house.worker()
    await house.sql.begin(tx => enqueueProjection(house.boss, tx, 'gone'))
    await house.edit(house.scriptId, doc => appendToLine(doc, 0, '?'))
    await house.sql.begin(tx => enqueueProjection(house.boss, tx, house.scriptId))
    await expect.poll(async () => (await rows())[0]?.heading, { timeout: 5_000 }).toBe('INT. BOATHOUSE - NIGHT?')
  })
})
