import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { addBeat } from '../../shared/core/beats/write.ts'
import { lineHash } from '../../shared/core/script/line.ts'
import { proposeEdits } from '../../shared/core/suggestions/propose.ts'
import { acceptSuggestion } from '../../shared/core/suggestions/settle.ts'
import { addSuggestions } from '../../shared/core/suggestions/store.ts'
import type { SuggestionEdit } from '../../shared/core/suggestions/suggestion.ts'
import { createBeatStore } from './beatStore.ts'
import { passageOf } from './passage.ts'
import { createWaitingStore, isAlternative } from './waiting.ts'

const AGENT = { kind: 'agent', agent: 'beat', name: 'Beat', jobId: 'j' } as const
const body = (after: string): SuggestionEdit => ({
  kind: 'cell-text',
  shotId: 'a',
  column: 'body',
  before: 'Rain.',
  after,
})

function sheet(...edits: SuggestionEdit[]): Y.Doc {
  const doc = new Y.Doc()
  addBeat(doc, null, { title: 'Out', body: 'Rain.' }, undefined, 'a')
  addBeat(doc, 'a', { title: 'Home', body: 'Sun.' }, undefined, 'b')
  addSuggestions(doc, proposeEdits(doc, edits, { author: AGENT, jobId: 'j', group: 'g' }))
  return doc
}

test('wordings of one answer for the same words are alternatives, and no group to take whole', () => {
  const { get } = createWaitingStore(sheet(body('Snow.'), body('Hail.')))
  const [one, other] = get().rows.get('a')?.texts ?? []
  if (!one || !other) throw new Error('nothing waits')
  expect(isAlternative(one.suggestion, other.suggestion)).toBe(true)
  expect(get().groups).toEqual([])
})

test('a beat taken apart is a group that says what comes and goes', () => {
  const rows = ['n1', 'n2'].map(id => ({ id, title: id, body: '', sources: [] }))
  const doc = sheet(
    { kind: 'insert-rows', after: 'a', rows },
    { kind: 'delete-rows', rows: [{ id: 'a', before: 'Out\nRain.' }] },
  )
  expect(createWaitingStore(doc).get().groups).toMatchObject([
    { group: 'g', added: 2, removed: 1, reworded: 0, row: 'a' },
  ])
})

test('listeners hear of what comes and goes, and of nothing while nothing waits', () => {
  const doc = sheet(body('Snow.'))
  const store = createWaitingStore(doc)
  let heard = 0
  store.subscribe(() => heard++)
  const [waiting] = store.get().rows.get('a')?.texts ?? []
  acceptSuggestion(doc, waiting?.suggestion.id ?? '', 'accept')
  expect([heard, store.get().count]).toEqual([1, 0])
  addBeat(doc, null)
  expect(heard).toBe(1)
})

test('a beat that did not change stays the same object', () => {
  const doc = sheet()
  const store = createBeatStore(doc)
  store.subscribe(() => {})
  const before = store.get()
  addBeat(doc, 'b', { title: 'New' })
  expect(
    store
      .get()
      .slice(0, 2)
      .every((beat, place) => beat === before[place]),
  ).toBe(true)
  expect(store.get()).toHaveLength(3)
})

test('a passage stands in the order of the treatment, with what changed and what is gone', () => {
  const hash = (id: string, text: string) => lineHash({ id, type: 'general', text })
  const lines = new Map([
    ['p1', { place: 0, text: 'Rain.', hash: hash('p1', 'Rain.') }],
    ['p2', { place: 1, text: 'Sun at last.', hash: hash('p2', 'Sun at last.') }],
  ])
  const sources = new Map([
    ['p9', 'x'],
    ['p2', hash('p2', 'Sun.')],
    ['p1', hash('p1', 'Rain.')],
  ])
  expect(passageOf(sources, lines)).toEqual([
    { lineId: 'p1', text: 'Rain.', changed: false },
    { lineId: 'p2', text: 'Sun at last.', changed: true },
    { lineId: 'p9', text: null, changed: true },
  ])
})
