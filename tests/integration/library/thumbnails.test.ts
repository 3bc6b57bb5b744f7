import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { libraryDetail } from '../../../shared/core/api/library.ts'
import { bodyOf, signUp, startTestServer, type TestPerson, type TestServer } from '../factories.ts'
import { pictureForm, png } from './pictures.ts'

let server: TestServer
let ana: TestPerson
beforeAll(async () => {
  server = await startTestServer()
  ana = await signUp(server, 'Ana')
})
afterAll(() => server.stop())

const keyOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
/** Puts a picture on an asset of Ana's library. Returns the ids of both. */
async function keep(bytes: Uint8Array): Promise<{ asset: string; media: string }> {
  const made = await ana.call('POST', '/api/library', { kind: 'prop', name: `Prop ${keyOf(bytes).slice(0, 8)}` })
  const asset = libraryDetail.parse(bodyOf(made, 201)).id
  bodyOf(await ana.call('POST', `/api/library/${asset}/picture`, pictureForm(bytes)))
  return { asset, media: keyOf(bytes) }
}
/** The bytes that the row of a picture has, whatever was looked at when it came. */
async function forge(media: string, bytes: Uint8Array): Promise<void> {
  await server.platform.sql`update media set content = ${Buffer.from(bytes)} where id = ${media}`
}
async function show(media: string, size?: string, { cookie } = ana) {
  const query = size === undefined ? '' : `?size=${size}`
  const answer = await fetch(`${server.url}/api/media/${media}${query}`, { headers: { cookie } })
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    bytes: Buffer.from(await answer.arrayBuffer()),
  }
}
const sizeOf = async (bytes: Buffer) => {
  const { width, height, format, exif } = await sharp(bytes).metadata()
  return [format, width, height, exif]
}
const thumbnailsOf = (media: string) => server.platform.sql`select size from media_thumbnails where media_id = ${media}`

test('a smaller copy is upright, says nothing of the camera, is made once, and goes with its picture', async () => {
  // a camera that was held upright: orientation 6 is a quarter turn clockwise
  const photo = await sharp(png(1_000, 500)).jpeg().withMetadata({ orientation: 6 }).toBuffer()
  const { asset, media } = await keep(photo)
  const asked = await Promise.all(Array.from({ length: 6 }, () => show(media, 'small')))
  expect(await sizeOf(asked[0]?.bytes ?? photo)).toEqual(['webp', 80, 160, undefined])
  expect(new Set(asked.map(({ bytes }) => keyOf(bytes))).size).toBe(1)
  expect(await sizeOf((await show(media, 'medium')).bytes)).toEqual(['webp', 400, 800, undefined])
  expect(await thumbnailsOf(media)).toEqual([{ size: 'small' }, { size: 'medium' }])
  // as it came
  expect(keyOf((await show(media)).bytes)).toBe(media)
  await ana.call('DELETE', `/api/library/${asset}/picture`)
  expect(await thumbnailsOf(media)).toEqual([])
  expect((await show(media, 'small')).status).toBe(404)
})

test('no picture is made larger: what is small enough is served as it is', async () => {
  const { media } = await keep(png(160, 90, { colour: [1, 2, 3] }))
  const shown = await show(media, 'small')
  expect([shown.type, keyOf(shown.bytes)]).toEqual(['image/png', media])
  expect(await thumbnailsOf(media)).toEqual([])
})

test('pixels that are damaged, or more than may be unpacked, are refused with a sentence; the file stays', async () => {
  const whole = png(900, 300, { colour: [9, 9, 9] })
  const { media } = await keep(whole)
  for (const bytes of [
    png(10, 10, { claims: [8_192, 8_192] }),
    whole.subarray(0, whole.length - 40),
    Buffer.from('<svg/>'),
  ]) {
    await forge(media, bytes)
    const refused = await show(media, 'small')
    expect([refused.status, JSON.parse(refused.bytes.toString())]).toEqual([
      422,
      { error: { code: 'picture-unreadable', message: expect.stringContaining('save it again') } },
    ])
    expect(keyOf((await show(media)).bytes)).toBe(keyOf(bytes))
  }
  await forge(media, whole)
  expect((await show(media, 'small')).status).toBe(200)
})

test('whoever may not see a picture gets no copy either, and there are no other sizes', async () => {
  const { media } = await keep(png(700, 300, { colour: [7, 7, 7] }))
  const ben = await signUp(server, 'Ben')
  await show(media, 'small')
  expect((await show(media, 'small', ben)).status).toBe(404)
  expect((await show(media, 'huge')).status).toBe(400)
})
