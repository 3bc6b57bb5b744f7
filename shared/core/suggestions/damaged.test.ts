import * as encoding from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { decodeHunk } from './decode.ts'
import { proposeEdits } from './propose.ts'
import { acceptSuggestion } from './settle.ts'
import { addSuggestions } from './store.ts'
import { type Suggestion, type SuggestionEdit, SuggestionError } from './suggestion.ts'
import { AGENT, scriptOf, texts, WALKS } from './testDocument.ts'

const INSERTS = {
  kind: 'line-text',
  lineId: 'l1',
  before: 'She walks home',
  after: 'She now walks home',
} as const satisfies SuggestionEdit

/** The bytes of a suggestion that inserts words, but for what these are said to stand before. */
function standingBefore({ id, update }: Suggestion, right: { client: number; clock: number }): Uint8Array {
  const words = decodeHunk(update)?.structs[0]
  if (!words?.origin || !(words.content instanceof Y.ContentString)) throw new Error('inserted words expected')
  const encoder = encoding.createEncoder()
  for (const n of [1, 2, words.id.client, 0]) encoding.writeVarUint(encoder, n)
  encoding.writeUint8(encoder, 4 | 0x80 | 0x40) // a string between two neighbours
  for (const { client, clock } of [words.origin, right]) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
  }
  encoding.writeVarString(encoder, words.content.str)
  encoding.writeUint8(encoder, 8 | 0x20) // a value under a key of a root
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarString(encoder, 'accepted')
  encoding.writeVarString(encoder, id)
  encoding.writeVarUint(encoder, 1)
  encoding.writeAny(encoder, true)
  encoding.writeVarUint(encoder, 0)
  return encoding.toUint8Array(encoder)
}

describe('a suggestion whose bytes an editor’s own program made up', () => {
  it.each([
    ['something that they are yet to make', { client: 901, clock: 50 }],
    ['words that nobody has', { client: 555, clock: 0 }],
    ['words that their author has not written yet', { client: 1, clock: 9999 }],
  ])('cannot be accepted, and changes nothing, when they name %s', (_, right) => {
    const doc = scriptOf('She walks home')
    const [made] = proposeEdits(doc, [INSERTS], { ...AGENT, clientIds: [901] })
    if (!made) throw new Error('a suggestion expected')
    addSuggestions(doc, [{ ...made, update: standingBefore(made, right) }])
    expect(() => acceptSuggestion(doc, made.id, 'accept')).toThrow(SuggestionError)
    expect(texts(doc)).toEqual(['She walks home'])
    expect(doc.store.pendingStructs).toBeNull()
  })

  it('is accepted when they name what is there', () => {
    const doc = scriptOf('She walks home')
    const [made] = proposeEdits(doc, [INSERTS], { ...AGENT, clientIds: [901] })
    const right = made?.places[0]?.right
    if (!made || !right) throw new Error('a suggestion before words expected')
    addSuggestions(doc, [{ ...made, update: standingBefore(made, { client: right[0], clock: right[1] }) }])
    acceptSuggestion(doc, made.id, 'accept')
    expect(texts(doc)).toEqual(['She now walks home'])
  })

  it('never breaks a page or changes another line, however its bytes are damaged', () => {
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9))
    let state = seed
    const random = (below: number) => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
      return (state >> 8) % below
    }
    for (let round = 0; round < 1500; round++) {
      const doc = scriptOf('She walks home slowly', 'He waits')
      const edit =
        round % 2 === 0 ? WALKS : ({ kind: 'line-type', lineId: 'l1', before: 'action', after: 'note' } as const)
      const [made] = proposeEdits(doc, [edit], AGENT)
      if (!made) throw new Error('a suggestion expected')
      const update = new Uint8Array(made.update)
      for (let flips = random(4); flips > 0; flips--) update[random(update.length)] = random(256)
      addSuggestions(doc, [{ ...made, update }])
      try {
        acceptSuggestion(doc, made.id, 'accept')
      } catch (error) {
        if (!(error instanceof SuggestionError)) throw new Error(`SEED=${seed}, round ${round}`, { cause: error })
      }
      expect(texts(doc)[1], `SEED=${seed}, round ${round}`).toBe('He waits')
    }
  })
})
