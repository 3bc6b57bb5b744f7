import type { RewriteAnswer } from '../../../agents/rewriteAnswer.ts'
import type { RewriteContext } from '../../../agents/rewriteContext.ts'
import type {
  BeatAnswer,
  BeatsAnswer,
  RevisionAnswer,
  SceneAnswer,
  TreatmentAnswer,
} from '../../../agents/storyAnswers.ts'
import type { SceneContext } from '../../../agents/storyContext.ts'
import type { StyleContext } from '../../../agents/style.ts'
import { cleanText, sentencesIn } from '../story/sentences.ts'
import { withoutTurn } from '../story/turns.ts'
import { type Manner, mannerOf } from './manner.ts'
import { type Done, restyled, restyling } from './restyle.ts'

/**
 * What the offline crew wrote, in the manner of the passages that it was told: how long sentences are, and turns of phrase
 * that the passages have. What happens stays, and so does what people say.
 */

/** A style of which nothing can be read changes nothing. */
const mannerFor = (style: StyleContext | null): Manner | null => (style ? mannerOf(style.passages) : null)

/** Where samples are full of figures, so is what is written: hours of a day, one for each part. */
const FIGURES = 0.25
const STAMP = /^\d\d:\d\d – /
function stampAt(at: number): string {
  const minutes = 340 + at * 55
  return `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')} – `
}

/** The words for a rationale; '' where nothing could be done. */
function saidOf(style: StyleContext, manner: Manner, { parted, joined, borrowed }: Done, stamps = false): string {
  const did = [
    ...(parted > 0 ? [`cut ${parted} sentences in two, as its sentences have ${manner.sentence} words`] : []),
    ...(joined > 0 ? [`joined ${joined} sentences, as its sentences have ${manner.sentence} words`] : []),
    ...(borrowed.length > 0 ? [`borrowed from its passages: ${borrowed.map(phrase => `“${phrase}”`).join(', ')}`] : []),
    ...(stamps ? ['gave hours, as it does'] : []),
  ]
  return did.length === 0
    ? ` I found nothing in the written style “${style.name}” that my rules could follow here.`
    : ` In the written style “${style.name}” I ${did.join('; ')}.`
}

export function treatmentInStyle(answer: TreatmentAnswer, style: StyleContext | null): TreatmentAnswer {
  const manner = mannerFor(style)
  if (!style || !manner) return answer
  const work = restyling(manner, answer.paragraphs.map(({ text }) => text).join(' '))
  // a transcript has times of its own
  const stamps = manner.figures >= FIGURES && !answer.paragraphs.some(({ text }) => /^\[\d/.test(text))
  let part = 0
  const paragraphs = answer.paragraphs.map(({ heading, text }) => {
    if (heading || /^\[\d/.test(text)) return { heading, text }
    const told = restyled(text, work)
    return { heading, text: stamps ? stampAt(part++) + told : told }
  })
  return {
    ...answer,
    tone: `${answer.tone}; style: ${style.name}`,
    paragraphs,
    rationale: answer.rationale + saidOf(style, manner, work.done, stamps),
  }
}

/** Action is written in the manner; headings, cues and what people say are not. */
export function sceneInStyle(answer: SceneAnswer, { scene }: SceneContext, style: StyleContext | null): SceneAnswer {
  const manner = mannerFor(style)
  if (!style || !manner) return answer
  const work = restyling(manner, answer.elements.map(({ text }) => text).join(' '))
  const first = answer.elements.findIndex(({ type }) => type === 'action')
  const stamps = manner.figures >= FIGURES && !answer.elements.some(({ text }) => STAMP.test(text))
  const elements = answer.elements.map((element, at) => {
    if (element.type !== 'action') return element
    const told = restyled(element.text, work)
    return { ...element, text: stamps && at === first ? stampAt(scene - 1) + told : told }
  })
  return { ...answer, elements, rationale: answer.rationale + saidOf(style, manner, work.done, stamps) }
}

/** Beats keep the sentences of `told`, which the stages before and after find them by; what is new is in the manner. */
export function beatsInStyle<Answer extends BeatsAnswer | BeatAnswer>(
  answer: Answer,
  told: readonly string[],
  style: StyleContext | null,
): Answer {
  const manner = mannerFor(style)
  if (!style || !manner) return answer
  const kept = told.flatMap(text => sentencesIn(cleanText(withoutTurn(text))))
  const work = restyling(manner, answer.beats.map(({ body }) => body).join(' '), kept)
  const beats = answer.beats.map(beat => ({ ...beat, body: bodyInStyle(beat.body, work) }))
  return { ...answer, beats, rationale: answer.rationale + saidOf(style, manner, work.done) }
}

/** How a beat turns is a sentence that other stages know by its words: it stays as it is. */
function bodyInStyle(body: string, work: ReturnType<typeof restyling>): string {
  const turns = sentencesIn(cleanText(body)).filter(sentence => withoutTurn(sentence) === '')
  return restyled(body, { ...work, kept: new Set([...work.kept, ...turns]) })
}

export function revisionInStyle(answer: RevisionAnswer, style: StyleContext | null): RevisionAnswer {
  const manner = mannerFor(style)
  if (!style || !manner) return answer
  const work = restyling(manner, answer.passages.map(({ text }) => text).join(' '))
  const passages = answer.passages.map(passage => ({
    ...passage,
    text: passage.text
      .split(/\n\s*\n/)
      .map(paragraph => bodyInStyle(paragraph, work))
      .join('\n\n'),
  }))
  return { ...answer, passages, rationale: answer.rationale + saidOf(style, manner, work.done) }
}

/** What an instruction says that wants the style itself. */
const WANTED = /\b(?:styles?|voice|manner)\b/i

/** A selection is put into the manner when the instruction asks for it: 'in our style'. */
export function rewriteInStyle(
  answer: RewriteAnswer,
  { instruction, lines }: RewriteContext,
  style: StyleContext | null,
): RewriteAnswer {
  const manner = mannerFor(style)
  if (!style || !manner || !WANTED.test(instruction)) return answer
  const work = restyling(manner, lines.map(({ text }) => text).join(' '))
  const rewritten = answer.lines.map(line => {
    const type = lines.find(({ n }) => n === line.n)?.type
    return type === 'action' || type === 'general' ? { ...line, text: restyled(line.text, work) } : line
  })
  return { lines: rewritten, rationale: saidOf(style, manner, work.done).trim() }
}
