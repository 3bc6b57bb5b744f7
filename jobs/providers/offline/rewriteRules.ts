import { inCaseOf } from '../../../shared/core/text/inCaseOf.ts'
import { choose } from './choose.ts'
import {
  capitalise,
  contentWords,
  endsSentence,
  lowerFirst,
  replaceWords,
  sentencesOf,
  stemOfIng,
  thirdPerson,
  tidy,
} from './prose.ts'
import {
  BEGINNINGS,
  CONTRACTIONS,
  FILLERS,
  HEDGES,
  PAST,
  PROGRESSIVE,
  REGISTER,
  SOUNDS,
  VERBS,
  WORDY,
} from './words.ts'

/** What a rule knows besides the words it changes. */
export interface Surroundings {
  spoken: boolean
  /** What stands behind the selected part in the same line. */
  after: string
  /** A sentence may be added here: once in a selection, else every line of it would end on a flourish. */
  mayAdd: boolean
  /** Something of the scene that can be seen, in capitals as scripts write it; '' when nothing is named. */
  prop: string
  heading: string
}

/** One way of changing a text. Returns it unchanged where there is nothing for this rule to do. */
export type Rule = (text: string, around: Surroundings) => string

const FILLER = new RegExp(`(?<![\\p{L}’'-])(?:${FILLERS.join('|')})(?![\\p{L}’'-])[ ]?`, 'giu')

/** Filler, wordy phrases and detours go. */
export const shorter: Rule = (text, around) => {
  let out = text
  for (const [wordy, short] of WORDY) out = out.replace(wordy, found => inCaseOf(found, short))
  out = out.replace(FILLER, '')
  if (around.spoken) out = contracted(unhedged(out))
  else out = plainPresent(out, around)
  return sameStart(text, tidy(out))
}

const unhedged = (text: string): string => HEDGES.reduce((out, hedge) => out.replace(hedge, ''), text)
const contracted = (text: string): string =>
  CONTRACTIONS.reduce((out, [long, short]) => replaceWords(out, long, short), text)

/** 'starts to run' -> 'runs', 'is walking' -> 'walks'. */
export const plainPresent: Rule = text =>
  text
    .replace(BEGINNINGS, (found, verb: string) => (/s to /i.test(found) ? thirdPerson(verb) : verb))
    .replace(PROGRESSIVE, (found, be: string, ing: string) => {
      const stem = stemOfIng(ing)
      return stem === null ? found : be === 'is' ? thirdPerson(stem) : stem
    })

/** Drops the sentence with the least content (words of some length, names and props in capitals), or a trailing 'as/while/with ...' clause of a single sentence. */
export const withoutLeast: Rule = text => {
  const sentences = sentencesOf(text)
  if (sentences.length > 1) {
    const weights = sentences.map(
      sentence => contentWords(sentence).join('').length + (/\p{Lu}{3,}/u.test(sentence) ? 20 : 0),
    )
    const least = weights.lastIndexOf(Math.min(...weights))
    return tidy(sentences.filter((_, index) => index !== least).join('')).replace(/\s+$/, '') + trailing(text)
  }
  const clause =
    /^(.{12,}?\S),?\s+(?:as|while|with|before|after|which|who|so that|because|and)\s.*?([.!?…]*)\s*$/su.exec(text)
  return clause ? `${clause[1]}${clause[2]}${trailing(text)}` : text
}

const trailing = (text: string): string => /\s*$/.exec(text)?.[0] ?? ''
const sameStart = (from: string, to: string): string => (/^["'“‘(]*\p{Lu}/u.test(from) ? capitalise(to) : to)

const strengthen = (text: string, side: 'visual' | 'tense'): string => {
  let out = text
  for (const [verb, sides] of VERBS) {
    const [first = verb, ...rest] = sides[side]
    out = out.replace(new RegExp(`(?<![\\p{L}’'-])${verb}(?![\\p{L}’'-])`, 'gu'), () =>
      choose([first, ...rest], text + verb),
    )
  }
  return out
}

const canAdd = (text: string, { mayAdd, after }: Surroundings): boolean => mayAdd && endsSentence(text, after)

const addSentence = (text: string, sentence: string): string => {
  const body = text.replace(/\s+$/, '')
  const stop = /[.!?…]["'”’)]*$/.test(body) ? '' : '.'
  return `${body}${stop} ${sentence}${trailing(text)}`
}

/** Verbs that can be seen, and one detail of place and light. Dialogue gets an afterthought about its own subject. */
export const moreVisual: Rule = (text, around) => {
  if (around.spoken) {
    if (!canAdd(text, around)) return text
    const subject = contentWords(text).at(-1)?.toLowerCase()
    const more: [string, ...string[]] = ['You would have to see it.', 'I can still see it.', 'Look at it. Really look.']
    return addSentence(text, subject ? choose([`The ${subject}, of all things.`, ...more], text) : choose(more, text))
  }
  const out = strengthen(plainPresent(text, around), 'visual')
  return canAdd(text, around) ? addSentence(out, choose(visualDetails(around), text)) : out
}

function visualDetails({ heading, prop }: Surroundings): [string, ...string[]] {
  const night = /NIGHT|EVENING|DUSK/i.test(heading)
  const inside = /^\s*\.?INT/i.test(heading)
  const own: string[] = prop === '' ? [] : [`The ${prop} catches the light.`, `Close by, the ${prop}.`]
  const light: [string, ...string[]] = inside
    ? night
      ? ['One lamp; the corners stay dark.', 'Light from the street draws bars on the wall.']
      : ['Dust turns in a blade of daylight.', 'Flat daylight shows every scratch.']
    : night
      ? ['Breath shows in the cold light of a street lamp.', 'Beyond the light, nothing.']
      : ['Hard sun, short shadows.', 'Wind works at everything that is loose.']
  const [first, ...rest] = light
  return [first, ...own, ...rest]
}

/** Hedges go, sentences break, verbs harden; and a beat is held at the end. */
export const moreTense: Rule = (text, around) => {
  let out = text
  if (around.spoken) {
    out = unhedged(out)
      .replace(/,?\s*\bplease\b,?/gi, '')
      .replace(/,\s+(?:and|but)\s+(?=\p{L}+\s)/giu, '. ')
    out = sameStart(text, tidy(contracted(out)))
    if (!canAdd(text, around)) return out
    const question = /\?["'”’)]*\s*$/.test(out)
    return addSentence(
      out,
      question
        ? choose(['Answer me.', 'And look at me when you say it.', 'I will not ask twice.'], text)
        : choose(["Don't make me say it again.", 'Say something.', 'You know what that means.'], text),
    )
  }
  out = strengthen(plainPresent(out, around).replace(FILLER, ''), 'tense').replace(
    /,?\s+and(?: then)?\s+(?=\p{Ll}+s\b)/gu,
    '. ',
  )
  out = sameStart(text, tidy(out))
  if (!canAdd(text, around)) return out
  const beats: [string, ...string[]] = ['No one speaks.', 'A beat too long.', 'Silence.']
  return addSentence(out, choose(around.prop === '' ? beats : [`All eyes on the ${around.prop}.`, ...beats], text))
}

/** Fewer words than this carry no added address. */
const SENTENCE = 3
const words = (text: string): number => text.match(/\p{L}+/gu)?.length ?? 0

export const lessFormal: Rule = (text, { spoken }) => {
  let out = contracted(text)
  if (spoken) for (const [formal, casual] of REGISTER) out = replaceWords(out, formal, casual)
  if (out !== text || !spoken || words(text) < SENTENCE) return out
  // nothing stiff in the words: take the stiffness out of the sentence
  return /^(?:Do|Are|Have) you\b/.test(text)
    ? capitalise(text.replace(/^(?:Do|Are|Have) you\s+/, 'You '))
    : sameStart(text, `${choose(['Look, ', 'Hey, ', 'Come on, '], text)}${lowerFirst(text)}`)
}

export const moreFormal: Rule = (text, { spoken }) => {
  let out = text
  for (const [long, short] of CONTRACTIONS) if (long !== 'can not') out = replaceWords(out, short, long)
  if (!spoken) return out
  for (const [formal, casual] of REGISTER)
    if (!/^(?:but|so|real|man|place|great|help|tell|ask|leave|enough|try|need|needs|buy)$/.test(casual))
      out = replaceWords(out, casual, formal)
  if (out !== text || words(text) < SENTENCE) return out
  return sameStart(text, `${choose(['I must say, ', 'If I may, '], text)}${lowerFirst(text)}`)
}

/** A dry afterthought. */
export const funnier: Rule = (text, around) => {
  if (!canAdd(text, around)) return text
  if (!around.spoken) {
    const dry: [string, ...string[]] = ['It does not help.', 'This is not an improvement.', 'Dignity is not an option.']
    return addSentence(text, choose(around.prop === '' ? dry : [`The ${around.prop} is unimpressed.`, ...dry], text))
  }
  const thing = /\b(?:the|a|an|this|that)\s+(\p{Ll}{3,})(?=[\s.,!?])(?!\s+(?:of|that|who|which))/u.exec(text)?.[1]
  const dry: [string, ...string[]] = ['No pressure.', "I've had worse. Once.", 'Other than that, lovely evening.']
  return addSentence(text, choose(thing ? [`And it isn't even our ${thing}.`, ...dry] : dry, text))
}

/** 'Do you know him?' -> 'You know him.' 'Where is he?' -> 'Tell me where he is.' */
export const toStatement: Rule = text =>
  sentencesOf(text)
    .map(sentence => (/\?/.test(sentence) ? statement(sentence) : sentence))
    .join('')

function statement(sentence: string): string {
  const [, lead = '', body = '', end = ''] = /^(\s*)([\s\S]*?)\?+(["'”’)]*\s*)$/.exec(sentence) ?? []
  if (body === '') return sentence
  const done = (text: string) => `${lead}${capitalise(text)}.${end}`
  const did = (subject: string, verb: string, rest: string) =>
    `${subject} ${PAST.get(verb) ?? (verb.endsWith('e') ? `${verb}d` : `${verb}ed`)}${rest}`
  const pronoun = "(I|you|he|she|it|we|they|\\p{Lu}[\\p{L}’']+)"
  const yesNo = new RegExp(
    `^(do|does|did|are|is|was|were|have|has|can|could|will|would|should|must|am)\\s+${pronoun}\\s+(\\p{L}+)(.*)$`,
    'isu',
  ).exec(body)
  const [, helper = '', subject = '', verb = '', rest = ''] = yesNo ?? []
  if (/^do$/i.test(helper)) return done(`${subject} ${verb}${rest}`)
  if (/^does$/i.test(helper)) return done(`${subject} ${thirdPerson(verb)}${rest}`)
  if (/^did$/i.test(helper)) return done(did(subject, verb, rest))
  if (helper !== '') return done(`${subject} ${helper.toLowerCase()} ${verb}${rest}`)
  const wh = new RegExp(
    `^(who|what|where|when|why|how)\\s+(is|are|was|were|do|does|did|will|can|have|has)\\s+${pronoun}\\b\\s*(.*)$`,
    'isu',
  ).exec(body)
  const [, question = '', aux = '', who = '', tail = ''] = wh ?? []
  if (/^(?:do|does|did)$/i.test(aux)) {
    const [verbOf = '', ...others] = tail.split(' ')
    const right = others.length > 0 ? ` ${others.join(' ')}` : ''
    if (/^did$/i.test(aux)) return done(`tell me ${question.toLowerCase()} ${did(who, verbOf, right)}`)
    return done(
      `tell me ${question.toLowerCase()} ${who} ${/^does$/i.test(aux) ? thirdPerson(verbOf) : verbOf}${right}`,
    )
  }
  if (aux !== '')
    return done(`tell me ${question.toLowerCase()} ${who} ${aux.toLowerCase()}${tail === '' ? '' : ` ${tail}`}`)
  return `${lead}${body}.${end}`
}

/** 'You know him.' -> 'You know him?' */
export const toQuestion: Rule = text => text.replace(/[.!…]+(["'”’)]*\s*)$/, '?$1')

export const soundsInCapitals: Rule = (text, { spoken }) =>
  spoken ? text : text.replace(SOUNDS, word => word.toUpperCase())
