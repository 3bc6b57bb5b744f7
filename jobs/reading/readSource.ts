import { createHash } from 'node:crypto'
import { hashOf } from '../../shared/core/agents/target.ts'
import { readingsOf } from '../../shared/core/brief/chapters.ts'
import { TOLD_TOKENS } from '../../shared/core/brief/files.ts'
import type { ReadingProgress } from '../../shared/core/brief/reading.ts'
import type { SourceDigest } from '../agents/staged.ts'
import { type Asked, askReader, type Reader } from './askReader.ts'
import { chapterQuestion, type Digest, joiningQuestions, type Question, toldDigest } from './digest.ts'
import { citeKept, keptAccounts } from './kept.ts'

/** Chapters that are read at once: a novel takes minutes, and providers count requests. */
const AT_ONCE = 4

/**
 * Reads a long source for an agent whose model cannot take all of it: every chapter by itself, then, while the accounts of
 * them are too long to be told, neighbours made one. What was read is kept, so that the next delivery goes on where this
 * one stopped.
 */
export async function readSource(
  reader: Reader,
  text: string,
  onProgress: (progress: ReadingProgress) => void,
): Promise<SourceDigest> {
  const source = createHash('md5').update(text).digest('hex')
  const readings = readingsOf(text)
  const questions = readings.map((reading, at) => chapterQuestion(reading, at, readings.length))
  const chapters = await readAll(reader, source, questions, onProgress)
  let digests = chapters
  for (let round = 1; tell(digests).length > TOLD_TOKENS.digests * 4 && digests.length > 1; round++)
    digests = await readAll(reader, source, joiningQuestions(digests, round), () => {})
  return {
    text: `${readings.length} chapters, as a reader summed them up:\n\n${tell(digests)}`,
    leftOut: chapters.flatMap(({ place, summary }) =>
      summary === null ? [`chapter ${place}: the model refused to read it`] : [],
    ),
  }
}

const tell = (digests: readonly Digest[]): string => digests.map(toldDigest).join('\n\n')

/** Asks about every stretch that nothing is kept of yet, a few at once, and keeps each answer as it comes. */
async function readAll(
  reader: Reader,
  source: string,
  questions: readonly Question[],
  onProgress: (progress: ReadingProgress) => void,
): Promise<Digest[]> {
  const asked = questions.map((question): Asked => {
    const { prompt, system, request } = reader.prompts.render(question.prompt, question.values)
    return {
      ...question,
      system,
      request,
      version: prompt.version,
      source,
      hash: hashOf([reader.model.model, system, request]),
    }
  })
  const kept = await keptAccounts(reader.sql, reader.projectId, asked)
  await citeKept(reader, asked, kept)
  const summaries = new Map<Asked, string | null>(kept)
  const queue = asked.filter(one => !kept.has(one))
  const many = queue.length
  const began = performance.now()
  const progress = (pause = 0) => {
    const read = summaries.size - kept.size
    const seconds = (performance.now() - began) / 1000
    onProgress({
      done: summaries.size,
      of: asked.length,
      left: read === 0 ? null : (seconds / read) * (many - read),
      pause,
    })
  }
  progress()
  const take = async (): Promise<void> => {
    for (let one = queue.shift(); one; one = queue.shift())
      try {
        summaries.set(one, await askReader(reader, one, progress))
        progress()
      } catch (error) {
        // nobody begins another one; those that are under way are paid for, and are waited for and kept
        queue.length = 0
        throw error
      }
  }
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, take))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  return asked.map(one => ({ place: one.place, summary: summaries.get(one) ?? null }))
}
