import * as Y from 'yjs'
import { makeLine, plain } from './line.ts'
import { addScene, scriptRoots } from './scenes.ts'

/**
 * Two people with the same script, of three scenes with a heading and so many lines each; client ids are pinned so that a
 * failure repeats.
 *
 *     scene a: a0 INT. A, a1, a2     scene b: b0 INT. B, b1, b2     scene c: c0 INT. C, c1, c2
 */
export function twoPeople(lines: 1 | 2): [Y.Doc, Y.Doc] {
  const seed = new Y.Doc()
  seed.clientID = 1
  const { script, scenes } = scriptRoots(seed)
  seed.transact(() => {
    for (const [i, scene] of ['a', 'b', 'c'].entries()) {
      addScene(scenes, scene, { order: `a${i}` })
      const words = [`${scene}1 walks in.`, `${scene}2 walks out.`].slice(0, lines)
      script.push([
        makeLine(`${scene}0`, scene, { type: 'scene_heading', runs: plain(`INT. ${scene.toUpperCase()} - DAY`) }),
        ...words.map((text, n) => makeLine(`${scene}${n + 1}`, scene, { type: 'action', runs: plain(text) })),
      ])
    }
  })
  const state = Y.encodeStateAsUpdate(seed)
  const open = (clientId: number): Y.Doc => {
    const doc = new Y.Doc()
    doc.clientID = clientId
    Y.applyUpdate(doc, state)
    return doc
  }
  return [open(11), open(22)]
}

/** Each hears what the other did. */
export function sync(a: Y.Doc, b: Y.Doc): void {
  const fromA = Y.encodeStateAsUpdate(a, Y.encodeStateVector(b))
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)))
  Y.applyUpdate(b, fromA)
}
