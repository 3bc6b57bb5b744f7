import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { parseFountain } from '../formats/fountain/parse.ts'
import { writeFountain } from '../formats/fountain/write.ts'
import { newId } from '../ids.ts'
import { moveScene } from './edit.ts'
import { makeLine } from './line.ts'
import { FRONT, readLines, readScenes, scriptRoots } from './scenes.ts'
import { readScreenplay, seedScript } from './seed.ts'

const SOURCE = `Title: Two Rooms
Author: Nobody
Contact:
    One Street
    A Town

FADE IN:

# Act one

INT. ROOM - DAY #7A#

Mara *waits* [[how long?]].
   For **long**.

MARA (V.O.)
(low)
One.
  
Two.

JON ^
Three.

[[Check.]]

/* Cut. */

EXT. ROOF - NIGHT

===

.OMITTED ROOM [[omitted]] #9#

> THE END <
`
function seeded(source: string): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => seedScript(doc, parseFountain(source)))
  return doc
}

describe('a seeded script', () => {
  it('reads back as the screenplay it was seeded with', () => {
    const screenplay = parseFountain(SOURCE)
    expect(readScreenplay(seeded(SOURCE))).toEqual(screenplay)
    expect(writeFountain(readScreenplay(seeded(SOURCE)))).toBe(writeFountain(screenplay))
  })
  it('survives being stored and loaded', () => {
    const copy = new Y.Doc()
    Y.applyUpdateV2(copy, Y.encodeStateAsUpdateV2(seeded(SOURCE)))
    expect(readScreenplay(copy)).toEqual(parseFountain(SOURCE))
  })
  it('has a scene per heading, and everything before the first in the front matter', () => {
    const scenes = readScenes(seeded(SOURCE))
    expect(scenes.map(({ number, heading, omitted }) => [number, heading, omitted])).toEqual([
      ['', '', false],
      ['7A', 'INT. ROOM - DAY', false],
      ['8', 'EXT. ROOF - NIGHT', false],
      ['9', 'OMITTED ROOM', true],
    ])
    expect(scenes[0]?.id).toBe(FRONT)
    expect(scenes[0]?.lines.map(line => line.text)).toEqual(['FADE IN:', 'Act one'])
  })
  it('gives every line an id of its own', () => {
    const ids = readLines(seeded(SOURCE)).map(line => line.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.every(id => id.length === 16)).toBe(true)
  })
  it('is exported in the order in which scenes were moved', () => {
    const doc = seeded(SOURCE)
    const roof = readScenes(doc).find(scene => scene.heading === 'EXT. ROOF - NIGHT')
    moveScene(doc, roof?.id ?? '', null)
    const headings = readScreenplay(doc).lines.filter(line => line.type === 'scene_heading')
    expect(headings.map(line => line.runs[0]?.text)).toEqual(['EXT. ROOF - NIGHT', 'INT. ROOM - DAY', 'OMITTED ROOM'])
    expect(headings.map(line => line.sceneNumber)).toEqual([undefined, '7A', '9'])
  })
  it('is exported without the empty lines that somebody is about to type in', () => {
    const doc = seeded(SOURCE)
    const { script } = scriptRoots(doc)
    script.push([makeLine(newId(), FRONT, { type: 'character', runs: [] })])
    expect(readScreenplay(doc).lines).toHaveLength(script.length)
    expect(writeFountain(readScreenplay(doc))).toBe(writeFountain(parseFountain(SOURCE)))
  })
  it('is never seeded twice', () => {
    const doc = seeded(SOURCE)
    expect(() => doc.transact(() => seedScript(doc, parseFountain(SOURCE)))).toThrow('cannot be seeded')
    expect(readScreenplay(doc)).toEqual(parseFountain(SOURCE))
  })
})
