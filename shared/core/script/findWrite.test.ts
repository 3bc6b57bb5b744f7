import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readShots } from '../shots/shots.ts'
import { addShot } from '../shots/write.ts'
import { copyOf, elementAt, scriptOf, sync, texts } from '../suggestions/testDocument.ts'
import { type FindQuery, findMatches } from './find.ts'
import {
  type ClockRange,
  cellKey,
  type Replacement,
  replaceInCells,
  replaceInLines,
  takeBackTwice,
} from './findWrite.ts'
import { lineText, readRuns } from './line.ts'
import { startRevision } from './production.ts'
import { readLines } from './scenes.ts'

const QUERY: FindQuery = { text: 'Ines', regex: false, wholeWord: true, matchCase: false, types: null }

/** All places of `QUERY` in a document, as the writer takes them. */
function wanted(doc: Y.Doc, insert: string): Map<string, Replacement> {
  const lines = readLines(doc)
  const out = new Map<string, Replacement>()
  for (const match of findMatches(lines, QUERY, insert).matches) {
    const line = lines[match.passage]
    if (!line) continue
    const before = out.get(line.id)?.matches ?? []
    out.set(line.id, { text: line.text, matches: [...before, match] })
  }
  return out
}

function textOf(doc: Y.Doc, id: string): Y.XmlText {
  const text = lineText(elementAt(doc, id))
  if (!text) throw new Error(`no text in ${id}`)
  return text
}

describe('replacing', () => {
  it('writes the words of the matches alone, in one update, with the emphasis of what they replace', () => {
    const doc = scriptOf('Ines waits. Ines goes.', ['character', 'INES'])
    textOf(doc, 'l1').format(0, 4, { bold: true })
    const updates: Uint8Array[] = []
    doc.on('update', update => updates.push(update))
    expect(replaceInLines(doc, wanted(doc, 'Irma'), 'me')).toEqual({
      places: 3,
      passed: 0,
    })
    expect(updates).toHaveLength(1)
    expect(texts(doc)).toEqual(['Irma waits. Irma goes.', 'IRMA'])
    expect(readRuns(textOf(doc, 'l1'))[0]).toEqual({ text: 'Irma', marks: ['bold'] })
    expect(updates[0]?.length).toBeLessThan(150)
  })

  it('marks the lines with the revision that is being written', () => {
    const doc = scriptOf('Ines waits.', 'Tomas goes.')
    const id = startRevision(doc, { name: 'Blue', colour: 'blue', date: '2026-01-01' })
    replaceInLines(doc, wanted(doc, 'Irma'), 'me')
    expect(elementAt(doc, 'l1').getAttribute('revised')).toBe(id)
    expect(elementAt(doc, 'l2').getAttribute('revised')).toBeUndefined()
  })

  it('passes over lines that changed since, are gone, or read so already', () => {
    const doc = scriptOf('Ines waits.', 'Ines goes.', 'Ines stays.')
    const found = wanted(doc, 'Irma')
    textOf(doc, 'l1').insert(0, 'Then ')
    found.set('none', { text: 'x', matches: [{ from: 0, to: 1, insert: 'y' }] })
    expect(replaceInLines(doc, found, 'me')).toEqual({ places: 2, passed: 2 })
    expect(texts(doc)).toEqual(['Then Ines waits.', 'Irma goes.', 'Irma stays.'])
    const before = Y.encodeStateVector(doc)
    replaceInLines(doc, new Map([['l2', { text: 'Irma goes.', matches: [{ from: 0, to: 4, insert: 'Irma' }] }]]), 'me')
    expect(Y.encodeStateVector(doc)).toEqual(before)
  })

  // client 2   replaces every Ines by Irma
  // client 3   types " slowly" directly behind the first Ines, "Then " before it, and splits nothing
  // both       Then Irma slowly waits. Irma goes.
  it.each([3, 3_000_000_000])('keeps what a colleague (client %i) types beside it at the same moment', clientId => {
    const doc = copyOf(scriptOf('Ines waits. Ines goes.'), 2)
    const other = copyOf(doc, clientId)
    replaceInLines(doc, wanted(doc, 'Irma'), 'me')
    textOf(other, 'l1').insert(4, ' slowly')
    textOf(other, 'l1').insert(0, 'Then ')
    sync(doc, other)
    expect(texts(doc)).toEqual(['Then Irma slowly waits. Irma goes.'])
    expect(texts(other)).toEqual(texts(doc))
  })

  it('is one step of undo, which leaves a colleague’s words', () => {
    const doc = copyOf(scriptOf('Ines waits. Ines goes.', ['character', 'INES']), 2)
    const other = copyOf(doc, 3)
    const undo = new Y.UndoManager([doc.getXmlFragment('script')], { trackedOrigins: new Set(['me']) })
    replaceInLines(doc, wanted(doc, 'Irma'), 'me')
    sync(doc, other)
    textOf(other, 'l1').insert(textOf(other, 'l1').length, ' Slowly.')
    sync(doc, other)
    undo.undo()
    sync(doc, other)
    expect(texts(other)).toEqual(['Ines waits. Ines goes. Slowly.', 'INES'])
  })

  // client 2 and client 3 both replace Ines by Irma; everybody takes back the copy of client 3
  it('two people who replace alike at the same moment get the words once', () => {
    const doc = copyOf(scriptOf('Ines waits. Ines goes.', ['character', 'INES (V.O.)']), 2)
    const other = copyOf(doc, 3)
    const ranges = [doc, other].map(one => {
      const from = Y.getState(one.store, one.clientID)
      replaceInLines(one, wanted(one, 'Irma'), 'me')
      const range: ClockRange = { client: one.clientID, from, to: Y.getState(one.store, one.clientID) }
      return new Map<Y.Text, ClockRange>(['l1', 'l2'].map(id => [textOf(one, id), range]))
    })
    sync(doc, other)
    expect(texts(doc)[1]).toBe('IRMAIRMA (V.O.)')
    expect(takeBackTwice(doc, ranges[0] ?? new Map(), 'twice')).toBe(3)
    expect(takeBackTwice(other, ranges[1] ?? new Map(), 'twice')).toBe(3)
    sync(doc, other)
    expect(texts(doc)).toEqual(['Irma waits. Irma goes.', 'IRMA (V.O.)'])
    expect(texts(other)).toEqual(texts(doc))
    expect(takeBackTwice(doc, ranges[0] ?? new Map(), 'twice')).toBe(0)
  })

  it('leaves what two people wrote differently at one place', () => {
    const doc = copyOf(scriptOf('Ines waits.'), 2)
    const other = copyOf(doc, 3)
    const from = Y.getState(doc.store, 2)
    replaceInLines(doc, wanted(doc, 'Irma'), 'me')
    replaceInLines(other, wanted(other, 'Ida'), 'me')
    sync(doc, other)
    const mine = new Map([[textOf(doc, 'l1') as Y.Text, { client: 2, from, to: Y.getState(doc.store, 2) }]])
    expect(takeBackTwice(doc, mine, 'twice')).toBe(0)
    expect(texts(doc)[0]).toContain('Irma')
    expect(texts(doc)[0]).toContain('Ida')
  })

  it('writes the cells of shots in the same way', () => {
    const doc = new Y.Doc()
    const id = addShot(doc, null, { characters: 'INES, TOMAS', action: 'Ines waits' })
    const cells = new Map<string, Replacement>([
      [cellKey(id, 'characters'), { text: 'INES, TOMAS', matches: [{ from: 0, to: 4, insert: 'IRMA' }] }],
      [cellKey(id, 'action'), { text: 'changed since', matches: [{ from: 0, to: 4, insert: 'Irma' }] }],
      [cellKey('gone', 'action'), { text: 'Ines', matches: [{ from: 0, to: 4, insert: 'Irma' }] }],
    ])
    expect(replaceInCells(doc, cells, 'me')).toEqual({ places: 1, passed: 2 })
    expect(readShots(doc)[0]?.characters).toBe('IRMA, TOMAS')
  })
})
