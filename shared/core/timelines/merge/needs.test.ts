import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readBeats } from '../../beats/beats.ts'
import { addBeat, mergeBeats, setBeatText, splitBeat } from '../../beats/write.ts'
import { addFrame } from '../../frames/frames.ts'
import { readBookmarks, toggleBookmark } from '../../script/bookmarks.ts'
import { insertLines } from '../../script/edit.ts'
import { plain } from '../../script/line.ts'
import { readLines } from '../../script/scenes.ts'
import { twoPeople } from '../../script/testPeople.ts'
import { addShot } from '../../shots/write.ts'
import { chooseVariant } from '../../treatment/variants.ts'
import { addVariant } from '../../treatment/write.ts'
import { proposedHunks } from './hunk.ts'
import { applyHunks, type MergedKind, mergeHunks } from './merge.ts'

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}
/** Title -> titles of what is taken with it, of hunks that need something. */
function needs(kind: MergedKind, base: Y.Doc, mine: Y.Doc, theirs: Y.Doc): Record<string, string[]> {
  const hunks = mergeHunks(kind, base, mine, theirs)
  const titleOf = new Map(hunks.map(({ id, title }) => [id, title]))
  return Object.fromEntries(
    hunks.flatMap(hunk =>
      hunk.needs.length === 0
        ? []
        : [[hunk.title, hunk.needs.map(id => titleOf.get(id) ?? 'nothing that is proposed')]],
    ),
  )
}
function take(kind: MergedKind, base: Y.Doc, mine: Y.Doc, theirs: Y.Doc, title: string): void {
  const hunks = mergeHunks(kind, base, mine, theirs)
  const hunk = hunks.find(one => one.title === title)
  expect(hunk, title).toBeDefined()
  applyHunks(kind, mine, { base, theirs }, hunks, new Map([[hunk?.id ?? '', 'take' as const]]))
}

describe('beats', () => {
  function sheet() {
    const base = new Y.Doc()
    const b = addBeat(base, null, { title: 'The pier', body: 'Jon waits. The boat comes.' })
    const a = addBeat(base, null, { title: 'Home', body: 'Mara packs.' })
    return { base, mine: copyOf(base), theirs: copyOf(base), a, b }
  }
  const bodies = (doc: Y.Doc) => readBeats(doc).map(({ body }) => body)

  it('that were joined are taken together: else words would stand twice, or be lost', () => {
    for (const title of ['Beat 1: words and passage changed', 'Beat 2 removed: The pier']) {
      const { base, mine, theirs, a, b } = sheet()
      mergeBeats(theirs, a, b)
      const found = needs('beats', base, mine, theirs)
      const [joined = ''] = Object.keys(found)
      expect(found).toEqual({ [joined]: ['Beat 2 removed: The pier'], 'Beat 2 removed: The pier': [joined] })
      take('beats', base, mine, theirs, title.startsWith('Beat 1') ? joined : title)
      expect(bodies(mine)).toEqual(['Mara packs.\n\nJon waits. The boat comes.'])
    }
  })

  it('that were split are taken together', () => {
    const { base, mine, theirs, b } = sheet()
    splitBeat(theirs, b, 'Jon waits.'.length, null)
    take('beats', base, mine, theirs, 'New beat: The pier (continued)')
    expect(bodies(mine)).toEqual(['Mara packs.', 'Jon waits.', 'The boat comes.'])
  })

  it('are left together where one of both conflicts, unless somebody says so', () => {
    const { base, mine, theirs, a, b } = sheet()
    setBeatText(mine, a, 'body', 'Mara unpacks.')
    setBeatText(theirs, a, 'body', 'Mara repacks.')
    mergeBeats(theirs, a, b)
    const hunks = mergeHunks('beats', base, mine, theirs)
    const proposed = proposedHunks(hunks)
    expect(hunks.filter(({ id }) => proposed.has(id)).map(({ title }) => title)).not.toContain(
      'Beat 2 removed: The pier',
    )
  })

  it('that were joined long ago do not hang together', () => {
    const { base, theirs, a, b } = sheet()
    mergeBeats(theirs, a, b)
    const [since, mine] = [copyOf(theirs), copyOf(theirs)]
    setBeatText(theirs, a, 'title', 'Leaving')
    addBeat(theirs, a, { title: 'New' })
    expect(needs('beats', since, mine, theirs)).toEqual({})
    expect(needs('beats', base, copyOf(base), theirs)).not.toEqual({})
  })
})

it('a bookmark brings the line that it stands at', () => {
  const [base, mine] = twoPeople(2)
  const theirs = copyOf(base)
  insertLines(theirs, 'a1', [{ id: 'n1', type: 'action', runs: plain('One.') }])
  toggleBookmark(theirs, 'n1', 'Here')
  toggleBookmark(theirs, 'b1', 'There')
  expect(needs('script', base, mine, theirs)).toEqual({ 'New bookmark: Here': ['1 new line in scene 1'] })
  take('script', base, mine, theirs, 'New bookmark: Here')
  expect(readBookmarks(mine).map(({ line }) => line)).toEqual(['n1'])
  expect(readLines(mine).map(({ id }) => id)).toContain('n1')
})

it('what is made for a shot brings the shot', () => {
  const base = new Y.Doc()
  const old = addShot(base, null, { action: 'Old.' })
  const [mine, theirs] = [copyOf(base), copyOf(base)]
  const shot = addShot(theirs, old, { action: 'New.' })
  const picture = { media: 'm', inputHash: '', model: 'm', credits: 4, at: '', end: 'start' } as const
  for (const of of [old, shot]) addFrame(theirs, { ...picture, shot: of, dependsOn: new Map() })
  expect(Object.values(needs('scene', base, mine, theirs))).toEqual([['New shot: New.']])
})

it('the choice of a treatment brings it into the gallery', () => {
  const base = new Y.Doc()
  const [mine, theirs] = [copyOf(base), copyOf(base)]
  const draft = { title: 'Rain', tone: '', ending: '', chronology: '', madeBy: null, at: '' }
  chooseVariant(theirs, addVariant(theirs, { ...draft, lines: [{ type: 'general', runs: plain('It rains.') }] }))
  expect(needs('treatment', base, mine, theirs)).toEqual({ 'Variant “Rain” chosen': ['New variant: Rain'] })
})
