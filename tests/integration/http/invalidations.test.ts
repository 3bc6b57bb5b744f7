import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { projectDocument } from '../../../jobs/projection/projection.ts'
import { invalidationLog } from '../../../shared/core/api/invalidations.ts'
import { setAssetText } from '../../../shared/core/assets/write.ts'
import { findLine, setLineText } from '../../../shared/core/script/edit.ts'
import { lineText } from '../../../shared/core/script/line.ts'
import { scriptRoots } from '../../../shared/core/script/scenes.ts'
import { bodyOf, eventually, signUp, startTestServer, type TestPerson, type TestServer } from '../factories.ts'
import { makeFilm } from '../film.ts'

let server: TestServer
let owner: TestPerson
beforeAll(async () => {
  server = await startTestServer()
  owner = await signUp(server, 'Owner')
})
afterAll(() => server.stop())

const logOf = async (id: string, query = '') =>
  invalidationLog.parse(bodyOf(await owner.call('GET', `/api/projects/${id}/invalidations${query}`)))
const told = ({ events }: Awaited<ReturnType<typeof logOf>>) =>
  events.map(({ by, document, things, open }) => [
    by.join(),
    document?.title,
    things.map(({ name, because }) => `${name}: ${because}`).sort(),
    open,
  ])

test('what becomes outdated is logged once, with who edited what, and when it was cleared', async () => {
  const { id, script, falls, recoat, muddy } = await makeFilm(server, owner)
  const { sql, sync } = server.platform
  expect((await logOf(id)).events).toEqual([])
  const by = { kind: 'person', id: owner.id, name: 'Owner' } as const
  await sync.transact(script, by, doc => {
    const line = findLine(scriptRoots(doc), falls)
    if (line) lineText(line)?.insert(0, 'Suddenly ')
  })
  await eventually(
    async () =>
      (await sql<{ authors: object[] }[]>`select authors from document_settled where document_id = ${script}`)[0]
        ?.authors,
    authors => authors?.length !== 0 && authors !== undefined,
  )
  await projectDocument(sql, script)
  const edited = await logOf(id)
  expect(told(edited)).toEqual([
    ['Owner', 'Script', ['Ana’s coat at the end of scene 1: script line 2', 'shot 1A: script line 2'], 2],
  ])
  // it is told once, whatever else is written
  await projectDocument(sql, script)
  expect(await logOf(id)).toEqual(edited)

  await recoat(muddy('Soaked'))
  const [soaked] = (await logOf(id)).events
  expect(soaked).toMatchObject({ document: { title: 'Scene 1' }, count: 3, open: 3 })
  await recoat(muddy('Muddy'))
  const [cleared, still] = (await logOf(id)).events
  expect(cleared).toMatchObject({ count: 3, open: 0 })
  expect(cleared?.things.every(({ clearedAt }) => clearedAt !== null)).toBe(true)
  expect(still?.open).toBe(2)
  await sync.transact(script, by, doc => setLineText(doc, falls, 'Ana falls into the mud.'))
  await projectDocument(sql, script)
  expect((await logOf(id)).events.map(({ open }) => open)).toEqual([0, 0])
})

test('a fork knows since when its things are outdated, and goes on with a log of its own', async () => {
  const { id, edit, assets, coat } = await makeFilm(server, owner)
  await edit(assets, doc => setAssetText(doc, coat, 'description', 'Red.'))
  const before = await logOf(id)
  expect(before.events).toMatchObject([{ document: { title: 'Assets' }, open: 3 }])
  const forked = bodyOf(await owner.call('POST', `/api/projects/${id}/timelines`, { name: 'Blue' }))
  const { timelineId } = z.object({ timelineId: z.string() }).parse(forked)
  const branch = await logOf(id, `?timeline=${timelineId}`)
  expect(branch.events.map(({ at, open }) => [at, open])).toEqual(before.events.map(({ at, open }) => [at, open]))
  await edit(assets, doc => setAssetText(doc, coat, 'description', 'Green.'))
  expect((await logOf(id)).events[0]?.open).toBe(0)
  expect((await logOf(id, `?timeline=${timelineId}`)).events[0]?.open).toBe(3)
})

test('the log is read page by page, and of what is cleared the oldest is forgotten', async () => {
  const { id, edit, assets, coat } = await makeFilm(server, owner)
  const { sql } = server.platform
  await edit(assets, doc => setAssetText(doc, coat, 'description', 'Red.'))
  const [{ timelineId } = { timelineId: '' }] = await sql<{ timelineId: string }[]>`
    select timeline_id as "timelineId" from documents where id = ${assets}`
  await sql`
    with made as (
      insert into invalidations (timeline_id) select ${timelineId} from generate_series(1, 5040) returning id
    )
    insert into invalidated (invalidation_id, timeline_id, scene_id, reference, scene, name, because, cleared_at)
    select id, ${timelineId}, 's', 'shot:x', '1', 'a shot', 'a line', now() from made`
  const first = await logOf(id)
  const second = await logOf(id, `?before=${first.next}`)
  expect(first.events).toHaveLength(30)
  expect(second.events[0]?.id).toBe((first.events.at(-1)?.id ?? 0) - 1)
  await edit(assets, doc => setAssetText(doc, coat, 'description', 'Green.'))
  await edit(assets, doc => setAssetText(doc, coat, 'description', 'Blue.'))
  const [{ count } = { count: 0 }] = await sql<{ count: number }[]>`
    select count(*)::int as count from invalidations where timeline_id = ${timelineId}`
  expect(count).toBeLessThanOrEqual(5_000)
  expect(count).toBeGreaterThan(4_900)
})
