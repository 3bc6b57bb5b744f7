import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { z } from 'zod'
import { projectDocument } from '../../../jobs/projection/projection.ts'
import { libraryCopies, madeCopy } from '../../../shared/core/api/library.ts'
import { ASSET_LIMITS, assetRows, keyOf } from '../../../shared/core/assets/assets.ts'
import { addAsset, deleteAssets, setAssetText } from '../../../shared/core/assets/write.ts'
import { LIBRARY_LIMITS } from '../../../shared/core/library/limits.ts'
import { addMember, bodyOf, createProject, signUp, type TestPerson, type TestProject } from '../factories.ts'
import { type OpenLibrary, openLibrary, refusalOf } from './house.ts'
import { pictureForm, png } from './pictures.ts'

let house: OpenLibrary
beforeAll(async () => {
  house = await openLibrary()
})
afterAll(() => house.server.stop())

const copiesIn = async ({ id }: TestProject, who: TestPerson) =>
  libraryCopies.parse(bodyOf(await who.call('GET', `/api/projects/${id}/assets/copies`)))
const copyTo = async (id: string, project: Omit<TestProject, 'scriptId'>, who = house.ana) =>
  madeCopy.parse(bodyOf(await house.copy(id, project, who), 201))
const forked = z.object({ timelineId: z.string() })
const forkOf = async ({ id }: TestProject, name: string, who: TestPerson) =>
  forked.parse(bodyOf(await who.call('POST', `/api/projects/${id}/timelines`, { name }), 201)).timelineId
const remove = (id: string, seen = '', who = house.ana) => who.call('DELETE', `/api/library/${id}?seen=${seen}`)

describe('using an asset in a project', () => {
  test('copies it with its picture in one edit of that person, and taking it back leaves nothing', async () => {
    const { ana, ben, look, make, organisationId, read } = house
    const { id } = await make({ name: 'Mara', description: 'Soaked.', organisationId })
    bodyOf(await ana.call('POST', `/api/library/${id}/picture`, pictureForm(png(4, 4))))
    const film = await createProject(ben, 'Harbour')
    const copied = await copyTo(id, film, ben)
    const [copy] = await read(film)
    expect(copy).toMatchObject({
      id: copied.assetId,
      kind: 'character',
      name: 'Mara',
      description: 'Soaked.',
      library: { id, version: 2 },
      madeBy: { kind: 'person', id: ben.id },
      lockedKey: null,
    })
    const media = copy ? keyOf(copy)?.media : null
    expect(media).toBe((await look(id)).picture?.id)
    // Cleo is in Ben's project alone
    const cleo = await signUp(house.server, 'Cleo')
    await addMember(ben, film.id, cleo, 'viewer')
    expect((await cleo.call('GET', `/api/media/${media}`)).status).toBe(200)
    expect(await look(id, ben)).toMatchObject({ usedIn: { places: [{ project: 'Harbour', timeline: 'Main' }] } })
    expect(await look(id, ana)).toMatchObject({ usedIn: { places: [], others: 1 } })
    expect((await ben.call('DELETE', `/api/projects/${film.id}/assets/${copied.assetId}`)).status).toBe(204)
    expect(await read(film)).toEqual([])
    expect((await look(id, ben)).usedIn).toEqual({ places: [], others: 0, seen: '' })
    expect((await ben.call('DELETE', `/api/projects/${film.id}/assets/${copied.assetId}`)).status).toBe(404)
  })

  test('counts its name on where another has it, and makes one of two who do it at the same moment', async () => {
    const { add, ana, ben, copy, make, organisationId, read } = house
    const { id } = await make({ name: 'Jonas', organisationId })
    const film = await createProject(ana, 'Crowded')
    await addMember(ana, film.id, ben, 'editor')
    await add(film, 'JONAS', 'Somebody else.')
    const answers = await Promise.all([copy(id, film, ana), copy(id, film, ben), copy(id, film, ana)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    expect((await read(film)).map(({ name }) => name)).toEqual(['JONAS', 'Jonas (2)'])
    const again = refusalOf(await copy(id, film, ben))
    expect(again).toMatchObject({ code: 'copied-already', message: expect.stringContaining('“Jonas (2)”') })
  })

  test('is not done beside the asset that it was promoted from', async () => {
    const { add, ana, copy, ferry, promote } = house
    const { asset } = await promote(ferry, await add(ferry, 'At home'))
    expect(refusalOf(await copy(asset.id, ferry))).toMatchObject({ status: 409, code: 'copied-already' })
    expect((await copy(asset.id, await createProject(ana, 'Abroad'))).status).toBe(201)
  })

  test('needs the right to see it and to write there, an open list, and room', async () => {
    const { ana, ben, assetsOf, copy, make, server, write } = house
    const { id } = await make({ name: 'Private' })
    const film = await createProject(ana, 'Closed')
    const cleo = await signUp(server, 'Cleo')
    await addMember(ana, film.id, cleo, 'commenter')
    expect((await copy(id, film, cleo)).status).toBe(404)
    const hers = await make({ name: 'Hers' }, cleo)
    expect((await copy(hers.id, film, cleo)).status).toBe(403)
    expect((await copy(hers.id, await createProject(ben), cleo)).status).toBe(404)
    expect((await copy(id, { ...film, timelineId: 'none' })).status).toBe(404)
    const other = await createProject(ana)
    expect((await copy(id, { ...film, timelineId: other.timelineId })).status).toBe(404)
    bodyOf(await ana.call('POST', `/api/documents/${await assetsOf(film)}/lock`, { reason: 'Locked' }))
    expect((await copy(id, film)).status).toBe(423)
    await write(other, doc => {
      for (let at = 0; at < ASSET_LIMITS.assets; at++) assetRows(doc).set(`prop-${at}`, new Y.Map([['order', 'a0']]))
    })
    expect(refusalOf(await copy(id, other))).toMatchObject({ status: 409, code: 'too-many-assets' })
  })

  test('says afterwards that the original has changed, and that it is gone', async () => {
    const { ana, ben, make, organisationId } = house
    const { id } = await make({ name: 'Changing', organisationId })
    const film = await createProject(ana, 'Follows')
    const cleo = await signUp(house.server, 'Cleo')
    await addMember(ana, film.id, cleo, 'viewer')
    const { assetId } = await copyTo(id, film)
    const expected = { assetId, libraryAssetId: id, version: 1, now: 1, readable: true }
    expect(await copiesIn(film, ana)).toEqual([expected])
    bodyOf(await ben.call('PATCH', `/api/library/${id}`, { version: 1, description: 'Older now.' }))
    expect(await copiesIn(film, ana)).toEqual([{ ...expected, now: 2 }])
    // she sees the project, and not the library of the organisation
    expect(await copiesIn(film, cleo)).toEqual([{ ...expected, now: 2, readable: false }])
    const { usedIn } = await house.look(id)
    expect((await remove(id, usedIn.seen)).status).toBe(204)
    expect(await copiesIn(film, ana)).toEqual([{ ...expected, now: null }])
  })
})

describe('deleting an asset', () => {
  test('names the projects that use it, counts those that one may not see, and goes when exactly these were seen', async () => {
    const { ana, ben, list, look, make, organisationId, read } = house
    const { id } = await make({ name: 'Wanted', organisationId })
    const [hers, his] = [await createProject(ana, 'Hers'), await createProject(ben, 'His')]
    await copyTo(id, hers, ana)
    const asked = refusalOf(await remove(id))
    expect(asked).toMatchObject({
      status: 409,
      code: 'asset-in-use',
      message: expect.stringContaining('“Hers” (Main)'),
    })
    const { seen } = (await look(id)).usedIn
    await copyTo(id, his, ben)
    // another one since she looked
    const again = refusalOf(await remove(id, seen))
    expect(again).toMatchObject({ status: 409, message: expect.stringContaining('1 project that you may not see') })
    expect(again.message).not.toContain('His')
    const now = (await look(id)).usedIn
    expect(now).toMatchObject({ places: [{ project: 'Hers' }], others: 1 })
    expect((await remove(id, now.seen)).status).toBe(204)
    expect((await read(his)).map(({ name }) => name)).toEqual(['Wanted'])
    expect(await look(id)).toMatchObject({ deletedAt: expect.any(String), name: 'Wanted' })
    const deleted = await list('?deleted')
    expect(deleted.assets.map(one => one.id)).toContain(id)
    for (const call of [
      house.copy(id, hers),
      ana.call('PATCH', `/api/library/${id}`, { version: 1, name: 'No' }),
      remove(id, now.seen),
    ])
      expect(refusalOf(await call)).toMatchObject({ status: 409, code: 'library-asset-deleted' })
    bodyOf(await ana.call('POST', `/api/library/${id}/restore`))
    expect((await look(id)).deletedAt).toBeNull()
  })

  test('leaves its name to another, and is not brought back while that one has it', async () => {
    const { ana, make } = house
    const first = await make({ name: 'Heir' })
    expect((await remove(first.id)).status).toBe(204)
    const second = await make({ name: 'heir' })
    const back = await ana.call('POST', `/api/library/${first.id}/restore`)
    expect(refusalOf(back)).toMatchObject({ status: 409, code: 'name-taken' })
    expect((await remove(second.id)).status).toBe(204)
    expect((await ana.call('POST', `/api/library/${first.id}/restore`)).status).toBe(200)
  })

  test('is for good when hundreds were deleted after it', async () => {
    const { ana, make, server } = house
    const [old, last] = [await make({ name: 'Long ago' }), await make({ name: 'Just now' })]
    expect((await remove(old.id)).status).toBe(204)
    await server.platform.sql`
      insert into library_assets (id, user_id, kind, name, name_key, made_by_name, changed_by_name, deleted_at, deleted_by_name)
      select 'gone-' || n, ${ana.id}, 'prop', 'P', 'prop p', 'Ana', 'Ana', now() + interval '1 second', 'Ana'
      from generate_series(1, ${LIBRARY_LIMITS.deleted - 1}) n`
    expect((await ana.call('GET', `/api/library/${old.id}`)).status).toBe(200)
    expect((await remove(last.id)).status).toBe(204)
    expect((await ana.call('GET', `/api/library/${old.id}`)).status).toBe(404)
    expect((await ana.call('POST', `/api/library/${last.id}/restore`)).status).toBe(200)
  })

  test('is not held up by timelines that are deleted, projects that are archived, and copies that are taken out', async () => {
    const { ana, assetsOf, look, make, server, write } = house
    const { sql } = server.platform
    const { id } = await make({ name: 'Spread' })
    const film = await createProject(ana, 'Branches')
    const { assetId } = await copyTo(id, film)
    const branch = await forkOf(film, 'Darker', ana)
    const places = async () => (await look(id)).usedIn.places.map(({ timeline }) => timeline)
    // a fork has the copy at once
    expect(await places()).toEqual(['Main', 'Darker'])
    // and loses it on its own
    await write({ timelineId: branch }, doc => deleteAssets(doc, [assetId]))
    await projectDocument(sql, await assetsOf({ timelineId: branch }))
    expect(await places()).toEqual(['Main'])
    const again = await forkOf(film, 'Lighter', ana)
    expect(await places()).toEqual(['Main', 'Lighter'])
    expect((await ana.call('DELETE', `/api/timelines/${again}`)).status).toBe(204)
    expect(await places()).toEqual(['Main'])
    await ana.call('PATCH', `/api/projects/${film.id}`, { archived: true })
    expect((await look(id)).usedIn).toEqual({ places: [], others: 0, seen: '' })
    expect((await remove(id)).status).toBe(204)
  })

  test('knows of a copy by its document alone, however it came there, and reads past what is no copy', async () => {
    const { ana, assetsOf, look, make, server, write } = house
    const { id } = await make({ name: 'By document' })
    const film = await createProject(ana, 'Written by hand')
    const bad = [{ id, version: 0 }, { id, version: 2 ** 40 }, { id: 'NUL\0', version: 1 }, { id: 7 }, 'text', null]
    await write(film, doc => {
      for (const library of bad)
        addAsset(doc, { kind: 'prop', name: 'Odd', description: '', from: '', library: library as never })
      addAsset(doc, { kind: 'prop', name: 'Right', description: '', from: '', library: { id, version: 1 } })
    })
    await projectDocument(server.platform.sql, await assetsOf(film))
    expect((await copiesIn(film, ana)).map(({ libraryAssetId }) => libraryAssetId)).toEqual([id])
    expect((await look(id)).usedIn.places).toMatchObject([{ project: 'Written by hand' }])
  })

  test('of a copy promoted back asks about its original, and about no second one', async () => {
    const { ferry, make, organisationId, promote, write } = house
    const { id } = await make({ name: 'There and back', organisationId })
    const { assetId } = await copyTo(id, ferry)
    expect(await promote(ferry, assetId)).toMatchObject({ outcome: 'same', asset: { id } })
    await write(ferry, doc => setAssetText(doc, assetId, 'description', 'Changed on the way.'))
    expect(await promote(ferry, assetId)).toMatchObject({ outcome: 'ask', because: 'promoted', asset: { id } })
  })
})
