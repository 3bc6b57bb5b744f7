import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHUNK, chunksOf } from './chunk.ts'

const bare = (text: string) => text.replace(/[#\s]+/g, '')

describe('a sample in passages', () => {
  it('keeps short paragraphs together until there is enough for a manner to show', () => {
    const paragraph = 'She put the kettle on. It took its time, as it always had.'
    const chunks = chunksOf(Array.from({ length: 30 }, () => paragraph).join('\n\n'))
    expect(chunks.length).toBeGreaterThan(2)
    for (const { text } of chunks.slice(0, -1)) {
      expect(text.length).toBeGreaterThanOrEqual(CHUNK.about - paragraph.length)
      expect(text.split('\n\n').every(one => one === paragraph)).toBe(true)
    }
    expect(chunks[0]?.words).toBe((chunks[0]?.text.split('\n\n').length ?? 0) * 13)
  })

  it('cuts a paragraph of a page between its sentences', () => {
    const sentence = 'The road went on between the walls as if nobody had told it about the sea.'
    const chunks = chunksOf(Array.from({ length: 60 }, () => sentence).join(' '))
    expect(chunks.length).toBeGreaterThan(3)
    for (const { text } of chunks) expect(text).toMatch(/^The road.*sea\.$/s)
  })

  it('begins a passage with each heading and never ends with one', () => {
    const scene = (name: string) => `INT. ${name} - NIGHT\n\n${'Rain on the glass. Nobody looks up. '.repeat(9)}`
    const chunks = chunksOf(['KITCHEN', 'HALL', 'CELLAR'].map(scene).join('\n\n'))
    expect(chunks.map(({ text }) => /^INT\. (\w+)/.exec(text)?.[1])).toEqual(['KITCHEN', 'HALL', 'CELLAR'])
    expect(chunksOf(`${'Words. '.repeat(120)}\n\n# Two\n\nMore.`).at(-1)?.text).toBe('# Two\n\nMore.')
  })

  it('cuts what has neither sentences nor spaces anywhere but through a character', () => {
    for (const { text } of chunksOf('🦊'.repeat(2_000))) expect(text.isWellFormed()).toBe(true)
    expect(chunksOf('語'.repeat(2_500)).map(({ text }) => text.length)).toEqual([900, 900, 700])
  })

  it('has no passage without a word', () => {
    expect(chunksOf('')).toEqual([])
    expect(chunksOf('* * *\n\n---\n\n…')).toEqual([])
  })

  it('loses nothing and doubles nothing, whatever the text is', () => {
    const words = fc.oneof(
      fc.lorem({ maxCount: 40 }),
      fc.string({ unit: 'grapheme', maxLength: 1_500 }),
      fc.constantFrom('INT. BAR - DAY', '# One', '\r\n', '* * *', 'A'.repeat(3_000)),
    )
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), fc.constantFrom('\n\n', '\n', ' '), (parts, gap) => {
        const text = parts.join(gap)
        const chunks = chunksOf(text)
        for (const chunk of chunks) {
          expect(chunk.words).toBeGreaterThan(0)
          expect(chunk.text.length).toBeLessThanOrEqual(CHUNK.most + CHUNK.about)
        }
        // passages without a word are left out; with all of them in, it is the text
        const kept = bare(chunks.map(chunk => chunk.text).join(''))
        const whole = bare(text)
        let at = 0
        for (const character of kept) {
          at = whole.indexOf(character, at)
          if (at < 0) break
          at += character.length
        }
        expect(at).toBeGreaterThanOrEqual(0)
        const letters = (of: string) => of.match(/[\p{L}\p{N}]/gu)?.length ?? 0
        expect(letters(kept)).toBe(letters(whole))
      }),
      { numRuns: 150, seed: Number(process.env.SEED ?? 4711) },
    )
  })
})
