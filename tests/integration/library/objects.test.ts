import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { libraryDetail } from '../../../shared/core/api/library.ts'
import { sweepObjects } from '../../../shared/node/media.ts'
import { openObjectStore } from '../../../shared/node/objectStore.ts'
import { bodyOf, signUp, startTestServer, type TestPerson, type TestServer } from '../factories.ts'
import { startFakeStore } from './fakeStore.ts'
import { refusalOf } from './house.ts'
import { pictureForm, png } from './pictures.ts'

let store: Awaited<ReturnType<typeof startFakeStore>>
let server: TestServer
let ana: TestPerson
beforeAll(async () => {
  store = await startFakeStore('pictures')
  server = await startTestServer({ env: store.env })
  ana = await signUp(server, 'Ana')
})
afterAll(async () => {
  await server.stop()
  await store.stop()
})

const keyOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const make = async (name: string): Promise<string> =>
  libraryDetail.parse(bodyOf(await ana.call('POST', '/api/library', { kind: 'prop', name }), 201)).id
const send = (id: string, bytes: Uint8Array) => ana.call('POST', `/api/library/${id}/picture`, pictureForm(bytes))
const sweep = async () => {
  const { sql, objects } = server.platform
  return objects && sweepObjects(sql, objects)
}

describe('pictures in an object store', () => {
  test('are there once, under their hash, signed for, and not in the database; they are shown from there', async () => {
    const bytes = png(3, 2, { colour: [1, 2, 3] })
    for (const name of ['Lamp', 'Lantern']) bodyOf(await send(await make(name), bytes))
    expect([...store.objects.keys()]).toEqual([`/pictures/film/${keyOf(bytes)}`])
    expect([...store.objects.values()]).toEqual([{ bytes: Buffer.from(bytes), type: 'image/png' }])
    expect(await server.platform.sql`select content from media`).toEqual([{ content: null }])
    const shown = await fetch(`${server.url}/api/media/${keyOf(bytes)}`, { headers: { cookie: ana.cookie } })
    expect(shown.headers.get('content-type')).toBe('image/png')
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(new Uint8Array(bytes))
  })

  test('go from there with the last that names them, unless they came again meanwhile', async () => {
    const [gone, back] = [png(4, 4, { colour: [4, 4, 4] }), png(5, 4, { colour: [5, 5, 5] })]
    const id = await make('Rope')
    for (const bytes of [gone, back]) bodyOf(await send(id, bytes))
    expect((await ana.call('DELETE', `/api/library/${id}/picture`)).status).toBe(204)
    bodyOf(await send(id, back))
    const has = (bytes: Uint8Array) => store.objects.has(`/pictures/film/${keyOf(bytes)}`)
    expect([has(gone), has(back)]).toEqual([true, true])
    expect(await sweep()).toBe(2)
    expect([has(gone), has(back)]).toEqual([false, true])
    expect(await sweep()).toBe(0)
  })

  test('have their smaller copies beside them, which go with them', async () => {
    const bytes = png(400, 200, { colour: [8, 8, 8] })
    const id = await make('Net')
    bodyOf(await send(id, bytes))
    const small = () => fetch(`${server.url}/api/media/${keyOf(bytes)}?size=small`, { headers: { cookie: ana.cookie } })
    const [first, again] = [await small(), await small()]
    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'image/webp'])
    expect(await again.arrayBuffer()).toEqual(await first.arrayBuffer())
    const kept = () => [...store.objects.keys()].filter(key => key.includes(keyOf(bytes)))
    expect(kept()).toEqual([`/pictures/film/${keyOf(bytes)}`, `/pictures/film/${keyOf(bytes)}.small.webp`])
    expect(await server.platform.sql`select from media_thumbnails`).toHaveLength(0)
    expect((await ana.call('DELETE', `/api/library/${id}/picture`)).status).toBe(204)
    await sweep()
    expect(kept()).toEqual([])
  })

  test('are not taken while it is away: that is said, nothing changes, and it works again after', async () => {
    const id = await make('Oar')
    const bytes = png(6, 4, { colour: [6, 6, 6] })
    store.isAway = true
    expect(refusalOf(await send(id, bytes))).toMatchObject({ status: 503, code: 'store-away' })
    expect(bodyOf(await ana.call('GET', `/api/library/${id}`))).toMatchObject({ version: 1, picture: null })
    store.isAway = false
    expect(bodyOf(await send(id, bytes))).toMatchObject({ version: 2, picture: { id: keyOf(bytes) } })
  })

  test('that the database had before stay there with their smaller copies, and are shown', async () => {
    const { sql } = server.platform
    const bytes = png(400, 100, { colour: [7, 7, 7] })
    await sql`
      insert into media (id, type, width, height, content)
      values (${keyOf(bytes)}, 'image/png', 400, 100, ${Buffer.from(bytes)})`
    bodyOf(await send(await make('Anchor'), bytes))
    for (const path of [keyOf(bytes), `${keyOf(bytes)}?size=small`])
      expect((await ana.call('GET', `/api/media/${path}`)).status).toBe(200)
    expect([...store.objects.keys()].filter(key => key.includes(keyOf(bytes)))).toEqual([])
    expect(await sql`select size from media_thumbnails where media_id = ${keyOf(bytes)}`).toEqual([{ size: 'small' }])
  })

  test('need the right key: another one is refused by the store', async () => {
    const stranger = await openObjectStore({ ...store.env, S3_SECRET_ACCESS_KEY: 'this-one-is-wrong' })
    await expect(stranger?.put('x', new Uint8Array([1]), 'image/png')).rejects.toThrow('not available')
    stranger?.close()
    expect(await openObjectStore({ ...store.env, S3_BUCKET: undefined })).toBeNull()
  })
})
