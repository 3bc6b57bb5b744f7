import { describe, expect, it } from 'vitest'
import { GONE, type Hand, IMPORTED } from './hand.ts'
import { handSpans, written } from './written.ts'

const ANA: Hand = { kind: 'person', id: 'ana', name: 'Ana' }
const WRITER: Hand = { kind: 'agent', agent: 'rewrite', name: 'Writer', jobId: 'one' }

describe('a text by hand', () => {
  it('is one span for what one person wrote in several tabs, and apart while nobody knows', () => {
    const hands: Record<number, Hand> = { 1: ANA, 2: ANA, 3: WRITER }
    const spans = [1, 2, 9, 3, 1].map(client => ({ client, length: 2 }))
    expect(handSpans(spans, client => hands[client] ?? null)).toEqual([
      { hand: ANA, length: 4 },
      { hand: null, length: 2 },
      { hand: WRITER, length: 2 },
      { hand: ANA, length: 2 },
    ])
  })

  it('tells agents from people by more than their colour', () => {
    expect(written(WRITER, 'ana')).toMatchObject({ className: 'written is-agent', title: 'Writer (agent)' })
    expect(written(ANA, 'ana')).toMatchObject({ className: 'written', title: 'Ana (you)' })
  })

  it('stays without a colour where it is in no hand that one could ask', () => {
    expect([null, GONE, IMPORTED].map(hand => written(hand, 'ana'))).toEqual([null, null, null])
  })
})
