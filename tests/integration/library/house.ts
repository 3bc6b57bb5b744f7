import { z } from 'zod'
import {
  type LibraryDetail,
  libraryDetail,
  libraryPage,
  type PromoteAsset,
  promoted,
} from '../../../shared/core/api/library.ts'
import { organisationRow } from '../../../shared/core/api/people.ts'
import { type Asset, readAssets } from '../../../shared/core/assets/assets.ts'
import { addAsset, addImageKey } from '../../../shared/core/assets/write.ts'
import { loadDocument } from '../../../shared/node/documents.ts'
import { giveToProject, storePicture } from '../../../shared/node/media.ts'
import { bodyOf, createProject, signUp, startTestServer, type TestPerson, type TestProject } from '../factories.ts'

type Doc = Parameters<typeof readAssets>[0]
type OnTimeline = Pick<TestProject, 'timelineId'>

/** A server with an organisation, of which Ana is the owner and Ben an editor, and a project of it. */
export async function openLibrary() {
  const server = await startTestServer({ stillLimits: true })
  const { sql, sync } = server.platform
  const [ana, ben] = [await signUp(server, 'Ana'), await signUp(server, 'Ben')]
  const made = await ana.call('POST', '/api/organisations', { name: 'Ferry Films' })
  const organisationId = organisationRow.parse(bodyOf(made)).id
  await ana.call('POST', `/api/organisations/${organisationId}/members`, { userId: ben.id, role: 'editor' })
  const ferry = await createProject(ana, 'Night Ferry')
  await ana.call('PATCH', `/api/projects/${ferry.id}`, { organisationId })

  const assetsOf = async ({ timelineId }: OnTimeline): Promise<string> => {
    const [row] = await sql<{ id: string }[]>`
      select id from documents where timeline_id = ${timelineId} and kind = 'assets'`
    return row?.id ?? ''
  }
  /** Writes in the assets of a project as a person would. */
  const write = async <T>(at: OnTimeline, edit: (doc: Doc) => T, { id, name } = ana): Promise<T> =>
    sync.transact(await assetsOf(at), { kind: 'person', id, name }, edit)
  return {
    server,
    ana,
    ben,
    organisationId,
    ferry,
    assetsOf,
    write,
    read: async (at: OnTimeline): Promise<Asset[]> => readAssets(await loadDocument(sql, await assetsOf(at))),
    add: (at: OnTimeline, name: string, description = '') =>
      write(at, doc => addAsset(doc, { kind: 'character', name, description, from: '' })),
    /** Gives an asset of a project an image key whose picture is stored. */
    async draw(at: TestProject, assetId: string, bytes: Uint8Array, inputHash = 'made-of-this') {
      const media = await sql.begin(async tx => {
        const id = await storePicture(tx, null, bytes)
        await giveToProject(tx, at.id, id)
        return id
      })
      const key = { media, inputHash, model: 'painter', credits: 4, guidance: '', at: new Date(0).toISOString() }
      return { media, keyId: (await write(at, doc => addImageKey(doc, assetId, key))) ?? '' }
    },
    promote: async ({ id }: TestProject, assetId: string, asked: PromoteAsset = {}, who = ana) =>
      promoted.parse(bodyOf(await who.call('POST', `/api/projects/${id}/assets/${assetId}/promote`, asked))),
    make: async (body: object, who = ana): Promise<LibraryDetail> =>
      libraryDetail.parse(bodyOf(await who.call('POST', '/api/library', { kind: 'character', ...body }), 201)),
    look: async (id: string, who = ana): Promise<LibraryDetail> =>
      libraryDetail.parse(bodyOf(await who.call('GET', `/api/library/${id}`))),
    list: async (query: string, who = ana) => libraryPage.parse(bodyOf(await who.call('GET', `/api/library${query}`))),
    copy: (id: string, { id: projectId, timelineId }: Omit<TestProject, 'scriptId'>, who: TestPerson = ana) =>
      who.call('POST', `/api/library/${id}/copies`, { projectId, timelineId }),
  }
}
export type OpenLibrary = Awaited<ReturnType<typeof openLibrary>>

/** Why something was refused. */
export function refusalOf({ status, body }: { status: number; body: unknown }) {
  const { error } = z.object({ error: z.object({ code: z.string(), message: z.string() }) }).parse(body)
  return { status, ...error }
}
