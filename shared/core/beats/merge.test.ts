import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { beatRows, beatText, readBeats } from './beats.ts'
import { createBeatUndo, keptBeats } from './undo.ts'
import { addBeat, deleteBeats, mergeBeats, moveBeats, restoreBeats, setBeatText, splitBeat } from './write.ts'

/*
 * Two people, Ana (client 11) and Ben (client 12), and a sheet that both have:
 *
 *   a  "The letter"  "Ana finds a letter. She reads it twice."  from the line 'p1'
 *   b  "The lie"     "Ben lies about the letter."               from the line 'p2'
 *   c  "The train"   "The train leaves without him."            from the line 'p3'
 *
 * Each test makes their edits at the same time, then merges in both directions.
 */
const ANA = 'ana'
const BEN = 'ben'

function sheet() {
  const seed = new Y.Doc()
  seed.clientID = 1
  const beats = [
    ['a', 'The letter', 'Ana finds a letter. She reads it twice.', 'p1'],
    ['b', 'The lie', 'Ben lies about the letter.', 'p2'],
    ['c', 'The train', 'The train leaves without him.', 'p3'],
  ] as const
  let last: string | null = null
  for (const [id, title, body, lineId] of beats)
    last = addBeat(seed, last, { title, body, sources: [{ lineId, hash: `of ${lineId}` }] }, undefined, id)
  const open = (clientID: number) => {
    const doc = new Y.Doc({ gc: false })
    doc.clientID = clientID
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(seed))
    return doc
  }
  return { ana: open(11), ben: open(12) }
}

function merge(...docs: Y.Doc[]): void {
  const updates = docs.map(doc => Y.encodeStateAsUpdate(doc))
  for (const doc of docs) for (const update of updates) Y.applyUpdate(doc, update, 'remote')
  for (const doc of docs) expect(readBeats(doc)).toEqual(readBeats(docs[0] ?? doc))
}
const titles = (doc: Y.Doc) => readBeats(doc).map(beat => beat.title)
const bodies = (doc: Y.Doc) => readBeats(doc).map(beat => beat.body)
const numbers = (doc: Y.Doc) => readBeats(doc).map(beat => `${beat.number} ${beat.id}`)

describe('one person', () => {
  test('adds behind a beat, as the first, and at the end where the beat is gone', () => {
    const { ana } = sheet()
    addBeat(ana, 'a', { title: 'After' })
    addBeat(ana, null, { title: 'First' })
    addBeat(ana, 'nowhere', { title: 'Last' })
    expect(titles(ana)).toEqual(['First', 'The letter', 'After', 'The lie', 'The train', 'Last'])
  })

  test('moves beats as a block, which renumbers all; behind itself or a beat that is gone changes nothing', () => {
    const { ana } = sheet()
    moveBeats(ana, ['a', 'b'], 'c')
    expect(numbers(ana)).toEqual(['1 c', '2 a', '3 b'])
    moveBeats(ana, ['b'], null)
    expect(numbers(ana)).toEqual(['1 b', '2 c', '3 a'])
    moveBeats(ana, ['b', 'c'], 'c')
    moveBeats(ana, ['b'], 'nowhere')
    expect(numbers(ana)).toEqual(['1 b', '2 c', '3 a'])
  })

  test('splits at the caret: the second part is a beat of its own, from the same passage', () => {
    const { ana } = sheet()
    const id = splitBeat(ana, 'a', 'Ana finds a letter.'.length, null)
    expect(titles(ana)).toEqual(['The letter', 'The letter (continued)', 'The lie', 'The train'])
    expect(bodies(ana).slice(0, 2)).toEqual(['Ana finds a letter.', 'She reads it twice.'])
    const made = readBeats(ana)[1]
    expect(made?.id).toBe(id)
    expect(made?.sources).toEqual(new Map([['p1', 'of p1']]))
  })

  test('splits nothing off where there are no words on one side', () => {
    const { ana } = sheet()
    for (const offset of [0, 1000]) expect(splitBeat(ana, 'a', offset, null)).toBeNull()
    expect(titles(ana)).toHaveLength(3)
  })

  test('merges a beat into another: its words, its passages; a title is taken over where there is none', () => {
    const { ana } = sheet()
    setBeatText(ana, 'a', 'title', '')
    expect(mergeBeats(ana, 'a', 'b')).toBe(true)
    expect(titles(ana)).toEqual(['The lie', 'The train'])
    expect(bodies(ana)[0]).toBe('Ana finds a letter. She reads it twice.\n\nBen lies about the letter.')
    expect([...(readBeats(ana)[0]?.sources.keys() ?? [])]).toEqual(['p1', 'p2'])
    expect(mergeBeats(ana, 'a', 'b')).toBe(false)
    expect(mergeBeats(ana, 'a', 'a')).toBe(false)
  })
})

describe('two people at once', () => {
  test('in one beat both keep their words', () => {
    const { ana, ben } = sheet()
    setBeatText(ana, 'b', 'body', 'Ben lies badly about the letter.')
    setBeatText(ben, 'b', 'body', 'Ben lies about the burnt letter.')
    merge(ana, ben)
    expect(bodies(ana)[1]).toBe('Ben lies badly about the burnt letter.')
  })

  test('moving one beat to two places leaves it once, with what was typed in it', () => {
    const { ana, ben } = sheet()
    moveBeats(ana, ['a'], 'c')
    moveBeats(ben, ['a'], 'b')
    setBeatText(ben, 'a', 'title', 'The sealed letter')
    merge(ana, ben)
    expect(titles(ana).filter(title => title === 'The sealed letter')).toHaveLength(1)
    expect(numbers(ana)).toHaveLength(3)
  })

  test('moving different beats behind one leaves both there, in one order for all', () => {
    const { ana, ben } = sheet()
    moveBeats(ana, ['a'], 'c')
    moveBeats(ben, ['b'], 'c')
    merge(ana, ben)
    expect(numbers(ana)[0]).toBe('1 c')
    expect(numbers(ana)).toHaveLength(3)
  })

  test('removing a beat while a colleague writes in it: it goes, and comes back with all words', () => {
    const { ana, ben } = sheet()
    deleteBeats(ana, ['b'])
    setBeatText(ben, 'b', 'body', 'Ben lies about the burnt letter.')
    merge(ana, ben)
    expect(titles(ben)).toEqual(['The letter', 'The train'])
    restoreBeats(ben, ['b'])
    merge(ana, ben)
    expect(bodies(ana)[1]).toBe('Ben lies about the burnt letter.')
  })

  // ana  splits a at its second sentence ─┐
  // ben  writes in the first sentence     ┴─ his words stay where he wrote them
  test('splitting while a colleague writes before the cut', () => {
    const { ana, ben } = sheet()
    splitBeat(ana, 'a', 'Ana finds a letter.'.length, null)
    setBeatText(ben, 'a', 'body', 'Ana finds a burnt letter. She reads it twice.')
    merge(ana, ben)
    expect(bodies(ana).slice(0, 2)).toEqual(['Ana finds a burnt letter.', 'She reads it twice.'])
  })

  test('merging while a colleague writes in what goes: the row stays with these words', () => {
    const { ana, ben } = sheet()
    mergeBeats(ana, 'a', 'b')
    setBeatText(ben, 'b', 'body', 'Ben lies about the burnt letter.')
    merge(ana, ben)
    expect(titles(ana)).toEqual(['The letter', 'The lie', 'The train'])
    expect(bodies(ana)[1]).toBe('Ben lies about the burnt letter.')
  })

  // ana  2 into 1 ─┐
  // ben  3 into 2 ─┴─ the words of 3 are on the sheet
  test('merging neighbours in a chain loses no words', () => {
    const { ana, ben } = sheet()
    mergeBeats(ana, 'a', 'b')
    mergeBeats(ben, 'b', 'c')
    merge(ana, ben)
    expect(bodies(ana).join('\n')).toContain('The train leaves without him.')
  })
})

describe('undo', () => {
  test('takes back only one’s own acts: a split, a merge, a move, a removal', () => {
    const { ana, ben } = sheet()
    const before = readBeats(ana)
    const undo = createBeatUndo(ana, ANA, 0)
    for (const act of [
      () => splitBeat(ana, 'a', 19, null, ANA),
      () => mergeBeats(ana, 'a', 'b', ANA),
      () => moveBeats(ana, ['a'], 'c', ANA),
      () => deleteBeats(ana, ['b'], ANA),
    ]) {
      act()
      expect(readBeats(ana)).not.toEqual(before)
      expect(undo.undo()?.kept).toEqual([])
      expect(readBeats(ana)).toEqual(before)
      undo.redo()
      undo.undo()
      expect(readBeats(ana)).toEqual(before)
    }
    setBeatText(ben, 'c', 'title', 'The last train', BEN)
    merge(ana, ben)
    expect(undo.undo()).toBeNull()
    expect(titles(ana)[2]).toBe('The last train')
  })

  test('of adding keeps a beat in which a colleague wrote, and says so', () => {
    const { ana, ben } = sheet()
    const undo = createBeatUndo(ana, ANA, 0)
    const id = addBeat(ana, 'a', { title: 'Mine' }, ANA)
    merge(ana, ben)
    beatText(ben, id, 'body')?.insert(0, 'Ben was here.')
    merge(ana, ben)
    expect(undo.undo()?.kept).toEqual([id])
    merge(ana, ben)
    expect(readBeats(ben)[1]).toMatchObject({ id, title: '', body: 'Ben was here.' })
    expect(keptBeats([id])).toContain('a colleague wrote in it')
  })

  test('of adding hides an empty beat, and words that arrive later bring it back', () => {
    const { ana, ben } = sheet()
    const undo = createBeatUndo(ana, ANA, 0)
    const id = addBeat(ana, 'a', { title: 'Mine' }, ANA)
    merge(ana, ben)
    undo.undo()
    expect(beatRows(ana).get(id)?.get('deleted')).toBe('undone')
    expect(titles(ana)).toHaveLength(3)
    beatText(ben, id, 'body')?.insert(0, 'Ben was here.')
    merge(ana, ben)
    expect(bodies(ana)[1]).toBe('Ben was here.')
  })
})
