import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { proposeEdits } from './propose.ts'
import { refreshSuggestions } from './refresh.ts'
import { renewSuggestion, reviseSuggestion } from './revise.ts'
import { acceptGroup, acceptSuggestion, rejectSuggestion } from './settle.ts'
import { suggestionBytes } from './store.ts'
import {
  AGENT,
  copyOf,
  elementAt,
  erase,
  proposed,
  room,
  scriptOf,
  split,
  statuses,
  sync,
  texts,
  type,
  undoOf,
  WALKS,
} from './testDocument.ts'

describe('proposing', () => {
  it('writes nothing to the document and keeps its client id', () => {
    const doc = scriptOf('She walks home slowly')
    const before = Y.encodeStateAsUpdate(doc)
    proposeEdits(doc, [WALKS], AGENT)
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
    expect(doc.clientID).toBe(1)
  })

  it('stores once what is delivered twice', () => {
    const doc = scriptOf('She walks home slowly')
    const bytes = suggestionBytes(doc, proposeEdits(doc, [WALKS], { ...AGENT, ids: ['s1'] }))
    Y.applyUpdate(doc, bytes)
    const once = Y.encodeStateVector(doc)
    Y.applyUpdate(doc, bytes)
    expect(Y.encodeStateVector(doc)).toEqual(once)
    expect(statuses(doc)).toEqual({ s1: 'pending' })
  })

  it('leaves out what changes nothing and refuses what does not fit the text', () => {
    const doc = scriptOf('She walks home slowly')
    expect(proposeEdits(doc, [{ ...WALKS, after: 'She walks home slowly' }], AGENT)).toEqual([])
    expect(() => proposeEdits(doc, [{ ...WALKS, before: 'He sits', after: 'He stands' }], AGENT)).toThrow(/rewritten/)
    expect(() => proposeEdits(doc, [{ ...WALKS, lineId: 'nowhere' }], AGENT)).toThrow(/deleted/)
  })

  it('survives a reload and what a foreign client leaves among the suggestions', () => {
    const doc = proposed(scriptOf('She walks home slowly'), WALKS)
    doc.getMap('suggestions').set('odd', 'a string')
    doc.getMap('suggestions').set('half', new Y.Map([['id', 'half']]))
    const loaded = new Y.Doc()
    Y.applyUpdateV2(loaded, Y.encodeStateAsUpdateV2(doc))
    expect(statuses(loaded)).toEqual({ s1: 'pending' })
    acceptSuggestion(loaded, 's1', 'accept')
    expect(texts(loaded)).toEqual(['She runs home slowly'])
    const again = copyOf(loaded, 5)
    expect(statuses(again)).toEqual({ s1: 'accepted' })
  })
})

describe('two people decide at once', () => {
  // ana  She walks home   accept ─┐
  // ben  She walks home   accept ─┴─ She runs home, once
  it('accept and accept: the words come once, and accepting keeps client ids', () => {
    const { ana, ben } = room(proposed(scriptOf('She walks home slowly'), WALKS))
    acceptSuggestion(ana, 's1', 'accept')
    acceptSuggestion(ben, 's1', 'accept')
    expect([ana.clientID, ben.clientID]).toEqual([11, 12])
    sync(ana, ben)
    expect([texts(ana), texts(ben)]).toEqual([['She runs home slowly'], ['She runs home slowly']])
    expect([statuses(ana), statuses(ben)]).toEqual([{ s1: 'accepted' }, { s1: 'accepted' }])
  })

  // ana  accept ─┐
  // ben  reject ─┴─ accepted: the words are in the text
  it('accept and reject: the text and the status agree everywhere', () => {
    const { ana, ben } = room(proposed(scriptOf('She walks home slowly'), WALKS))
    acceptSuggestion(ana, 's1', 'accept')
    rejectSuggestion(ben, 's1', 'ben')
    expect(statuses(ben)).toEqual({ s1: 'rejected' })
    sync(ana, ben)
    expect([texts(ana), texts(ben)]).toEqual([['She runs home slowly'], ['She runs home slowly']])
    expect([statuses(ana), statuses(ben)]).toEqual([{ s1: 'accepted' }, { s1: 'accepted' }])
  })

  it('what is settled cannot be accepted or rejected again', () => {
    const { ana, ben } = room(proposed(scriptOf('She walks home slowly'), WALKS))
    rejectSuggestion(ben, 's1', 'ben')
    expect(() => acceptSuggestion(ben, 's1', 'accept')).toThrow(/rejected already/)
    acceptSuggestion(ana, 's1', 'accept')
    expect(() => acceptSuggestion(ana, 's1', 'accept')).toThrow(/accepted already/)
    rejectSuggestion(ana, 's1', 'ana')
    expect(statuses(ana)).toEqual({ s1: 'accepted' })
    expect(() => acceptSuggestion(ana, 'nowhere', 'accept')).toThrow(/no longer/)
  })

  // ana  accept ────────────────────┐
  // ben  types " fast" and "then "  ┴─ all of it, each word once and on its side
  it.each([3, 4_000_000_000])('accept while a colleague (client %i) types beside the same word', clientId => {
    const base = proposed(scriptOf('She walks home slowly'), WALKS)
    const ana = copyOf(base, 11)
    const ben = copyOf(base, clientId)
    acceptSuggestion(ana, 's1', 'accept')
    type(ben, 'l1', 'then ', 'walks')
    type(ben, 'l1', ' straight', ' home')
    sync(ana, ben)
    expect(texts(ana)).toEqual(['She then runs straight home slowly'])
    expect(texts(ben)).toEqual(texts(ana))
  })

  // two suggestions for one word: ana accepts one, ben the other
  it('two suggestions for the same word accepted at once: the server takes one back and says so', () => {
    const { ana, ben, server } = room(
      proposed(scriptOf('She walks home slowly'), WALKS, { ...WALKS, after: 'She strides home slowly' }),
    )
    acceptSuggestion(ana, 's1', 'accept')
    acceptSuggestion(ben, 's2', 'accept')
    sync(ana, ben, server)
    expect(refreshSuggestions(server, 'server').takenBack).toEqual(['s2'])
    sync(ana, ben, server)
    expect(texts(ana)).toEqual(['She runs home slowly'])
    expect(texts(ben)).toEqual(texts(ana))
    expect(statuses(ben)).toEqual({ s1: 'accepted', s2: 'stale' })
    expect(refreshSuggestions(server, 'server')).toEqual({ rebased: [], stale: [], takenBack: [] })
  })
})

describe('undo', () => {
  it('of accepting is the accepting person’s alone, and everybody sees that it was undone', () => {
    const { ana, ben } = room(proposed(scriptOf('She walks home slowly'), WALKS))
    const [undoAna, undoBen] = [undoOf(ana), undoOf(ben)]
    acceptSuggestion(ana, 's1', 'accept')
    sync(ana, ben)
    undoBen.undo()
    expect(texts(ben)).toEqual(['She runs home slowly'])
    undoAna.undo()
    sync(ana, ben)
    expect([texts(ana), texts(ben)]).toEqual([['She walks home slowly'], ['She walks home slowly']])
    expect([statuses(ana), statuses(ben), statuses(copyOf(ben, 7))]).toEqual([
      { s1: 'undone' },
      { s1: 'undone' },
      { s1: 'undone' },
    ])
    undoAna.redo()
    sync(ana, ben)
    expect(texts(ben)).toEqual(['She runs home slowly'])
    expect(statuses(ben)).toEqual({ s1: 'accepted' })
  })

  it('is seen for a pure deletion too, and a later deletion of the accepted words is no undo', () => {
    const doc = proposed(scriptOf('She walks home slowly'), { ...WALKS, after: 'She walks home' })
    const undo = undoOf(doc)
    acceptSuggestion(doc, 's1', 'accept')
    expect(texts(doc)).toEqual(['She walks home'])
    expect(statuses(doc)).toEqual({ s1: 'accepted' })
    undo.undo()
    expect(texts(doc)).toEqual(['She walks home slowly'])
    expect(statuses(doc)).toEqual({ s1: 'undone' })
    const other = proposed(scriptOf('She walks home slowly'), WALKS)
    acceptSuggestion(other, 's1', 'accept')
    erase(other, 'l1', 'runs ')
    expect(statuses(other)).toEqual({ s1: 'accepted' })
  })

  it('accepting again after undo makes a new suggestion', () => {
    const doc = proposed(scriptOf('She walks home slowly'), WALKS)
    const undo = undoOf(doc)
    acceptSuggestion(doc, 's1', 'accept')
    undo.undo()
    expect(() => acceptSuggestion(doc, 's1', 'accept')).toThrow(/taken back/)
    renewSuggestion(doc, 's1', { id: 's2', clientId: 911 })
    expect(statuses(doc)).toEqual({ s1: 'rejected', s2: 'pending' })
    acceptSuggestion(doc, 's2', 'accept')
    expect(texts(doc)).toEqual(['She runs home slowly'])
  })

  // ben deletes "walks" and takes it back: it reads the same and is another word
  it('of a colleague’s deletion under a suggestion: nothing is doubled, and the server fits it again', () => {
    const { ben, server } = room(proposed(scriptOf('She walks home slowly'), WALKS))
    const undo = undoOf(ben)
    erase(ben, 'l1', 'walks')
    expect(statuses(ben)).toEqual({ s1: 'rebasing' })
    undo.undo()
    expect(texts(ben)).toEqual(['She walks home slowly'])
    expect(statuses(ben)).toEqual({ s1: 'rebasing' })
    expect(() => acceptSuggestion(ben, 's1', 'accept')).toThrow(/being fitted/)
    sync(ben, server)
    expect(refreshSuggestions(server, 'server')).toEqual({ rebased: ['s1'], stale: [], takenBack: [] })
    sync(ben, server)
    acceptSuggestion(ben, 's1', 'accept')
    expect(texts(ben)).toEqual(['She runs home slowly'])
  })

  it('of a change that had made a suggestion stale revives it', () => {
    const { ben, server } = room(proposed(scriptOf('She walks home slowly'), WALKS))
    const undo = undoOf(ben)
    erase(ben, 'l1', 'walks')
    sync(ben, server)
    expect(refreshSuggestions(server, 'server').stale).toEqual(['s1'])
    undo.undo()
    sync(ben, server)
    expect(refreshSuggestions(server, 'server').rebased).toEqual(['s1'])
    sync(ben, server)
    expect(statuses(ben)).toEqual({ s1: 'pending' })
  })
})

describe('a group', () => {
  it('is accepted as one step of undo, without the hunks that no longer fit', () => {
    const doc = proposed(
      scriptOf('She walks home slowly', 'Night falls.', 'Dawn.'),
      WALKS,
      { kind: 'line-text', lineId: 'l2', before: 'Night falls.', after: 'Darkness falls.' },
      { kind: 'line-type', lineId: 'l3', before: 'action', after: 'transition' },
    )
    const undo = undoOf(doc)
    elementAt(doc, 'l3').setAttribute('type', 'note')
    const { accepted, refused } = acceptGroup(doc, 'g1', 'accept')
    expect(accepted).toEqual(['s1', 's2'])
    expect(refused.map(({ id, error }) => [id, error.code])).toEqual([['s3', 'changed']])
    expect(texts(doc)).toEqual(['She runs home slowly', 'Darkness falls.', 'Dawn.'])
    undo.undo()
    expect(texts(doc)).toEqual(['She walks home slowly', 'Night falls.', 'Dawn.'])
    expect(statuses(doc)).toEqual({ s1: 'undone', s2: 'undone', s3: 'rebasing' })
  })

  it('accepted by two people at once comes once', () => {
    const { ana, ben } = room(
      proposed(scriptOf('She walks home slowly', 'Night falls.'), WALKS, {
        kind: 'line-text',
        lineId: 'l2',
        before: 'Night falls.',
        after: 'Darkness falls at last.',
      }),
    )
    acceptGroup(ana, 'g1', 'accept')
    acceptGroup(ben, 'g1', 'accept')
    sync(ana, ben)
    expect(texts(ana)).toEqual(['She runs home slowly', 'Darkness falls at last.'])
    expect(texts(ben)).toEqual(texts(ana))
  })
})

describe('a person edits the proposed words', () => {
  const BEN = { id: 'ben', name: 'Ben' }
  const ANA = { id: 'ana', name: 'Ana' }

  it('in a new suggestion that supersedes the old one and says who edited it', () => {
    const doc = proposed(scriptOf('She walks home slowly'), WALKS)
    const revised = reviseSuggestion(doc, 's1', 'She strides home slowly', BEN, { id: 's2', clientId: 911 })
    expect(revised).toMatchObject({ group: 'g1', editedBy: BEN, author: AGENT.author })
    expect(statuses(doc)).toEqual({ s1: 'rejected', s2: 'pending' })
    acceptSuggestion(doc, 's2', 'accept')
    expect(texts(doc)).toEqual(['She strides home slowly'])
  })

  it('at once with somebody else: both wordings stand, and accepting one leaves the other to a person', () => {
    const { ana, ben, server } = room(proposed(scriptOf('She walks home slowly'), WALKS))
    reviseSuggestion(ana, 's1', 'She strides home slowly', ANA, { id: 's2', clientId: 911 })
    reviseSuggestion(ben, 's1', 'She strolls home slowly', BEN, { id: 's3', clientId: 912 })
    sync(ana, ben, server)
    expect(statuses(ana)).toEqual({ s1: 'rejected', s2: 'pending', s3: 'pending' })
    expect(statuses(ben)).toEqual(statuses(ana))
    acceptSuggestion(ana, 's2', 'accept')
    sync(ana, ben, server)
    refreshSuggestions(server, 'server')
    sync(ana, ben, server)
    expect(statuses(ben)).toEqual({ s1: 'rejected', s2: 'accepted', s3: 'stale' })
    expect(texts(ben)).toEqual(['She strides home slowly'])
  })

  it('of a stale suggestion, against the words as they are', () => {
    const doc = proposed(scriptOf('She walks home slowly'), WALKS)
    erase(doc, 'l1', 'walks home')
    type(doc, 'l1', 'stays', ' slowly')
    refreshSuggestions(doc, 'server')
    reviseSuggestion(doc, 's1', 'She stays', BEN, { id: 's2', clientId: 911 })
    acceptSuggestion(doc, 's2', 'accept')
    expect(texts(doc)).toEqual(['She stays'])
  })

  it('of a line that was split meanwhile, where the words are now', () => {
    const doc = proposed(scriptOf('She walks home slowly'), WALKS)
    split(doc, 'l1', ' slowly', 'l9')
    reviseSuggestion(doc, 's1', 'She strides home slowly', BEN, { id: 's2', clientId: 911 })
    acceptSuggestion(doc, 's2', 'accept')
    expect(texts(doc)).toEqual(['She strides home', ' slowly'])
  })

  it('of a line that was split and written on, not at all: the end would stand there twice', () => {
    const doc = proposed(scriptOf('She walks home slowly'), WALKS)
    split(doc, 'l1', ' slowly', 'l9')
    type(doc, 'l1', ' alone')
    const revise = () => reviseSuggestion(doc, 's1', 'She walks home quickly', BEN, { id: 's2', clientId: 911 })
    expect(revise).toThrow('Somebody split this line')
    expect(Object.keys(statuses(doc))).toEqual(['s1'])
  })

  it('of new lines, line by line', () => {
    const doc = proposed(scriptOf('Night.'), {
      kind: 'insert-lines',
      after: 'l1',
      scene: 's1',
      lines: [
        { id: 'n1', type: 'character', runs: [{ text: 'MARA', marks: [] }] },
        { id: 'n2', type: 'dialogue', runs: [{ text: 'Stay.', marks: [] }] },
      ],
    })
    reviseSuggestion(doc, 's1', 'BEN\nGo.\nNow.', BEN, { id: 's2', clientId: 911 })
    acceptSuggestion(doc, 's2', 'accept')
    expect(texts(doc)).toEqual(['Night.', 'BEN', 'Go.', 'Now.'])
  })
})
