import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { clientSpans } from './clientSpans.ts'

/** A text that several clients write: each write is made in a copy under the client id, and merged. */
function textBy(...writes: [client: number, write: (text: Y.Text) => void][]): Y.Text {
  const doc = new Y.Doc()
  for (const [client, write] of writes) {
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
    copy.clientID = client
    copy.transact(() => write(copy.getText('t')))
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy, Y.encodeStateVector(doc)))
  }
  return doc.getText('t')
}

/** 'words of 1|words of 2', each with its client. */
function told(text: Y.Text): string[] {
  let at = 0
  return clientSpans(text).map(({ client, length }) => {
    at += length
    return `${client}: ${text.toString().slice(at - length, at)}`
  })
}

describe('the text by who wrote it', () => {
  it('is one span for each stretch of one client', () => {
    const text = textBy(
      [1, t => t.insert(0, 'The cup.')],
      [2, t => t.insert(4, 'broken ')],
      [1, t => t.insert(15, ' Silence.')],
    )
    expect(text.toString()).toBe('The broken cup. Silence.')
    expect(told(text)).toEqual(['1: The ', '2: broken ', '1: cup. Silence.'])
  })

  it('is nothing where nothing is written', () => {
    expect(clientSpans(null)).toEqual([])
    expect(clientSpans(textBy())).toEqual([])
  })

  it('joins what deleted words of another parted', () => {
    const text = textBy([1, t => t.insert(0, 'ab')], [2, t => t.insert(1, 'XYZ')], [1, t => t.delete(1, 3)])
    expect(told(text)).toEqual(['1: ab'])
  })

  it('belongs to who typed it, whoever set the emphasis', () => {
    const text = textBy([1, t => t.insert(0, 'a loud bang')], [2, t => t.format(2, 4, { bold: true })])
    expect(text.toDelta()).toHaveLength(3)
    expect(told(text)).toEqual(['1: a loud bang'])
  })

  it('has two people in one emphasis as two', () => {
    const text = textBy(
      [1, t => t.insert(0, 'loud', { bold: true })],
      [2, t => t.insert(4, 'er', { bold: true })],
      [3, t => t.format(0, 6, { italic: true })],
    )
    expect(told(text)).toEqual(['1: loud', '2: er'])
  })

  it('counts as the editor counts: a sign outside of the basic plane is two', () => {
    const text = textBy([1, t => t.insert(0, '🎬 a 🎞️')], [2, t => t.insert(2, '🎥')])
    expect(told(text)).toEqual(['1: 🎬', '2: 🎥', '1:  a 🎞️'])
    expect(clientSpans(text).reduce((sum, { length }) => sum + length, 0)).toBe(text.length)
  })

  it('never ends inside of a character, also where somebody writes between its halves', () => {
    const text = textBy([1, t => t.insert(0, 'a🎬b')], [2, t => t.insert(2, '!')])
    expect(told(text)).toEqual(['1: a\ufffd', '2: !', '1: \ufffdb'])
  })

  it('has lengths that add up to the text, whatever was written, deleted and emphasised', () => {
    for (let seed = 1; seed <= 200; seed++) {
      let state = seed
      const below = (n: number): number => {
        state = (Math.imul(state, 48271) + 11) >>> 0
        return state % n
      }
      const text = textBy(
        ...Array.from({ length: 12 }, (): [number, (t: Y.Text) => void] => [
          1 + below(3),
          t => {
            const at = below(t.length + 1)
            const what = below(4)
            if (what < 2) t.insert(at, ['x', 'yes ', '🎬', 'né'][below(4)] ?? '')
            else if (what === 2) t.delete(at, below(t.length - at + 1))
            else t.format(at, below(t.length - at + 1), { bold: below(2) === 0 || null })
          },
        ]),
      )
      const spans = clientSpans(text)
      expect(
        spans.reduce((sum, { length }) => sum + length, 0),
        `seed ${seed}`,
      ).toBe(text.length)
      expect(spans.every(({ length }, i) => length > 0 && spans[i - 1]?.client !== spans[i]?.client)).toBe(true)
    }
  })
})
