import { PLACE_NOUNS } from './places.data.ts'
import { THING_NOUNS } from './things.data.ts'

const words = (text: string): Set<string> => new Set(text.trim().split(/\s+/))

/** What can be photographed: movement, touch, looks, turns of events. */
const ACTS = words(`
  ran runs run walked walks rode rides rowed rows climbed climbs fell falls jumped leaps leaped leapt struck strikes hit hits threw throws
  caught catches seized seizes grabbed grabs opened opens shut shuts broke breaks burned burns burnt kissed kisses stabbed stabs shot shoots
  fired fires drowned drowns sank sinks sailed sails fled flees followed follows turned turns stood stands knelt kneels wept weeps laughed
  laughs cried cries shouted shouts screamed screams whispered whispers stared stares looked looks watched watches hid hides found finds lost
  loses gave gives took takes stole steals killed kills died dies married marries left leaves returned returns arrived arrives entered enters
  crossed crosses dragged drags lifted lifts dropped drops tore tears wrote writes read reads danced dances sang sings fought fights woke wakes
  refused refuses demanded demands begged begs swore swears vowed vows buried buries built builds led leads pulled pulls pushed pushes`)
/** Talk about things in general. */
const ABSTRACT = words(`
  perhaps indeed therefore moreover furthermore generally nevertheless hence whereas mankind humanity nature principle respect regard
  sort degree manner notion opinion sense circumstance circumstances account particular reason reasons general instance consequence
  consideration considered regarded respecting certain various whale-fishery likewise namely touching species existence`)
const LOOSE_START =
  /^["“‘']?(?:but|and|for|nor|yet|so|thus|or|this|these|such|it|he|she|they|him|her|that|those|which|what|now|then|here|there|besides|again)\b/i

const spokenOut = (sentence: string): string => sentence.replace(/[“"][^”"]*[”"]?/g, '')

/** Is a text told in the past? */
export const toldInPast = (text: string): boolean =>
  (text.match(/\b(?:was|were|had)\b/g)?.length ?? 0) > (text.match(/\b(?:is|are|has)\b/g)?.length ?? 0)

/** How well a sentence would serve a film: people who act, in places, with things, in few words. `names` in lower case;
 * `past` for a sentence of a text that is told in the past. */
export function cinematic(sentence: string, names: ReadonlySet<string>, past = false): number {
  const tokens = sentence.toLowerCase().match(/\p{L}+/gu) ?? []
  const length = tokens.length
  if (length < 4 || length > 48) return -9
  let score = length < 7 ? -0.5 : length <= 24 ? 1 : length <= 32 ? 0 : -2
  let [people, acts, seen] = [0, 0, 0]
  for (const token of tokens) {
    if (names.has(token)) people++
    if (ACTS.has(token)) acts++
    if (PLACE_NOUNS.has(token) || THING_NOUNS.has(token)) seen++
    if (ABSTRACT.has(token)) score -= 0.8
  }
  score += Math.min(2, people) * 1.8 + Math.min(3, acts) * 1.1 + Math.min(3, seen) * 0.7
  if (people === 0) score -= acts === 0 ? 3 : 1.2
  if (!/^["“‘']?\p{Lu}/u.test(sentence)) score -= 8
  if (LOOSE_START.test(sentence)) score -= 1.4
  // a digression: what is always so, in the middle of what happened
  if (
    past &&
    /\b(?:is|are|may be|must be)\b/i.test(spokenOut(sentence)) &&
    !/\b(?:was|were|had|\p{L}{2,}ed)\b/u.test(spokenOut(sentence))
  )
    score -= 2.5
  if (/[;:].*[;:]/.test(sentence)) score -= 1.5
  if (/^["“‘']/.test(sentence) !== /["”’']$/.test(sentence)) score -= 2
  if ((sentence.match(/["“”]/g)?.length ?? 0) % 2 === 1) score -= 2
  if (/\?["”’]?$/.test(sentence)) score -= 0.8
  if (/^[\p{Lu}\s\d.,'’—-]+$/u.test(sentence) || /[[\]_*=|]/.test(sentence) || /\d{3,}/.test(sentence)) score -= 5
  return score
}
