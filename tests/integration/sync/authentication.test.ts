import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EDITOR_VERSION } from '../../../shared/core/editorVersion.ts'
import { newId } from '../../../shared/core/ids.ts'
import { type House, openHouse, until } from './house.ts'
import { openWire } from './wire.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

describe('a stranger', () => {
  test('is refused in the same words whether or not the document exists, and gets nothing', async () => {
    const ada = await house.join(await house.person('Ada', 'editor'), house.script).synced()
    ada.text.insert(0, 'secret')
    await until(() => ada.provider.unsyncedChanges).toBe(0)
    const stranger = await house.person('Eve', null)
    const [real, made] = [house.join(stranger, house.script), house.join(stranger, newId())]
    await until(() => [real.refusals, made.refusals]).toEqual([['document-gone'], ['document-gone']])
    expect(real.text.toString()).toBe('')
    expect([...(real.provider.awareness?.getStates().keys() ?? [])]).toEqual([real.doc.clientID])
    ada.text.insert(6, ' more')
    await until(() => ada.provider.unsyncedChanges).toBe(0)
    expect(real.text.toString()).toBe('')
  })

  test('with a token that is expired, forged or empty is nobody', async () => {
    for (const token of ['', 'x', `${house.token(await house.person('Ada', 'editor'))}x`]) {
      const wire = await openWire(house.url, house.script, token)
      wire.send(2, 0, token)
      await until(() => wire.denied).toEqual(['sign-in-needed'])
      wire.socket.terminate()
    }
  })

  test('with an account of the project but a page of another site does not get a socket', async () => {
    const token = house.token(await house.person('Ada', 'owner'))
    for (const origin of ['https://evil.example', 'null', 'http://evil.example:4000'])
      await expect(openWire(house.url, house.script, token, { origin })).rejects.toThrow('HTTP 403')
    // a foreign name that resolves to this machine: Origin and Host agree, and are still not ours
    await expect(
      openWire(house.url, house.script, token, {
        origin: 'http://evil.example:4000',
        host: 'evil.example:4000',
      }),
    ).rejects.toThrow('HTTP 403')
  })
})

describe('the session cookie', () => {
  test('opens a document without a token, for our own pages and for programs', async () => {
    const cookie = `session=${house.token(await house.person('Ada', 'editor'))}`
    const browser: Record<string, string> = { cookie, origin: 'http://127.0.0.1:4000' }
    for (const headers of [browser, { cookie }]) {
      const wire = await (await openWire(house.url, house.script, '', headers)).hello()
      expect(wire.authenticated).toEqual(['read-write'])
    }
  })

  test('opens nothing for a page of another site', async () => {
    const cookie = `session=${house.token(await house.person('Ada', 'owner'))}`
    await expect(openWire(house.url, house.script, '', { cookie, origin: 'https://evil.example' })).rejects.toThrow(
      'HTTP 403',
    )
  })
})

describe('an editor that names its version', () => {
  test('is refused before it syncs when it is older than the documents', async () => {
    const person = await house.person('Ada', 'editor')
    const wire = await openWire(`${house.url}?editor=${EDITOR_VERSION - 1}`, house.script, house.token(person))
    await until(() => wire.closed).toEqual({ code: 4409, reason: 'editor-outdated' })
    expect(wire.authenticated).toEqual([])
    const garbled = await openWire(`${house.url}?editor=latest`, house.script, house.token(person))
    await until(() => garbled.closed?.code).toBe(4409)
  })

  test('is served when it is current or newer, and so is one that names none', async () => {
    const person = await house.person('Ada', 'editor')
    await house.join(person, house.script, { editor: EDITOR_VERSION }).synced()
    await house.join(person, house.script, { editor: EDITOR_VERSION + 1 }).synced()
    await house.join(person, house.script).synced()
  })
})
