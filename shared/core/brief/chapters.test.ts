import { describe, expect, it } from 'vitest'
import { mobyDick } from '../../../tests/fixtures/mobyDick.ts'
import { chaptersOf, readingsOf } from './chapters.ts'

const MOBY_DICK = mobyDick()
const PROSE = 'She waits at the river and does not look back at the house behind her. '.repeat(5)

describe('the chapters of a book', () => {
  it('are all 135 of Moby-Dick in their order, and not the chapters of which its Cetology talks', () => {
    const chapters = chaptersOf(MOBY_DICK)
    expect(chapters.map(({ title }) => Number(/^CHAPTER (\d+)\. /.exec(title)?.[1]))).toEqual(
      Array.from({ length: 135 }, (_, at) => at + 1),
    )
    expect(chapters[40]?.title).toBe('CHAPTER 41. Moby Dick.')
    // a heading of two lines
    expect(chapters[119]?.title).toMatch(/^CHAPTER 120\. .* Starbuck approaching him\.$/)
    expect(chapters[119]?.text.trim()).toMatch(/^“We must send down the main-top-sail yard/)
    expect(chapters[31]?.text).toContain('BOOK II. (Octavo), CHAPTER III. (Narwhale)')
  })

  it('are found by their usual names, and a table of contents is none', () => {
    const text = `CONTENTS\n\nChapter I\nChapter II\n\nChapter I\n\n${PROSE}\n\nChapter II\n\n${PROSE}`
    expect(chaptersOf(text).map(({ title }) => title)).toEqual(['Chapter I', 'Chapter II'])
    expect(chaptersOf(`# Prologue\n${PROSE}\n1.\n${PROSE}\n2.\n${PROSE}`).map(({ title }) => title)).toEqual([
      '# Prologue',
      '1.',
      '2.',
    ])
  })

  it('are parts of it where it names none', () => {
    const parts = chaptersOf(Array.from({ length: 200 }, () => PROSE).join('\n\n'))
    expect(parts.length).toBeGreaterThan(5)
    expect(parts[0]?.title).toBe('Part 1')
  })
})

describe('what is read at once', () => {
  const words = (text: string) => text.match(/\S+/g) ?? []

  it('is a chapter each of Moby-Dick', () => {
    expect(readingsOf(MOBY_DICK).map(({ title }) => title)).toEqual(chaptersOf(MOBY_DICK).map(({ title }) => title))
  })

  it('is a part of a chapter that is very long, and no word is lost', () => {
    const long = Array.from({ length: 300 }, (_, at) => `${PROSE}${at}`).join('\n\n')
    const readings = readingsOf(`Chapter 1\n\n${long}\n\nChapter 2\n\n${PROSE}`)
    expect(readings.map(({ title }) => title)).toEqual(['Chapter 1 (1 of 2)', 'Chapter 1 (2 of 2)', 'Chapter 2'])
    expect(Math.max(...readings.map(({ text }) => text.length))).toBeLessThanOrEqual(60_000)
    expect(readings.flatMap(({ text }) => words(text))).toEqual(words(`${long} ${PROSE}`))
  })

  it('is never a string of a million letters, nor cut inside one letter', () => {
    const readings = readingsOf('😀'.repeat(100_000))
    expect(readings.length).toBeGreaterThan(3)
    expect(readings.every(({ text }) => text.length <= 60_000 && text.isWellFormed())).toBe(true)
  })

  it('is several chapters together where there are thousands of them', () => {
    const readings = readingsOf(Array.from({ length: 3_000 }, (_, at) => `Chapter ${at + 1}\n\n${PROSE}`).join('\n\n'))
    expect(readings.length).toBeLessThanOrEqual(400)
    expect(readings.at(-1)?.text).toContain('Chapter 3000')
  })
})
