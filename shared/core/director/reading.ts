import { z } from 'zod'
import { LENS_NAMES } from '../room/lenses.ts'
import { STAGE_IDS, type StageId } from '../stages/stages.ts'
import { WHY_LENGTH } from '../stages/why.ts'
import { clipped } from '../text/storable.ts'
import { withoutAddresses } from '../text/withoutAddresses.ts'
import { type DirectorAct, isWritten, sentenceOf } from './acts.ts'
import { foundPlace } from './places.ts'
import { nextToWrite, problemOf } from './problem.ts'
import { currentStage, type NamedPlace, type Situation } from './situation.ts'
import { writeAct } from './understand.ts'
import { standingWords } from './words.ts'

/** What a model reads in a message that the rules do not understand. */
export const reading = z.strictObject({
  intent: z.enum(['approve', 'write', 'change', 'reopen', 'look', 'talk']),
  stage: z.enum([...STAGE_IDS, 'none']),
  /** For 'change': the part that is meant, with its number as the request lists it; '' when it is none. */
  part: z.enum(['scene', 'beat', 'paragraph', 'none']),
  number: z.string(),
  /** For 'look': what for. */
  lens: z.enum([...LENS_NAMES, 'none']),
  /** For 'talk': an answer in a sentence or two. */
  reply: z.string(),
})
export type Reading = z.infer<typeof reading>

/** Characters of an answer in words. */
const REPLY = 600

/** What the director says to a message that was read, and what waits then to be confirmed. */
export interface Answered {
  body: string
  act: DirectorAct | null
}

/** The part that a reading names; null when it names none. Throws `missing` with words for the model when it is not there. */
export function partOf({ intent, part, number }: Reading, situation: Situation): NamedPlace | null {
  if (intent !== 'change' || part === 'none') return null
  const places = { scene: situation.scenes, beat: situation.beats, paragraph: situation.paragraphs }[part]
  return places.find(place => place.number.toUpperCase() === number.trim().toUpperCase()) ?? null
}

/**
 * Turns a reading into an act, in the words of the person: a model says what is meant, and never writes what is told to
 * an agent. `message` is what was said.
 */
export function answerTo(read: Reading, situation: Situation, message: string): Answered {
  const act = actOf(read, situation, message.trim())
  if (act === null) {
    const reply = clipped(withoutAddresses(read.reply).trim(), REPLY)
    return { body: reply === '' ? standingWords(situation) : reply, act: null }
  }
  const problem = problemOf(act, situation)
  return problem === null ? { body: sentenceOf(act), act } : { body: problem, act: null }
}

function actOf(read: Reading, situation: Situation, message: string): DirectorAct | null {
  const stage: StageId = read.stage === 'none' ? (currentStage(situation)?.id ?? 'script') : read.stage
  switch (read.intent) {
    case 'talk':
      return null
    case 'approve':
      return { kind: 'approve', stage, next: nextToWrite(stage, situation) }
    case 'reopen':
      return { kind: 'reopen', stage }
    case 'write':
      return isWritten(stage) ? writeAct(stage, whyOf(message), situation) : null
    case 'look': {
      const looked = situation.stages.findLast(
        ({ id, begun }) => isWritten(id) && (read.stage === 'none' ? begun : id === stage),
      )
      if (!looked || !isWritten(looked.id) || read.lens === 'none') return null
      const { id, documentId } = looked
      return { kind: 'look', stage: id, documentId, lens: read.lens, instruction: message }
    }
    case 'change': {
      const place = partOf(read, situation)
      if (place && read.part !== 'none')
        return foundPlace(read.part, place, situation, message.toLowerCase()).act(message)
      // of the whole stage: it is written anew, and the words are the reason
      return isWritten(stage) ? writeAct(stage, whyOf(message), situation) : null
    }
  }
}

const whyOf = (message: string): string => (message.length >= WHY_LENGTH.least ? clipped(message, WHY_LENGTH.most) : '')
