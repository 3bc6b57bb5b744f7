import * as Y from 'yjs'
import { readBeats } from '../beats/beats.ts'
import { readBrief } from '../brief/brief.ts'
import { readThreads } from '../comments/thread.ts'
import { readProduction } from '../script/production.ts'
import { readScenes } from '../script/scenes.ts'
import { readShots } from '../shots/shots.ts'
import { activeVariant, readProse, readVariants } from '../treatment/variants.ts'
import type { DocumentKind } from './kinds.ts'
import { tablesContent } from './tables.ts'

/** What a document says, without suggestions, emphasis and bookkeeping: what other things may depend on. */
const CONTENT: Record<DocumentKind, (doc: Y.Doc) => unknown> = {
  brief: doc => sorted(readBrief(doc)),
  treatment: doc => [
    activeVariant(doc),
    readVariants(doc).map(variant => [
      sorted(variant),
      readProse(doc, variant.id).map(({ id, type, text }) => [id, type, text.normalize('NFC')]),
    ]),
  ],
  beats: doc => readBeats(doc).map(({ sources, ...beat }) => sorted({ ...beat, sources: Object.fromEntries(sources) })),
  script: doc => [
    ...readScenes(doc).map(({ id, number, omitted, lines }) => [
      id,
      number,
      omitted,
      // who speaks beside whom changes no word, and the length of the scene
      lines.map(line => [line.id, line.type, line.text.normalize('NFC'), ...(line.dual ? ['dual'] : [])]),
    ]),
    ...paperOf(doc),
  ],
  assets: doc => tablesContent('assets', doc),
  scene: doc => [
    ...readShots(doc).map(({ sources, ...shot }) => sorted({ ...shot, sources: Object.fromEntries(sources) })),
    ...tablesContent('scene', doc),
  ],
  // without the times, which the server adds when it has seen the rest
  comments: doc =>
    readThreads(doc)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, anchor, resolvedBy, messages }) => [
        id,
        sorted(anchor),
        resolvedBy,
        messages
          .map(({ id, author, body, deleted }) => [id, author, body, deleted] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ]),
}

/** What moves the pages, and with them the lengths of scenes, without any word: A4, and pages that are locked. */
function paperOf(doc: Y.Doc): unknown[] {
  const { pageSize, pages } = readProduction(doc)
  return pageSize === 'letter' && pages === null
    ? []
    : [[pageSize, pages?.map(({ label, line, offset }) => [label, line, offset])]]
}

/** The canonical content as text: the same for everybody who has the same, whatever the order in which it came. */
export const canonicalContent = (kind: DocumentKind, doc: Y.Doc): string => JSON.stringify(CONTENT[kind](doc))

/** How much of whose writing is in a document, as text. Deletions are not counted in it. */
export const stateOf = (doc: Y.Doc): string =>
  JSON.stringify([...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([a], [b]) => a - b))

/** Maps as key-sorted lists: the order of a Y.Map's keys is not the same everywhere. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)])
}
