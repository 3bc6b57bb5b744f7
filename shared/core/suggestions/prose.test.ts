import { describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { plain } from '../script/line.ts'
import { scriptRoots } from '../script/scenes.ts'
import { readProse } from '../treatment/variants.ts'
import { differenceBetween } from './between.ts'
import { checkSuggestionTarget } from './check.ts'
import { previewLines } from './preview.ts'
import { proposeEdits } from './propose.ts'
import { refreshSuggestions } from './refresh.ts'
import { acceptSuggestion } from './settle.ts'
import { addSuggestions, findSuggestion } from './store.ts'
import type { SuggestionEdit } from './suggestion.ts'
import {
  AGENT,
  copyOf,
  elementAt,
  erase,
  proposed,
  room,
  split,
  statuses,
  sync,
  treatmentOf,
  type,
  undoOf,
  WALKS,
} from './testDocument.ts'

/*
 * v1  l1 She walks home slowly   l2 He waits
 * v2  l3 The river rises
 */
const treatment = () => treatmentOf(['She walks home slowly', 'He waits'], ['The river rises'])
const prose = (doc: Y.Doc, variant = 'v1'): string[] => readProse(doc, variant).map(line => line.text)
const insert = (after: string | null, scene: string, text = 'The phone rings'): SuggestionEdit => ({
  kind: 'insert-lines',
  after,
  scene,
  lines: [{ id: 'new', type: 'general', runs: plain(text) }],
})

describe('suggestions in the prose of a variant', () => {
  // ana  accept ─┬─ She runs home slowly, once, in v1 only
  // ben  accept ─┘
  it('are accepted by two at once, and the words come once', () => {
    const { ana, ben } = room(proposed(treatment(), WALKS))
    acceptSuggestion(ana, 's1', 'accept')
    acceptSuggestion(ben, 's1', 'accept')
    sync(ana, ben)
    expect([prose(ana), prose(ben)]).toEqual(Array(2).fill(['She runs home slowly', 'He waits']))
    expect(prose(ana, 'v2')).toEqual(['The river rises'])
    expect(statuses(ben)).toEqual({ s1: 'accepted' })
  })

  it('are taken back by whoever accepted them', () => {
    const { ana, ben } = room(proposed(treatment(), WALKS))
    const [undoAna, undoBen] = [undoOf(ana), undoOf(ben)]
    acceptSuggestion(ana, 's1', 'accept')
    sync(ana, ben)
    undoBen.undo()
    expect(prose(ben)[0]).toBe('She runs home slowly')
    undoAna.undo()
    expect(prose(ana)[0]).toBe('She walks home slowly')
  })

  // ben types in the words; the server rebases by words
  it('are fitted by the server to what a colleague wrote in the paragraph, or marked stale', () => {
    const { ana, ben, server } = room(
      proposed(treatment(), WALKS, { ...WALKS, lineId: 'l2', before: 'He waits', after: 'He sits' }),
    )
    type(ben, 'l1', 'Today ', 'She')
    erase(ben, 'l1', 'slowly')
    erase(ben, 'l2', 'waits')
    type(ben, 'l2', 'has gone')
    sync(ana, ben, server)
    refreshSuggestions(server, 'server', () => 903)
    sync(ana, ben, server)
    expect(statuses(ana)).toEqual({ s1: 'pending', s2: 'stale' })
    acceptSuggestion(ana, 's1', 'accept')
    expect(prose(ana)[0]).toBe('Today She runs home ')
  })

  it('follow the words behind a split', () => {
    const { ben, server } = room(proposed(treatment(), { ...WALKS, after: 'She walks home at once' }))
    split(ben, 'l1', ' slowly', 'tail')
    sync(ben, server)
    refreshSuggestions(server, 'server', () => 903)
    expect(findSuggestion(server, 's1')?.edit).toMatchObject({ lineId: 'tail' })
    acceptSuggestion(server, 's1', 'accept')
    expect(prose(server)).toEqual(['She walks home', ' at once', 'He waits'])
  })

  it.each([
    ['behind a paragraph', insert('l1', 'v1'), 'v1', ['She walks home slowly', 'The phone rings', 'He waits']],
    ['as the first of their variant', insert(null, 'v2'), 'v2', ['The phone rings', 'The river rises']],
  ])('insert paragraphs %s, with the variant as their scene', (_, edit, variant, expected) => {
    const doc = proposed(treatment(), edit)
    expect([...previewLines(doc).values()].flatMap(({ newLines }) => newLines)).toHaveLength(1)
    acceptSuggestion(doc, 's1', 'accept')
    expect(prose(doc, variant)).toEqual(expected)
    expect(elementAt(doc, 'new').getAttribute('scene')).toBe(variant)
    expect(scriptRoots(doc).script.length).toBe(0)
  })

  it('insert the first paragraph of a variant that has none', () => {
    const doc = proposed(treatmentOf(['She walks home slowly'], []), insert(null, 'v2'))
    acceptSuggestion(doc, 's1', 'accept')
    expect(prose(doc, 'v2')).toEqual(['The phone rings'])
    expect(prose(doc, 'v1')).toEqual(['She walks home slowly'])
  })

  it('are not made for a variant that the treatment has not', () => {
    expect(() => proposeEdits(treatment(), [insert(null, 'v9')], AGENT)).toThrow(/not in this treatment/)
  })

  // the gap behind l1 is taken by ben's paragraph: the server finds the place anew
  it('wait for the server when somebody wrote into their gap', () => {
    const { ana, ben, server } = room(proposed(treatment(), insert('l1', 'v1')))
    split(ben, 'l1', ' slowly', 'tail')
    sync(ana, ben, server)
    expect(statuses(ana)).toEqual({ s1: 'rebasing' })
    refreshSuggestions(server, 'server', () => 903)
    acceptSuggestion(server, 's1', 'accept')
    expect(prose(server)).toEqual(['She walks home', ' slowly', 'The phone rings', 'He waits'])
  })

  it('delete paragraphs of several variants', () => {
    const edit: SuggestionEdit = {
      kind: 'delete-lines',
      lines: [
        { id: 'l2', before: 'He waits' },
        { id: 'l3', before: 'The river rises' },
      ],
    }
    const doc = proposed(treatment(), edit)
    acceptSuggestion(doc, 's1', 'accept')
    expect([prose(doc), prose(doc, 'v2')]).toEqual([['She walks home slowly'], []])
  })

  it('whose bytes write into another variant than they show are refused', () => {
    const doc = treatment()
    const [shown] = proposeEdits(doc, [insert('l1', 'v1')], { ...AGENT, ids: ['s1'] })
    const [other] = proposeEdits(doc, [insert('l3', 'v2')], { ...AGENT, ids: ['s1'] })
    if (!shown || !other) throw new Error('nothing was proposed')
    const forged = { ...shown, update: other.update, places: other.places }
    expect(checkSuggestionTarget(doc, shown)).toBeNull()
    expect(checkSuggestionTarget(doc, forged)).toMatch(/something else/)
    addSuggestions(doc, [forged])
    expect(() => acceptSuggestion(doc, 's1', 'accept')).toThrow()
    expect(prose(doc, 'v2')).toEqual(['The river rises'])
  })

  it('offer what somebody wrote in a copy, each paragraph in its variant', () => {
    const doc = treatment()
    const copy = copyOf(doc, 12)
    type(copy, 'l3', ' fast')
    split(copy, 'l1', ' slowly', 'tail')
    const { edits, text } = differenceBetween(doc, copy)
    expect(text).toBe('She walks home\n slowly\nThe river rises fast')
    addSuggestions(doc, proposeEdits(doc, edits, { ...AGENT, ids: ['s1', 's2', 's3'], clientIds: [901, 902, 903] }))
    for (const id of ['s1', 's2', 's3']) acceptSuggestion(doc, id, 'accept')
    expect([prose(doc), prose(doc, 'v2')]).toEqual([
      ['She walks home', ' slowly', 'He waits'],
      ['The river rises fast'],
    ])
  })
})
