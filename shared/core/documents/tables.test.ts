import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { keyOf, readAssets } from '../assets/assets.ts'
import { addAsset, addImageKey, deleteAssets, lockImageKey, setAssetKind, setAssetText } from '../assets/write.ts'
import { addFrame, approveFrame, frameFor, readFrames } from '../frames/frames.ts'
import { addTake, approveTake, readTakes, takeFor } from '../frames/takes.ts'
import { versionContent } from '../history/content.ts'
import { restoreTables } from '../history/restoreTables.ts'
import { diffTables, readTablesState } from '../history/tablesState.ts'
import { addPrompt, promptFor, readPrompts, setPromptText } from '../prompts/prompts.ts'
import { readEndState, writeEndPart } from '../states/endState.ts'
import { addState, readStates, setCondition, setState, setStateText } from '../states/states.ts'
import { canonicalContent } from './content.ts'
import { SHAPES } from './shapes.ts'
import { findStrays } from './strays.ts'
import { deleteRows, restoreRows, rowsOf, rowText } from './table.ts'
import { TABLES, tablesOf } from './tables.ts'

const MADE = { model: 'm', credits: 4, inputHash: 'h', at: '2026-11-30T00:00:00.000Z' }

/** A scene document with a row in every table. */
function scene() {
  const doc = new Y.Doc()
  const state = addState(doc, { kind: 'character', asset: 'ana', text: 'In her coat.', source: 'master' })
  setCondition(doc, state, 'mud', { text: 'Muddy', shot: 's1' })
  const prompt = addPrompt(doc, {
    shot: 's1',
    part: 'frame',
    text: 'A kitchen.',
    dependsOn: new Map([['shot:s1', 'x']]),
  })
  const first = addFrame(doc, { ...MADE, shot: 's1', end: 'start', media: 'one' })
  const second = addFrame(doc, { ...MADE, shot: 's1', end: 'start', media: 'two' })
  addTake(doc, { ...MADE, shot: 's1', media: 'clip', seconds: 8 })
  writeEndPart(doc, {
    part: 'element',
    asset: 'ana',
    instance: 'ana',
    present: true,
    position: 'At the door',
    conditions: [{ id: 'mud', text: 'Muddy', shot: 's1' }],
  })
  writeEndPart(doc, { part: 'place', location: 'Kitchen', time: 'Night', light: 'One lamp' })
  return { doc, state, prompt, first, second }
}

const copyOf = (doc: Y.Doc): Y.Doc => {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}
function sync(a: Y.Doc, b: Y.Doc): void {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)))
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)))
}

describe('the tables of the later stages', () => {
  test('say back what was written in them, and hold nothing that no schema knows', () => {
    const { doc, state, prompt, first, second } = scene()
    expect(readStates(doc)).toMatchObject([
      { id: state, instance: 'ana', status: 'unreviewed', conditions: [{ id: 'mud', text: 'Muddy', shot: 's1' }] },
    ])
    expect(promptFor(readPrompts(doc), 's1', 'frame')).toMatchObject({ id: prompt, edited: false })
    expect(promptFor(readPrompts(doc), 's1', 'video')).toBeNull()
    expect(frameFor(readFrames(doc), 's1', 'start')?.id).toBe(second)
    approveFrame(doc, first)
    expect(frameFor(readFrames(doc), 's1', 'start')?.id).toBe(first)
    const better = addTake(doc, { ...MADE, shot: 's1', media: 'better', seconds: 4 })
    approveTake(doc, better)
    addTake(doc, { ...MADE, shot: 's1', media: 'worse', seconds: 6 })
    expect(takeFor(readTakes(doc), 's1')).toMatchObject({ id: better, seconds: 4, credits: 4 })
    setState(doc, state, { source: 'new', status: 'locked' })
    rowText(doc, TABLES.scene?.[0] ?? never(), state, 'text')?.insert(0, 'Still ')
    expect(readStates(doc)[0]).toMatchObject({ source: 'new', status: 'locked', text: 'Still In her coat.' })
    expect(readEndState(doc)).toMatchObject({
      elements: [{ asset: 'ana', position: 'At the door', conditions: [{ text: 'Muddy' }] }],
      place: { light: 'One lamp' },
      last: null,
      frame: null,
    })
    expect(findStrays(doc, SHAPES.scene)).toEqual([])
    const assets = new Y.Doc()
    const ana = addAsset(assets, { kind: 'character', name: 'Ana', description: 'A cook.', from: '' })
    const key = addImageKey(assets, ana, { ...MADE, media: 'face', guidance: '' })
    addImageKey(assets, ana, { ...MADE, media: 'other', guidance: 'younger', at: '2026-12-01T00:00:00.000Z' })
    expect(keyOf(readAssets(assets)[0] ?? never())?.media).toBe('other')
    lockImageKey(assets, ana, key)
    expect(keyOf(readAssets(assets)[0] ?? never())?.media).toBe('face')
    setAssetText(assets, ana, 'name', 'Ana Ruiz')
    setAssetKind(assets, ana, 'prop')
    expect(readAssets(assets)).toMatchObject([{ name: 'Ana Ruiz', kind: 'prop' }])
    deleteAssets(assets, [ana])
    expect(readAssets(assets)).toEqual([])
    expect(findStrays(assets, SHAPES.assets)).toEqual([])
  })

  test('an end state that is written again changes its row, and forgets what it was made from', () => {
    const { doc } = scene()
    const again = {
      part: 'element',
      asset: 'ana',
      instance: 'ana-8',
      present: false,
      position: '',
      conditions: [],
    } as const
    const id = writeEndPart(doc, { ...again, dependsOn: new Map([['shot:s2', 'y']]) })
    expect(readEndState(doc).elements).toMatchObject([{ id, instance: 'ana-8', present: false, conditions: [] }])
    writeEndPart(doc, again)
    expect(readEndState(doc).elements[0]?.dependsOn.size).toBe(0)
  })

  test('two people typing in one row, while a third deletes it, lose no word', () => {
    const { doc, state, prompt } = scene()
    const [ana, ben, third] = [copyOf(doc), copyOf(doc), copyOf(doc)]
    setStateText(ana, state, 'In her wet coat.')
    setStateText(ben, state, 'In her coat, barefoot.')
    setPromptText(ben, prompt, 'A dark kitchen.')
    deleteRows(third, TABLES.scene?.[0] ?? never(), [state])
    sync(ana, ben)
    sync(ben, third)
    expect(readStates(ben)).toEqual([])
    restoreRows(ben, TABLES.scene?.[0] ?? never(), [state])
    expect(readStates(ben)[0]?.text).toBe('In her wet coat, barefoot.')
    expect(readPrompts(ben)[0]).toMatchObject({ text: 'A dark kitchen.', edited: true })
  })

  test('whatever a foreign program leaves in them is read past', () => {
    const { doc } = scene()
    for (const table of tablesOf('scene')) {
      const rows = rowsOf(doc, table)
      rows.set('bad', new Y.Map(table.values.map(name => [name, 7])))
      rows.set('worse', 'no row' as never)
    }
    for (const read of [readStates, readPrompts, readFrames, readTakes, readEndState])
      expect(() => read(doc)).not.toThrow()
    expect(readTakes(doc)).toHaveLength(1)
  })
})

describe('a version of them', () => {
  test('is restored exactly, by edits that leave alone what is the same', () => {
    const { doc, state, first } = scene()
    const then = copyOf(doc)
    const said = versionContent('scene', doc)
    setStateText(doc, state, 'In rags.')
    deleteRows(doc, tablesOf('scene')[2] ?? never(), [first])
    addPrompt(doc, { shot: 's1', part: 'video', text: 'She runs.' })
    writeEndPart(doc, { part: 'last', lastAction: 'She runs.', lastLine: '' })
    expect(versionContent('scene', doc)).not.toBe(said)
    restoreTables('scene', doc, then)
    expect(versionContent('scene', doc)).toBe(said)
    const before = Y.encodeStateVector(doc)
    restoreTables('scene', doc, then)
    expect(Y.encodeStateVector(doc)).toEqual(before)
  })

  test('tells rows that came, went and changed, with their words', () => {
    const { doc, state, first } = scene()
    const before = readTablesState('scene', doc)
    setStateText(doc, state, 'In her wet coat.')
    deleteRows(doc, tablesOf('scene')[2] ?? never(), [first])
    const views = diffTables(before, readTablesState('scene', doc), { authorOf: () => 0, remover: null })
    const rows = views.flatMap(view => view.rows.map(row => [view.root, row.status]))
    expect(rows).toEqual([
      ['states', 'changed'],
      ['prompts', 'same'],
      ['frames', 'removed'],
      ['frames', 'same'],
      ['takes', 'same'],
      ['endState', 'same'],
      ['endState', 'same'],
    ])
    const pictures = views.flatMap(view => (view.root === 'frames' ? view.rows.map(row => row.media) : []))
    expect(pictures).toEqual([
      { before: 'one', after: null },
      { before: 'two', after: 'two' },
    ])
    const text = views[0]?.rows[0]?.fields.find(field => field.key === 'text')
    expect(text?.pieces.map(({ text, status }) => [text, status])).toEqual([
      ['In her ', 'same'],
      ['wet ', 'added'],
      ['coat.', 'same'],
    ])
  })

  test('of a scene that has none of them says what it said before they were invented', () => {
    const doc = new Y.Doc()
    expect(canonicalContent('scene', doc)).toBe('[]')
    expect(versionContent('scene', doc)).toBe('["scene",[]]')
  })
})

function never(): never {
  throw new Error('not there')
}
