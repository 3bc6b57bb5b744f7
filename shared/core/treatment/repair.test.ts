import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { makeLine, plain } from '../script/line.ts'
import { copyOf, elementAt, sync, treatmentOf } from '../suggestions/testDocument.ts'
import { repairTreatment } from './repair.ts'
import { proseOf, readProse } from './variants.ts'

function prose(doc: Y.Doc, variant: string): Y.XmlFragment {
  const fragment = proseOf(doc, variant)
  if (!fragment) throw new Error(`no variant ${variant}`)
  return fragment
}

/** Breaks a treatment (v1: l1, l2; v2: l3), has two servers repair it at once, and gives what both agree on. */
function repairTwice(breakIt: (doc: Y.Doc) => void): { doc: Y.Doc; fixed: string[] } {
  const doc = treatmentOf(['She walks home', 'He waits'], ['The river rises'])
  breakIt(doc)
  const [one, two] = [copyOf(doc, 21), copyOf(doc, 22)]
  const fixed = repairTreatment(one)
  expect(repairTreatment(two)).toEqual(fixed)
  for (let round = 0; round < 3; round++) {
    sync(one, two)
    repairTreatment(one)
    repairTreatment(two)
  }
  expect(Y.encodeStateVector(one)).toEqual(Y.encodeStateVector(two))
  expect(readProse(one, 'v1')).toEqual(readProse(two, 'v1'))
  return { doc: one, fixed }
}

describe('the repair of a treatment', () => {
  it('leaves a sound one alone', () => {
    expect(repairTwice(() => {}).fixed).toEqual([])
  })

  it('names the later of two lines with one id anew, in one variant and across two', () => {
    const { doc, fixed } = repairTwice(doc => {
      prose(doc, 'v1').push([makeLine('l1', 'v1', { type: 'general', runs: plain('Twice') })])
      prose(doc, 'v2').push([makeLine('l2', 'v2', { type: 'general', runs: plain('Again') })])
    })
    expect(fixed).toEqual(['line id', 'line id'])
    const ids = ['v1', 'v2'].flatMap(variant => readProse(doc, variant).map(line => line.id))
    expect(new Set(ids).size).toBe(5)
    expect(ids.filter(id => id === 'l1' || id === 'l2')).toHaveLength(2)
  })

  it('gives a line its text, its variant, and makes of elements of a script paragraphs; headings stay', () => {
    const { doc, fixed } = repairTwice(doc => {
      elementAt(doc, 'l1').delete(0, 1)
      elementAt(doc, 'l2').setAttribute('scene', 'v2')
      elementAt(doc, 'l3').setAttribute('type', 'scene_heading')
      prose(doc, 'v2').push([makeLine('l4', 'v2', { type: 'section', depth: 1, runs: plain('Act two') })])
    })
    expect(fixed).toEqual(['text missing', 'line scene', 'line type'])
    expect(readProse(doc, 'v1').map(({ text, scene }) => [text, scene])).toEqual([
      ['', 'v1'],
      ['He waits', 'v1'],
    ])
    expect(readProse(doc, 'v2').map(({ text, type }) => [type, text])).toEqual([
      ['general', 'The river rises'],
      ['section', 'Act two'],
    ])
  })

  it('takes out what is no line', () => {
    const { doc, fixed } = repairTwice(doc => prose(doc, 'v1').insert(0, [new Y.XmlElement('paragraph')]))
    expect(fixed).toEqual(['stray node'])
    expect(prose(doc, 'v1').length).toBe(2)
  })
})
