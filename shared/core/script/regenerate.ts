import type * as Y from 'yjs'
import type { Beat } from '../beats/beats.ts'
import { beatHash } from '../beats/hash.ts'
import { FRONT, readScenes, sceneEntry, scriptRoots } from './scenes.ts'

/** The beat that a scene was written from, and the hash that it had then. */
function linkOf(doc: Y.Doc, sceneId: string): { beat: string; hash: unknown } | null {
  const entry = sceneEntry(scriptRoots(doc).scenes, sceneId)
  const beat: unknown = entry?.get('beat')
  return typeof beat === 'string' ? { beat, hash: entry?.get('beatHash') } : null
}

/** Ids of the scenes that were written from a beat that says the same now, by beat. */
export function scenesInStep(doc: Y.Doc, beats: readonly Beat[]): Map<string, string[]> {
  const hashes = new Map(beats.map(beat => [beat.id, beatHash(beat)]))
  const byBeat = new Map<string, string[]>()
  for (const { id } of readScenes(doc)) {
    const link = linkOf(doc, id)
    if (link && link.hash === hashes.get(link.beat)) byBeat.set(link.beat, [...(byBeat.get(link.beat) ?? []), id])
  }
  return byBeat
}

/** Takes every scene out of a script but those to keep. One transaction. */
export function clearScript(doc: Y.Doc, keep: ReadonlySet<string>): void {
  const { script } = scriptRoots(doc)
  const kept = new Set(readScenes(doc).flatMap(scene => (keep.has(scene.id) ? scene.lines.map(line => line.id) : [])))
  doc.transact(() => {
    for (let place = script.length - 1; place >= 0; place--) {
      const node = script.get(place)
      const id: unknown = 'getAttribute' in node ? node.getAttribute('id') : null
      if (typeof id !== 'string' || !kept.has(id)) script.delete(place, 1)
    }
  })
}

/**
 * The scene behind which one of this beat is written: before the first scene that was written from a later beat, else behind
 * all. {@link FRONT} where that is the beginning.
 */
export function sceneBehind(doc: Y.Doc, beatId: string, beats: readonly Pick<Beat, 'id'>[]): string {
  const place = beats.findIndex(({ id }) => id === beatId)
  const scenes = readScenes(doc)
  const next = scenes.findIndex(({ id }) => {
    const link = linkOf(doc, id)
    return link !== null && beats.findIndex(beat => beat.id === link.beat) > place
  })
  return (next === -1 ? scenes.at(-1) : scenes[next - 1])?.id ?? FRONT
}
