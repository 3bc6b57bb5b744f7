import { z } from 'zod'
import type { Reading } from '../../shared/core/brief/chapters.ts'
import { asData } from '../agents/context.ts'

/** What a language model makes of a stretch of a long text, and how it is asked for it. Pure: asking is `readSource.ts`. */

export const digestAnswer = z.strictObject({
  summary: z.string(),
  people: z.array(z.strictObject({ name: z.string(), what: z.string() })),
  places: z.array(z.string()),
})
export type DigestAnswer = z.infer<typeof digestAnswer>

/** The prompts of readers with the slots they fill: a chapter, and several digests made one. */
export const READERS = [
  { prompt: 'chapter', slots: ['place', 'chapter', 'words'] },
  { prompt: 'chapters', slots: ['place', 'digests', 'words'] },
] as const
export const DIGEST = 'Digest'

/** One question to a reader. */
export interface Question {
  /** Which part of the job it is, in traces: 'chapter-41'. */
  step: string
  prompt: (typeof READERS)[number]['prompt']
  values: Record<string, string>
  /** Which chapters it is about, as people know it: '41 of 135: CHAPTER 41. Moby Dick.' */
  place: string
  characters: number
  /** Characters beyond which its summary is cut. */
  most: number
}

/** A stretch that was read; `summary` null: the model would not read it. */
export interface Digest {
  place: string
  summary: string | null
}

/** Letters of a word with the space after it. */
const LETTERS = 6
/** A summary may be longer than it was asked to be, within reason. */
const TOLERATED = 1.6

const wordsFor = (characters: number, least: number, most: number): number =>
  Math.round(Math.min(most, Math.max(least, characters / 60)) / 10) * 10

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
const clipped = (text: string, most: number): string => {
  const line = oneLine(text)
  return line.length <= most ? line : `${line.slice(0, most).toWellFormed()}…`
}

export function chapterQuestion({ title, text }: Reading, at: number, of: number): Question {
  const words = wordsFor(text.length, 60, 180)
  const place = `${at + 1} of ${of}: ${clipped(title, 120)}`
  return {
    step: `chapter-${at + 1}`,
    prompt: 'chapter',
    values: {
      place: `chapter ${at + 1} of ${of}`,
      chapter: asData('chapter', `${clipped(title, 120)}\n\n${text}`),
      words: String(words),
    },
    place,
    characters: text.length,
    most: Math.round(words * LETTERS * TOLERATED),
  }
}

/** Characters of digests that are made one. */
const TOGETHER = 16_000
const WORDS_TOGETHER = 500

/** Neighbours that are to be made one, and the question for each such group. `round`: 1 for digests of chapters. */
export function joiningQuestions(digests: readonly Digest[], round: number): Question[] {
  const groups: Digest[][] = []
  let size = 0
  for (const digest of digests) {
    const length = toldDigest(digest).length
    const open = groups.at(-1)
    // two at least, or it would never end
    if (open && (open.length < 2 || size + length <= TOGETHER)) open.push(digest)
    else {
      groups.push([digest])
      size = 0
    }
    size += length
  }
  return groups.map((group, at): Question => {
    const place = rangeOf(group)
    return {
      step: `digest-${round}-${at + 1}`,
      prompt: 'chapters',
      values: {
        place: `part ${at + 1} of ${groups.length}`,
        digests: asData('digests', group.map(toldDigest).join('\n\n')),
        words: String(WORDS_TOGETHER),
      },
      place,
      characters: 0,
      most: Math.round(WORDS_TOGETHER * LETTERS * TOLERATED),
    }
  })
}

/** '1 to 21 of 135' for the first and the last of a group. */
function rangeOf(group: readonly Digest[]): string {
  const [first, last] = [group[0]?.place ?? '', group.at(-1)?.place ?? '']
  const from = /^\d+/.exec(first)?.[0] ?? ''
  const to = (/^\d+ to (\d+)/.exec(last) ?? /^(\d+)/.exec(last))?.[1] ?? ''
  const of = /^[^:]*? of (\d+)/.exec(last)?.[1] ?? ''
  return from === to ? `${from} of ${of}` : `${from} to ${to} of ${of}`
}

/** A digest as others are told it: one paragraph under its place. It cannot pose as another one, since it has no line breaks. */
export const toldDigest = ({ place, summary }: Digest): string =>
  `## ${place}\n${summary ?? '(The model would not read this chapter.)'}`

/** The account that is kept of an answer: one line, with who and where, within its length. Null: nothing is told in it. */
export function accountOf({ summary, people, places }: DigestAnswer, most: number): string | null {
  const told = clipped(summary, most)
  if (told === '') return null
  const who = people.slice(0, 16).map(({ name, what }) => `${clipped(name, 60)} (${clipped(what, 120)})`)
  const where = places.slice(0, 10).map(place => clipped(place, 60))
  return [
    told,
    ...(who.length > 0 ? [`People: ${who.join('; ')}.`] : []),
    ...(where.length > 0 ? [`Places: ${where.join('; ')}.`] : []),
  ].join(' ')
}
