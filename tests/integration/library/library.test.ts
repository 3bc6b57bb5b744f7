import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { libraryDetail } from '../../../shared/core/api/library.ts'
import { LIBRARY_LIMITS } from '../../../shared/core/library/limits.ts'
import { PICTURE_LIMITS } from '../../../shared/core/media/picture.ts'
import { addMember, bodyOf, createProject, signUp, type TestPerson } from '../factories.ts'
import { type OpenLibrary, openLibrary, refusalOf } from './house.ts'
import { pictureForm, png } from './pictures.ts'

let house: OpenLibrary
beforeAll(async () => {
  house = await openLibrary()
})
afterAll(() => house.server.stop())

const names = ({ assets }: { assets: { name: string }[] }) => assets.map(({ name }) => name)

describe('an asset of a library', () => {
  test('of a person is seen by nobody else; one of an organisation by its people, and changed by its editors', async () => {
    const { ana, ben, list, look, make, organisationId, server } = house
    const own = await make({ name: ' Mine\n' })
    expect(own).toMatchObject({ name: 'Mine', role: 'owner', version: 1, promoted: null, madeBy: 'Ana' })
    const theirs = await make({ name: 'Ours', kind: 'prop', organisationId })
    expect((await ben.call('GET', `/api/library/${own.id}`)).status).toBe(404)
    expect(names(await list('?whose=own', ben))).toEqual([])
    expect((await look(theirs.id, ben)).role).toBe('editor')
    const viewer = await signUp(server, 'Vera')
    const stranger = await signUp(server, 'Sam')
    await ana.call('POST', `/api/organisations/${organisationId}/members`, { userId: viewer.id, role: 'viewer' })
    const at = `/api/library/${theirs.id}`
    const tries = async (who: TestPerson) => {
      const form = pictureForm(png(2, 2))
      const calls = [
        who.call('PATCH', at, { version: 1, name: 'Theirs' }),
        who.call('POST', `${at}/picture`, form),
        who.call('DELETE', `${at}/picture`),
        who.call('DELETE', at),
        who.call('POST', `${at}/restore`),
        who.call('POST', '/api/library', { kind: 'prop', name: 'No', organisationId }),
      ]
      return (await Promise.all(calls)).map(({ status }) => status)
    }
    expect(await tries(viewer)).toEqual(Array(6).fill(403))
    expect(await tries(stranger)).toEqual(Array(6).fill(404))
    expect(await look(theirs.id)).toMatchObject({ version: 1, name: 'Ours' })
    expect(names(await list(`?whose=${organisationId}`, stranger))).toEqual([])
  })

  test('has a kind, a name that can be read, and a bound to each of its words', async () => {
    const { ana, make } = house
    const bad = [
      { name: ' \n' },
      { name: 'x'.repeat(LIBRARY_LIMITS.name + 1) },
      { name: 'A', kind: 'hero' },
      { name: 'A', description: 'x'.repeat(LIBRARY_LIMITS.description + 1) },
      {},
    ]
    for (const body of bad) expect((await ana.call('POST', '/api/library', { kind: 'prop', ...body })).status).toBe(400)
    await make({ name: 'Brass lamp', kind: 'prop' })
    expect(refusalOf(await ana.call('POST', '/api/library', { name: 'BRASS  lamp', kind: 'prop' }))).toMatchObject({
      status: 409,
      code: 'name-taken',
    })
    // a character may be called as a prop is
    await make({ name: 'Brass lamp', kind: 'character' })
  })

  test('of two who change it at once has what the first wrote, and the second is told', async () => {
    const { ana, ben, look, make, organisationId } = house
    const { id } = await make({ name: 'Contested', organisationId })
    const change = (who: TestPerson, name: string, version: number) =>
      who.call('PATCH', `/api/library/${id}`, { version, name })
    const answers = await Promise.all([change(ana, 'By Ana', 1), change(ben, 'By Ben', 1)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const after = await look(id)
    expect(after).toMatchObject({ version: 2, name: answers[0]?.status === 200 ? 'By Ana' : 'By Ben' })
    expect((await change(ana, 'Settled', 2)).status).toBe(200)
    expect(await look(id)).toMatchObject({ name: 'Settled', changedBy: 'Ana' })
  })

  test('is made once by two who give the same name at the same moment', async () => {
    const { ana, ben, organisationId } = house
    const make = (who: TestPerson) => who.call('POST', '/api/library', { kind: 'prop', name: 'Twin', organisationId })
    const answers = await Promise.all([make(ana), make(ben), make(ana)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  })

  test('are so many in a library and no more', async () => {
    const { server, ben } = house
    await server.platform.sql`
      insert into library_assets (id, user_id, kind, name, name_key, made_by_name, changed_by_name)
      select 'many-' || n, ${ben.id}, 'prop', 'P', 'prop p' || n, 'Ben', 'Ben'
      from generate_series(1, ${LIBRARY_LIMITS.assets}) n`
    expect(refusalOf(await ben.call('POST', '/api/library', { kind: 'prop', name: 'One more' }))).toMatchObject({
      status: 409,
      code: 'library-full',
    })
  })
})

describe('the list', () => {
  test('is searched by all words, names first, without minding what patterns mean, and comes by pages', async () => {
    const { ana, list, server } = house
    const [{ id: userId }] = [ana]
    await server.platform.sql`
      insert into library_assets (id, user_id, kind, name, name_key, description, made_by_name, changed_by_name)
      select 'page-' || n, ${userId}, 'setting', 'Quay ' || lpad(n::text, 3, '0'), 'setting quay ' || n,
        case when n = 7 then 'Rain on the planks, 100% wet_wood.' else '' end, 'Ana', 'Ana'
      from generate_series(1, ${LIBRARY_LIMITS.page + 5}) n`
    const first = await list('?whose=own&kind=setting')
    expect([first.assets.length, first.total]).toEqual([LIBRARY_LIMITS.page, LIBRARY_LIMITS.page + 5])
    const second = await list(`?whose=own&kind=setting&skip=${LIBRARY_LIMITS.page}`)
    expect(names(second)).toEqual(['Quay 041', 'Quay 042', 'Quay 043', 'Quay 044', 'Quay 045'])
    expect(await list('?whose=own&kind=setting&skip=400')).toEqual({ assets: [], total: first.total })
    const found = async (words: string) => names(await list(`?q=${encodeURIComponent(words)}`))
    expect(await found('quay RAIN')).toEqual(['Quay 007'])
    expect(await found('100% wet_wood')).toEqual(['Quay 007'])
    expect(await found('wet%wood')).toEqual([])
    expect(await found('\\')).toEqual([])
    await house.make({ name: 'Planks of oak', kind: 'prop' })
    expect(await found('planks')).toEqual(['Planks of oak', 'Quay 007'])
    // what cannot be stored cannot be looked for either
    expect((await ana.call('GET', '/api/library?q=%00')).status).toBe(400)
    expect((await list('?skip=-3&kind=hero')).assets.length).toBeGreaterThan(0)
  })
})

describe('a picture', () => {
  const send = (id: string, bytes: Uint8Array, name?: string, type?: string) =>
    house.ana.call('POST', `/api/library/${id}/picture`, pictureForm(bytes, name, type))

  test('is kept once, shown to who may see it, and gone with the last that names it', async () => {
    const { ana, ben, look, make, organisationId, server } = house
    const bytes = png(3, 2, { colour: [200, 10, 10] })
    const [one, other] = [await make({ name: 'Red' }), await make({ name: 'Red too', organisationId })]
    const media = createHash('sha256').update(bytes).digest('hex')
    expect(libraryDetail.parse(bodyOf(await send(one.id, bytes)))).toMatchObject({
      version: 2,
      picture: { id: media, width: 3, height: 2 },
    })
    expect((await ben.call('GET', `/api/media/${media}`)).status).toBe(404)
    await send(other.id, bytes)
    const shown = await ben.call('GET', `/api/media/${media}`)
    expect(shown.status).toBe(200)
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff')
    // the same once more is no change
    bodyOf(await send(other.id, bytes))
    expect((await look(other.id)).version).toBe(2)
    const stored = async () => (await server.platform.sql`select from media where id = ${media}`).length
    expect((await ana.call('DELETE', `/api/library/${one.id}/picture`)).status).toBe(204)
    expect(await stored()).toBe(1)
    bodyOf(await send(other.id, png(3, 2, { colour: [10, 200, 10] })))
    expect(await stored()).toBe(0)
    expect((await ben.call('GET', `/api/media/${media}`)).status).toBe(404)
  })

  test('goes with the organisation whose library had it', async () => {
    const { ben, server } = house
    const made = bodyOf(await ben.call('POST', '/api/organisations', { name: 'Short-lived' }))
    const { id } = made as { id: string }
    const asset = libraryDetail.parse(
      bodyOf(await ben.call('POST', '/api/library', { kind: 'prop', name: 'Sign', organisationId: id }), 201),
    )
    const bytes = png(5, 5, { colour: [9, 9, 9] })
    bodyOf(await ben.call('POST', `/api/library/${asset.id}/picture`, pictureForm(bytes)))
    bodyOf(await ben.call('DELETE', `/api/organisations/${id}`), 204)
    const media = createHash('sha256').update(bytes).digest('hex')
    expect(await server.platform.sql`select from media where id = ${media}`).toHaveLength(0)
  })

  test('that is none, or would take a browser apart, is refused with what to do, and the one before stays', async () => {
    const { ana, look, make } = house
    const { id } = await make({ name: 'Guarded' })
    bodyOf(await send(id, png(2, 2)))
    const before = await look(id)
    const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    const bad: [Uint8Array, string, string, number, string][] = [
      [svg, 'a.svg', 'image/svg+xml', 400, 'wrong-type'],
      [svg, 'a.png', 'image/png', 400, 'wrong-type'],
      [new TextEncoder().encode('GIF89a…'), 'a.gif', 'image/gif', 400, 'wrong-type'],
      [png(2, 2, { claims: [60_000, 60_000] }), 'bomb.png', 'image/png', 400, 'too-many-pixels'],
      [png(2, 2, { between: [['acTL', new Uint8Array(8)]] }), 'film.png', 'image/png', 400, 'animated'],
      [png(2, 2).subarray(0, 40), 'half.png', 'image/png', 400, 'broken'],
      [new Uint8Array(PICTURE_LIMITS.bytes + 100_000), 'large.png', 'image/png', 413, 'too-large'],
    ]
    for (const [bytes, name, type, status, code] of bad)
      expect({ name, ...refusalOf(await send(id, bytes, name, type)) }).toMatchObject({ name, status, code })
    expect((await ana.call('POST', `/api/library/${id}/picture`, { file: 'none' })).status).toBe(400)
    expect(await look(id)).toEqual(before)
    // what a picture is called and says of its type is not asked: it is served as what it is
    bodyOf(await send(id, png(2, 2, { colour: [7, 7, 7] }), 'a.html', 'text/html'))
    const { picture } = await look(id)
    expect((await ana.call('GET', `/api/media/${picture?.id}`)).headers.get('content-type')).toBe('image/png')
  })

  test('of a project is shown to its people, and to nobody else', async () => {
    const { add, ana, ben, draw, server } = house
    const film = await createProject(ana, 'Seen by some')
    const { media } = await draw(film, await add(film, 'Face'), png(6, 6, { colour: [50, 60, 70] }))
    expect((await ana.call('GET', `/api/media/${media}`)).status).toBe(200)
    expect((await ben.call('GET', `/api/media/${media}`)).status).toBe(404)
    const guest = await signUp(server, 'Gil')
    await addMember(ana, film.id, guest, 'viewer')
    expect((await guest.call('GET', `/api/media/${media}`)).status).toBe(200)
  })
})
