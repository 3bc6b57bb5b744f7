import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { readStrays } from '../../../server/sync/strays.ts'
import { makeLine, plain } from '../../../shared/core/script/line.ts'
import { addScene, readLines, scriptRoots } from '../../../shared/core/script/scenes.ts'
import { type House, openHouse, until } from './house.ts'

let house: House
let script: string
beforeEach(async () => {
  house = await openHouse()
  await house.sql`delete from documents where id = ${house.script}`
  script = await house.document('script', doc => {
    const roots = scriptRoots(doc)
    addScene(roots.scenes, 'one', { order: 'a0' })
    roots.script.insert(0, [
      makeLine('heading', 'one', { type: 'scene_heading', runs: plain('INT. KITCHEN - DAY') }),
      makeLine('action', 'one', { type: 'action', runs: plain('Rain.') }),
    ])
  })
})
afterEach(() => house.close())

const paragraph = (text: string): Y.XmlElement => {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(text)])
  return element
}
const kept = async () =>
  (await readStrays(house.sql, script)).map(({ path, content, userId }) => ({ path, content, userId }))

describe('what a foreign program writes that no schema knows', () => {
  test('leaves the document for everybody, is kept with who wrote it, and its siblings are not touched', async () => {
    const eve = await house.person('Eve', 'editor')
    const foreign = await house.join(eve, script).synced()
    const bob = await house.join(await house.person('Bob', 'editor'), script).synced()
    const before = readLines(bob.doc)
    foreign.doc.getXmlFragment('script').insert(1, [paragraph('Foreign words \0 and half a \uD83D')])
    await until(kept).toEqual([
      {
        path: ['script', '[]'],
        content: expect.objectContaining({ name: 'paragraph' }),
        userId: eve.id,
      },
    ])
    for (const doc of [foreign.doc, bob.doc]) await until(() => doc.getXmlFragment('script').length).toBe(2)
    expect(readLines(bob.doc)).toEqual(before)
    await until(async () => (await house.stored(script)).getXmlFragment('script').length).toBe(2)
    expect(foreign.closes).toEqual([])
  })

  test('is not taken out, nor thrown away by a repair, while it cannot be kept', async () => {
    const foreign = await house.join(await house.person('Eve', 'editor'), script).synced()
    await house.without('document_strays', async () => {
      foreign.doc.getXmlFragment('script').insert(1, [paragraph('Foreign')])
      await until(() => foreign.provider.unsyncedChanges).toBe(0)
      // a repair that is due would have run several times over
      for (let i = 0; i < 20; i++) {
        foreign.doc.getMap('titlePage').set('Title', `Rain ${i}`)
        await until(() => foreign.provider.unsyncedChanges).toBe(0)
        await new Promise(resolve => setTimeout(resolve, 20))
      }
      expect(foreign.doc.getXmlFragment('script').length).toBe(3)
    })
    await until(() => foreign.doc.getXmlFragment('script').length, 10_000).toBe(2)
    expect((await kept()).map(stray => stray.path)).toEqual([['script', '[]']])
  })

  test('is kept to its last letter when somebody goes on writing in it', async () => {
    const foreign = await house.join(await house.person('Eve', 'editor'), script).synced()
    const text = foreign.doc.getText('novel')
    let sent = ''
    for (let i = 0; i < 60; i++) {
      text.insert(text.length, 'x')
      sent += 'x'
      await new Promise(resolve => setTimeout(resolve, 10))
    }
    await until(() => text.length).toBe(0)
    await until(async () => {
      const contents = (await kept()).map(({ content }) => (content as { list: string[] }).list.join(''))
      return contents.join('').length
    }).toBeGreaterThanOrEqual(sent.length)
  })
})
