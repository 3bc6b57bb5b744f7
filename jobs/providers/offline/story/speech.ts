import { capitalise, lowerFirst } from '../prose.ts'
import type { Person } from './facts.ts'
import { inPresent } from './present.ts'
import { wordCount } from './sentences.ts'
import { baseOf, looksLikeVerb, withArticle } from './words.ts'

/** What a text says about somebody, as somebody says it: to their face, about themselves, or about a third one. */

interface Said {
  /** 'Every night', '' where nothing stands before the subject. */
  lead: string
  /** 'rows strangers across the Vltava for a coin' */
  predicate: string
}

const LONGEST = 15

/** A sentence about one person as its parts; null when it is more than that. */
export function saidOf(sentence: string, person: Person): Said | null {
  const plain = inPresent(sentence).replace(/[.!?…]+$/, '')
  if (wordCount(plain) > LONGEST || /["“”:;()—]/.test(plain) || /\b(?:I|we|you|my|our)\b/.test(plain)) return null
  const low = plain.toLowerCase()
  // 'A ferryman cannot swim' is said of Tomas, who is the ferryman
  const names = [person.name, ...(person.role ? [`the ${person.role}`, withArticle(person.role)] : [])].map(name =>
    name.toLowerCase(),
  )
  const bare = names.find(name => low.startsWith(`${name} `)) ?? names.find(name => low.includes(` ${name} `))
  if (bare === undefined) return null
  const at = low.startsWith(`${bare} `) ? 0 : low.indexOf(` ${bare} `) + 1
  const lead = plain.slice(0, at).trim()
  if (lead !== '' && !/^(?:Every|Each|One|At|In|On|After|Now|Then|So|By|For|Once)\b(?:\s[\p{L}’'-]+){0,4}$/u.test(lead))
    return null
  const predicate = plain.slice(at + bare.length).trim()
  const verb = predicate.split(' ')[0] ?? ''
  if (!looksLikeVerb(verb) || /^(?:and|who|said|says|was|were|had|did)$/.test(verb)) return null
  return { lead: /^(?:So|Then|Now)$/.test(lead) ? '' : lead, predicate }
}

const others = (person: Person): RegExp | null =>
  person.pronoun === 'he'
    ? /\b(he|him|his|himself)\b/gi
    : person.pronoun === 'she'
      ? /\b(she|her|herself)\b/gi
      : person.pronoun === 'it'
        ? /\b(it|its|itself)\b/gi
        : null

type Voice = 'you' | 'I'
const FORMS: Record<Voice, { subject: string; object: string; own: string; self: string }> = {
  you: { subject: 'you', object: 'you', own: 'your', self: 'yourself' },
  I: { subject: 'I', object: 'me', own: 'my', self: 'myself' },
}

/** 'rows her boat' -> 'row your boat', for whoever is spoken to or speaks. */
export function turned(predicate: string, person: Person, voice: Voice, partner: Person | null = null): string {
  const forms = FORMS[voice]
  const first = predicate.split(' ')[0] ?? ''
  const rest = predicate.slice(first.length)
  const verb = conjugated(first, voice)
  // 'and pretends', 'and goes': the second verb of the same subject
  const also = rest.replace(
    /(\b(?:and|but|or)\s(?:\p{Ll}+ly\s)?)(\p{Ll}+s)\b(?!\s(?:and|or|of)\b)/gu,
    (found, lead: string, next: string) => (looksLikeVerb(next) ? `${lead}${conjugated(next, voice)}` : found),
  )
  const faced = partner ? partnerTurned(also, person, partner, voice === 'you' ? 'I' : 'you') : also
  return `${verb}${pronounsTurned(faced, person, forms, voice)}`
}

/** Whoever is spoken with is no third person either: 'asks Tomas to row her' -> 'ask me to row you'. */
function partnerTurned(text: string, person: Person, partner: Person, voice: Voice): string {
  const forms = FORMS[voice]
  const name = partner.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const named = text.replace(
    new RegExp(`(?<!\\p{L})${name}(['’]s?)?(?!\\p{L})`, 'giu'),
    (_, owns: string | undefined) => (owns ? forms.own : forms.object),
  )
  return partner.pronoun && partner.pronoun !== person.pronoun && partner.pronoun !== 'it'
    ? pronounsTurned(named, partner, forms, voice)
    : named
}

/** Pronouns that could mean either of two people mean trouble. */
const unclear = (predicate: string, person: Person, other: Person): boolean =>
  /^\p{Ll}+\s(?:him|her)\b/u.test(predicate) &&
  (person.pronoun === null || other.pronoun === null || person.pronoun === other.pronoun)
    ? true
    : person.pronoun === 'she'
      ? /^\p{Ll}+\sher\s(?:to|with|in|at|on|from|back|away)\b|^\p{Ll}+\sher$/u.test(predicate)
      : person.pronoun === 'he'
        ? /^\p{Ll}+\shim\b/u.test(predicate)
        : false

function conjugated(verb: string, voice: Voice): string {
  if (verb === 'is') return voice === 'I' ? 'am' : 'are'
  if (verb === 'does') return 'do'
  if (/^(?:must|can|cannot|can't|can’t|will|would|could)$/.test(verb)) return verb.replace('cannot', "can't")
  if (/^doesn['’]t$/.test(verb)) return "don't"
  return baseOf(verb)
}

/** Pronouns of the person in any clause: 'the daughter he lost' -> 'the daughter you lost'. */
export function pronounsTurned(text: string, person: Person, forms: (typeof FORMS)[Voice], voice: Voice): string {
  const pattern = others(person)
  if (!pattern) return text
  return text
    .replace(new RegExp(`\\b(${person.pronoun ?? 'he'}) (\\p{Ll}+s)\\b`, 'giu'), (found, _: string, verb: string) =>
      looksLikeVerb(verb) ? `${forms.subject} ${conjugated(verb, voice)}` : found,
    )
    .replace(
      /\bher\b(?=\s+(?!to\b|in\b|on\b|at\b|and\b|with\b|for\b|from\b|across\b|by\b|as\b|because\b|when\b|the\b|a\b|an\b|back\b|away\b|down\b|up\b|out\b|is\b|alone\b|not\b|before\b|after\b|into\b)\p{Ll})/giu,
      person.pronoun === 'she' ? forms.own : 'her',
    )
    .replace(pattern, found => {
      const low = found.toLowerCase()
      if (low === person.pronoun) return person.pronoun === 'it' ? forms.object : forms.subject
      if (low.endsWith('self')) return forms.self
      if (low === 'his' || low === 'its') return forms.own
      return forms.object
    })
}

export const wantAs = (want: string, person: Person, voice: Voice): string =>
  pronounsTurned(want, person, FORMS[voice], voice)

/** 'Tomas cannot swim' -> 'you can't swim'; a clause about something else stays as it is. */
export function clauseAs(clause: string, person: Person, voice: Voice): string {
  const said = saidOf(clause, person)
  return said
    ? `${FORMS[voice].subject} ${turned(said.predicate, person, voice)}`
    : pronounsTurned(clause, person, FORMS[voice], voice)
}

/** The clauses of a long sentence that can stand alone. */
export const clausesOf = (sentence: string): string[] =>
  sentence
    .replace(/^(?:But|And|So|Yet|Then)\s+/u, '')
    .split(
      /,?\s+(?:and|but|so|because|who is|while)\s+(?=(?:he|she|it|they|the|a|an|\p{Lu}\p{Ll}+)\s)|;\s+|,\s+(?=(?:he|she|it|they|\p{Lu}\p{Ll}+)\s+\p{Ll}+s\b)/u,
    )
    .map(clause => clause.trim())
    .filter(clause => wordCount(clause) >= 3)

/** The last phrase that begins with a preposition: 'for a coin'. '' when there is none of a few words. */
export function tailOf(predicate: string): string {
  const tail =
    /\s((?:for|with|without|in|on|at|to|from|by|across|through|under|over|behind|before|after|against|into)\s(?:(?:the|a|an|his|her|every|one|two|three)\s)?[\p{L}’'-]+(?:\s[\p{L}’'-]+)?)$/u.exec(
      predicate,
    )?.[1] ?? ''
  return /\b(?:he|she|it|they|his|her|its|him|who|that|which)\b/.test(tail) ? '' : tail
}

export interface Turn {
  who: 'A' | 'B'
  text: string
}

/** Talk about a sentence of the story between `a` and `b`; null when the sentence does not lend itself. `n` chooses the form. */
export function talkAbout(sentence: string, a: Person, b: Person, third: readonly Person[], n: number): Turn[] | null {
  const turns = (...texts: [who: 'A' | 'B', text: string][]): Turn[] =>
    texts.map(([who, text]) => ({ who, text: capitalise(text) }))
  const ofA = saidOf(sentence, a)
  if (ofA && !unclear(ofA.predicate, a, b)) {
    const you = `${ofA.lead === '' ? '' : `${ofA.lead} `}you ${turned(ofA.predicate, a, 'you', b)}`
    const mine = `I ${turned(ofA.predicate, a, 'I', b)}`
    const tail = tailOf(ofA.predicate)
    const forms: Turn[][] = [
      turns(
        ['B', `so ${you.replace(/^\p{Lu}/u, letter => letter.toLowerCase())}?`],
        ['A', tail === '' ? 'Who told you that?' : `${tail}.`],
        ['B', tail === '' ? "It's written all over you." : `${tail}. And that's enough?`],
      ),
      turns(
        ['A', `${mine}.`],
        ['B', tail === '' ? 'Since when?' : `${tail}?`],
        ['A', tail === '' ? 'Since it stopped being a choice.' : "I didn't say it was sensible."],
      ),
      turns(
        ['B', `they say ${you.replace(/^\p{Lu}/u, letter => letter.toLowerCase())}.`],
        ['A', 'They say a lot.'],
        ['B', 'Is it true?'],
        ['A', ofA.lead === '' ? 'This week it is.' : `${ofA.lead}. Yes.`],
      ),
      turns(['B', `why?`], ['A', 'Why what?'], ['B', `${you}. Why?`], ['A', 'You make it sound like a decision.']),
    ]
    return forms[n % forms.length] ?? null
  }
  const ofB = saidOf(sentence, b)
  if (ofB && !unclear(ofB.predicate, b, a)) {
    const you = `${ofB.lead === '' ? '' : `${ofB.lead} `}you ${turned(ofB.predicate, b, 'you', a)}`
    const mine = `I ${turned(ofB.predicate, b, 'I', a)}`
    const forms: Turn[][] = [
      turns(['A', `${you}.`], ['B', 'And?'], ['A', 'And you want me to think nothing of it.']),
      turns(['B', `${mine}. What else would you have me do?`], ['A', 'Ask.'], ['B', 'Ask whom?']),
      turns(
        ['A', `I hear ${you.replace(/^\p{Lu}/u, letter => letter.toLowerCase())}.`],
        ['B', 'You hear well.'],
        ['A', `It's not a compliment.`],
      ),
    ]
    return forms[n % forms.length] ?? null
  }
  for (const person of third) {
    const of = saidOf(sentence, person)
    if (!of) continue
    const claim = `${of.lead === '' ? '' : `${of.lead} `}${person.name} ${of.predicate}`
    const forms: Turn[][] = [
      turns(['B', `${claim}.`], ['A', 'Who says so?'], ['B', `${person.name}.`]),
      turns(
        ['A', `you know that ${lowerFirst(claim).replace(person.name.toLowerCase(), person.name)}?`],
        ['B', 'Everybody knows.'],
        ['A', 'Then why is nobody doing anything?'],
      ),
    ]
    return forms[n % forms.length] ?? null
  }
  return null
}
