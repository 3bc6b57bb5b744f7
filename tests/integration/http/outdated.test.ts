import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { outdatedList } from '../../../shared/core/api/outdated.ts'
import { sceneRow } from '../../../shared/core/api/schemas.ts'
import { setAssetText } from '../../../shared/core/assets/write.ts'
import { findLine } from '../../../shared/core/script/edit.ts'
import { lineText } from '../../../shared/core/script/line.ts'
import { scriptRoots } from '../../../shared/core/script/scenes.ts'
import { bodyOf, signUp, startTestServer, type TestPerson, type TestServer } from '../factories.ts'
import { makeFilm } from '../film.ts'

let server: TestServer
let owner: TestPerson
beforeAll(async () => {
  server = await startTestServer({ env: { OPENAI_API_KEY: 'nobody-asks', OPENAI_MODEL: 'gpt-6-astra' } })
  owner = await signUp(server, 'Owner')
})
afterAll(() => server.stop())

const told = ({ things }: z.infer<typeof outdatedList>) => things.map(({ name, because }) => [name, because])

test('what is outdated is listed with its reasons, the way from them, and the price; in another scene only by how this one ends', async () => {
  const { edit, script, falls, coat, muddy, recoat, outdated, assets } = await makeFilm(server, owner)
  expect(await outdated()).toMatchObject({
    things: [],
    credits: 0,
    uncovered: [{ scene: '1', lines: 1 }, { scene: '2' }],
  })

  await edit(script, doc => {
    const line = findLine(scriptRoots(doc), falls)
    if (line) lineText(line)?.insert(0, 'Suddenly ')
  })
  const edited = await outdated()
  expect(told(edited)).toEqual([
    ['shot 1A', 'script line 2'],
    ['Ana’s coat at the end of scene 1', 'script line 2'],
  ])
  expect(edited.credits).toBeGreaterThan(0)

  await recoat(muddy('Soaked'))
  const ended = await outdated()
  expect(told(ended).slice(2)).toEqual([
    ['the state of Coat in scene 2', 'Ana’s coat at the end of scene 1'],
    ['the frame prompt of shot 2A', 'Ana’s coat at the end of scene 1'],
    ['the start frame of shot 2A', 'Ana’s coat at the end of scene 1'],
  ])
  expect(ended.credits - edited.credits).toBe(4)
  expect(ended.things.find(({ reference }) => reference.startsWith('startFrame'))?.causes).toMatchObject([
    {
      change: 'changed',
      path: ['the state of Coat in scene 2', 'the frame prompt of shot 2A', 'the start frame of shot 2A'],
    },
  ])

  await recoat(muddy('Muddy'))
  expect(told(await outdated())).toEqual(told(edited))
  await edit(assets, doc => setAssetText(doc, coat, 'description', 'Red.'))
  expect(told(await outdated())).toContainEqual(['the start frame of shot 2A', 'Ana’s coat'])
})

test('another end of a scene marks exactly the scene that inherits it, among all scenes, and clears with it', async () => {
  const { id, recoat, muddy } = await makeFilm(server, owner)
  const scenes = async () =>
    z
      .array(sceneRow)
      .parse(bodyOf(await owner.call('GET', `/api/projects/${id}/scenes`)))
      .map(({ status, alsoOutdated, alsoBecause }) => [status, alsoOutdated, alsoBecause])
  const calm = [
    ['broken-down', 0, ''],
    ['broken-down', 0, ''],
  ]
  expect(await scenes()).toEqual(calm)
  await recoat(muddy('Soaked'))
  expect(await scenes()).toEqual([calm[0], ['outdated', 3, 'Ana’s coat at the end of scene 1']])
  await recoat(muddy('Muddy'))
  expect(await scenes()).toEqual(calm)
})

test('a fork tells the same at once, and from then on its own', async () => {
  const { id, recoat, muddy, outdated } = await makeFilm(server, owner)
  await recoat(muddy('Soaked'))
  const before = told(await outdated())
  expect(before).toHaveLength(3)
  const forked = await owner.call('POST', `/api/projects/${id}/timelines`, { name: 'Dry' })
  const { timelineId: branch } = z.object({ timelineId: z.string() }).parse(bodyOf(forked, 201))
  const ofFork = async () =>
    told(outdatedList.parse(bodyOf(await owner.call('GET', `/api/projects/${id}/outdated?timeline=${branch}`))))
  expect(await ofFork()).toEqual(before)
  await recoat(muddy('Muddy'))
  expect(await outdated()).toMatchObject({ things: [], credits: 0 })
  expect(await ofFork()).toEqual(before)
})

test('a timeline that is not there is not told from one that nobody may see', async () => {
  const { id } = await makeFilm(server, owner)
  const stranger = await signUp(server, 'Stranger')
  const refused = await stranger.call('GET', `/api/projects/${id}/outdated`)
  expect(refused.status).toBe(404)
  expect((await owner.call('GET', `/api/projects/${id}/outdated?timeline=nowhere`)).body).toEqual(refused.body)
})
