import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { lockPages, unlockPages } from '../../shared/core/pages/scriptPages.ts'
import { makeLine, plain } from '../../shared/core/script/line.ts'
import { setPageSize } from '../../shared/core/script/production.ts'
import { addScene, scriptRoots } from '../../shared/core/script/scenes.ts'
import { addShot, deleteShots, restoreShots, setCell } from '../../shared/core/shots/write.ts'
import { contentHash } from './canonicalContent.ts'

describe('what a document says', () => {
  it('changes when two speak at once, because the scene is shorter then', () => {
    const doc = new Y.Doc()
    const { script, scenes } = scriptRoots(doc)
    addScene(scenes, 's', { order: 'a0' })
    const cue = makeLine('c', 's', { type: 'character', runs: plain('MARA') })
    script.insert(0, [makeLine('h', 's', { type: 'scene_heading', runs: plain('INT. A') }), cue])
    const alone = contentHash('script', doc)
    cue.setAttribute('dual', '1')
    expect(contentHash('script', doc)).not.toBe(alone)
  })

  it('changes with the paper and with pages that are locked, because scenes have other lengths then', () => {
    const doc = new Y.Doc()
    const { script, scenes } = scriptRoots(doc)
    addScene(scenes, 's', { order: 'a0' })
    script.insert(0, [makeLine('h', 's', { type: 'scene_heading', runs: plain('INT. A') })])
    const said = [contentHash('script', doc)]
    setPageSize(doc, 'a4')
    said.push(contentHash('script', doc))
    lockPages(doc)
    said.push(contentHash('script', doc))
    expect(new Set(said).size).toBe(3)
    unlockPages(doc)
    setPageSize(doc, 'letter')
    expect(contentHash('script', doc)).toBe(said[0])
  })

  it('of a scene is its shots as people see them', () => {
    const doc = new Y.Doc()
    const shot = addShot(doc, null, { action: 'She waits.' })
    const said = contentHash('scene', doc)
    deleteShots(doc, [shot])
    expect(contentHash('scene', doc)).not.toBe(said)
    setCell(doc, shot, 'action', 'Nobody sees this.')
    restoreShots(doc, [shot])
    expect(contentHash('scene', doc)).toBe(said)
  })

  it('can be told of a scene into which a foreign program put maps within maps, ten thousand deep', () => {
    const doc = new Y.Doc()
    addShot(doc, null, { action: 'She waits.' })
    const said = contentHash('scene', doc)
    let map = doc.getMap('shots')
    // at once: each transaction would tell all the maps around it
    doc.transact(() => {
      for (let depth = 0; depth < 10_000; depth++) {
        const inner = new Y.Map<unknown>()
        map.set(depth === 0 ? 'deep' : 'deeper', inner)
        map = inner
      }
    })
    // the outermost is a row, an empty one, that anybody can delete
    deleteShots(doc, ['deep'])
    expect(contentHash('scene', doc)).toBe(said)
  })
})
