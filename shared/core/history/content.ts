import type * as Y from 'yjs'
import { readBeats } from '../beats/beats.ts'
import { readBrief } from '../brief/brief.ts'
import { readThreads } from '../comments/thread.ts'
import type { DocumentKind } from '../documents/kinds.ts'
import { tablesContent } from '../documents/tables.ts'
import { readShots } from '../shots/shots.ts'
import { activeVariant, readProse, readVariants } from '../treatment/variants.ts'
import { linesOf, readScriptState } from './scriptState.ts'

const byKey = <T>(entries: Iterable<readonly [string, T]>): (readonly [string, T])[] =>
  [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))

const CONTENT: Record<DocumentKind, (doc: Y.Doc) => unknown> = {
  brief: readBrief,
  treatment: doc => [
    activeVariant(doc),
    readVariants(doc).map(variant => [
      byKey(Object.entries(variant)),
      readProse(doc, variant.id).map(({ id, type, depth, runs }) => [
        id,
        type,
        depth ?? 0,
        runs.map(run => [run.text, ...run.marks]),
      ]),
    ]),
  ],
  beats: doc => readBeats(doc).map(({ sources, number: _, ...beat }) => [byKey(Object.entries(beat)), byKey(sources)]),
  script(doc) {
    const state = readScriptState(doc)
    return {
      lines: linesOf(state).map(({ id, type, scene, runs, dual, depth, boneyard, revised }) => [
        id,
        type,
        scene,
        runs.map(run => [run.text, ...run.marks]),
        dual ?? false,
        depth ?? 0,
        boneyard ?? false,
        // only where it is, so that versions from before revisions stay what they were
        ...(revised === undefined ? [] : [revised]),
      ]),
      scenes: byKey(state.entries).map(([id, { order, number, omitted, mergedInto }]) => [
        id,
        order,
        number ?? null,
        omitted ?? false,
        mergedInto ?? null,
      ]),
      titlePage: byKey(state.titlePage),
    }
  },
  assets: doc => tablesContent('assets', doc),
  // tables only where something is in them, so that versions from before them stay what they were
  scene: doc => [
    ...readShots(doc).map(({ sources, label: _, ...shot }) => [byKey(Object.entries(shot)), byKey(sources)]),
    ...tablesContent('scene', doc),
  ],
  // comments are kept in no version: whoever goes back in a script does not want answers gone
  comments: readThreads,
}

/**
 * Everything of a document that a version brings back, as text: equal exactly for documents that say the same. Who wrote
 * it, and suggestions that wait, are not part of it.
 */
export const versionContent = (kind: DocumentKind, doc: Y.Doc): string => JSON.stringify([kind, CONTENT[kind](doc)])

/** What stands in a script beside what it says: no version brings it back, and a fork has it all the same. */
const BESIDE = ['production', 'revisions', 'bookmarks', 'foreign'] as const

/** The same with what stands beside it: equal for states of which either can stand for the other. */
export function stateContent(kind: DocumentKind, doc: Y.Doc): string {
  const said = versionContent(kind, doc)
  if (kind !== 'script') return said
  const beside = BESIDE.map(root => byKey(Object.entries(doc.getMap(root).toJSON())))
  const sources = byKey(Object.entries(doc.getMap('scenes').toJSON())).flatMap(([id, entry]) => {
    const { beat, beatHash } = Object(entry)
    return beat === undefined ? [] : [[id, beat, beatHash]]
  })
  return beside.some(root => root.length > 0) || sources.length > 0 ? JSON.stringify([said, beside, sources]) : said
}
