import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { beatRows, makeBeat } from '../beats/beats.ts'
import { plain } from '../script/line.ts'
import { chooseVariant } from '../treatment/variants.ts'
import { addVariant } from '../treatment/write.ts'
import { STAGES, stageNamed } from './stages.ts'

const missing = (id: string, doc: Y.Doc): string[] => stageNamed(id)?.missing(doc) ?? []

test('a treatment is locked when one with words in it is chosen', () => {
  const doc = new Y.Doc()
  expect(missing('treatment', doc)).toEqual([expect.stringContaining('chosen')])
  const draft = { title: '', tone: '', ending: '', chronology: '', madeBy: null, at: '' }
  const empty = addVariant(doc, { ...draft, lines: [] })
  chooseVariant(doc, empty)
  expect(missing('treatment', doc)).toEqual([expect.stringContaining('no words')])
  chooseVariant(doc, addVariant(doc, { ...draft, lines: [{ type: 'general', runs: plain('A ferry.') }] }))
  expect(missing('treatment', doc)).toEqual([])
})

test('a beat sheet is confirmed when there are beats, and something is written in each', () => {
  const doc = new Y.Doc()
  expect(missing('beats', doc)).toEqual([expect.stringContaining('no beat')])
  const draft = { title: 'Low water', body: '', sources: [], rationale: '' }
  beatRows(doc).set('a', makeBeat('a0', draft, null))
  expect(missing('beats', doc)).toEqual([])
  beatRows(doc).set('b', makeBeat('a1', { ...draft, title: ' ' }, null))
  expect(missing('beats', doc)).toEqual([expect.stringMatching(/beat 2 /)])
})

test('every stage but the first waits for the one before it', () => {
  expect(STAGES.map(stage => stage.after)).toEqual([null, ...STAGES.slice(0, -1).map(stage => stage.id)])
})
