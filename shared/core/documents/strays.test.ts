import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { makeLine, plain } from '../script/line.ts'
import { addScene, readLines, scriptRoots } from '../script/scenes.ts'
import { readShots } from '../shots/shots.ts'
import { addShot } from '../shots/write.ts'
import { treatmentOf } from '../suggestions/testDocument.ts'
import { proseOf, readProse, variantEntry, variantsRoot } from '../treatment/variants.ts'
import { SHAPES } from './shapes.ts'
import { findStrays, removeStrays } from './strays.ts'

function script(): Y.Doc {
  const doc = new Y.Doc()
  const { script, scenes, titlePage } = scriptRoots(doc)
  titlePage.set('Title', 'Rain')
  addScene(scenes, 'one', { order: 'a0' })
  script.insert(0, [
    makeLine('heading', 'one', { type: 'scene_heading', runs: plain('INT. KITCHEN - DAY') }),
    makeLine('action', 'one', {
      type: 'action',
      runs: [
        { text: 'Rain ', marks: [] },
        { text: 'falls.', marks: ['bold'] },
      ],
    }),
  ])
  return doc
}

const textOf = (doc: Y.Doc, index: number): Y.XmlText => {
  const line: unknown = doc.getXmlFragment('script').get(index)
  const text: unknown = line instanceof Y.XmlElement ? line.get(0) : null
  if (!(text instanceof Y.XmlText)) throw new Error(`Line ${index} has no text.`)
  return text
}
const lineOf = (doc: Y.Doc, index: number): Y.XmlElement => {
  const line: unknown = doc.getXmlFragment('script').get(index)
  if (!(line instanceof Y.XmlElement)) throw new Error(`There is no line ${index}.`)
  return line
}

/** What is moved out of a document of this kind: path and content. */
function moved(doc: Y.Doc, kind: 'script' | 'scene' | 'treatment' = 'script'): [string, unknown][] {
  const strays = findStrays(doc, SHAPES[kind])
  expect(removeStrays(doc, SHAPES[kind], strays, 'test')).toBe(strays.length)
  expect(findStrays(doc, SHAPES[kind])).toEqual([])
  return strays.map(({ path, content }) => [path.join(' / '), JSON.parse(content)])
}

describe('what no schema knows', () => {
  it('is nothing in a sound script and a sound shot table', () => {
    expect(findStrays(script(), SHAPES.script)).toEqual([])
    const scene = new Y.Doc()
    addShot(scene, null, { action: 'She waits.' })
    expect(findStrays(scene, SHAPES.scene)).toEqual([])
  })

  it.each<[string, (doc: Y.Doc) => void, [string, unknown][]]>([
    [
      'a root type of text',
      doc => doc.getText('novel').insert(0, 'Once'),
      [['novel', { type: 'Text', list: ['Once'] }]],
    ],
    [
      'a root type of maps',
      doc => doc.getMap('notes').set('a', new Y.Map([['b', Uint8Array.of(1, 2)]])),
      [['notes', { type: 'Map', fields: { a: { type: 'Map', fields: { b: { bytes: 'AQI=' } } } } }]],
    ],
    [
      'a paragraph among the lines',
      doc => {
        const paragraph = new Y.XmlElement('paragraph')
        paragraph.insert(0, [new Y.XmlText('Foreign')])
        doc.getXmlFragment('script').insert(1, [paragraph])
      },
      [['script / []', { type: 'XmlElement', name: 'paragraph', list: [{ type: 'XmlText', list: ['Foreign'] }] }]],
    ],
    [
      'an attribute of a line',
      doc => lineOf(doc, 1).setAttribute('align', 'right'),
      [['script / action / @align', 'right']],
    ],
    [
      'an element in a line',
      doc => lineOf(doc, 1).insert(1, [new Y.XmlElement('image')]),
      [['script / action / []', { type: 'XmlElement', name: 'image' }]],
    ],
    [
      'a mark',
      doc => textOf(doc, 1).format(2, 5, { comment: { id: 7 } }),
      [['script / action / ^comment', { mark: 'comment', value: { id: 7 }, text: 'in fa' }]],
    ],
    [
      'an embed in a text',
      doc => textOf(doc, 1).insertEmbed(4, { image: 'x.png' }),
      [['script / action / []', { image: 'x.png' }]],
    ],
    [
      'a field of a scene, and a scene that is none',
      doc => {
        const { scenes } = scriptRoots(doc)
        ;(scenes.get('one') as Y.Map<unknown> | undefined)?.set('colour', 'red')
        ;(scenes as Y.Map<unknown>).set('two', new Y.Text('two'))
      },
      [
        ['scenes / one / colour', 'red'],
        ['scenes / two', { type: 'Text', list: ['two'] }],
      ],
    ],
    [
      'a type where a word is expected',
      doc => (doc.getMap('titlePage') as Y.Map<unknown>).set('Title', new Y.Array()),
      [['titlePage / Title', { type: 'Array' }]],
    ],
  ])('is moved out whole, and its siblings stay as they were: %s', (_what, spoil, expected) => {
    const doc = script()
    const before = JSON.stringify(readLines(doc))
    spoil(doc)
    expect(moved(doc)).toEqual(expected)
    expect(JSON.stringify(readLines(doc))).toBe(before)
  })

  it('in a shot: its fields and the formats of its cells’ maps; what is typed in its cells stays', () => {
    const doc = new Y.Doc()
    const [id] = [addShot(doc, null, { action: 'She waits.' })]
    const row = doc.getMap<Y.Map<unknown>>('shots').get(String(id))
    row?.set('lens', '35 mm')
    row?.set('camera', new Y.Map())
    expect(moved(doc, 'scene')).toEqual([
      [`shots / ${id} / camera`, { type: 'Map' }],
      [`shots / ${id} / lens`, '35 mm'],
    ])
    expect(readShots(doc)[0]?.action).toBe('She waits.')
  })

  it('in a variant of a treatment: its fields, and what no line of prose has; the prose stays', () => {
    const doc = treatmentOf(['She walks home'], ['The river rises'])
    expect(findStrays(doc, SHAPES.treatment)).toEqual([])
    variantEntry(doc, 'v1')?.set('score', 7)
    const prose = proseOf(doc, 'v2')
    prose?.insert(0, [new Y.XmlElement('heading')])
    const line: unknown = prose?.get(1)
    if (line instanceof Y.XmlElement) line.setAttribute('align', 'right')
    variantsRoot(doc).set('v3', 'not a variant')
    expect(moved(doc, 'treatment')).toEqual([
      ['variants / v1 / score', 7],
      ['variants / v2 / prose / []', { type: 'XmlElement', name: 'heading' }],
      ['variants / v2 / prose / l2 / @align', 'right'],
      ['variants / v3', 'not a variant'],
    ])
    expect(readProse(doc, 'v2').map(({ text }) => text)).toEqual(['The river rises'])
  })

  it('is found alike on every replica, whoever wrote it first', () => {
    const doc = script()
    doc.getText('b').insert(0, 'x')
    doc.getMap('a').set('k', 1)
    lineOf(doc, 0).setAttribute('z', '1')
    const other = new Y.Doc()
    for (const name of ['script', 'b', 'a']) other.get(name)
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    const places = (of: Y.Doc) =>
      findStrays(of, SHAPES.script).map(({ path, clientId, clock }) => [path, clientId, clock])
    expect(places(other)).toEqual(places(doc))
  })

  it('stays while it is not the same as what was kept of it', () => {
    const doc = script()
    doc.getText('novel').insert(0, 'Once')
    const strays = findStrays(doc, SHAPES.script)
    doc.getText('novel').insert(4, ' upon')
    expect(removeStrays(doc, SHAPES.script, strays, 'test')).toBe(0)
    expect(doc.getText('novel').toString()).toBe('Once upon')
  })

  it('is left alone in a document of a newer version', () => {
    const doc = script()
    doc.getMap('meta').set('schema', 99)
    doc.getText('novel').insert(0, 'Once')
    expect(findStrays(doc, SHAPES.script)).toEqual([])
  })
})
