import { describe, expect, it } from 'vitest'
import { refreshSuggestions } from './refresh.ts'
import { acceptSuggestion } from './settle.ts'
import { readSuggestions } from './status.ts'
import type { SuggestionEdit } from './suggestion.ts'
import {
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

describe('the words change under a suggestion', () => {
  it('another word of the line: it may still be accepted, offline too', () => {
    const doc = proposed(scriptOf('She walks home slowly'), WALKS)
    erase(doc, 'l1', 'slowly')
    type(doc, 'l1', 'at dawn')
    expect(statuses(doc)).toEqual({ s1: 'pending' })
    acceptSuggestion(doc, 's1', 'accept')
    expect(texts(doc)).toEqual(['She runs home at dawn'])
  })

  it('a word typed beside it, or inside it: it waits for the server, which fits it or leaves it to a person', () => {
    const doc = proposed(scriptOf('She walks home slowly'), WALKS)
    type(doc, 'l1', 'quickly ', 'walks')
    expect(statuses(doc)).toEqual({ s1: 'rebasing' })
    expect(refreshSuggestions(doc, 'server').rebased).toEqual(['s1'])
    expect(readSuggestions(doc)[0]?.suggestion).toMatchObject({
      edit: { before: 'She quickly walks home slowly', after: 'She quickly runs home slowly' },
      earlier: [901],
    })
    expect(statuses(doc)).toEqual({ s1: 'pending' })
    type(doc, 'l1', 'er', 's home')
    expect(refreshSuggestions(doc, 'server').stale).toEqual(['s1'])
    expect(readSuggestions(doc)[0]?.suggestion.stale).toMatch(/rewritten/)
    expect(() => acceptSuggestion(doc, 's1', 'accept')).toThrow(/no longer fits/)
    expect(refreshSuggestions(doc, 'server')).toEqual({ rebased: [], stale: [], takenBack: [] })
  })

  it('the line is emptied and the proposal only adds words: it is fitted to the empty line', () => {
    const doc = proposed(scriptOf('a'), { ...WALKS, before: 'a', after: 'a storm' })
    erase(doc, 'l1', 'a')
    expect(refreshSuggestions(doc, 'server').rebased).toEqual(['s1'])
    expect(statuses(doc)).toEqual({ s1: 'pending' })
    acceptSuggestion(doc, 's1', 'accept')
    expect(texts(doc)).toEqual([' storm'])
  })

  it('the line is deleted: stale, and the text stays as people left it', () => {
    const doc = proposed(scriptOf('She walks home slowly', 'Night.'), WALKS)
    doc.getXmlFragment('script').delete(0, 1)
    expect(statuses(doc)).toEqual({ s1: 'rebasing' })
    expect(refreshSuggestions(doc, 'server').stale).toEqual(['s1'])
    expect(texts(doc)).toEqual(['Night.'])
  })

  it('the line is split before the words: the suggestion goes with them', () => {
    const doc = proposed(scriptOf('She walks home slowly'), { ...WALKS, after: 'She walks home quickly' })
    split(doc, 'l1', ' home', 'l9')
    expect(texts(doc)).toEqual(['She walks', ' home slowly'])
    expect(statuses(doc)).toEqual({ s1: 'rebasing' })
    expect(refreshSuggestions(doc, 'server').rebased).toEqual(['s1'])
    acceptSuggestion(doc, 's1', 'accept')
    expect(texts(doc)).toEqual(['She walks', ' home quickly'])
  })

  it('the line is split behind the words: they are changed where they are', () => {
    const doc = proposed(scriptOf('She walks home slowly'), WALKS)
    split(doc, 'l1', ' home', 'l9')
    refreshSuggestions(doc, 'server')
    acceptSuggestion(doc, 's1', 'accept')
    expect(texts(doc)).toEqual(['She runs', ' home slowly'])
  })

  // ana   offline: accepts the first bytes ───────────┐
  // ben   types beside the word; the server refreshes ┤
  // all   the words once
  it('somebody offline accepts the old bytes while the server refreshes', () => {
    const { ana, ben, server } = room(proposed(scriptOf('She walks home slowly'), WALKS))
    acceptSuggestion(ana, 's1', 'accept')
    type(ben, 'l1', 'quickly ', 'walks')
    sync(ben, server)
    expect(refreshSuggestions(server, 'server').rebased).toEqual(['s1'])
    sync(ana, ben, server)
    expect(refreshSuggestions(server, 'server')).toEqual({ rebased: [], stale: [], takenBack: [] })
    expect(texts(ana)).toEqual(['She quickly runs home slowly'])
    expect([statuses(ana), statuses(ben)]).toEqual([{ s1: 'accepted' }, { s1: 'accepted' }])
  })

  it('and when others accept the refreshed bytes as well, one copy is taken back', () => {
    const { ana, ben, server } = room(proposed(scriptOf('She walks home slowly'), WALKS))
    acceptSuggestion(ana, 's1', 'accept')
    type(ben, 'l1', 'quickly ', 'walks')
    sync(ben, server)
    refreshSuggestions(server, 'server')
    sync(ben, server)
    acceptSuggestion(ben, 's1', 'accept')
    sync(ana, ben, server)
    expect(refreshSuggestions(server, 'server').takenBack).toEqual(['s1'])
    sync(ana, ben, server)
    expect(texts(ana)).toEqual(['She quickly runs home slowly'])
    expect(texts(ben)).toEqual(texts(ana))
    expect(refreshSuggestions(server, 'server').takenBack).toEqual([])
    type(ana, 'l1', '!')
    expect(texts(ana)).toEqual(['She quickly runs home slowly!'])
  })

  it('somebody offline accepts a suggestion that the server marked stale: it is in the text, and accepted', () => {
    const { ana, ben, server } = room(proposed(scriptOf('She walks home slowly'), WALKS))
    acceptSuggestion(ana, 's1', 'accept')
    erase(ben, 'l1', 'walks')
    type(ben, 'l1', 'strolls', ' home')
    sync(ben, server)
    refreshSuggestions(server, 'server')
    sync(ana, ben, server)
    expect(texts(ana)).toEqual(texts(ben))
    expect(texts(ana)[0]).toContain('strolls')
    expect(texts(ana)[0]).toContain('runs')
    expect(statuses(server)).toEqual({ s1: 'accepted' })
  })
})

describe('types of lines', () => {
  const TO_CUE: SuggestionEdit = { kind: 'line-type', lineId: 'l1', before: 'action', after: 'character' }

  it('are compared and set: a type that somebody changed, or changed back, is not overwritten unseen', () => {
    const doc = proposed(scriptOf('MARA', 'Hello.'), TO_CUE)
    elementAt(doc, 'l1').setAttribute('type', 'dialogue')
    expect(statuses(doc)).toEqual({ s1: 'rebasing' })
    expect(() => acceptSuggestion(doc, 's1', 'accept')).toThrow()
    expect(refreshSuggestions(doc, 'server').stale).toEqual(['s1'])
    elementAt(doc, 'l1').setAttribute('type', 'action')
    expect(refreshSuggestions(doc, 'server').rebased).toEqual(['s1'])
    acceptSuggestion(doc, 's1', 'accept')
    expect(elementAt(doc, 'l1').getAttribute('type')).toBe('character')
    expect(statuses(doc)).toEqual({ s1: 'accepted' })
  })

  it('change beside a colleague’s typing, and undo gives the old one back', () => {
    const { ana, ben } = room(proposed(scriptOf('MARA', 'Hello.'), TO_CUE))
    const undo = undoOf(ana)
    acceptSuggestion(ana, 's1', 'accept')
    type(ben, 'l1', ' (V.O.)')
    sync(ana, ben)
    expect(elementAt(ben, 'l1').getAttribute('type')).toBe('character')
    expect(texts(ben)[0]).toBe('MARA (V.O.)')
    undo.undo()
    sync(ana, ben)
    expect(elementAt(ben, 'l1').getAttribute('type')).toBe('action')
    expect(texts(ben)[0]).toBe('MARA (V.O.)')
    expect(statuses(ben)).toEqual({ s1: 'undone' })
  })
})
