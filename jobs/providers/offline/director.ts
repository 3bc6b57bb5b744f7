import type { Reading } from '../../../shared/core/director/reading.ts'
import { currentStage, type NamedPlace, type Situation } from '../../../shared/core/director/situation.ts'
import { helpWords, standingWords } from '../../../shared/core/director/words.ts'
import { WHY_LENGTH } from '../../../shared/core/stages/why.ts'
import type { DirectorContext } from '../../agents/director.ts'

/** Words of names that say nothing about which place is meant. */
const COMMON = new Set(
  'the and with from into that this for but not his her their she they day night int ext later same morning evening dawn dusk continuous scene beat'.split(
    ' ',
  ),
)

const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(/\p{L}{3,}/gu) ?? []).filter(word => !COMMON.has(word))

const NOTHING: Reading = { intent: 'talk', stage: 'none', part: 'none', number: '', lens: 'none', reply: '' }

/**
 * What a message asks for, by rules: a part whose name it says, otherwise the stage that people are at, with the message as
 * the reason. Questions are answered with where the project stands: this crew cannot discuss.
 */
export function readOffline({ message, situation }: DirectorContext): Reading {
  const text = message.trim()
  if (/\?\s*$/.test(text))
    return {
      ...NOTHING,
      reply: `I am the offline crew and work by rules: I cannot discuss a question. ${standingWords(situation)}`,
    }
  const stage = currentStage(situation)
  const part = partNamed(text, situation, stage?.id)
  if (part) return { ...NOTHING, intent: 'change', ...part }
  const isWritten = stage?.id === 'treatment' || stage?.id === 'beats'
  if (isWritten && stage.begun && text.length >= WHY_LENGTH.least)
    return { ...NOTHING, intent: 'write', stage: stage.id }
  return { ...NOTHING, reply: `I do not know what that asks for. ${helpWords(situation)}` }
}

/** The one part of the stage whose name shares most words with the message; none when two share as many. */
function partNamed(
  text: string,
  situation: Situation,
  stage: string | undefined,
): Pick<Reading, 'part' | 'number'> | null {
  const said = new Set(wordsOf(text))
  const [part, places]: ['scene' | 'beat' | 'paragraph', readonly NamedPlace[]] =
    stage === 'script'
      ? ['scene', situation.scenes]
      : stage === 'beats'
        ? ['beat', situation.beats]
        : ['paragraph', situation.paragraphs]
  const names = places.map(place => ({ place, words: new Set(wordsOf(place.name)) }))
  const scored = names
    .map(({ place, words }) => ({
      place,
      // a word that stands in several names tells them apart less
      score: [...words]
        .filter(word => said.has(word))
        .reduce((sum, word) => sum + 1 / names.filter(other => other.words.has(word)).length, 0),
    }))
    .sort((a, b) => b.score - a.score)
  const [best, second] = scored
  if (!best || best.score < 1 || (second && second.score > best.score * 0.75)) return null
  return { part, number: best.place.number }
}
