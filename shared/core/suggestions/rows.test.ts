import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { beatText, readBeats } from '../beats/beats.ts'
import { createBeatUndo } from '../beats/undo.ts'
import { addBeat, deleteBeats, moveBeats, restoreBeats } from '../beats/write.ts'
import { addShot, deleteShots } from '../shots/write.ts'
import { differenceBetween } from './between.ts'
import { checkSuggestionTarget } from './check.ts'
import { previewRows, TOP } from './previewRows.ts'
import { proposeEdits } from './propose.ts'
import { refreshSuggestions } from './refresh.ts'
import { renewSuggestion, reviseSuggestion } from './revise.ts'
import { acceptGroup, acceptSuggestion, rejectSuggestion } from './settle.ts'
import { addSuggestions, findSuggestion } from './store.ts'
import type { SuggestionEdit } from './suggestion.ts'
import { AGENT, copyOf, proposed, room, statuses, sync } from './testDocument.ts'

/*
 * a  The letter  Ana finds a letter.
 * b  The lie     Ben lies.
 * c  The train   The train leaves.
 */
function sheet(): Y.Doc {
  const doc = new Y.Doc({ gc: false })
  doc.clientID = 1
  let last: string | null = null
  for (const [id, title, body] of [
    ['a', 'The letter', 'Ana finds a letter.'],
    ['b', 'The lie', 'Ben lies.'],
    ['c', 'The train', 'The train leaves.'],
  ] as const)
    last = addBeat(doc, last, { title, body }, undefined, id)
  return doc
}
const row = (id: string, title: string) => ({
  id,
  title,
  body: `${title} happens.`,
  sources: [{ lineId: 'p1', hash: 'h1' }],
})
const insert = (after: string | null, ...titles: string[]): SuggestionEdit => ({
  kind: 'insert-rows',
  after,
  rows: titles.map(title => row(title.toLowerCase(), title)),
})
const BODY = {
  kind: 'cell-text',
  shotId: 'b',
  column: 'body',
  before: 'Ben lies.',
  after: 'Ben lies badly.',
} as const satisfies SuggestionEdit
const REMOVE: SuggestionEdit = { kind: 'delete-rows', rows: [{ id: 'b', before: 'The lie\nBen lies.' }] }
const titles = (doc: Y.Doc) => readBeats(doc).map(beat => beat.title)
const undoOf = (doc: Y.Doc) => createBeatUndo(doc, 'accept', 0)

describe('new beats', () => {
  // ana  accept ─┬─ Fire and Flood once, behind the letter
  // ben  accept ─┘
  it('accepted by two at once come once, in their order, made by who proposed them', () => {
    const { ana, ben } = room(proposed(sheet(), insert('a', 'Fire', 'Flood')))
    acceptSuggestion(ana, 's1', 'accept')
    acceptSuggestion(ben, 's1', 'accept')
    sync(ana, ben)
    for (const doc of [ana, ben]) expect(titles(doc)).toEqual(['The letter', 'Fire', 'Flood', 'The lie', 'The train'])
    expect(readBeats(ben)[1]).toMatchObject({ madeBy: AGENT.author, sources: new Map([['p1', 'h1']]) })
    expect(statuses(ben)).toEqual({ s1: 'accepted' })
  })

  it('accepted by one and rejected by the other are there, and everybody sees the same', () => {
    const { ana, ben } = room(proposed(sheet(), insert(null, 'Fire')))
    acceptSuggestion(ana, 's1', 'accept')
    rejectSuggestion(ben, 's1', 'ben')
    sync(ana, ben)
    expect([titles(ana)[0], titles(ben)[0]]).toEqual(['Fire', 'Fire'])
    expect([statuses(ana), statuses(ben)]).toEqual([{ s1: 'accepted' }, { s1: 'accepted' }])
  })

  it('are taken back by whoever accepted them, back and forth, and stay where a colleague wrote in one', () => {
    const { ana, ben } = room(proposed(sheet(), insert('a', 'Fire', 'Flood')))
    const [undoAna, undoBen] = [undoOf(ana), undoOf(ben)]
    acceptSuggestion(ana, 's1', 'accept')
    sync(ana, ben)
    expect(undoBen.undo()).toBeNull()
    for (let round = 0; round < 2; round++) {
      undoAna.undo()
      expect(titles(ana)).toEqual(['The letter', 'The lie', 'The train'])
      expect(statuses(ana)).toEqual({ s1: 'undone' })
      undoAna.redo()
      expect(titles(ana).slice(1, 3)).toEqual(['Fire', 'Flood'])
      expect(statuses(ana)).toEqual({ s1: 'accepted' })
    }
    sync(ana, ben)
    beatText(ben, 'flood', 'body')?.insert(0, 'By Ben. ')
    sync(ana, ben)
    expect(undoAna.undo()?.kept).toEqual(['flood'])
    sync(ana, ben)
    expect(readBeats(ben).map(beat => beat.body)).toEqual([
      'Ana finds a letter.',
      'By Ben. ',
      'Ben lies.',
      'The train leaves.',
    ])
    expect(statuses(ben)).toEqual({ s1: 'undone' })
    renewSuggestion(ben, 's1', { id: 's2', clientId: 911 })
    acceptSuggestion(ben, 's2', 'accept')
    expect(titles(ben).filter(title => title === 'Fire')).toHaveLength(1)
  })

  it('keep their place where the beat before them is taken off, and find it again where it is moved', () => {
    const { ana, server } = room(proposed(sheet(), insert('a', 'Fire'), insert('b', 'Flood')))
    deleteBeats(ana, ['a'])
    expect(statuses(ana)).toEqual({ s1: 'pending', s2: 'pending' })
    moveBeats(ana, ['b'], 'c')
    expect(statuses(ana)).toEqual({ s1: 'pending', s2: 'rebasing' })
    sync(ana, server)
    expect(refreshSuggestions(server, 'server')).toEqual({ rebased: ['s2'], stale: [], takenBack: [] })
    expect(refreshSuggestions(server, 'server')).toEqual({ rebased: [], stale: [], takenBack: [] })
    sync(ana, server)
    acceptSuggestion(ana, 's1', 'accept')
    acceptSuggestion(ana, 's2', 'accept')
    expect(titles(ana)).toEqual(['Fire', 'The train', 'The lie', 'Flood'])
  })

  // ben's own beat stands in the gap
  it('go directly behind their beat, before what a colleague wrote there meanwhile', () => {
    const { ben, server } = room(proposed(sheet(), insert('a', 'Fire', 'Flood')))
    let taken = false
    for (let n = 0; n < 40 && !taken; n++) {
      addBeat(ben, 'a', { title: `By Ben ${n}` })
      taken = statuses(ben).s1 === 'rebasing'
    }
    expect(taken).toBe(true)
    sync(ben, server)
    refreshSuggestions(server, 'server')
    acceptSuggestion(server, 's1', 'accept')
    expect(titles(server).slice(0, 3)).toEqual(['The letter', 'Fire', 'Flood'])
  })

  it('are not proposed twice, nor behind a beat that the sheet never had', () => {
    const doc = proposed(sheet(), insert('a', 'Fire'))
    acceptSuggestion(doc, 's1', 'accept')
    expect(() => proposeEdits(doc, [insert('b', 'Fire')], AGENT)).toThrow(/already on the sheet/)
    expect(() => proposeEdits(doc, [insert('nowhere', 'Flood')], AGENT)).toThrow(/not on this sheet/)
    expect(proposeEdits(doc, [insert('b')], AGENT)).toEqual([])
  })

  it('survive a reload, and the store of a document that collects garbage', () => {
    const doc = proposed(sheet(), insert('a', 'Fire'), REMOVE)
    const loaded = new Y.Doc()
    Y.applyUpdateV2(loaded, Y.encodeStateAsUpdateV2(doc))
    expect(statuses(loaded)).toEqual({ s1: 'pending', s2: 'pending' })
    acceptGroup(loaded, 'g1', 'accept')
    expect(titles(copyOf(loaded, 5))).toEqual(['The letter', 'Fire', 'The train'])
  })

  it('can be worded otherwise by a person: titles, words, and how many there are', () => {
    const doc = proposed(sheet(), insert('a', 'Fire'))
    const ben = { id: 'ben', name: 'Ben' }
    reviseSuggestion(doc, 's1', 'Ash\nIt is over.\n---\nRain\nIt begins.', ben, { id: 's2', clientId: 911 })
    acceptSuggestion(doc, 's2', 'accept')
    expect(readBeats(doc).slice(1, 3)).toMatchObject([
      { title: 'Ash', body: 'It is over.', sources: new Map([['p1', 'h1']]) },
      { title: 'Rain', body: 'It begins.' },
    ])
    expect(() => reviseSuggestion(proposed(sheet(), insert('a', 'Fire')), 's1', ' ', ben)).toThrow(/at least one beat/)
  })
})

describe('removing beats', () => {
  it('accepted by two at once takes them off once; undo is the accepting person’s alone', () => {
    const { ana, ben } = room(proposed(sheet(), REMOVE))
    const [undoAna, undoBen] = [undoOf(ana), undoOf(ben)]
    acceptSuggestion(ana, 's1', 'accept')
    sync(ana, ben)
    expect(titles(ben)).toEqual(['The letter', 'The train'])
    expect(undoBen.undo()).toBeNull()
    undoAna.undo()
    sync(ana, ben)
    expect(titles(ben)).toEqual(['The letter', 'The lie', 'The train'])
    expect(statuses(ben)).toEqual({ s1: 'undone' })
    undoAna.redo()
    undoAna.undo()
    expect(titles(ana)).toHaveLength(3)
    expect(statuses(ana)).toEqual({ s1: 'undone' })
  })

  // ben takes the beat off and brings it back: the mark in the bytes is older than his
  it('works on a beat that was taken off and brought back meanwhile', () => {
    const { ana, ben, server } = room(proposed(sheet(), REMOVE))
    deleteBeats(ben, ['b'])
    expect(statuses(ben)).toEqual({ s1: 'rebasing' })
    restoreBeats(ben, ['b'])
    expect(statuses(ben)).toEqual({ s1: 'rebasing' })
    sync(ana, ben, server)
    expect(refreshSuggestions(server, 'server').rebased).toEqual(['s1'])
    sync(ana, ben, server)
    acceptSuggestion(ana, 's1', 'accept')
    sync(ana, ben)
    expect(titles(ben)).toEqual(['The letter', 'The train'])
  })

  it('is stale where somebody wrote in the beat, and fits again when that is taken back', () => {
    const doc = proposed(sheet(), REMOVE)
    const undo = createBeatUndo(doc, 'typing', 0)
    doc.transact(() => beatText(doc, 'b', 'body')?.insert(9, ' Again.'), 'typing')
    expect(refreshSuggestions(doc, 'server').stale).toEqual(['s1'])
    expect(findSuggestion(doc, 's1')?.stale).toMatch(/Somebody edited/)
    undo.undo()
    refreshSuggestions(doc, 'server')
    expect(statuses(doc)).toEqual({ s1: 'pending' })
  })

  // a whole sheet is to go while ben writes in one of its beats
  it('of several leaves the one that somebody wrote in meanwhile', () => {
    const rows = [
      { id: 'a', before: 'The letter\nAna finds a letter.' },
      { id: 'b', before: 'The lie\nBen lies.' },
    ]
    const { ben, server } = room(proposed(sheet(), { kind: 'delete-rows', rows }))
    beatText(ben, 'b', 'body')?.insert(9, ' Again.')
    sync(ben, server)
    expect(refreshSuggestions(server, 'server').rebased).toEqual(['s1'])
    acceptSuggestion(server, 's1', 'accept')
    expect(titles(server)).toEqual(['The lie', 'The train'])
  })

  it('and the beats in its place are one step, in any order, whoever is first', () => {
    const doc = proposed(sheet(), insert('b', 'Fire', 'Flood'), REMOVE)
    const undo = undoOf(doc)
    expect(acceptGroup(doc, 'g1', 'accept').refused).toEqual([])
    expect(titles(doc)).toEqual(['The letter', 'Fire', 'Flood', 'The train'])
    undo.undo()
    expect(titles(doc)).toEqual(['The letter', 'The lie', 'The train'])
    const other = proposed(sheet(), insert('b', 'Fire', 'Flood'), REMOVE)
    acceptSuggestion(other, 's2', 'accept')
    acceptSuggestion(other, 's1', 'accept')
    expect(titles(other)).toEqual(['The letter', 'Fire', 'Flood', 'The train'])
  })
})

describe('words of a row', () => {
  it('are proposed for a beat as for a shot, and fit to what a colleague writes', () => {
    const { ana, ben, server } = room(proposed(sheet(), BODY))
    beatText(ben, 'b', 'body')?.insert(0, 'Again ')
    sync(ana, ben, server)
    refreshSuggestions(server, 'server')
    acceptSuggestion(server, 's1', 'accept')
    expect(readBeats(server)[1]?.body).toBe('Again Ben lies badly.')
  })

  it('wait while the row is taken off, and can be accepted when it is back', () => {
    const doc = proposed(sheet(), BODY)
    deleteBeats(doc, ['b'])
    expect(() => acceptSuggestion(doc, 's1', 'accept')).toThrow()
    expect(refreshSuggestions(doc, 'server').stale).toEqual(['s1'])
    expect(findSuggestion(doc, 's1')?.stale).toMatch(/beat was removed/)
    restoreBeats(doc, ['b'])
    refreshSuggestions(doc, 'server')
    acceptSuggestion(doc, 's1', 'accept')
    expect(readBeats(doc)[1]?.body).toBe('Ben lies badly.')
  })

  it('of a shot wait as well', () => {
    const doc = new Y.Doc()
    const id = addShot(doc, null, { action: 'She waits.' })
    proposed(doc, { kind: 'cell-text', shotId: id, column: 'action', before: 'She waits.', after: 'She runs.' })
    expect(statuses(doc)).toEqual({ s1: 'pending' })
    deleteShots(doc, [id])
    expect(refreshSuggestions(doc, 'server').stale).toEqual(['s1'])
  })
})

describe('bytes that would do something else', () => {
  const forged = (shown: SuggestionEdit, real: SuggestionEdit, change: (doc: Y.Doc) => void = () => {}) => {
    const doc = sheet()
    change(doc)
    const [a] = proposeEdits(doc, [shown], { ...AGENT, ids: ['s1'] })
    const [b] = proposeEdits(doc, [real], { ...AGENT, ids: ['s1'] })
    if (!a || !b) throw new Error('nothing was proposed')
    expect(checkSuggestionTarget(doc, a)).toBeNull()
    return checkSuggestionTarget(doc, { ...a, update: b.update })
  }
  it.each<[string, SuggestionEdit, SuggestionEdit]>([
    [
      'other words',
      insert('a', 'Fire'),
      { kind: 'insert-rows', after: 'a', rows: [{ ...row('fire', 'Fire'), body: 'x' }] },
    ],
    ['another place', insert('a', 'Fire'), insert('b', 'Fire')],
    [
      'another passage',
      insert('a', 'Fire'),
      { kind: 'insert-rows', after: 'a', rows: [{ ...row('fire', 'Fire'), sources: [] }] },
    ],
    ['one beat more', insert('a', 'Fire'), insert('a', 'Fire', 'Flood')],
    ['a beat taken off', insert('a', 'Fire'), REMOVE],
    ['another beat', REMOVE, { kind: 'delete-rows', rows: [{ id: 'a', before: 'The letter\nAna finds a letter.' }] }],
    ['a beat instead of words', BODY, REMOVE],
  ])('are refused: %s', (_, shown, real) => {
    expect(forged(shown, real)).toMatch(/something else/)
  })

  it('are refused: in another’s name', () => {
    const doc = sheet()
    const [made] = proposeEdits(doc, [insert('a', 'Fire')], AGENT)
    if (!made) throw new Error('nothing was proposed')
    const author = { kind: 'person', id: 'ana', name: 'Ana' } as const
    expect(checkSuggestionTarget(doc, { ...made, author })).toMatch(/something else/)
  })
})

describe('what waits on a beat', () => {
  it('is shown on it, new beats behind the one that they follow', () => {
    const doc = proposed(sheet(), BODY, REMOVE, insert('a', 'Fire'), insert(null, 'Dawn'))
    const previews = previewRows(doc)
    expect(previews.get('b')?.texts[0]?.segments.map(({ op, text }) => [op, text])).toEqual([
      ['keep', 'Ben lies'],
      ['insert', ' badly'],
      ['keep', '.'],
    ])
    expect(previews.get('b')?.removals.map(({ suggestion }) => suggestion.id)).toEqual(['s2'])
    expect(previews.get('a')?.newRows[0]?.rows.map(({ title }) => title)).toEqual(['Fire'])
    expect(previews.get(TOP)?.newRows[0]?.rows.map(({ title }) => title)).toEqual(['Dawn'])
  })

  it('follows the place of new beats where the one before them is taken off', () => {
    const doc = proposed(sheet(), insert('b', 'Fire'))
    deleteBeats(doc, ['b'])
    expect([...previewRows(doc).keys()]).toEqual(['a'])
  })
})

it('what a later copy has and the server has not can be proposed: words, new beats, beats taken off', () => {
  const before = sheet()
  const after = copyOf(before, 12)
  beatText(after, 'a', 'title')?.insert(0, 'Now: ')
  const fire = addBeat(after, 'a', { title: 'Fire', body: 'It burns.' })
  addBeat(after, fire, { title: 'Ash' })
  deleteBeats(after, ['b'])
  const { edits, text } = differenceBetween(before, after)
  expect(edits.map(({ kind }) => kind)).toEqual(['cell-text', 'insert-rows', 'delete-rows'])
  expect(text).toBe('Now: The letter\nFire\nIt burns.\nAsh')
  addSuggestions(before, proposeEdits(before, edits, { ...AGENT, group: 'g1' }))
  expect(acceptGroup(before, 'g1', 'accept').refused).toEqual([])
  expect(titles(before)).toEqual(titles(after))
})
