import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { parseFountain } from '../formats/fountain/parse.ts'
import { writeFountain } from '../formats/fountain/write.ts'
import type { Screenplay } from '../formats/screenplay.ts'
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
  it('carries revisions, what a production settled, and what a format keeps of its lines', () => {
    const [front, heading] = parseFountain('A.\n\nINT. B - DAY #7#\n').lines
    if (!front || !heading) throw new Error('The fixture has two lines.')
    const screenplay: Screenplay = {
      titlePage: [],
      lines: [{ ...front, revised: '1', foreign: { fdx: '<Line/>' } }, heading],
      revisions: [{ id: '1', name: 'Blue', colour: 'blue', date: '2026-11-25' }],
      production: {
        pageSize: 'a4',
        revision: '1',
        scenesLocked: true,
        pages: [
          { label: '1', line: 0, offset: 0 },
          { label: '1A', line: 1, offset: 3 },
        ],
      },
      foreign: { fdx: '<FinalDraft/>' },
    }
    const doc = new Y.Doc()
    doc.transact(() => seedScript(doc, screenplay))
    expect(readScreenplay(doc)).toEqual(screenplay)
    // a line that is deleted takes along what was kept of it
    scriptRoots(doc).script.delete(0, 1)
    expect(readScreenplay(doc)).toMatchObject({ lines: [heading], production: { pages: [{ label: '1A', line: 0 }] } })
    expect(JSON.stringify(readScreenplay(doc))).not.toContain('<Line/>')
  })
  it('leaves out a revision mark that names no revision', () => {
    const doc = new Y.Doc()
    doc.transact(() => seedScript(doc, { titlePage: [], lines: [{ type: 'action', runs: [], revised: 'gone' }] }))
    expect(readScreenplay(doc).lines).toEqual([{ type: 'action', runs: [] }])
  })
  it('is never seeded twice', () => {
    const doc = seeded(SOURCE)
    expect(() => doc.transact(() => seedScript(doc, parseFountain(SOURCE)))).toThrow('cannot be seeded')
    expect(readScreenplay(doc)).toEqual(parseFountain(SOURCE))
  })
})
