import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { restoreBrief } from '../history/restoreBrief.ts'
import {
  type Brief,
  briefRoot,
  briefText,
  readBrief,
  seedBrief,
  setGenre,
  setLength,
  setMode,
  setRating,
  setStyle,
  setTwist,
} from './brief.ts'
import { BRIEF_LIMITS, checkBrief } from './check.ts'
import { constraintWords } from './words.ts'

const WHOLE: Brief = {
  least: 8,
  most: 12,
  rating: 'PG-13',
  genres: ['comedy', 'drama'],
  tone: 'Dry, tender, unhurried.',
  idea: 'A ferryman cannot swim.',
  mode: 'condensation',
  twist: 'Moby-Dick in space',
  style: { id: 'style-spare', name: 'Spare' },
}
const UNSAID: Brief = {
  least: null,
  most: null,
  rating: null,
  genres: [],
  tone: '',
  idea: '',
  mode: 'expansion',
  twist: '',
  style: null,
}

/** A brief as the server makes it, opened by somebody with that client id. */
function opened(clientID: number, from?: Y.Doc): Y.Doc {
  const made = from ?? new Y.Doc()
  if (!from) {
    made.clientID = 1
    made.transact(() => seedBrief(made))
  }
  const doc = new Y.Doc()
  doc.clientID = clientID
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(made))
  return doc
}
function meet(...docs: Y.Doc[]): void {
  for (const from of docs) for (const to of docs) Y.applyUpdate(to, Y.encodeStateAsUpdate(from))
}

describe('a brief', () => {
  it('that is new says nothing, and everything in it can be said', () => {
    const doc = opened(2)
    expect(readBrief(doc)).toEqual(UNSAID)
    setLength(doc, 'least', 8)
    setLength(doc, 'most', 12)
    setRating(doc, 'PG-13')
    setMode(doc, 'condensation')
    setTwist(doc, WHOLE.twist)
    setStyle(doc, WHOLE.style)
    for (const genre of WHOLE.genres) setGenre(doc, genre, true)
    briefText(doc, 'tone')?.insert(0, WHOLE.tone)
    briefText(doc, 'idea')?.insert(0, WHOLE.idea)
    expect(readBrief(doc)).toEqual(WHOLE)
    expect(checkBrief(readBrief(doc), true)).toEqual({})
    setLength(doc, 'least', null)
    setGenre(doc, 'comedy', false)
    setStyle(doc, null)
    expect(readBrief(doc)).toMatchObject({ least: null, most: 12, genres: ['drama'], style: null })
  })

  it('keeps what two people put in at the same moment', () => {
    const [ana, ben] = [opened(2), opened(3)]
    setGenre(ana, 'comedy', true)
    setGenre(ben, 'war', true)
    briefText(ana, 'tone')?.insert(0, 'Dry ')
    briefText(ben, 'tone')?.insert(0, 'Tender ')
    meet(ana, ben)
    expect(readBrief(ana)).toEqual(readBrief(ben))
    expect(readBrief(ana).genres).toEqual(['comedy', 'war'])
    expect([...readBrief(ana).tone.trim().split(' ')].sort()).toEqual(['Dry', 'Tender'])
  })

  it('names one style with its own name, whichever of two choices is the last', () => {
    const [ana, ben] = [opened(2), opened(3)]
    setStyle(ana, { id: 'style-spare', name: 'Spare' })
    setStyle(ben, { id: 'style-comic', name: 'Comic' })
    meet(ana, ben)
    expect(readBrief(ana).style).toEqual(readBrief(ben).style)
    expect(['style-spare Spare', 'style-comic Comic']).toContain(
      `${readBrief(ana).style?.id} ${readBrief(ana).style?.name}`,
    )
  })

  it('reads what makes no sense as unsaid', () => {
    const doc = opened(2)
    const root = briefRoot(doc)
    root.set('least', 'long')
    root.set('most', Number.NaN)
    root.set('rating', 'X')
    root.set('genres', 7)
    root.set('tone', 'a plain text')
    root.set('mode', 'dictation')
    root.set('twist', ['in space'])
    root.set('style', { id: 7, name: 'Spare' })
    expect(readBrief(doc)).toEqual(UNSAID)
    setGenre(doc, 'war', true)
    expect(readBrief(doc).genres).toEqual(['war'])
  })

  it.each<[string, Partial<Brief>, keyof ReturnType<typeof checkBrief>, RegExp]>([
    ['no length', { least: null }, 'length', /Say how long/],
    ['a length that begins after its end', { least: 20 }, 'length', /longer than the longest/],
    ['a length beyond any film', { most: 1_000 }, 'length', /0.25 to 240 minutes/],
    ['no rating', { rating: null }, 'rating', /Choose whom/],
    ['no genre', { genres: [] }, 'genres', /at least one genre/],
    ['a tone of a word', { tone: 'funny' }, 'tone', /10 characters or more/],
    ['a tone without an end', { tone: 'x'.repeat(501) }, 'tone', /At most 500 characters; these are 501/],
    ['no idea to expand', { mode: 'expansion', idea: ' ' }, 'idea', /one to three paragraphs/],
    ['a transformation into nothing', { mode: 'transformation', twist: ' ' }, 'twist', /Hamlet in space/],
    ['a twist as long as a page', { twist: 'x'.repeat(301) }, 'twist', /At most 300/],
    ['an idea as long as a novel', { idea: 'x'.repeat(BRIEF_LIMITS.idea.most + 1) }, 'idea', /At most 20,000/],
  ])('with %s says so beside the field', (_, over, field, sentence) => {
    const problems = checkBrief({ ...WHOLE, ...over }, true)
    expect(Object.keys(problems)).toEqual([field])
    expect(problems[field]).toMatch(sentence)
  })

  it('needs what its way to begin is made from', () => {
    const missing = (over: Partial<Brief>) => Object.keys(checkBrief({ ...WHOLE, ...over }, false))
    expect(missing({ mode: 'condensation' })).toEqual(['files'])
    expect(missing({ mode: 'transformation' })).toEqual([])
    expect(missing({ mode: 'transformation', idea: '', twist: '' })).toEqual(['files', 'twist'])
    expect(missing({ mode: 'screenplay', idea: '', twist: '' })).toEqual([])
    // an audio film is made from its transcript, or from an idea
    const untold: Brief = { ...WHOLE, mode: 'expansion', idea: '' }
    expect(checkBrief(untold, true, true)).toEqual({})
    expect(Object.keys(checkBrief(untold, false, true))).toEqual(['idea'])
  })

  it('is told to agents in lines, without what nobody said', () => {
    expect(constraintWords(WHOLE)).toBe(
      'Length: 8 to 12 minutes\nContent rating: PG-13\nGenres: comedy, drama\nTone: Dry, tender, unhurried.',
    )
    expect(constraintWords({ ...WHOLE, least: null, genres: [], tone: ' ' })).toBe(
      'Length: 12 minutes\nContent rating: PG-13',
    )
    expect(constraintWords(readBrief(new Y.Doc()))).toBe('')
  })

  it('goes back to what it said, and keeps what somebody types meanwhile', () => {
    const then = opened(2)
    setRating(then, 'G')
    setGenre(then, 'war', true)
    briefText(then, 'tone')?.insert(0, 'As it was then.')
    const [ana, ben] = [opened(3, then), opened(4, then)]
    setRating(ana, 'M')
    setMode(ana, 'transformation')
    setTwist(ana, 'On Mars')
    setLength(ana, 'most', 9)
    setGenre(ana, 'war', false)
    setGenre(ana, 'drama', true)
    briefText(ana, 'tone')?.insert(15, ' And worse.')
    meet(ana, ben)
    briefText(ben, 'tone')?.insert(0, 'Ben: ')
    restoreBrief(ana, then)
    meet(ana, ben)
    expect(readBrief(ana)).toEqual({ ...readBrief(then), tone: 'Ben: As it was then.' })
    expect(readBrief(ben)).toEqual(readBrief(ana))
  })
})
