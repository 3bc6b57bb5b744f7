import { capitalise } from '../prose.ts'
import type { Person, Place, Thing } from './facts.ts'
import { looksLikeVerb } from './words.ts'

const LONGEST = 7
const CUT =
  /[,;:.!?…–—“”"()]|\s(?:and|but|because|so that|so|while|when|which|who|that|until|before|after|if|as|than|where|whose|for reasons|without)\s/u
const LOOSE_END =
  /\s(?:a|an|the|his|her|its|their|to|of|in|on|at|for|with|from|by|into|no|not|is|are|was|will|must|never|at last|one|every|and)$/iu

/** What may stand before the subject without being part of what happens. */
const LEAD =
  /^(?:Every|One|Each|Then|So|But|And|When|While|After|Before|Now|For|Only|Little|On|In|At|Half|From|Later)(?: [\p{L}’'-]+){0,4} (?:an? \p{L}+ (?:named|called) )?$|^(?:Then|So|But|And|When|While|Now) $|^(?:An?|The) (?:[\p{L}-]+ ){1,3}(?:named|called) $|^The \p{L}+ $/u

/** 'Mila asks Tomas' of a sentence that begins with somebody who does something; null for other sentences. */
export function clauseTitle(sentence: string, people: readonly Person[]): string | null {
  for (const person of people) {
    const bare = person.name
    const at = sentence.toLowerCase().indexOf(`${bare.toLowerCase()} `)
    // at the beginning, or behind 'Every night', 'When', 'Then'
    if (at < 0 || (at > 0 && !LEAD.test(sentence.slice(0, at)))) continue
    const verb = /^\p{L}+/u.exec(sentence.slice(at + bare.length + 1))?.[0] ?? ''
    if (!looksLikeVerb(verb) || /^(?:and|who|had|was|did|could|would|is|must|cannot|will)$/.test(verb)) continue
    // of 'choose between the river and his daughter' the half says nothing
    const clause = (sentence.slice(at).split(CUT)[0]?.trim() ?? '').replace(/\sbetween\s.*$/u, '')
    const words = clause.split(' ')
    let title = words.slice(0, LONGEST).join(' ')
    if (words.length > LONGEST) {
      // cut before the last preposition rather than in the middle of what it governs
      const back = title.search(
        /\s(?:to|of|in|on|at|for|with|from|by|into|without|over|under|through|about)\s(?!.*\s(?:to|of|in|on|at|for|with|from|by|into|without|over|under|through|about)\s)/,
      )
      if (back > bare.length + verb.length) title = title.slice(0, back)
    }
    while (LOOSE_END.test(title)) title = title.replace(LOOSE_END, '')
    if (title.split(' ').length > bare.split(' ').length && title.length <= 64) return capitalise(title)
  }
  return null
}

/** A title of what a beat names; for when no sentence of it makes one. */
export function titleFrom(
  people: readonly Person[],
  places: readonly Place[],
  things: readonly Thing[],
  sentences: readonly string[],
): string {
  const short = sentences
    .map(sentence => sentence.split(CUT)[0]?.trim() ?? '')
    .find(text => text.split(' ').length >= 3 && text.split(' ').length <= LONGEST)
  if (short) return capitalise(short)
  const [one, two] = people
  const [place] = places
  const [thing] = things
  if (one && thing) return capitalise(`${one.name} and ${thing.name}`)
  if (one && place) return capitalise(`${one.name} ${place.at}`)
  if (one && two) return capitalise(`${one.name} and ${two.name}`)
  if (thing && place) return capitalise(`${thing.name} ${place.at}`)
  if (one ?? place ?? thing) return capitalise((one ?? place ?? thing)?.name ?? '')
  const start = (sentences[0] ?? '').split(CUT)[0]?.split(' ').slice(0, 6).join(' ').trim() ?? ''
  return start === '' ? 'What happens next' : capitalise(start)
}

export const mentions = (text: string, name: string): number => {
  const bare = name.replace(/^the /, '')
  return bare === ''
    ? -1
    : (new RegExp(`(?<![\\p{L}\\p{N}])${bare.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'iu').exec(
        text,
      )?.index ?? -1)
}
/** Those of a list that a text names, in the order in which it names them. */
export const mentioned = <T extends { name: string }>(text: string, all: readonly T[]): T[] =>
  all
    .map(one => ({ one, at: mentions(text, one.name) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)
