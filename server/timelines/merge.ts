import * as Y from 'yjs'
import type { MergeDocument, MergePreview, MergeRequest } from '../../shared/core/api/merges.ts'
import type { Author } from '../../shared/core/documents/author.ts'
import { readScenes } from '../../shared/core/script/scenes.ts'
import { type Choice, type MergeHunk, withNeeded } from '../../shared/core/timelines/merge/hunk.ts'
import { applyHunks, type MergedKind, mergeHunks, nextBase } from '../../shared/core/timelines/merge/merge.ts'
import { summariseHunks } from '../../shared/core/timelines/summary.ts'
import { commitOfHead, createCommit } from '../../shared/node/commits.ts'
import { loadDocument } from '../../shared/node/documents.ts'
import { ensureSceneDocument } from '../../shared/node/sceneDocuments.ts'
import { sweepStates } from '../../shared/node/versionThinning.ts'
import type { Hypothesis } from '../consequences/consequences.ts'
import { ApiError } from '../http/errors.ts'
import type { Platform } from '../http/platform.ts'
import { announce } from '../projects.ts'
import { LockError, readLocks } from '../sync/locks.ts'
import { commitWhereParted, readBase, recordBase } from './bases.ts'
import { DOCUMENT_ORDER } from './compare.ts'
import { readHead, type Side, type SideDocument } from './sides.ts'
import type { Turns } from './turns.ts'

type Deps = Pick<Platform, 'sql' | 'sync'>

/** A document of both timelines, and what the one that is merged did there. */
interface Proposal {
  key: string
  kind: MergedKind
  sceneId: string | null
  title: string
  /** Null: it is yet to be made, for a scene that is new. */
  documentId: string | null
  /** Why nothing of it can be taken; null: it can. */
  closed: string | null
  /** What makes its scene where we do not have it; null: nothing has to. */
  needs: MergeDocument['needs']
  base: Y.Doc
  theirs: Y.Doc
  hunks: MergeHunk[]
}

interface Merging {
  from: Side
  into: Side
  proposals: Proposal[]
}

/** What would be merged: everything that `from` did since both timelines last agreed and that `into` does not have. */
export async function previewMerge(
  deps: Deps,
  projectId: string,
  ids: { from: string; into: string },
): Promise<MergePreview> {
  const merging = await propose(deps, projectId, ids)
  try {
    return {
      from: { id: ids.from, name: merging.from.name },
      into: { id: ids.into, name: merging.into.name },
      documents: merging.proposals.map(({ key, kind, sceneId, title, closed, needs, hunks }) => ({
        key,
        kind,
        sceneId,
        title,
        closed,
        needs,
        hunks: hunks.map(({ writes: _, ...hunk }) => hunk),
      })),
    }
  } finally {
    destroy(merging)
  }
}

/**
 * Merges what was chosen: each document gets the new edits of `by`, one commit with two parents says so, and what both agree
 * on now is recorded. What stood there before is a commit of its own. Throws {@link ApiError} 'merge-changed', and changes
 * nothing, when a hunk that was chosen is not what is proposed any more; 'merge-half' when it failed on its way.
 */
export const merge = (
  deps: Deps & { turns: Turns },
  projectId: string,
  ids: { from: string; into: string },
  request: MergeRequest,
  by: Author & { kind: 'person' },
): Promise<{ commitId: string; taken: number }> =>
  deps.turns.take(projectId, () => mergeNow(deps, projectId, ids, request, by))

async function mergeNow(
  deps: Deps,
  projectId: string,
  ids: { from: string; into: string },
  { choices, message }: MergeRequest,
  by: Author & { kind: 'person' },
): Promise<{ commitId: string; taken: number }> {
  const { sql } = deps
  const merging = await propose(deps, projectId, ids)
  try {
    const chosen = checkChoices(merging, choices)
    const taken = [...chosen.values()].reduce((sum, ofOne) => sum + ofOne.size, 0)
    const { from, into } = merging
    const mergedId = await sql.begin(async tx => {
      await commitOfHead(tx, ids.into, {
        kind: 'merge',
        name: `Before merging “${from.name}”`.slice(0, 200),
        author: by,
      })
      return commitOfHead(tx, ids.from, {
        kind: 'merge',
        name: `As merged into “${into.name}”`.slice(0, 200),
        author: by,
      })
    })
    const said = message || summariseHunks(takenHunks(merging, chosen)).join('. ')
    await writeAll(deps, { projectId, timelineId: ids.into }, merging, chosen, by)
    const commitId = await sql.begin(async tx => {
      for (const proposal of merging.proposals) {
        const { kind, base, theirs, hunks, key } = proposal
        const next = nextBase(kind, base, theirs, hunks, chosen.get(key) ?? new Map())
        await recordBase(tx, [ids.from, ids.into], proposal, next)
        next.destroy()
      }
      await announce(tx, projectId, 'documents')
      const name = `Merged “${from.name}”`.slice(0, 200)
      return createCommit(tx, ids.into, { kind: 'merge', name, message: said, author: by, mergedId })
    })
    await sweepStates(sql)
    return { commitId, taken }
  } finally {
    destroy(merging)
  }
}

/** What documents of `into` would say after a merge. Nothing is written. Throws as {@link merge} does. */
export async function supposeMerge(
  deps: Deps,
  projectId: string,
  ids: { from: string; into: string },
  choices: MergeRequest['choices'],
): Promise<Hypothesis[]> {
  const merging = await propose(deps, projectId, ids)
  try {
    const chosen = checkChoices(merging, choices)
    const hypotheses: Hypothesis[] = []
    for (const { key, kind, sceneId, documentId, base, theirs, hunks } of merging.proposals) {
      const choices = chosen.get(key)
      if (!choices) continue
      const now = documentId ? await loadDocument(deps.sql, documentId) : new Y.Doc()
      const then = new Y.Doc()
      Y.applyUpdate(then, Y.encodeStateAsUpdate(now))
      applyHunks(kind, then, { base, theirs }, hunks, choices)
      hypotheses.push({ kind, sceneId, now, then })
    }
    return hypotheses
  } finally {
    destroy(merging)
  }
}

async function propose(deps: Deps, projectId: string, ids: { from: string; into: string }): Promise<Merging> {
  if (ids.from === ids.into)
    throw new ApiError(400, 'same-timeline', 'Choose two timelines: this is one and the same. Nothing was changed.')
  const [from, into] = [await readHead(deps, projectId, ids.from), await readHead(deps, projectId, ids.into)]
  const parted = await commitWhereParted(deps.sql, [ids.from, ids.into])
  const scenes = await scenesOf([into, from])
  const proposals: Proposal[] = []
  for (const [key, theirs] of from.documents) {
    const scene = scenes.get(theirs.sceneId ?? '')
    const title = theirs.sceneId === null ? '' : (scene?.title ?? 'A scene that is not in the script')
    const of = { key, title, sceneNumber: scene?.number ?? '' }
    const proposal = await proposalOf(deps, ids, parted, of, theirs, into.documents.get(key))
    if (proposal) proposals.push(proposal)
  }
  needScenes(proposals)
  const places = [...scenes.keys()]
  proposals.sort(
    (a, b) =>
      DOCUMENT_ORDER.indexOf(a.kind) - DOCUMENT_ORDER.indexOf(b.kind) ||
      places.indexOf(a.sceneId ?? '') - places.indexOf(b.sceneId ?? ''),
  )
  return { from, into, proposals }
}

async function proposalOf(
  { sql }: Deps,
  ids: { from: string; into: string },
  parted: string | null,
  { key, title, sceneNumber }: { key: string; title: string; sceneNumber: string },
  theirSide: SideDocument,
  mySide: SideDocument | undefined,
): Promise<Proposal | null> {
  if (theirSide.kind === 'comments') return null
  const { kind, sceneId } = theirSide
  const base = await readBase(sql, [ids.from, ids.into], parted, theirSide)
  const theirs = await theirSide.read()
  const mine = mySide ? await mySide.read() : new Y.Doc()
  const hunks = mergeHunks(kind, base, mine, theirs, { sceneNumber })
  mine.destroy()
  if (hunks.length === 0) {
    base.destroy()
    theirs.destroy()
    return null
  }
  const documentId = mySide?.documentId ?? null
  const [lock] = documentId ? await readLocks(sql, documentId) : []
  const closed = lock ? new LockError('locked', lock).message : null
  return { key, kind, sceneId, title, documentId, closed, needs: null, base, theirs, hunks }
}

/** Scene id -> its number and how it is called, in the order of the script; what is in an earlier side wins. */
async function scenesOf(sides: readonly Side[]): Promise<Map<string, { number: string; title: string }>> {
  const scenes = new Map<string, { number: string; title: string }>()
  for (const side of sides) {
    const doc = await side.documents.get('script/')?.read()
    for (const { id, number, heading } of doc ? readScenes(doc) : [])
      if (!scenes.has(id)) scenes.set(id, { number, title: `Scene ${number}${heading ? `, ${heading}` : ''}` })
    doc?.destroy()
  }
  return scenes
}

/** What is made in a scene that is new here comes with the scene; where that cannot be taken, neither can it. */
function needScenes(proposals: readonly Proposal[]): void {
  const script = proposals.find(({ kind }) => kind === 'script')
  for (const { element, change, id } of script?.hunks ?? []) {
    if (element.kind !== 'scene' || change !== 'added') continue
    const scene = proposals.find(({ kind, sceneId }) => kind === 'scene' && element.ids.includes(sceneId ?? ''))
    if (!script || !scene) continue
    scene.needs = { document: script.key, hunk: id }
    if (script.closed !== null) scene.closed ??= `This scene is new there, and it cannot come: ${script.closed}`
  }
}

/** Document key -> hunk id -> choice, of all that is not left. */
type Chosen = Map<string, Map<string, Choice>>

function checkChoices({ proposals }: Merging, choices: MergeRequest['choices']): Chosen {
  const chosen: Chosen = new Map()
  for (const { document, hunk, choice } of choices) {
    if (choice === 'leave') continue
    const proposal = proposals.find(({ key }) => key === document)
    if (!proposal?.hunks.some(({ id }) => id === hunk))
      throw new ApiError(
        409,
        'merge-changed',
        'Somebody changed one of the timelines meanwhile. Nothing was merged; look at what is proposed now, and merge again.',
      )
    if (proposal.closed !== null)
      throw new ApiError(
        423,
        'locked',
        `${proposal.closed} Nothing was merged: leave what is proposed there, or reopen it.`,
      )
    chosen.set(document, (chosen.get(document) ?? new Map()).set(hunk, choice))
  }
  takeNeeded(proposals, chosen)
  return chosen
}

/** What is taken along is chosen, too. */
function takeNeeded(proposals: readonly Proposal[], chosen: Chosen): void {
  const take = (document: string, hunk: string): void => {
    const choices = chosen.get(document) ?? new Map<string, Choice>()
    chosen.set(document, choices)
    if (!choices.has(hunk)) choices.set(hunk, 'take')
  }
  for (const { key, needs } of proposals) if (needs && chosen.has(key)) take(needs.document, needs.hunk)
  for (const { key, hunks } of proposals) {
    const taken = withNeeded(hunks, chosen.get(key)?.keys() ?? [])
    for (const id of taken) take(key, id)
  }
}

const takenHunks = ({ proposals }: Merging, chosen: Chosen): MergeHunk[] =>
  proposals.flatMap(({ key, hunks }) => hunks.filter(({ id }) => chosen.get(key)?.has(id)))

/** Documents are written one by one: when one refuses, what was written before it stays, and the error says so. */
async function writeAll(
  deps: Deps,
  place: { projectId: string; timelineId: string },
  { proposals, from }: Merging,
  chosen: Chosen,
  by: Author,
): Promise<void> {
  let written = false
  for (const proposal of proposals)
    try {
      await write(deps, place, proposal, chosen, by)
      written ||= chosen.has(proposal.key)
    } catch (error) {
      if (!written || !(error instanceof LockError)) throw error
      throw new ApiError(
        409,
        'merge-half',
        `${error.message} What comes before it was merged, the rest was not: merge again to go on. What stood there before is in the version history as “Before merging “${from.name}””.`,
      )
    }
}

async function write(
  { sql, sync }: Deps,
  place: { projectId: string; timelineId: string },
  { key, kind, sceneId, documentId, base, theirs, hunks }: Proposal,
  chosen: Chosen,
  by: Author,
): Promise<void> {
  const choices = chosen.get(key)
  if (!choices) return
  const id = documentId ?? (await sql.begin(tx => ensureSceneDocument(tx, { ...place, sceneId: sceneId ?? '' })))
  await sync.transact(id, by, doc => applyHunks(kind, doc, { base, theirs }, hunks, choices))
}

function destroy({ proposals }: Merging): void {
  for (const { base, theirs } of proposals) for (const doc of [base, theirs]) doc.destroy()
}
