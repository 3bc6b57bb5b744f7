import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readBrief, seedBrief, setGenre, setLength, setRating } from '../../brief/brief.ts'
import { plain } from '../../script/line.ts'
import { readShots } from '../../shots/shots.ts'
import { addShot, deleteShots, setCell, setDuration } from '../../shots/write.ts'
import { chooseVariant, readProse, readVariants } from '../../treatment/variants.ts'
import { addVariant, removeVariant } from '../../treatment/write.ts'
import { type Choice, proposedChoices } from './hunk.ts'
import { applyHunks, type MergedKind, mergeHunks, nextBase } from './merge.ts'

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}
const titles = (kind: MergedKind, base: Y.Doc, mine: Y.Doc, theirs: Y.Doc) =>
  mergeHunks(kind, base, mine, theirs, { sceneNumber: '3' }).map(({ title, conflict }) =>
    conflict ? `${title} (${conflict.reason})` : title,
  )
function merge(kind: MergedKind, base: Y.Doc, mine: Y.Doc, theirs: Y.Doc, choice?: Choice): Y.Doc {
  const hunks = mergeHunks(kind, base, mine, theirs)
  const choices = choice === undefined ? proposedChoices(hunks) : new Map(hunks.map(({ id }) => [id, choice]))
  const next = nextBase(kind, base, theirs, hunks, choices)
  applyHunks(kind, mine, { base, theirs }, hunks, choices)
  return next
}

describe('shots', () => {
  function table() {
    const base = new Y.Doc()
    const [b, a] = ['Jon leaves', 'Mara enters'].map(action => addShot(base, null, { action })) as [string, string]
    return { base, mine: copyOf(base), theirs: copyOf(base), a, b }
  }

  it('are one hunk each; a field that conflicts is one by itself', () => {
    const { base, mine, theirs, a, b } = table()
    setDuration(theirs, a, 6)
    setCell(theirs, b, 'camera', 'wide')
    setCell(theirs, b, 'light', 'dusk')
    setCell(theirs, b, 'action', 'Jon runs')
    setCell(mine, b, 'action', 'Jon crawls')
    expect(titles('scene', base, mine, theirs)).toEqual([
      'Shot 3A: duration 8 s → 6 s',
      'Shot 3B: action changed (Both changed the same words)',
      'Shot 3B: light and camera changed',
    ])
    const next = merge('scene', base, mine, theirs)
    expect(readShots(mine)).toMatchObject([
      { duration: 6, action: 'Mara enters' },
      { action: 'Jon crawls', camera: 'wide', light: 'dusk' },
    ])
    expect(titles('scene', next, mine, theirs)).toEqual(['Shot 3B: action changed (Both changed the same words)'])
    merge('scene', next, mine, theirs, { edit: 'Jon crawls and runs' })
    expect(readShots(mine)[1]?.action).toBe('Jon crawls and runs')
  })

  it('deleted on one side and changed on the other are named, and come back with their words', () => {
    const { base, mine, theirs, a, b } = table()
    deleteShots(mine, [a])
    setCell(theirs, a, 'action', 'Mara enters slowly')
    deleteShots(theirs, [b])
    setDuration(mine, b, 3)
    expect(titles('scene', base, mine, theirs)).toEqual([
      'Shot 3A changed there, removed here (Edited there, deleted here)',
      'Shot 3A removed: Jon leaves (Deleted there, edited here)',
    ])
    merge('scene', base, mine, theirs, 'take')
    expect(readShots(mine).map(({ action }) => action)).toEqual(['Mara enters slowly'])
  })
})

describe('a brief', () => {
  it('is merged field by field', () => {
    const base = new Y.Doc()
    seedBrief(base)
    setRating(base, 'PG')
    const [mine, theirs] = [copyOf(base), copyOf(base)]
    setRating(mine, 'G')
    setRating(theirs, 'M')
    setGenre(mine, 'drama', true)
    setGenre(theirs, 'western', true)
    setLength(theirs, 'most', 12)
    expect(titles('brief', base, mine, theirs).sort()).toEqual([
      'Content rating PG → M (Both changed it)',
      'Genre set to western',
      'Greatest length set to 12 minutes',
    ])
    merge('brief', base, mine, theirs)
    expect(readBrief(mine)).toMatchObject({ rating: 'G', genres: ['drama', 'western'], most: 12 })
  })
})

describe('a treatment', () => {
  it('merges prose line by line, and variants with all their lines', () => {
    const draft = { tone: '', ending: '', chronology: '', madeBy: null, at: '' }
    const base = new Y.Doc()
    const first = addVariant(base, { ...draft, title: 'Home', lines: [{ type: 'general', runs: plain('She waits.') }] })
    const old = addVariant(base, { ...draft, title: 'Sea', lines: [{ type: 'general', runs: plain('The sea.') }] })
    const [mine, theirs] = [copyOf(base), copyOf(base)]
    const added = addVariant(theirs, {
      ...draft,
      title: 'Rain',
      lines: [{ type: 'general', runs: plain('It rains.') }],
    })
    chooseVariant(theirs, added)
    removeVariant(theirs, old)
    const text = (doc: Y.Doc) => (doc.getMap('variants').get(first) as Y.Map<Y.XmlFragment>).get('prose')?.get(0)
    const line = text(theirs)
    if (line instanceof Y.XmlElement) (line.get(0) as Y.XmlText).insert(10, ' Long.')
    expect(titles('treatment', base, mine, theirs)).toEqual([
      'New variant: Rain',
      'Variant “Sea” removed',
      'Variant “Home”, general: words changed',
      'Variant “Rain” chosen',
    ])
    merge('treatment', base, mine, theirs)
    expect(readVariants(mine)).toEqual(readVariants(theirs))
    expect(readProse(mine, added)).toEqual(readProse(theirs, added))
    expect(readProse(mine, first)[0]?.text).toBe('She waits. Long.')
  })
})
