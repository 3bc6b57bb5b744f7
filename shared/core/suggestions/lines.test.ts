import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { refreshSuggestions } from './refresh.ts'
import { renewSuggestion } from './revise.ts'
import { acceptSuggestion } from './settle.ts'
import type { SuggestionEdit } from './suggestion.ts'
import {
  elementAt,
  proposed,
  room,
  scriptOf,
  split,
  statuses,
  sync,
  textAt,
  texts,
  type,
  undoOf,
} from './testDocument.ts'

describe('new lines', () => {
  const DOG: SuggestionEdit = {
    kind: 'insert-lines',
    after: 'l1',
    scene: 's1',
    lines: [
      { id: 'n1', type: 'character', runs: [{ text: 'MARA', marks: [] }] },
      {
        id: 'n2',
        type: 'dialogue',
        runs: [
          { text: 'Stay', marks: ['italic'] },
          { text: '!', marks: [] },
        ],
      },
    ],
  }

  it('come behind their line, once, with their emphasis, and undo takes them away', () => {
    const { ana, ben } = room(proposed(scriptOf('A dog barks.', 'Night.'), DOG))
    const undo = undoOf(ana)
    acceptSuggestion(ana, 's1', 'accept')
    acceptSuggestion(ben, 's1', 'accept')
    sync(ana, ben)
    expect(texts(ben)).toEqual(['A dog barks.', 'MARA', 'Stay!', 'Night.'])
    expect(textAt(ben, 'n2').toDelta()[0]).toEqual({ insert: 'Stay', attributes: { italic: true } })
    undo.undo()
    sync(ana, ben)
    expect(texts(ben)).toEqual(['A dog barks.', 'Night.'])
    expect(statuses(ben)).toEqual({ s1: 'undone' })
    renewSuggestion(ben, 's1', { id: 's2', clientId: 911 })
    acceptSuggestion(ben, 's2', 'accept')
    expect(texts(ben)).toEqual(['A dog barks.', 'MARA', 'Stay!', 'Night.'])
  })

  it('stay directly behind their line when somebody writes there, and follow it to its end when it is split', () => {
    const doc = proposed(scriptOf('A dog barks.', 'Night.'), DOG)
    split(doc, 'l1', 'barks.', 'l9')
    expect(statuses(doc)).toEqual({ s1: 'rebasing' })
    refreshSuggestions(doc, 'server')
    acceptSuggestion(doc, 's1', 'accept')
    expect(texts(doc)).toEqual(['A dog ', 'barks.', 'MARA', 'Stay!', 'Night.'])
  })

  it('go to the scene that their line was moved to, and are stale when the line is deleted', () => {
    const doc = proposed(scriptOf('A dog barks.', 'Night.'), DOG)
    elementAt(doc, 'l1').setAttribute('scene', 's2')
    expect(statuses(doc)).toEqual({ s1: 'rebasing' })
    refreshSuggestions(doc, 'server')
    acceptSuggestion(doc, 's1', 'accept')
    expect(elementAt(doc, 'n1').getAttribute('scene')).toBe('s2')
    const other = proposed(scriptOf('A dog barks.', 'Night.'), DOG)
    other.getXmlFragment('script').delete(0, 1)
    expect(refreshSuggestions(other, 'server').stale).toEqual(['s1'])
  })

  it('may be the first of a scene', () => {
    const doc = proposed(scriptOf('A dog barks.', 'Night.'), { ...DOG, after: null })
    expect(statuses(doc)).toEqual({ s1: 'pending' })
    acceptSuggestion(doc, 's1', 'accept')
    expect(texts(doc)).toEqual(['MARA', 'Stay!', 'A dog barks.', 'Night.'])
  })

  it('accepting keeps what a colleague writes in the line before at the same moment', () => {
    const { ana, ben } = room(proposed(scriptOf('A dog barks.', 'Night.'), DOG))
    acceptSuggestion(ana, 's1', 'accept')
    type(ben, 'l1', ' Twice.')
    sync(ana, ben)
    expect(texts(ana)).toEqual(['A dog barks. Twice.', 'MARA', 'Stay!', 'Night.'])
    expect(texts(ben)).toEqual(texts(ana))
  })
})

describe('deleted lines', () => {
  const CUT: SuggestionEdit = {
    kind: 'delete-lines',
    lines: [
      { id: 'l1', before: 'A dog barks.' },
      { id: 'l2', before: 'Night.' },
    ],
  }

  it('go when accepted and come back by undo', () => {
    const doc = proposed(scriptOf('A dog barks.', 'Night.', 'Dawn.'), CUT)
    const undo = undoOf(doc)
    acceptSuggestion(doc, 's1', 'accept')
    expect(texts(doc)).toEqual(['Dawn.'])
    expect(statuses(doc)).toEqual({ s1: 'accepted' })
    undo.undo()
    expect(texts(doc)).toEqual(['A dog barks.', 'Night.', 'Dawn.'])
    expect(statuses(doc)).toEqual({ s1: 'undone' })
  })

  it('are kept when somebody wrote in them', () => {
    const doc = proposed(scriptOf('A dog barks.', 'Night.', 'Dawn.'), CUT)
    type(doc, 'l2', ' Rain.')
    expect(statuses(doc)).toEqual({ s1: 'rebasing' })
    expect(() => acceptSuggestion(doc, 's1', 'accept')).toThrow()
    expect(refreshSuggestions(doc, 'server').stale).toEqual(['s1'])
    expect(texts(doc)).toEqual(['A dog barks.', 'Night. Rain.', 'Dawn.'])
  })

  it('of which some are already gone: the others may go', () => {
    const doc = proposed(scriptOf('A dog barks.', 'Night.', 'Dawn.'), CUT)
    doc.getXmlFragment('script').delete(0, 1)
    expect(refreshSuggestions(doc, 'server').rebased).toEqual(['s1'])
    acceptSuggestion(doc, 's1', 'accept')
    expect(texts(doc)).toEqual(['Dawn.'])
  })
})

describe('cells of a shot table', () => {
  it('are changed word by word beside a colleague’s typing', () => {
    const doc = new Y.Doc()
    doc.clientID = 1
    const row = new Y.Map<unknown>()
    row.set('camera', new Y.Text('Wide on the door'))
    doc.getMap('shots').set('shot1', row)
    proposed(doc, {
      kind: 'cell-text',
      shotId: 'shot1',
      column: 'camera',
      before: 'Wide on the door',
      after: 'Close on the door',
    })
    const { ana, ben } = room(doc)
    const camera = (d: Y.Doc) => (d.getMap('shots').get('shot1') as Y.Map<Y.Text>).get('camera')
    acceptSuggestion(ana, 's1', 'accept')
    camera(ben)?.insert(16, ', slow push')
    sync(ana, ben)
    expect(camera(ana)?.toString()).toBe('Close on the door, slow push')
    expect(camera(ben)?.toString()).toBe('Close on the door, slow push')
    expect(statuses(ben)).toEqual({ s1: 'accepted' })
  })
})
