import { timesIn, withTimesOf } from '../../shared/core/brief/times.ts'
import { InvalidAnswer } from './agent.ts'
import type { SceneAnswer } from './storyAnswers.ts'
import type { SceneContext, StoryBrief, StoryLine } from './storyContext.ts'

/** What agents hold their answers to in an audio film: the times of its transcript stay. */

const secondsIn = (text: string): Set<number> => new Set(timesIn(text).map(({ seconds }) => seconds))

/** Two times or more make a text a transcript. */
const isTimed = ({ type }: StoryBrief, text: string): boolean => type === 'audio' && secondsIn(text).size > 1

/** Paragraphs without times that the transcript does not have. Throws {@link InvalidAnswer} when none of it is left. */
export function timedParagraphs<T extends { text: string }>(
  brief: StoryBrief,
  source: string,
  paragraphs: readonly T[],
  repairs: string[],
): T[] {
  if (!isTimed(brief, source)) return [...paragraphs]
  const known = secondsIn(source)
  const kept = paragraphs.map(paragraph => {
    const { text, invented } = withTimesOf(paragraph.text, known)
    for (const stamp of invented) repairs.push(`there is no ${stamp} in the transcript`)
    return { ...paragraph, text }
  })
  if (kept.every(({ text }) => timesIn(text).length === 0))
    throw new InvalidAnswer(
      'The film follows its soundtrack: say the times of the transcript in square brackets, such as [0:12], where its words are heard.',
    )
  return kept
}

/** A beat that says the time at which its passage begins, where it says none. */
export function timedBeat<T extends { body: string; from: number; to: number }>(
  brief: StoryBrief,
  lines: readonly StoryLine[],
  beat: T,
  repairs: string[],
): T {
  if (brief.type !== 'audio' || timesIn(beat.body).length > 0) return beat
  const [first] = timesIn(
    lines
      .slice(beat.from - 1, beat.to)
      .map(({ text }) => text)
      .join('\n'),
  )
  if (!first) return beat
  repairs.push(`a beat got its time, ${first.stamp}`)
  return { ...beat, body: `[${first.stamp}] ${beat.body}` }
}

type Elements = SceneAnswer['elements']

/** A scene that says when it is heard: the time of its beat stands below its first speaker, or in a note. */
export function timedElements(context: SceneContext, elements: Elements, repairs: string[]): Elements {
  if (context.brief.type !== 'audio') return elements
  const beat = context.beats.find(({ n }) => context.plays.includes(n))
  const [first] = [...timesIn(beat?.body ?? ''), ...timesIn(context.passage)]
  const says = (text: string) => /\b\d{1,2}:\d{2}\b/.test(text)
  if (!first || elements.some(({ text }) => says(text))) return elements
  repairs.push(`the scene got its time, ${first.stamp}`)
  const cue = elements.findIndex(({ type }) => type === 'character')
  const time: Elements[number] =
    cue < 0 ? { type: 'note', text: `at ${first.stamp}` } : { type: 'parenthetical', text: `(at ${first.stamp})` }
  const at = cue < 0 ? 1 : cue + 1
  return [...elements.slice(0, at), time, ...elements.slice(at)]
}
