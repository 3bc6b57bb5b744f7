import type { Lens } from '../room/lenses.ts'
import type { StageId } from '../stages/stages.ts'
import { WHY_LENGTH } from '../stages/why.ts'
import { type DirectorAct, isWritten, type WrittenStage } from './acts.ts'
import { placeIn } from './places.ts'
import { nextToWrite } from './problem.ts'
import { currentStage, type Situation } from './situation.ts'
import { helpWords, standingWords } from './words.ts'

/** What is made of a message by rules alone. */
export type Understanding =
  | { kind: 'act'; act: DirectorAct }
  /** The newest act that waits is meant: do it, or leave it. */
  | { kind: 'confirm' }
  | { kind: 'dismiss' }
  /** An answer in words. */
  | { kind: 'say'; words: string }
  /** For the people in the thread and not for the director. */
  | { kind: 'talk' }
  /** The rules do not know; whoever can read should. */
  | { kind: 'unclear' }

const YES = /^(?:yes|yep|yeah|yes please|sure|ok|okay|confirm|confirmed|go|go ahead|go for it|do it|please do)$/
const NO = /^(?:no|nope|no thanks?|no thank you|never ?mind|cancel|forget it|don.?t|leave it|not now|wait)$/
/** A whole message that likes what is there. */
const APPROVE = new RegExp(
  `^(?:(?:that|this|it|everything|the (?:brief|treatment|beat ?sheet|beats|script))\\s+)?(?:${[
    'looks? (?:very |really )?(?:good|great|fine|right|perfect)(?: to me)?',
    'is (?:good|great|fine|right|perfect|approved)',
    'lgtm',
    'perfect',
    'great',
    'approved?',
    '(?:i |we )?(?:like|love) (?:it|this|that)',
    'continue',
    'proceed',
    'next(?: stage)?',
    'move on',
    'go on',
    'confirm (?:it|the .+)',
    'lock (?:it|the .+)',
    'approve (?:it|this|that|the .+)',
  ].join('|')})(?:[,;]? (?:and )?(?:continue|proceed|go on|move on|lock it|next(?: stage)?))?$`,
)
const AGAIN =
  /\b(?:try (?:it |that |this )?again|do (?:it|that|this) (?:again|over)|redo|re-?generate|re-?write (?:it|everything|all of it|the whole (?:thing|treatment|beat ?sheet))|start over|once more|(?:give (?:me|us) )?another (?:try|version|draft|go))\b/
const REOPEN = /\b(?:unlock|re-?open|open .{0,30}\bagain|edit .{0,30}\banyway)\b/
const WRITE = /^(?:please )?(?:write|generate|draft|create|make|start|begin)(?: (?:me|us))? (?:the|a) (.+)$/
const CHANGES =
  /\b(?:make|rewrite|re-?do|change|turn|let|give|tighten|shorten|lengthen|cut|trim|tone|punch|add|remove|split|expand|brainstorm|take|fix|soften|raise|lower|should|needs?|could|must|less|more|too|try|regenerate|darker|lighter|funnier|sadder|slower|faster)\b/
const STATUS =
  /^(?:where are we|what(?:.s| is) next|what now|status|how far are we|what (?:must|should|do) (?:i|we) do(?: now| next)?)$/
const HELP = /^(?:help|what can you do|what do you do|how does this work|hello|hi|hey)$/

/** What the creative room is asked for. */
const LOOKS: readonly (readonly [RegExp, Lens])[] = [
  [/\b(?:plot ?holes?|holes in the (?:plot|story)|logic|continuity)\b/, 'plot-holes'],
  [/\b(?:arcs?|character development)\b/, 'arcs'],
  [/\b(?:pacing|structure|tempo)\b/, 'pacing'],
  [/\b(?:(?:alternative|other|different|another|new) ends?(?:ings?)?)\b/, 'endings'],
]
const ASKS =
  /^(?:what|how|where|are there|is there|any|check|look|find|show|give|analy[sz]e|review|read|suggest|offer|tell|i (?:want|need)|plot|character|pacing|structure|alternative|other)\b/

const STAGE_WORDS: readonly (readonly [RegExp, StageId])[] = [
  [/\bbrief\b/, 'brief'],
  [/\btreatments?\b|\bstory\b/, 'treatment'],
  [/\bbeat ?sheet\b|\bbeats\b/, 'beats'],
  [/\bscript\b|\bscreenplay\b/, 'script'],
]

const stageIn = (words: string): StageId | null => STAGE_WORDS.find(([words_]) => words_.test(words))?.[1] ?? null

/** Plain, in small letters: without greeting, courtesy and the mark at its end. */
const plainly = (words: string): string =>
  words
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:hey |hi |hello |dear )?director[,:!]?\s+/, '')
    .replace(/^(?:please|so|and|well)[,]?\s+/, '')
    .replace(/[,]?\s*(?:please|thanks|thank you)?[.!?…\s]*$/, '')

/**
 * What a person wants, by rules: only what they say outright. Everything else is 'unclear', for a model. `waiting`: how many
 * acts wait for somebody to confirm them.
 */
export function understand(message: string, situation: Situation, waiting: number): Understanding {
  if (message.trimStart().startsWith('@')) return { kind: 'talk' }
  const words = plainly(message)
  if (words === '') return { kind: 'talk' }
  if (HELP.test(words)) return { kind: 'say', words: helpWords(situation) }
  if (STATUS.test(words)) return { kind: 'say', words: standingWords(situation) }
  if (YES.test(words) && waiting > 0) return { kind: 'confirm' }
  if (NO.test(words)) return waiting > 0 ? { kind: 'dismiss' } : { kind: 'talk' }
  if (YES.test(words) || APPROVE.test(words)) return approval(stageIn(words), situation)
  if (REOPEN.test(words)) return reopening(stageIn(words), situation)
  const looked = ASKS.test(words) ? LOOKS.find(([asked]) => asked.test(words))?.[1] : undefined
  if (looked) return looking(looked, stageIn(words), message.trim(), situation)
  const again = AGAIN.exec(words)
  const place = placeIn(words, situation)
  if (place === 'none') return { kind: 'say', words: noSuchPlace(words) }
  if (place && CHANGES.test(words)) return { kind: 'act', act: place.act(message.trim()) }
  if (again && !place) return writing(message, again, stageIn(words), situation)
  const wanted = WRITE.exec(words)
  const stage = wanted ? stageIn(wanted[1] ?? '') : null
  if (wanted && stage && isWritten(stage)) return { kind: 'act', act: writeAct(stage, '', situation) }
  return { kind: 'unclear' }
}

function approval(named: StageId | null, situation: Situation): Understanding {
  const stage = named ?? currentStage(situation)?.id
  if (!stage) return { kind: 'say', words: standingWords(situation) }
  return { kind: 'act', act: { kind: 'approve', stage, next: nextToWrite(stage, situation) } }
}

function reopening(named: StageId | null, { stages }: Situation): Understanding {
  const stage = named ?? stages.findLast(({ locked }) => locked)?.id
  if (!stage) return { kind: 'say', words: 'No stage is locked: everything is open for editing.' }
  return { kind: 'act', act: { kind: 'reopen', stage } }
}

/** The creative room looks at the stage that is named, or at the last one that is written. */
function looking(lens: Lens, named: StageId | null, instruction: string, { stages }: Situation): Understanding {
  const stage = stages.findLast(({ id, begun }) => isWritten(id) && (named === null ? begun : id === named))
  if (!stage || !isWritten(stage.id))
    return { kind: 'say', words: 'Nothing is written yet that could be looked at. The treatment comes first.' }
  return { kind: 'act', act: { kind: 'look', stage: stage.id, documentId: stage.documentId, lens, instruction } }
}

/** "Try again, but let her stay": of what stands there, with the rest of the message as the reason. */
function writing(message: string, again: RegExpExecArray, named: StageId | null, situation: Situation): Understanding {
  const stage = named ?? currentStage(situation)?.id ?? 'script'
  if (!isWritten(stage))
    return {
      kind: 'say',
      words: 'The brief is written by people. Change it there, or tell me which later stage you mean.',
    }
  return { kind: 'act', act: writeAct(stage, whyIn(message, again[0]), situation) }
}

export const writeAct = (stage: WrittenStage, why: string, { stages }: Situation): DirectorAct => {
  const anew = stages.find(({ id }) => id === stage)?.begun ?? false
  return { kind: 'write', stage, anew, why }
}

/** What is left of a message when the request itself is taken out; '' when that is no reason. */
export function whyIn(message: string, request: string): string {
  const at = message.toLowerCase().indexOf(request)
  const rest = at < 0 ? message : `${message.slice(0, at)} ${message.slice(at + request.length)}`
  const why = withoutStage(rest.replace(/^\s*please\s+/i, ''))
    .replace(/^[\s,;:.!–-]*(?:and|but|because|since|with|so that|this time)?[\s,;:]*/i, '')
    .replace(/\s+/g, ' ')
    .replace(/[\s,;:]+$/, '')
  return why.length >= WHY_LENGTH.least ? why.slice(0, WHY_LENGTH.most) : ''
}

const noSuchPlace = (words: string): string =>
  `I do not find ${/\b(?:scene|beat|paragraph)\b/.exec(words)?.[0] ?? 'that place'} of that number. Look at its number on the page, and say it again.`

/** A message without the name of a stage that it begins with ("the treatment: ..."). */
const withoutStage = (message: string): string =>
  message.replace(/^\s*(?:with |on |of )?(?:the )?(?:whole )?(?:treatment|beat ?sheet|beats|script)\b[\s,:;]*/i, '')
