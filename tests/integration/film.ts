import type * as Y from 'yjs'
import { z } from 'zod'
import { projectDocument } from '../../jobs/projection/projection.ts'
import { outdatedList } from '../../shared/core/api/outdated.ts'
import { addAsset } from '../../shared/core/assets/write.ts'
import { DependencyEngine } from '../../shared/core/dependencies/engine.ts'
import { refer } from '../../shared/core/dependencies/references.ts'
import { watchProject } from '../../shared/core/dependencies/watchProject.ts'
import { addFrame } from '../../shared/core/frames/frames.ts'
import { addPrompt } from '../../shared/core/prompts/prompts.ts'
import { readScenes } from '../../shared/core/script/scenes.ts'
import { addShot } from '../../shared/core/shots/write.ts'
import { writeEndPart } from '../../shared/core/states/endState.ts'
import { addState } from '../../shared/core/states/states.ts'
import { loadDocument } from '../../shared/node/documents.ts'
import { bodyOf, fountainForm, type TestPerson, type TestServer } from './factories.ts'

const FILM = 'INT. KITCHEN - DAY\n\nAna falls into the mud.\n\nShe laughs.\n\nEXT. YARD - DAY\n\nAna washes.\n'

/** A film of two scenes: Ana's looks at the end of the first are those at the start of the second, which has a frame. */
export async function makeFilm(server: TestServer, owner: TestPerson) {
  const { sql, sync } = server.platform
  const author = { kind: 'person', id: owner.id, name: 'Owner' } as const
  const made = await owner.call('POST', '/api/projects/import', fountainForm(FILM, 'mud.fountain'))
  const { id } = z.object({ id: z.string() }).parse(bodyOf(made, 201))
  const documents = z
    .array(z.object({ id: z.string(), kind: z.string(), sceneId: z.string().nullable() }))
    .parse(bodyOf(await owner.call('GET', `/api/projects/${id}/documents`)))
  const documentOf = (kind: string, sceneId: string | null = null): string =>
    documents.find(one => one.kind === kind && one.sceneId === sceneId)?.id ?? ''
  const edit = async <T>(documentId: string, change: (doc: Y.Doc) => T): Promise<T> => {
    const result = await sync.transact(documentId, author, change)
    await projectDocument(sql, documentId)
    return result
  }
  const script = documentOf('script')
  const scenes = readScenes(await loadDocument(sql, script))
  const [kitchen, yard] = [scenes[0]?.id ?? '', scenes[1]?.id ?? '']
  const coat = await edit(documentOf('assets'), doc =>
    addAsset(doc, { kind: 'prop', name: 'Ana’s coat', description: 'Green.', from: '' }),
  )
  const dependsOn = async (scene: string, references: Parameters<DependencyEngine['hashes']>[1]) => {
    const engine = new DependencyEngine()
    const open = async (of: string): Promise<[string, Y.Doc]> => [of, await loadDocument(sql, documentOf('scene', of))]
    watchProject(engine, {
      script: await loadDocument(sql, script),
      assets: await loadDocument(sql, documentOf('assets')),
      scenes: [await open(kitchen), await open(yard)],
    })()
    return engine.hashes(scene, references)
  }
  const falls = scenes[0]?.lines[1]?.id ?? ''
  const covered = await dependsOn(kitchen, [refer('line', falls)])
  const sources = [{ lineId: falls, hash: covered.get(refer('line', falls)) ?? '' }]
  const shot = await edit(documentOf('scene', kitchen), doc => addShot(doc, null, { action: 'She falls.', sources }))
  const ofEnd = await dependsOn(kitchen, [refer('shot', shot)])
  const end = { part: 'element', asset: coat, instance: coat, present: true, position: '' } as const
  const muddy = (text: string) => [{ id: 'mud', text, shot }]
  await edit(documentOf('scene', kitchen), doc =>
    writeEndPart(doc, { ...end, conditions: muddy('Muddy'), dependsOn: ofEnd }),
  )
  const inherited = await dependsOn(yard, [refer('inherited', coat), refer('asset', coat)])
  const second = await edit(documentOf('scene', yard), doc => addShot(doc, null, { action: 'She washes.' }))
  const state = await edit(documentOf('scene', yard), doc =>
    addState(doc, { kind: 'prop', name: 'Coat', asset: coat, text: 'Muddy', source: 'previous', dependsOn: inherited }),
  )
  const ofPrompt = await dependsOn(yard, [refer('state', state)])
  await edit(documentOf('scene', yard), doc =>
    addPrompt(doc, { shot: second, part: 'frame', text: 'A muddy coat.', dependsOn: ofPrompt }),
  )
  const ofFrame = await dependsOn(yard, [refer('framePrompt', second)])
  const picture = { shot: second, media: 'm', inputHash: '', model: 'm', credits: 4, at: '', end: 'start' } as const
  await edit(documentOf('scene', yard), doc => addFrame(doc, { ...picture, dependsOn: ofFrame }))
  const recoat = (conditions: ReturnType<typeof muddy>) =>
    edit(documentOf('scene', kitchen), doc => writeEndPart(doc, { ...end, conditions, dependsOn: ofEnd }))
  const outdated = async () => outdatedList.parse(bodyOf(await owner.call('GET', `/api/projects/${id}/outdated`)))
  return {
    id,
    edit,
    script,
    falls,
    coat,
    muddy,
    recoat,
    outdated,
    kitchen,
    yard,
    shot,
    washing: second,
    dependsOn,
    documentOf,
    assets: documentOf('assets'),
  }
}
