import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { diff3 } from './diff3.ts'
import { tokenize } from './tokens.ts'
import { applyEdits, diffWords } from './wordDiff.ts'
import { plainText, writeWords } from './writeWords.ts'

const word = fc.constantFrom('She', 'walks', 'home', 'slowly', 'café', 'MARA', '🎬', '👩‍🚀', '東京', 'don’t', 'a')
const gap = fc.constantFrom(' ', '  ', '. ', ', ', '\n', '—')
const sentence = fc.array(fc.tuple(word, gap), { maxLength: 12 }).map(parts => parts.map(([w, g]) => w + g).join(''))

function xmlText(text: string): { doc: Y.Doc; text: Y.XmlText } {
  const doc = new Y.Doc()
  doc.clientID = 1
  const node = new Y.XmlText()
  doc.getXmlFragment('script').insert(0, [node])
  node.insert(0, text)
  return { doc, text: node }
}

const copyOf = (doc: Y.Doc, clientId: number): Y.Doc => {
  const copy = new Y.Doc()
  copy.clientID = clientId
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

describe('tokens', () => {
  it('are words with their apostrophes, runs of blanks, line breaks and single punctuation marks', () => {
    expect(tokenize('Don’t go,  Mara!\nNow.')).toEqual(['Don’t', ' ', 'go', ',', '  ', 'Mara', '!', '\n', 'Now', '.'])
  })

  it('keep an emoji with its modifiers, a flag, and an accent with its letter whole', () => {
    expect(tokenize('👩🏽‍🚀🇮🇹e\u0301')).toEqual(['👩🏽‍🚀', '🇮🇹', 'e\u0301'])
  })

  it('compare Han text character by character', () => {
    expect(tokenize('東京 now')).toEqual(['東', '京', ' ', 'now'])
  })

  it('join to the text again, whatever it is, and cut no surrogate pair', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), sentence), text => {
        const tokens = tokenize(text)
        expect(tokens.join('')).toBe(text)
        for (const token of tokens) expect(/^[\uDC00-\uDFFF]/.test(token) && text.isWellFormed()).toBe(false)
      }),
    )
  })
})

describe('word diff', () => {
  it('touches only the words that changed', () => {
    expect(diffWords('She walks home slowly.', 'She runs home quickly.')).toEqual([
      { from: 4, to: 9, insert: 'runs' },
      { from: 15, to: 21, insert: 'quickly' },
    ])
  })

  it('keeps a word rather than two blanks', () => {
    const edits = diffWords('x y z lantern', 'lantern p q')
    expect(edits.some(edit => edit.from <= 6 && edit.to >= 13)).toBe(false)
  })

  it('makes one text into the other, with edits that rise and never touch', () => {
    fc.assert(
      fc.property(sentence, sentence, (before, after) => {
        const edits = diffWords(before, after)
        expect(applyEdits(before, edits)).toBe(after)
        edits.forEach((edit, i) => {
          const previous = edits[i - 1]
          if (previous) expect(edit.from).toBeGreaterThan(previous.to)
        })
      }),
    )
  })

  it('still keeps what a very long text has in common', () => {
    const words = Array.from({ length: 3000 }, (_, i) => `w${i}`)
    const before = words.join(' ')
    const after = words.map((w, i) => (i % 3 === 0 ? `new${i}` : w)).join(' ')
    const edits = diffWords(before, after)
    expect(applyEdits(before, edits)).toBe(after)
    expect(edits).toHaveLength(1000)
  })
})

describe('three-way merge by words', () => {
  const clean = (base: string, mine: string, theirs: string) => {
    const result = diff3(base, mine, theirs)
    return result.clean ? result.text : 'CONFLICT'
  }

  it('makes both changes when they concern different words', () => {
    expect(clean('She walks home slowly', 'She walks home quickly', 'She runs home slowly')).toBe(
      'She runs home quickly',
    )
  })

  it('keeps a word written directly beside a replaced one, on its side', () => {
    expect(clean('She walks home', 'She quickly walks home', 'She runs home')).toBe('She quickly runs home')
    expect(clean('She walks', 'She walks slowly', 'She runs')).toBe('She runs slowly')
  })

  it('conflicts when both replace the same word differently or write different words at one place', () => {
    expect(clean('She walks home', 'She strolls home', 'She runs home')).toBe('CONFLICT')
    expect(clean('She walks home', 'She sidewalks home', 'She runs home')).toBe('CONFLICT')
    expect(clean('a happy man', 'a very happy man', 'a so happy man')).toBe('CONFLICT')
    expect(clean('She walks home', '', 'She runs home')).toBe('CONFLICT')
  })

  it('makes a change once that both made', () => {
    expect(clean('She walks home', 'She runs home', 'She runs home')).toBe('She runs home')
    expect(clean('one two three four', 'one four', 'one two four')).toBe('one four')
  })

  it('is the other change when one side changed nothing, and does not depend on the sides', () => {
    fc.assert(
      fc.property(sentence, sentence, sentence, (base, mine, theirs) => {
        expect(clean(base, base, theirs)).toBe(theirs)
        expect(clean(base, mine, base)).toBe(mine)
        expect(clean(base, mine, mine)).toBe(mine)
        expect(diff3(base, mine, theirs).clean).toBe(diff3(base, theirs, mine).clean)
        const merged = diff3(base, mine, theirs)
        if (merged.clean) expect(clean(base, theirs, mine)).toBe(merged.text)
      }),
      { numRuns: 500 },
    )
  })
})

describe('writing words', () => {
  it('makes the text read as asked, and keeps it well formed for everybody', () => {
    fc.assert(
      fc.property(sentence, sentence, sentence, (before, mine, theirs) => {
        const { doc, text } = xmlText(before)
        const other = copyOf(doc, 2)
        writeWords(text, mine)
        expect(plainText(text)).toBe(mine)
        const otherText = other.getXmlFragment('script').get(0) as Y.XmlText
        writeWords(otherText, theirs)
        const [a, b] = [Y.encodeStateAsUpdate(doc), Y.encodeStateAsUpdate(other)]
        Y.applyUpdate(doc, b)
        Y.applyUpdate(other, a)
        expect(plainText(text)).toBe(plainText(otherText))
        expect(plainText(text).isWellFormed()).toBe(true)
      }),
    )
  })

  // client 1   She walks home            She runs home
  // client 2   She walks home   + " slowly" behind "walks", "quickly " before it
  // both       She quickly runs slowly home
  it.each([2, 2_000_000_000])('leaves what a colleague (client %i) writes beside the word on its side', clientId => {
    const { doc, text } = xmlText('She walks home')
    doc.clientID = 1_000_000
    const other = copyOf(doc, clientId)
    const otherText = other.getXmlFragment('script').get(0) as Y.XmlText
    otherText.insert(9, ' slowly')
    otherText.insert(4, 'quickly ')
    writeWords(text, 'She runs home')
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
    expect(plainText(text)).toBe('She quickly runs slowly home')
  })

  it('gives new words the emphasis of those that they replace, and of both neighbours when they replace none', () => {
    const { text } = xmlText('')
    text.applyDelta([{ insert: 'She ' }, { insert: 'walks home', attributes: { bold: true } }, { insert: ' now' }])
    writeWords(text, 'She runs straight home right now')
    expect(text.toDelta()).toEqual([
      { insert: 'She ' },
      { insert: 'runs straight home', attributes: { bold: true } },
      { insert: ' right now' },
    ])
  })

  it('works on a plain Y.Text cell and writes nothing when nothing changes', () => {
    const doc = new Y.Doc()
    const cell = doc.getText('cell')
    writeWords(cell, 'Wide on the door')
    const before = Y.encodeStateVector(doc)
    expect(writeWords(cell, 'Wide on the door')).toEqual([])
    expect(Y.encodeStateVector(doc)).toEqual(before)
    expect(cell.toString()).toBe('Wide on the door')
  })
})
