import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { plain } from '../script/line.ts'
import { readLines } from '../script/scenes.ts'
import { seedScript } from '../script/seed.ts'
import { treatmentOf } from '../suggestions/testDocument.ts'
import { proseOf } from '../treatment/variants.ts'
import { readSelection, selectedText } from './selection.ts'

/*
 * INT. ROOM            0
 * She waits.           1
 * He is late.          2
 * She leaves.          3
 */
let doc: Y.Doc
beforeEach(() => {
  doc = new Y.Doc()
  const lines = ['INT. ROOM', 'She waits.', 'He is late.', 'She leaves.'].map((text, index) => ({
    type: index === 0 ? ('scene_heading' as const) : ('action' as const),
    runs: plain(text),
  }))
  seedScript(doc, { titlePage: [], lines })
})

const textOf = (index: number): Y.XmlText => {
  const element = doc.getXmlFragment('script').get(index)
  const text = element instanceof Y.XmlElement ? element.firstChild : null
  if (!(text instanceof Y.XmlText)) throw new Error('no text')
  return text
}
const at = (type: Y.XmlText | Y.XmlFragment, index: number): Record<string, unknown> =>
  JSON.parse(JSON.stringify(Y.createRelativePositionFromTypeIndex(type, index)))
const words = (start: Record<string, unknown>, end: Record<string, unknown>) =>
  readSelection(doc, { selection: { start, end } }).map(selectedText)

describe('a selection by relative positions', () => {
  it('is the words between them, over lines, in either direction', () => {
    expect(words(at(textOf(1), 4), at(textOf(3), 3))).toEqual(['waits.', 'He is late.', 'She'])
    expect(words(at(textOf(3), 3), at(textOf(1), 4))).toEqual(['waits.', 'He is late.', 'She'])
  })

  it('stays on its words while a colleague types before them', () => {
    const [start, end] = [at(textOf(2), 3), at(textOf(2), 5)]
    textOf(2).insert(0, 'Perhaps ')
    expect(words(start, end)).toEqual(['is'])
  })

  it('is empty when its words are gone, and when nothing is between its ends', () => {
    const [start, end] = [at(textOf(2), 3), at(textOf(2), 5)]
    textOf(2).delete(2, 5)
    expect(words(start, end)).toEqual([])
    expect(words(at(textOf(1), 2), at(textOf(1), 2))).toEqual([])
  })

  it('is empty when a line it ends in is gone', () => {
    const [start, end] = [at(textOf(1), 0), at(textOf(2), 3)]
    doc.getXmlFragment('script').delete(2, 1)
    expect(words(start, end)).toEqual([])
  })

  it('may end between lines, as an editor that selects all gives it', () => {
    const script = doc.getXmlFragment('script')
    expect(words(at(script, 1), at(script, script.length))).toEqual(['She waits.', 'He is late.', 'She leaves.'])
  })

  it('is empty for positions that make no sense or point elsewhere', () => {
    expect(words({ junk: true }, {})).toEqual([])
    const other = doc.getText('other')
    other.insert(0, 'elsewhere')
    const elsewhere: Record<string, unknown> = JSON.parse(
      JSON.stringify(Y.createRelativePositionFromTypeIndex(other, 2)),
    )
    expect(words(elsewhere, at(textOf(1), 1))).toEqual([])
  })
})

describe('a selection by lines', () => {
  it('is whole lines in the order of the script; unknown and empty ones are left out', () => {
    const ids = readLines(doc).map(line => line.id)
    textOf(2).delete(0, textOf(2).length)
    const selected = readSelection(doc, { lineIds: [ids[3] ?? '', 'gone', ids[2] ?? '', ids[1] ?? ''] })
    expect(selected.map(selectedText)).toEqual(['She waits.', 'She leaves.'])
  })
})

describe('a selection in a treatment', () => {
  const treatment = treatmentOf(['She waits.', 'He is late.'], ['She leaves.'])
  const prose = (variant: string): Y.XmlFragment => {
    const fragment = proseOf(treatment, variant)
    if (!fragment) throw new Error('no such variant')
    return fragment
  }
  const textIn = (variant: string, index: number): Y.XmlText => {
    const line = prose(variant).get(index)
    const text = line instanceof Y.XmlElement ? line.firstChild : null
    if (!(text instanceof Y.XmlText)) throw new Error('no text')
    return text
  }
  const selected = (start: Record<string, unknown>, end: Record<string, unknown>) =>
    readSelection(treatment, { selection: { start, end } }).map(selectedText)

  it('is the words of one variant, by positions or whole', () => {
    expect(selected(at(textIn('v1', 0), 4), at(textIn('v1', 1), 5))).toEqual(['waits.', 'He is'])
    expect(selected(at(prose('v2'), 0), at(prose('v2'), 1))).toEqual(['She leaves.'])
    expect(readSelection(treatment, { lineIds: ['l3', 'l2'] }).map(({ line }) => line.scene)).toEqual(['v1', 'v2'])
  })

  it('is empty when it would reach from one variant into another', () => {
    expect(selected(at(textIn('v1', 1), 3), at(textIn('v2', 0), 3))).toEqual([])
  })
})
