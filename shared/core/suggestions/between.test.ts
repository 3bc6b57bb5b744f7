import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { briefText, seedBrief, setGenre } from '../brief/brief.ts'
import { makeLine, plain } from '../script/line.ts'
import { addScene, readLines, scriptRoots } from '../script/scenes.ts'
import { cellText } from '../shots/shots.ts'
import { addShot } from '../shots/write.ts'
import { differenceBetween } from './between.ts'
import { proposeEdits } from './propose.ts'

function script(): Y.Doc {
  const doc = new Y.Doc()
  const { script, scenes } = scriptRoots(doc)
  addScene(scenes, 'one', { order: 'a0' })
  script.insert(0, [
    makeLine('heading', 'one', { type: 'scene_heading', runs: plain('INT. KITCHEN - DAY') }),
    makeLine('rain', 'one', { type: 'action', runs: plain('Rain falls.') }),
    makeLine('mara', 'one', { type: 'action', runs: plain('Mara waits.') }),
  ])
  return doc
}
function copy(doc: Y.Doc): Y.Doc {
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  return other
}
const line = (doc: Y.Doc, index: number): Y.XmlElement => doc.getXmlFragment('script').get(index) as Y.XmlElement
const words = (doc: Y.Doc, index: number): Y.XmlText => line(doc, index).get(0) as Y.XmlText
const texts = (doc: Y.Doc) => readLines(doc).map(({ type, text }) => `${type}: ${text}`)

describe('what a later copy has and the server has not', () => {
  it('is nothing between equals', () => {
    expect(differenceBetween(script(), copy(script()))).toEqual({ edits: [], text: '' })
  })

  it('can be proposed for the earlier copy, and accepting all of it gives the later one', () => {
    const before = script()
    const after = copy(before)
    words(after, 1).insert(0, 'Heavy ')
    line(after, 1).setAttribute('type', 'general')
    after.getXmlFragment('script').delete(2, 1)
    after
      .getXmlFragment('script')
      .insert(2, [
        makeLine('new1', 'one', { type: 'character', runs: plain('MARA') }),
        makeLine('new2', 'one', { type: 'dialogue', runs: plain('Finally.') }),
      ])
    const { edits, text } = differenceBetween(before, after)
    expect(text).toBe('Heavy Rain falls.\nMARA\nFinally.')
    const proposed = proposeEdits(before, edits, { author: { kind: 'person', id: 'ada', name: 'Ada' } })
    expect(proposed).toHaveLength(4)
    for (const { update } of proposed) Y.applyUpdate(before, update)
    expect(texts(before)).toEqual(texts(after))
  })

  it('of a shot table are the words of its cells; those of new rows are there to be copied', () => {
    const before = new Y.Doc()
    const id = String(addShot(before, null, { action: 'She waits.' }))
    const after = copy(before)
    cellText(after, id, 'action')?.insert(0, 'Rain. ')
    addShot(after, id, { camera: 'Close on the door' })
    expect(differenceBetween(before, after)).toEqual({
      edits: [{ kind: 'cell-text', shotId: id, column: 'action', before: 'She waits.', after: 'Rain. She waits.' }],
      text: 'Rain. She waits.\nClose on the door',
    })
  })

  it('of a brief are its fields, to be copied: a lock must not take what somebody had written without a network', () => {
    const before = new Y.Doc()
    before.transact(() => seedBrief(before))
    briefText(before, 'tone')?.insert(0, 'Dry.')
    const after = copy(before)
    briefText(after, 'tone')?.insert(4, ' Tender.')
    briefText(after, 'idea')?.insert(0, 'A ferryman cannot swim.')
    setGenre(after, 'drama', true)
    expect(differenceBetween(before, after)).toEqual({
      edits: [],
      text: 'Genres: drama\nTone: Dry. Tender.\nThe idea: A ferryman cannot swim.',
    })
    expect(differenceBetween(after, after)).toEqual({ edits: [], text: '' })
  })
})
