import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { z } from 'zod'
import { versionDiff, versionPreview, versionRestored, versionRow } from '../../../shared/core/api/versions.ts'
import { parseFountain } from '../../../shared/core/formats/fountain/parse.ts'
import { insertLines, setLineText } from '../../../shared/core/script/edit.ts'
import { isLineElement, lineText, plain } from '../../../shared/core/script/line.ts'
import { readLines, scriptRoots } from '../../../shared/core/script/scenes.ts'
import {
  addMember,
  bodyOf,
  eventually,
  importFountain,
  type SyncClient,
  signUp,
  startTestServer,
  syncClient,
  type TestPerson,
  type TestProject,
  type TestServer,
} from '../factories.ts'

const SCRIPT = `Title: The Ferry

INT. KITCHEN - NIGHT

Mara stands at the sink.

EXT. STREET - NIGHT

Jon walks away from the light.
`

let server: TestServer
let ana: TestPerson
let ben: TestPerson
beforeAll(async () => {
  server = await startTestServer()
  ana = await signUp(server, 'Ana')
  ben = await signUp(server, 'Ben')
})
afterAll(() => server?.stop())

/** A project of Ana's with Ben as an editor, and both in its script. */
async function twoInScript(): Promise<{ project: TestProject; a: SyncClient; b: SyncClient; leave: () => void }> {
  const project = await importFountain(ana, SCRIPT)
  await addMember(ana, project.id, ben, 'editor')
  const [a, b] = await Promise.all([ana, ben].map(({ cookie }) => syncClient(server, project.scriptId, { cookie })))
  if (!a || !b) throw new Error('not both came in')
  return { project, a, b, leave: () => void [a.stop(), b.stop()] }
}

const lineWith = (doc: Y.Doc, text: string): string => {
  const line = readLines(doc).find(one => one.text.includes(text))
  if (!line) throw new Error(`There is no line with “${text}”.`)
  return line.id
}
function typeAtEnd(doc: Y.Doc, lineId: string, words: string): void {
  for (const node of scriptRoots(doc).script.toArray() as unknown[])
    if (isLineElement(node) && node.getAttribute('id') === lineId) {
      const text = lineText(node)
      text?.insert(text.length, words)
    }
}
const texts = (doc: Y.Doc): string[] => readLines(doc).map(line => line.text)
const saved = (client: SyncClient) =>
  eventually(
    () => client.provider.unsyncedChanges,
    count => count === 0,
  )

const list = async (who: TestPerson, documentId: string) =>
  z.array(versionRow).parse(bodyOf(await who.call('GET', `/api/documents/${documentId}/versions`)))
const nameIt = async (who: TestPerson, documentId: string, name: string) =>
  versionRow.parse(bodyOf(await who.call('POST', `/api/documents/${documentId}/versions`, { name }), 201))
const diff = async (who: TestPerson, id: string, against = 'now') =>
  versionDiff.parse(bodyOf(await who.call('GET', `/api/versions/${id}/diff?against=${against}`)))
/** Changed words and whose they are: '+Ben{waits}'. */
function told({ view, authors }: z.infer<typeof versionDiff>): string[] {
  if (view.kind !== 'script') throw new Error('not a script')
  return view.scenes
    .flatMap(scene => scene.lines)
    .filter(line => line.status !== 'same')
    .map(line =>
      line.pieces
        .map(({ text, status, by }) => {
          const name = by === null ? '?' : (authors[by]?.name ?? '?')
          return status === 'same' ? text : `${status === 'added' ? '+' : '-'}${name}{${text}}`
        })
        .join(''),
    )
}

describe('a named version', () => {
  it('has what was typed a moment ago, and says what everybody changed since, word by word', async () => {
    const { project, a, b, leave } = await twoInScript()
    setLineText(a.doc, lineWith(a.doc, 'Mara'), 'Mara stands at the cold sink.')
    await saved(a)
    const draft = await nameIt(ana, project.scriptId, 'First draft')
    expect(draft).toMatchObject({ kind: 'named', name: 'First draft', by: { name: 'Ana' } })
    await eventually(
      () => texts(b.doc).join(),
      all => all.includes('cold'),
    )
    setLineText(b.doc, lineWith(b.doc, 'Jon'), 'Jon runs away from the light.')
    setLineText(a.doc, lineWith(a.doc, 'Mara'), 'Mara waits at the cold sink.')
    await Promise.all([saved(a), saved(b)])
    const changes = await diff(ana, draft.id)
    expect(told(changes)).toEqual([
      'Mara -?{stands}+Ana{waits} at the cold sink.',
      'Jon -?{walks}+Ben{runs} away from the light.',
    ])
    leave()
  })

  it('is previewed and exported as it was, and listed with who changed what before it', async () => {
    const { project, a, b, leave } = await twoInScript()
    insertLines(b.doc, lineWith(b.doc, 'Jon'), [{ type: 'action', runs: plain('The horn sounds.') }])
    await saved(b)
    const draft = await nameIt(ana, project.scriptId, 'With the horn')
    const horn = await eventually(() => readLines(a.doc).find(line => line.text.includes('horn'))?.id, Boolean)
    setLineText(a.doc, horn ?? '', 'Silence.')
    await saved(a)
    const shown = versionPreview.parse(bodyOf(await ana.call('GET', `/api/versions/${draft.id}`)))
    if (shown.view.kind !== 'script') throw new Error('not a script')
    const last = shown.view.scenes.at(-1)?.lines.at(-1)
    expect(last?.pieces.map(piece => piece.text)).toEqual(['The horn sounds.'])
    expect(shown.authors[last?.pieces[0]?.by ?? -1]).toMatchObject({ name: 'Ben' })
    const exported = bodyOf(await ana.call('GET', `/api/versions/${draft.id}/export?format=fountain`))
    expect(parseFountain(String(exported)).lines.at(-1)?.runs).toEqual(plain('The horn sounds.'))
    const [newest, imported] = await list(ben, project.scriptId)
    expect(newest).toMatchObject({ name: 'With the horn', authors: [{ name: 'Ben' }] })
    // what the document said when it was first opened
    expect(imported).toMatchObject({ kind: 'automatic', authors: [] })
    leave()
  })

  it('says who took words away where only one person wrote', async () => {
    const { project, b, leave } = await twoInScript()
    const before = await nameIt(ana, project.scriptId, 'Before')
    setLineText(b.doc, lineWith(b.doc, 'Mara'), 'Mara stands still.')
    await saved(b)
    const after = await nameIt(ana, project.scriptId, 'After')
    expect(told(await diff(ana, before.id, after.id))).toEqual(['Mara stands -Ben{at the sink}+Ben{still}.'])
    leave()
  })

  it('is deleted by an editor; automatic versions cannot be', async () => {
    const { project, leave } = await twoInScript()
    const named = await nameIt(ana, project.scriptId, 'Mistake')
    expect((await ben.call('DELETE', `/api/versions/${named.id}`)).status).toBe(204)
    const left = await list(ana, project.scriptId)
    expect(left.map(version => version.kind)).toEqual(['automatic'])
    expect((await ben.call('DELETE', `/api/versions/${left[0]?.id}`)).status).toBe(409)
    leave()
  })

  it('stores equal states once', async () => {
    const { project, leave } = await twoInScript()
    await nameIt(ana, project.scriptId, 'One')
    await nameIt(ben, project.scriptId, 'The same again')
    const { sql } = server.platform
    const [row] = await sql<{ versions: number; states: number }[]>`
      select count(*)::int as versions, count(distinct state_hash)::int as states
      from versions where document_id = ${project.scriptId}`
    expect(row).toEqual({ versions: 3, states: 1 })
    leave()
  })
})

describe('going back', () => {
  it('is a new change for everybody, keeps what stood there, and what a colleague types meanwhile', async () => {
    const { project, a, b, leave } = await twoInScript()
    const draft = await nameIt(ana, project.scriptId, 'First draft')
    const jon = lineWith(a.doc, 'Jon')
    setLineText(a.doc, jon, 'Jon runs towards the light.')
    const [fresh = ''] = insertLines(a.doc, jon, [{ type: 'action', runs: plain('A dog barks.') }])
    await saved(a)
    await eventually(
      () => texts(b.doc),
      all => all.includes('A dog barks.'),
    )
    // Ben's caret is in the new line, and he goes on typing in three lines while Ana restores
    const text = scriptRoots(b.doc)
      .script.toArray()
      .map((node: unknown) => (isLineElement(node) && node.getAttribute('id') === fresh ? lineText(node) : null))
      .find(Boolean)
    if (!text) throw new Error('the new line has no text')
    const { createRelativePositionFromTypeIndex, relativePositionToJSON } = await import('yjs')
    const caret = relativePositionToJSON(createRelativePositionFromTypeIndex(text, text.length))
    b.provider.setAwarenessField('cursor', { anchor: caret, head: caret })
    await eventually(() => [...(a.provider.awareness?.getStates().values() ?? [])].some(state => state.cursor), Boolean)
    let typed = 0
    const typing = setInterval(() => {
      typed++
      for (const line of [jon, fresh, lineWith(b.doc, 'Mara')]) typeAtEnd(b.doc, line, ` ${typed}`)
    }, 3)
    await eventually(
      () => typed,
      count => count > 3,
    )
    const answer = bodyOf(await ana.call('POST', `/api/versions/${draft.id}/restore`))
    const count = typed
    await eventually(
      () => typed,
      now => now > count + 3,
    )
    clearInterval(typing)
    const restored = versionRestored.parse(answer)
    expect(restored).toMatchObject({ changed: true, before: { kind: 'named', name: 'Before restoring “First draft”' } })
    await Promise.all([saved(a), saved(b)])
    await eventually(() => texts(a.doc).join('\n') === texts(b.doc).join('\n'), Boolean)
    const all = new Map(readLines(a.doc).map(line => [line.id, line.text]))
    const numbers = (line: string): number[] => (all.get(line)?.match(/\d+/g) ?? []).map(Number)
    const everything = Array.from({ length: typed }, (_, i) => i + 1)
    expect(all.get(jon)).toMatch(/^Jon walks away from the light\./)
    // not a key is lost: what was typed before is in the version that was kept, all after it in the script
    const kept = versionPreview.parse(bodyOf(await ana.call('GET', `/api/versions/${restored.before?.id}`)))
    if (kept.view.kind !== 'script') throw new Error('not a script')
    for (const line of [jon, fresh, lineWith(a.doc, 'Mara')]) {
      const view = kept.view.scenes.flatMap(scene => scene.lines).find(one => one.id === line)
      const before = (
        view?.pieces
          .map(piece => piece.text)
          .join('')
          .match(/\d+/g) ?? []
      ).map(Number)
      const after = numbers(line)
      expect(after.at(-1)).toBe(typed)
      expect([...before, ...after]).toEqual(everything)
    }
    expect((await list(ana, project.scriptId))[0]).toMatchObject({
      kind: 'automatic',
      message: 'Restored “First draft”.',
      by: { name: 'Ana' },
    })
    leave()
  })

  it('says so when there is nothing to do', async () => {
    const { project, leave } = await twoInScript()
    const draft = await nameIt(ana, project.scriptId, 'As it is')
    expect(bodyOf(await ben.call('POST', `/api/versions/${draft.id}/restore`))).toEqual({
      changed: false,
      before: null,
    })
    leave()
  })

  it('works while nobody is in the document, in the name of the person', async () => {
    const { project, a, leave } = await twoInScript()
    const draft = await nameIt(ana, project.scriptId, 'Early')
    setLineText(a.doc, lineWith(a.doc, 'Mara'), 'Nobody is here.')
    await saved(a)
    const changed = await nameIt(ana, project.scriptId, 'Later')
    leave()
    bodyOf(await ben.call('POST', `/api/versions/${draft.id}/restore`))
    expect(told(await diff(ana, changed.id))).toEqual(['-?{Nobody is here}+Ben{Mara stands at the sink}.'])
  })
})

describe('rights', () => {
  it('a viewer reads and changes nothing; a stranger learns nothing', async () => {
    const { project, leave } = await twoInScript()
    const draft = await nameIt(ana, project.scriptId, 'Draft')
    const viewer = await signUp(server, 'Vera')
    const stranger = await signUp(server, 'Sam')
    await addMember(ana, project.id, viewer, 'viewer')
    const reads = ['', '/diff', '/export'].map(rest => ['GET', `/api/versions/${draft.id}${rest}`] as const)
    const writes = [
      ['POST', `/api/documents/${project.scriptId}/versions`],
      ['POST', `/api/versions/${draft.id}/restore`],
      ['DELETE', `/api/versions/${draft.id}`],
    ] as const
    const history = ['GET', `/api/documents/${project.scriptId}/versions`] as const
    for (const [method, path] of [...reads, history]) expect((await viewer.call(method, path)).status).toBe(200)
    for (const [method, path] of writes) expect((await viewer.call(method, path, { name: 'x' })).status).toBe(403)
    for (const [method, path] of [...reads, history, ...writes]) {
      const unknown = path.replace(draft.id, 'nothing').replace(project.scriptId, 'nothing')
      const refused = await stranger.call(method, path, method === 'POST' ? { name: 'x' } : undefined)
      const missing = await stranger.call(method, unknown, method === 'POST' ? { name: 'x' } : undefined)
      expect([refused.status, refused.body]).toEqual([404, missing.body])
    }
    expect((await list(ana, project.scriptId)).map(version => version.name)).toEqual(['Draft', null])
    leave()
  })

  it('two versions are compared with each other only when both are of one document that one may read', async () => {
    const mine = await importFountain(ben, SCRIPT)
    const { project, leave } = await twoInScript()
    const [own, other] = [await nameIt(ben, mine.scriptId, 'Mine'), await nameIt(ana, project.scriptId, 'Ours')]
    expect((await ana.call('GET', `/api/versions/${other.id}/diff?against=${own.id}`)).status).toBe(404)
    expect((await ben.call('GET', `/api/versions/${other.id}/diff?against=${own.id}`)).status).toBe(400)
    leave()
  })
})
