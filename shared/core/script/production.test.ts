import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { SHAPES } from '../documents/shapes.ts'
import { findStrays } from '../documents/strays.ts'
import { insertLines } from './edit.ts'
import { plain } from './line.ts'
import {
  lockScenes,
  type Production,
  readProduction,
  renumberScenes,
  setLockedPages,
  setOmitted,
  setPageSize,
  setRevision,
  startRevision,
  unlockScenes,
} from './production.ts'
import { repairScript } from './repair.ts'
import { addRevision, changeRevision, clearRevised, linesOfRevision, markRevised, readRevisions } from './revisions.ts'
import { readLines, readScenes, scriptRoots } from './scenes.ts'
import { sync, twoPeople } from './testPeople.ts'

const numbersOf = (doc: Y.Doc) => readScenes(doc).map(scene => scene.number)
const newScene = (doc: Y.Doc, after: string, id: string) =>
  insertLines(doc, after, [{ id, type: 'scene_heading', runs: plain(`EXT. ${id} - DAY`) }])
const lineOf = (doc: Y.Doc, id: string): Y.XmlElement => {
  const found = (scriptRoots(doc).script.toArray() as unknown[]).find(
    node => node instanceof Y.XmlElement && node.getAttribute('id') === id,
  )
  if (!(found instanceof Y.XmlElement)) throw new Error(`There is no line ${id}.`)
  return found
}

const FRESH: Production = { pageSize: 'letter', revision: null, scenesLocked: false, pages: null }

describe('what a production has settled', () => {
  it('is nothing in a new script', () => {
    expect(readProduction(new Y.Doc())).toEqual(FRESH)
  })

  it('is read as it was written, and every shape knows it', () => {
    const [doc] = twoPeople(1)
    setPageSize(doc, 'a4')
    lockScenes(doc)
    const blue = startRevision(doc, { date: '2026-03-01' })
    const pages = [{ label: '1', line: 'a0', offset: 0 }]
    setLockedPages(doc, pages)
    expect(readProduction(doc)).toEqual({ pageSize: 'a4', revision: blue, scenesLocked: true, pages })
    expect(findStrays(doc, SHAPES.script)).toEqual([])
    setLockedPages(doc, null)
    setRevision(doc, null)
    unlockScenes(doc)
    expect(readProduction(doc)).toEqual({ ...FRESH, pageSize: 'a4' })
  })

  it.each<[string, (map: Y.Map<unknown>) => void]>([
    ['a page size that nobody prints', map => map.set('pageSize', 'tabloid')],
    ['a revision that is not there', map => map.set('revision', 'gone')],
    ['a lock that is no yes', map => map.set('scenesLocked', 'yes')],
    ['pages that are no list', map => map.set('pages', { label: '1' })],
    ['a page without a line', map => map.set('pages', [{ label: '1', offset: 0 }])],
    ['a page that begins before its line', map => map.set('pages', [{ label: '1', line: 'a0', offset: -1 }])],
  ])('reads %s of a foreign program as a new script', (_, write) => {
    const doc = new Y.Doc()
    write(doc.getMap('production'))
    expect(readProduction(doc)).toEqual(FRESH)
  })
})

describe('locked scene numbers', () => {
  it('stay with their scenes, and new scenes get numbers between them', () => {
    const [doc] = twoPeople(1)
    lockScenes(doc)
    newScene(doc, 'a1', 'x')
    newScene(doc, 'x', 'y')
    expect(numbersOf(doc)).toEqual(['1', '1A', '1B', '2', '3'])
    unlockScenes(doc)
    expect(numbersOf(doc)).toEqual(['1', '4', '5', '2', '3'])
    renumberScenes(doc)
    expect(numbersOf(doc)).toEqual(['1', '2', '3', '4', '5'])
  })

  it('given since are fixed by locking again and by beginning a revision', () => {
    const [doc] = twoPeople(1)
    lockScenes(doc)
    newScene(doc, 'a1', 'x')
    startRevision(doc, { date: '' })
    newScene(doc, 'a1', 'w')
    expect(numbersOf(doc)).toEqual(['1', 'A1A', '1A', '2', '3'])
    lockScenes(doc)
    newScene(doc, 'a1', 'v')
    expect(numbersOf(doc)).toEqual(['1', 'AA1A', 'A1A', '1A', '2', '3'])
    renumberScenes(doc)
    expect(numbersOf(doc)[1]).toBe('AA1A')
  })

  it('merge: Ann locks while Ben adds a scene', () => {
    const [ann, ben] = twoPeople(1)
    lockScenes(ann)
    newScene(ben, 'b1', 'x')
    sync(ann, ben)
    for (const doc of [ann, ben]) expect(numbersOf(doc)).toEqual(['1', '2', '2A', '3'])
  })

  it('merge: both lock, both add a scene at the same place', () => {
    const [ann, ben] = twoPeople(1)
    lockScenes(ann)
    lockScenes(ben)
    newScene(ann, 'a1', 'x')
    newScene(ben, 'a1', 'y')
    sync(ann, ben)
    expect(numbersOf(ann)).toEqual(numbersOf(ben))
    expect(numbersOf(ann)).toEqual(['1', '1A', '1B', '2', '3'])
  })
})

describe('revisions', () => {
  it('take the colours of the industry one after the other, and can be changed', () => {
    const [doc] = twoPeople(1)
    const blue = startRevision(doc, { date: '2026-03-01' })
    const pink = startRevision(doc, { date: '2026-04-01' })
    expect(readRevisions(doc).map(({ name, colour, date }) => [name, colour, date])).toEqual([
      ['Blue revision', 'blue', '2026-03-01'],
      ['Pink revision', 'pink', '2026-04-01'],
    ])
    changeRevision(doc, blue, { name: 'Network notes', colour: 'tan' })
    expect(readRevisions(doc)[0]).toMatchObject({ id: blue, name: 'Network notes', colour: 'tan' })
    expect(readProduction(doc).revision).toBe(pink)
  })

  it('merge: two people begin one at once; both are kept, and one is written in', () => {
    const [ann, ben] = twoPeople(1)
    const first = startRevision(ann, { date: '' })
    const second = startRevision(ben, { date: '' })
    sync(ann, ben)
    for (const doc of [ann, ben]) {
      expect(new Set(readRevisions(doc).map(revision => revision.id))).toEqual(new Set([first, second]))
      expect([first, second]).toContain(readProduction(doc).revision)
    }
    expect(readProduction(ann)).toEqual(readProduction(ben))
    expect(readRevisions(ann)).toEqual(readRevisions(ben))
  })

  it('are read as white and nameless where a foreign program left them half done', () => {
    const doc = new Y.Doc()
    doc.getMap('revisions').set('half', new Y.Map([['colour', 'plaid']]))
    doc.getMap('revisions').set('none', 3)
    expect(readRevisions(doc)).toEqual([{ id: 'half', order: '~', name: '', colour: 'white', date: '' }])
    // and a new one can be added behind them
    const id = addRevision(doc, { name: 'Blue', colour: 'blue', date: '' })
    expect(readRevisions(doc).map(revision => revision.id)).toEqual([id, 'half'])
  })

  it('mark lines once for each writer, list them and clear them', () => {
    const [doc] = twoPeople(1)
    const blue = startRevision(doc, { date: '' })
    markRevised(doc, lineOf(doc, 'b1'), blue)
    const state = Y.encodeStateVector(doc)
    markRevised(doc, lineOf(doc, 'b1'), blue)
    expect(Y.encodeStateVector(doc)).toEqual(state)
    expect(linesOfRevision(doc, blue).map(line => line.id)).toEqual(['b1'])
    expect(clearRevised(doc, 'other')).toBe(0)
    expect(clearRevised(doc, blue)).toBe(1)
    expect(readLines(doc).some(line => line.revised !== undefined)).toBe(false)
  })

  it('merge: both mark one line, a third clears; nobody reads another line than the others', () => {
    const [ann, ben] = twoPeople(1)
    const blue = startRevision(ann, { date: '' })
    sync(ann, ben)
    markRevised(ann, lineOf(ann, 'a1'), blue)
    markRevised(ben, lineOf(ben, 'a1'), blue)
    sync(ann, ben)
    for (const doc of [ann, ben]) expect(linesOfRevision(doc, blue).map(line => line.id)).toEqual(['a1'])
    clearRevised(ann, null)
    markRevised(ben, lineOf(ben, 'c1'), blue)
    sync(ann, ben)
    for (const doc of [ann, ben]) expect(linesOfRevision(doc, blue).map(line => line.id)).toEqual(['c1'])
  })

  it('of a foreign program that are no ids are taken off the lines by the repair', () => {
    const [doc] = twoPeople(1)
    lineOf(doc, 'a1').setAttribute('revised', '')
    expect(repairScript(doc)).toEqual(['line revision'])
    expect(repairScript(doc)).toEqual([])
  })
})

describe('an omitted scene', () => {
  it('keeps its number and its lines, and comes back', () => {
    const [doc] = twoPeople(1)
    setOmitted(doc, 'b', true)
    expect(readScenes(doc)[1]).toMatchObject({ number: '2', omitted: true, heading: 'INT. B - DAY' })
    expect(readScenes(doc)[1]?.lines).toHaveLength(2)
    setOmitted(doc, 'b', false)
    expect(readScenes(doc)[1]?.omitted).toBe(false)
    setOmitted(doc, 'gone', true)
    setOmitted(doc, 'front', true)
    expect(scriptRoots(doc).scenes.has('gone')).toBe(false)
  })

  it('merge: Ann omits the scene in which Ben types, and nothing of it is lost', () => {
    const [ann, ben] = twoPeople(1)
    setOmitted(ann, 'b', true)
    insertLines(ben, 'b1', [{ id: 'b2', type: 'action', runs: plain('Late.') }])
    sync(ann, ben)
    for (const doc of [ann, ben])
      expect(readScenes(doc)[1]).toMatchObject({ omitted: true, lines: [{ id: 'b0' }, { id: 'b1' }, { id: 'b2' }] })
  })
})
