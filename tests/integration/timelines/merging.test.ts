import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { projectDocument } from '../../../jobs/projection/projection.ts'
import { LockError } from '../../../server/sync/locks.ts'
import { type HunkView, type MergeDocument, merged, mergePreview } from '../../../shared/core/api/merges.ts'
import { documentRow } from '../../../shared/core/api/schemas.ts'
import { timelineHistory } from '../../../shared/core/api/timelines.ts'
import { addBeat } from '../../../shared/core/beats/write.ts'
import { findLine, insertLines } from '../../../shared/core/script/edit.ts'
import { lineText, plain } from '../../../shared/core/script/line.ts'
import { readLines, readScenes, scriptRoots } from '../../../shared/core/script/scenes.ts'
import { addShot } from '../../../shared/core/shots/write.ts'
import { loadDocument } from '../../../shared/node/documents.ts'
import {
  addMember,
  bodyOf,
  importFountain,
  signUp,
  startTestServer,
  type TestPerson,
  type TestProject,
  type TestServer,
} from '../factories.ts'

const FILM = 'INT. KITCHEN - DAY\n\nAda pours tea.\n\nThe clock stops.\n\nEXT. PIER - NIGHT\n\nRain on the boats.\n'

let server: TestServer
let ana: TestPerson
let ben: TestPerson
let project: TestProject
let branch: string
const scripts: Record<string, string> = {}
beforeAll(async () => {
  server = await startTestServer()
  ana = await signUp(server, 'Ana')
  ben = await signUp(server, 'Ben')
  project = await importFountain(ana, FILM)
  await addMember(ana, project.id, ben, 'commenter')
  const made = z.object({ timelineId: z.string() })
  branch = made.parse(
    bodyOf(await ana.call('POST', `/api/projects/${project.id}/timelines`, { name: 'Dark' })),
  ).timelineId
  for (const timeline of [project.timelineId, branch]) {
    const rows = z
      .array(documentRow)
      .parse(bodyOf(await ana.call('GET', `/api/projects/${project.id}/documents?timeline=${timeline}`)))
    scripts[timeline] = rows.find(({ kind }) => kind === 'script')?.id ?? ''
  }
})
afterAll(() => server.stop())

const by = () => ({ kind: 'person', id: ana.id, name: 'Ana' }) as const
const mergePath = (into: string, from: string) => `/api/timelines/${into}/merge?from=${from}`
const preview = async (into: string, from: string) =>
  mergePreview.parse(bodyOf(await ana.call('GET', mergePath(into, from))))
const hunksOf = async (into: string, from: string) =>
  (await preview(into, from)).documents.flatMap(document => document.hunks.map(hunk => ({ document, hunk })))
const choicesOf = (hunks: readonly { document: MergeDocument; hunk: HunkView }[], choice: unknown = 'take') =>
  hunks.map(({ document, hunk }) => ({ document: document.key, hunk: hunk.id, choice }))
const mergeNow = (into: string, from: string, choices: unknown, person = ana) =>
  person.call('POST', mergePath(into, from), { choices, message: 'As we said.' })

const words = async (timeline: string) => {
  const doc = await loadDocument(server.platform.sql, scripts[timeline] ?? '')
  const lines = readLines(doc).map(line => line.text)
  doc.destroy()
  return lines
}
/** Writes other words for some in the line that has them. */
const rewrite = (timeline: string, from: string, to: string) =>
  server.platform.sync.transact(scripts[timeline] ?? '', by(), doc => {
    const line = readLines(doc).find(({ text }) => text.includes(from))
    const element = line && findLine(scriptRoots(doc), line.id)
    const text = element && lineText(element)
    if (!text || !line) throw new Error(`nothing says ${from}`)
    const at = line.text.indexOf(from)
    text.delete(at, from.length)
    text.insert(at, to)
  })
const append = (timeline: string, text: string) =>
  server.platform.sync.transact(scripts[timeline] ?? '', by(), doc =>
    insertLines(doc, readLines(doc).at(-1)?.id ?? null, [{ type: 'action', runs: plain(text) }]),
  )

describe('merging a timeline into another', () => {
  test('takes what is chosen, keeps what was written meanwhile, and names who merged what into what', async () => {
    const main = project.timelineId
    await rewrite(branch, 'tea', 'gin')
    await append(branch, 'A shot is heard.')
    await rewrite(main, 'boats', 'empty boats')
    const hunks = await hunksOf(main, branch)
    expect(hunks.map(({ hunk }) => [hunk.change, hunk.conflict])).toEqual([
      ['changed', null],
      ['added', null],
    ])
    const [changed] = hunks
    const answer = merged.parse(bodyOf(await mergeNow(main, branch, choicesOf(changed ? [changed] : []))))
    expect(answer.taken).toBe(1)
    expect((await words(main)).filter(text => text !== '')).toEqual([
      'INT. KITCHEN - DAY',
      'Ada pours gin.',
      'The clock stops.',
      'EXT. PIER - NIGHT',
      'Rain on the empty boats.',
    ])
    const { commits } = timelineHistory.parse(
      bodyOf(await ana.call('GET', `/api/projects/${project.id}/timelines/history`)),
    )
    const made = commits.find(({ id }) => id === answer.commitId)
    expect(made).toMatchObject({ kind: 'merge', name: 'Merged “Dark”', message: 'As we said.', timelineId: main })
    expect(commits.find(({ id }) => id === made?.mergedId)?.timelineId).toBe(branch)
    expect(commits.find(({ id }) => id === made?.parentId)).toMatchObject({ name: 'Before merging “Dark”' })
  })

  test('what was left is proposed again, and merging the other way brings only what is new there', async () => {
    const main = project.timelineId
    expect((await hunksOf(main, branch)).map(({ hunk }) => hunk.change)).toEqual(['added'])
    const back = await hunksOf(branch, main)
    expect(
      back.map(({ hunk }) => hunk.theirs.flatMap(({ pieces }) => pieces.map(({ text }) => text)).join('')),
    ).toEqual([expect.stringContaining('empty boats')])
    await mergeNow(branch, main, choicesOf(back))
    expect((await words(branch)).join()).toContain('A shot is heard.')
    expect((await words(branch)).join()).toContain('empty boats')
    const left = await hunksOf(main, branch)
    expect(left.map(({ hunk }) => hunk.change)).toEqual(['added'])
    await mergeNow(main, branch, choicesOf(left))
    expect(await words(main)).toEqual(await words(branch))
    expect([await hunksOf(main, branch), await hunksOf(branch, main)]).toEqual([[], []])
  })

  test('names what both changed, leaves it unless somebody decides, and takes what somebody types instead', async () => {
    const main = project.timelineId
    await rewrite(main, 'gin', 'milk')
    await rewrite(branch, 'gin', 'rum')
    const [conflict] = await hunksOf(main, branch)
    expect(conflict?.hunk.conflict?.reason).toMatch(/both/i)
    expect(conflict?.hunk.editable).toBe(true)
    await mergeNow(main, branch, choicesOf(conflict ? [conflict] : [], { edit: 'Ada pours milk, then rum.' }))
    expect((await words(main))[1]).toBe('Ada pours milk, then rum.')
    expect((await hunksOf(main, branch)).length).toBe(0)
    // what was typed here is news there
    const back = await hunksOf(branch, main)
    expect(back).toHaveLength(1)
    await mergeNow(branch, main, choicesOf(back))
    expect((await words(branch))[1]).toBe('Ada pours milk, then rum.')
  })

  test('changes nothing when what was looked at is not what is proposed any more, or is locked', async () => {
    const main = project.timelineId
    await rewrite(branch, 'clock', 'old clock')
    const seen = await hunksOf(main, branch)
    await rewrite(branch, 'old clock', 'very old clock')
    const before = await words(main)
    expect(await mergeNow(main, branch, choicesOf(seen))).toMatchObject({ status: 409 })
    // also as much of it as a feature film has
    const many = Array.from({ length: 6_000 }, () => choicesOf(seen)).flat()
    expect(JSON.stringify(many).length).toBeGreaterThan(256 * 1024)
    const path = `/api/projects/${project.id}/consequences`
    for (const answer of [
      await mergeNow(main, branch, many),
      await ana.call('POST', path, { kind: 'merge', from: branch, choices: many }),
    ])
      expect(answer).toMatchObject({ status: 409 })
    await ana.call('POST', `/api/projects/${project.id}/stages/script/approve`, { message: '' })
    const now = await hunksOf(main, branch)
    expect(now[0]?.document.closed).toContain('Ana approved')
    expect(await mergeNow(main, branch, choicesOf(now))).toMatchObject({ status: 423 })
    expect(await words(main)).toEqual(before)
    await ana.call('POST', `/api/projects/${project.id}/stages/script/reopen`, {})
    expect((await mergeNow(main, branch, choicesOf(now))).status).toBe(200)
  })

  test('writes each change once when two people merge the same at the same moment', async () => {
    const main = project.timelineId
    await append(branch, 'The ferry sinks.')
    await rewrite(branch, 'Rain', 'Hail')
    const seen = choicesOf(await hunksOf(main, branch))
    const answers = await Promise.all([mergeNow(main, branch, seen), mergeNow(main, branch, seen)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await words(main)).filter(text => text.includes('ferry'))).toEqual(['The ferry sinks.'])
    expect((await words(main)).join()).toContain('Hail on the')
    expect(await hunksOf(main, branch)).toEqual([])
  })

  test('merges heads alone: a commit, and a timeline that is put away, are not there', async () => {
    const main = project.timelineId
    const { commits } = timelineHistory.parse(
      bodyOf(await ana.call('GET', `/api/projects/${project.id}/timelines/history`)),
    )
    const commit = commits.find(({ timelineId }) => timelineId === branch)?.id ?? ''
    expect((await ana.call('GET', mergePath(main, commit))).status).toBe(404)
    expect((await mergeNow(main, commit, [])).status).toBe(404)
    expect((await mergeNow(commit, main, [])).status).toBe(404)
  })

  test('tells who merges what was written when a document is locked on the way', async () => {
    const main = project.timelineId
    const { sync } = server.platform
    for (const kind of ['beats', 'script']) {
      const rows = z
        .array(documentRow)
        .parse(bodyOf(await ana.call('GET', `/api/projects/${project.id}/documents?timeline=${branch}`)))
      const id = rows.find(row => row.kind === kind)?.id ?? ''
      if (kind === 'beats') await sync.transact(id, by(), doc => void addBeat(doc, null, { title: 'A', body: 'B' }))
      else await append(branch, 'Fog comes in.')
    }
    const seen = await hunksOf(main, branch)
    expect(seen.map(({ document }) => document.kind)).toEqual(['beats', 'script'])
    // the beat sheet is written, then somebody is quicker with the script
    const { transact } = sync
    sync.transact = (id, author, edit) =>
      id === scripts[main]
        ? Promise.reject(new LockError('locked', null))
        : Reflect.apply(transact, sync, [id, author, edit])
    const answer = await mergeNow(main, branch, choicesOf(seen))
    sync.transact = transact
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'merge-half' } } })
    // what was written is not proposed again, and the rest can be merged
    const rest = await hunksOf(main, branch)
    expect(rest.map(({ document }) => document.kind)).toEqual(['script'])
    expect((await mergeNow(main, branch, choicesOf(rest))).status).toBe(200)
    expect((await words(main)).filter(text => text === 'Fog comes in.')).toHaveLength(1)
    expect(await hunksOf(main, branch)).toEqual([])
  })

  test('brings a scene that is new with what is made in it, unless the script cannot be written', async () => {
    const main = project.timelineId
    const { sql, sync } = server.platform
    await sync.transact(scripts[branch] ?? '', by(), doc =>
      insertLines(doc, readLines(doc).at(-1)?.id ?? null, [
        { type: 'scene_heading', runs: plain('INT. CELLAR - NIGHT') },
        { type: 'action', runs: plain('It is dark.') },
      ]),
    )
    await projectDocument(sql, scripts[branch] ?? '')
    const rows = z
      .array(documentRow)
      .parse(bodyOf(await ana.call('GET', `/api/projects/${project.id}/documents?timeline=${branch}`)))
    const cellar = readScenes(await loadDocument(sql, scripts[branch] ?? '')).at(-1)?.id ?? ''
    const id = rows.find(({ sceneId }) => sceneId === cellar)?.id ?? ''
    await sync.transact(id, by(), doc => void addShot(doc, null, { action: 'Black.' }))
    const ofShot = async () => (await hunksOf(main, branch)).filter(({ document }) => document.kind === 'scene')
    const [shot] = await ofShot()
    expect(shot?.document.needs?.document).toBe('script/')
    await ana.call('POST', `/api/projects/${project.id}/stages/script/approve`, { message: '' })
    const [closed] = await ofShot()
    expect(closed?.document.closed).toMatch(/new there, and it cannot come: .*approved/i)
    expect((await mergeNow(main, branch, choicesOf(closed ? [closed] : []))).status).toBe(423)
    await ana.call('POST', `/api/projects/${project.id}/stages/script/reopen`, {})
    const answer = merged.parse(bodyOf(await mergeNow(main, branch, choicesOf(shot ? [shot] : []))))
    expect(answer.taken).toBe(2)
    expect(await words(main)).toContain('It is dark.')
    expect(await hunksOf(main, branch)).toEqual([])
  })

  test('is for editors; who may read sees what would be merged', async () => {
    const main = project.timelineId
    expect((await ben.call('GET', mergePath(main, branch))).status).toBe(200)
    expect((await mergeNow(main, branch, [], ben)).status).toBe(403)
    expect((await mergeNow(main, main, [])).status).toBe(400)
  })
})
