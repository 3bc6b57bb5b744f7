import { afterEach, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { type House, openHouse, until } from './house.ts'

let house: House
const plain: WebsocketProvider[] = []
afterEach(async () => {
  for (const provider of plain.splice(0)) provider.destroy()
  await house?.close()
})

/** The client that everybody gets from npm, as it is. */
function join(documentId: string, token: string) {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${house.url.replace(/\/sync$/, '')}/yjs`, documentId, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    params: { token },
    disableBc: true,
  })
  plain.push(provider)
  const closes: string[] = []
  provider.on('connection-close', event => {
    if (event) closes.push(`${event.code} ${event.reason}`)
  })
  return { doc, text: doc.getText('t'), provider, closes, synced: () => until(() => provider.synced).toBe(true) }
}

describe('a plain y-websocket client', () => {
  test('writes with ours, both ways, after a restart too; what it wrote is stored as its author’s', async () => {
    house = await openHouse()
    const [ana, ben] = [await house.person('Ana', 'editor'), await house.person('Ben', 'editor')]
    const ours = await house.join(ana, house.script).synced()
    const other = join(house.script, house.token(ben))
    await other.synced()
    other.text.insert(0, 'Plain. ')
    await until(() => ours.text.toString()).toBe('Plain. ')
    ours.text.insert(7, 'Ours. ')
    await until(() => other.text.toString()).toBe('Plain. Ours. ')
    const { doc } = other
    const [row] = await house.sql<{ userId: string }[]>`
      select user_id as "userId" from document_clients where document_id = ${house.script} and client_id = ${doc.clientID}`
    expect(row?.userId).toBe(ben.id)
    await house.restart()
    other.text.insert(0, 'Again. ')
    await until(() => ours.text.toString()).toBe('Again. Plain. Ours. ')
    await until(async () => (await house.stored(house.script)).getText('t').toString()).toBe('Again. Plain. Ours. ')
  })

  test('is seen by its own name, sees others, and takes nobody with it when it leaves', async () => {
    house = await openHouse()
    const [ana, ben] = [await house.person('Ana', 'editor'), await house.person('Ben', 'editor')]
    const ours = await house.join(ana, house.script).synced()
    const [other, third] = [join(house.script, house.token(ben)), join(house.script, house.token(ana))]
    await Promise.all([other.synced(), third.synced()])
    const names = ({ awareness }: { awareness: { getStates(): Map<number, Record<string, unknown>> } | null }) =>
      [...(awareness?.getStates().values() ?? [])]
        .map(({ user }) => (user as { name?: string } | undefined)?.name ?? 'me')
        .sort()
    ours.provider.setAwarenessField('cursor', 1)
    other.provider.awareness.setLocalState({ user: { name: 'The boss' } })
    third.provider.awareness.setLocalState({ user: { name: 'Ana again' } })
    await until(() => names(ours.provider)).toEqual(['Ana', 'Ben', 'me'])
    await until(() => other.provider.awareness.getStates().size).toBe(3)
    // it repeats what it hears of others, those of its own account included
    third.provider.destroy()
    await until(() => names(ours.provider)).toEqual(['Ben', 'me'])
  })

  test('may no more than its account: readers are not heard, strangers and the unknown not let in', async () => {
    house = await openHouse()
    const [ana, vera] = [await house.person('Ana', 'editor'), await house.person('Vera', 'viewer')]
    const ours = await house.join(ana, house.script).synced()
    ours.text.insert(0, 'To read.')
    const reader = join(house.script, house.token(vera))
    await until(() => reader.text.toString()).toBe('To read.')
    reader.text.insert(0, 'No! ')
    ours.text.insert(0, 'Only ')
    await until(() => reader.text.toString()).toContain('Only ')
    expect(ours.text.toString()).toBe('Only To read.')
    const told = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const stranger = join(house.script, house.token(await house.person('Eve', null)))
    const unknown = join(house.script, 'not.a-token')
    await until(() => [stranger.closes[0], unknown.closes[0]]).toEqual(['4404 document-gone', '4401 sign-in-needed'])
    expect([stranger.provider.synced, unknown.provider.synced]).toEqual([false, false])
    expect(told.mock.calls.join()).toContain('document-gone')
    expect([stranger.text.length, unknown.text.length]).toEqual([0, 0])
  })

  test('does not come in by a cookie, and is thrown out for what is no message', async () => {
    house = await openHouse()
    const ana = await house.person('Ana', 'editor')
    const address = `${house.url.replace(/\/sync$/, '')}/yjs/${house.script}`
    const answer = await fetch(address.replace(/^ws/, 'http'), { headers: { cookie: `session=${house.token(ana)}` } })
    expect(answer.status).toBe(401)
    for (const frame of [
      [7, 1],
      [1, 200, 1],
      [0, 2, 3, 1],
    ]) {
      const socket = new WebSocket(`${address}?token=${house.token(ana)}`)
      const closed = new Promise<number>(resolve => socket.once('close', resolve))
      socket.once('open', () => socket.send(Uint8Array.from(frame)))
      expect(await closed).toBe(4400)
    }
  })
})
