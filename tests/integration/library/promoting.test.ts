import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addImageKey, deleteAssets, setAssetText } from '../../../shared/core/assets/write.ts'
import { LIBRARY_LIMITS } from '../../../shared/core/library/limits.ts'
import { addMember, bodyOf, createProject, signUp } from '../factories.ts'
import { type OpenLibrary, openLibrary, refusalOf } from './house.ts'
import { pictureForm, png } from './pictures.ts'

let house: OpenLibrary
beforeAll(async () => {
  house = await openLibrary()
})
afterAll(() => house.server.stop())

describe('promoting an asset', () => {
  test('clones its words and its image key into the library of the organisation, and says where it came from', async () => {
    const { add, ben, draw, ferry, look, organisationId, promote } = house
    const id = await add(ferry, 'Mara', 'Soaked to the skin.')
    const { media } = await draw(ferry, id, png(4, 3))
    const answer = await promote(ferry, id)
    expect(answer).toMatchObject({ outcome: 'made', asset: { name: 'Mara', kind: 'character', organisationId } })
    expect(await look(answer.asset.id, ben)).toMatchObject({
      description: 'Soaked to the skin.',
      picture: { id: media, width: 4, height: 3 },
      version: 1,
      role: 'editor',
      // Ben sees the project through the organisation
      promoted: { by: 'Ana', project: { project: 'Night Ferry', timeline: 'Main' } },
      usedIn: { places: [], others: 0, seen: '' },
    })
    const shown = await ben.call('GET', `/api/media/${media}`)
    expect([shown.status, shown.headers.get('content-type'), shown.headers.get('cache-control')]).toEqual([
      200,
      'image/png',
      'private, max-age=31536000, immutable',
    ])
  })

  test('again does nothing while it says the same, and asks when it has changed', async () => {
    const { add, ferry, promote, write } = house
    const id = await add(ferry, 'Jonas', 'A pilot.')
    const first = await promote(ferry, id)
    expect(await promote(ferry, id)).toMatchObject({ outcome: 'same', asset: { id: first.asset.id, version: 1 } })
    await write(ferry, doc => setAssetText(doc, id, 'description', 'A retired pilot.'))
    const asked = await promote(ferry, id)
    expect(asked).toMatchObject({ outcome: 'ask', because: 'promoted', freeName: 'Jonas (2)', asset: first.asset })
    const choice = { do: 'update', id: first.asset.id, version: 1 } as const
    expect(await promote(ferry, id, { choice })).toMatchObject({
      outcome: 'updated',
      asset: { id: first.asset.id, version: 2, description: 'A retired pilot.' },
    })
    await write(ferry, doc => setAssetText(doc, id, 'description', 'A pilot again.'))
    // the version that was looked at is gone: it asks again
    expect(await promote(ferry, id, { choice })).toMatchObject({ outcome: 'ask', asset: { version: 2 } })
    expect(await promote(ferry, id, { choice: { do: 'another', name: 'Jonas (2)' } })).toMatchObject({
      outcome: 'made',
      asset: { name: 'Jonas (2)', description: 'A pilot again.' },
    })
  })

  test('without a picture leaves the one that the library has', async () => {
    const { add, ana, ferry, look, promote, write } = house
    const id = await add(ferry, 'Faceless', 'Before.')
    const { asset } = await promote(ferry, id)
    bodyOf(await ana.call('POST', `/api/library/${asset.id}/picture`, pictureForm(png(3, 3))))
    expect(await promote(ferry, id)).toMatchObject({ outcome: 'same' })
    await write(ferry, doc => setAssetText(doc, id, 'description', 'After.'))
    expect(await promote(ferry, id, { choice: { do: 'update', id: asset.id, version: 2 } })).toMatchObject({
      outcome: 'updated',
    })
    expect(await look(asset.id)).toMatchObject({ description: 'After.', version: 3, picture: { width: 3 } })
  })

  test('whose name another has asks, and takes its place only when told to', async () => {
    const { add, ferry, make, organisationId, promote } = house
    const other = await make({ name: 'the CAPTAIN', organisationId })
    const id = await add(ferry, 'The Captain', 'Of the ferry.')
    const asked = await promote(ferry, id)
    expect(asked).toMatchObject({ outcome: 'ask', because: 'name', asset: { id: other.id } })
    const taken = await promote(ferry, id, { choice: { do: 'another', name: 'The  captain' } })
    expect(taken).toMatchObject({ outcome: 'ask', because: 'name' })
    const choice = { do: 'update', id: other.id, version: 1 } as const
    expect(await promote(ferry, id, { choice })).toMatchObject({ outcome: 'updated', asset: { name: 'The Captain' } })
  })

  test('of two who do it at the same moment makes one', async () => {
    const { add, ana, ben, ferry, promote, write } = house
    const id = await add(ferry, 'Both', 'At once.')
    const answers = await Promise.all([ana, ben, ana, ben].map(who => promote(ferry, id, {}, who)))
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['made', 'same', 'same', 'same'])
    expect(new Set(answers.map(({ asset }) => asset.id)).size).toBe(1)
    const choice = { do: 'another', name: 'Both (2)' } as const
    await write(ferry, doc => setAssetText(doc, id, 'description', 'And again.'))
    const again = await Promise.all([ana, ben].map(who => promote(ferry, id, { choice }, who)))
    expect(again.map(({ outcome }) => outcome).sort()).toEqual(['made', 'same'])
  })

  test('goes to one’s own library where there is no other, and to the one that was chosen', async () => {
    const { add, ana, organisationId, promote, server } = house
    const own = await createProject(ana, 'Own film')
    const id = await add(own, 'Alone')
    expect(await promote(own, id)).toMatchObject({ outcome: 'made', asset: { organisationId: null, role: 'owner' } })
    expect(await promote(own, id, { organisationId })).toMatchObject({ outcome: 'made', asset: { organisationId } })
    const stranger = await signUp(server, 'Cleo')
    await addMember(ana, own.id, stranger, 'editor')
    const path = `/api/projects/${own.id}/assets/${id}/promote`
    expect((await stranger.call('POST', path, { organisationId })).status).toBe(404)
    expect(await promote(own, id, {}, stranger)).toMatchObject({ outcome: 'made', asset: { organisationId: null } })
  })

  test('takes the image key that is meant, one that was taken out as well, and no picture of another project', async () => {
    const { add, ana, ben, draw, ferry, promote, write } = house
    const id = await add(ferry, 'Many faces')
    const first = await draw(ferry, id, png(2, 2, { colour: [1, 2, 3] }))
    await draw(ferry, id, png(2, 2, { colour: [4, 5, 6] }))
    const taken = await promote(ferry, id, { keyId: first.keyId })
    expect(taken.asset.picture?.id).toBe(first.media)
    const path = `/api/projects/${ferry.id}/assets/${id}/promote`
    expect((await ana.call('POST', path, { keyId: 'none' })).status).toBe(404)
    await write(ferry, doc => deleteAssets(doc, [id]))
    expect(await promote(ferry, id, { keyId: first.keyId })).toMatchObject({ outcome: 'same' })
    // somebody else's project names a picture that it was never given
    const thief = await createProject(ben, 'Elsewhere')
    const stolen = await add(thief, 'Thief')
    const key = { media: first.media, inputHash: '', model: '', credits: 0, guidance: '', at: '' }
    await write(thief, doc => addImageKey(doc, stolen, key), ben)
    expect((await promote(thief, stolen, { organisationId: null }, ben)).asset.picture).toBeNull()
  })

  test('without a name, or with more words than a library holds, is refused with what to do', async () => {
    const { add, ana, ferry, promote } = house
    const path = (id: string) => `/api/projects/${ferry.id}/assets/${id}/promote`
    const unnamed = await ana.call('POST', path(await add(ferry, ' \n')))
    expect(refusalOf(unnamed)).toMatchObject({ status: 409, code: 'asset-unnamed' })
    const long = await ana.call('POST', path(await add(ferry, 'Long', 'x'.repeat(LIBRARY_LIMITS.description + 1))))
    expect(refusalOf(long)).toMatchObject({ status: 409, code: 'description-too-long' })
    const hostile = await add(ferry, 'Half\0', 'NUL\0 and all.')
    expect((await promote(ferry, hostile)).asset).toMatchObject({ name: 'Half', description: 'NUL and all.' })
  })
})
