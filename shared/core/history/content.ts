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
