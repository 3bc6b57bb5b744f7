import { names } from '../../../shared/core/agents/cast.ts'
import { parseHeading } from '../../../shared/core/script/heading.ts'
import { SOUNDS } from './words.ts'

/** What the words of a scene say about people, things, places and light. Pure reading, no invention. */

/** Names of `cast` in a text, in the order in which it names them. */
export const peopleIn = (text: string, cast: readonly string[]): string[] =>
  cast.filter(name => names(text, name)).sort((a, b) => text.toUpperCase().indexOf(a) - text.toUpperCase().indexOf(b))

const HANDLED =
  /\b(?:picks? up|puts? down|puts?|takes?|grabs?|snatch(?:es)?|lifts?|lays?|sets?|holds? (?:up|out)|holds?|clutch(?:es)?|grips?|drops?|hands (?:him|her|them|over|back)|passes|pulls? out|draws?|pockets|unfolds?|folds?|opens?|tears?|reads?|lights|pours?|slides?|turns? over|fingers|inspects?|examines?|unlocks?|slips?|peels?|presses)\s+(?:the|an?|her|his|their|its|one|two|another)\s+(\p{L}{3,})(?:\s+(\p{L}{3,}))?(?=([,.;:!?]|\s+(?:of|on|in|to|from|next|with|into|onto|at|and|over|under|behind|beside|between|off|out)\b)?)/giu
/** What is taken, held or opened and is still no prop. */
const NOT_PROPS = new Set(
  `door window hand hands head eyes face arm arms shoulder back way seat breath step side feet foot room look moment
  voice while time turn chance beat sip drag bow tip end edge edges top bottom rest piece bit part knee knees lap place
  one ones light lid curtain curtains`.split(/\s+/),
)
/** Words behind a noun that are no part of its name. */
const NO_NOUN =
  /^(?:against|instead|again|away|back|down|off|open|shut|towards?|without|before|after|while|when|where|that|which|who|through|around|across|along|above|below|until|like|just|then|her|his|him|them|very|too|\p{L}+ly)$/iu
const ADJECTIVE =
  /^(?:old|small|little|red|blue|black|white|green|yellow|big|new|cold|hot|empty|full|last|first|second|other|same|single|long|short|heavy|broken|torn|crumpled|folded|wet|dirty|clean|silver|golden|wooden|dead)$/i

/** 'the jam jar on' -> JAM JAR, 'the phone lights up' -> PHONE, 'the old key' -> KEY. */
function thingNamed(first: string, second: string, ends: boolean): string {
  const pair = second !== '' && !NO_NOUN.test(second)
  if (ADJECTIVE.test(first)) return pair ? second : ''
  return pair && ends ? `${first} ${second}` : first
}

/** Things named in CAPITALS (sounds and people aside), then things that somebody handles. In capitals, most telling first. */
export function propsIn(text: string, cast: readonly string[]): string[] {
  const people = new Set(cast.flatMap(name => name.split(' ')))
  const sound = (word: string) => new RegExp(SOUNDS.source, 'i').test(word)
  const props: string[] = []
  for (const [phrase] of text.matchAll(/\p{Lu}{3,}(?:['’ -]\p{Lu}{2,})*/gu))
    if (!phrase.split(/[ -]/).some(word => people.has(word) || sound(word) || NOT_OBJECTS.has(word))) props.push(phrase)
  for (const [, first = '', second = '', end] of text.matchAll(HANDLED)) {
    const name = thingNamed(first, second, end !== undefined).toUpperCase()
    const noun = name.split(' ').at(-1) ?? ''
    if (name !== '' && !NOT_PROPS.has(noun.toLowerCase()) && !people.has(noun)) props.push(name)
  }
  return [...new Set(props)]
}
/** Capitals that name no thing. */
const NOT_OBJECTS = new Set(
  'INT EXT DAY NIGHT CUT FADE CLOSE ANGLE POV INSERT SUPER TITLE BEAT CONTINUOUS LATER THE AND CAMERA BACK SCENE SHOT WIDE END OVER'.split(
    ' ',
  ),
)

const FEATURE =
  /\b(?:at|by|beside|behind|near|against|in|inside|on|under|across|through|from|to|into|out of|outside)\s+(?:the|an?|her|his|their)\s+((?:\p{L}+ )?(?:door(?:way)?|window|table|bed|desk|counter|sink|stove|bar|stairs?|staircase|corner|chair|sofa|couch|bench|car|truck|train|boat|road|street|porch|gate|fence|bridge|river|shore|beach|tree|hallway|corridor|lift|elevator|booth|stage|roof|platform|mirror|shelf|shelves|cabinet|fire(?:place)?|altar|grave|field|yard|path|console|cockpit|hatch|workbench|piano|curtain|ladder|lamp))\b/giu

/** 'at the window' -> 'window': the part of the place where something happens. */
export const featureIn = (text: string): string => [...text.matchAll(FEATURE)].at(-1)?.[1]?.toLowerCase() ?? ''

const LIGHTS: readonly [RegExp, string][] = [
  [/\bcandle/i, 'candlelight'],
  [/\b(?:lamp|lantern)\b/i, 'lamplight'],
  [/\bneon\b/i, 'neon'],
  [/\bfluorescent|strip light/i, 'fluorescent'],
  [/\bfire(?:light|place)?\b|\bflames?\b|\bembers\b/i, 'firelight'],
  [/\bheadlights?\b/i, 'headlights'],
  [/\b(?:torch|flashlight)\b/i, 'torch beam'],
  [/\bmoon(?:light)?\b/i, 'moonlight'],
  [/\bsun(?:light|set|rise|beam)?\b/i, 'sunlight'],
  [/\b(?:screen|monitor|television|TV|laptop)\b/i, 'screen glow'],
  [/\blightning\b/i, 'lightning'],
  [/\bflicker/i, 'flickering'],
  [/\b(?:dark|darkness|black(?:out)?|unlit|shadow)/i, 'low key'],
  [/\b(?:fog|mist|haze|smoke|steam)\b/i, 'haze'],
  [/\brain/i, 'rain'],
  [/\bsnow/i, 'snow'],
  [/\bmatch\b/i, 'match flame'],
]

/** Sources and moods of light that a text names. */
export const lightsIn = (text: string): string[] =>
  LIGHTS.filter(([pattern]) => pattern.test(text)).map(([, name]) => name)

/** 'INT. BOATHOUSE - NIGHT' -> 'NIGHT, practicals' and the like: what the heading alone says about the light. */
export function lightOfHeading(heading: string): string {
  const { setting, time } = parseHeading(heading)
  const when = time.toUpperCase()
  if (when === '') return setting === 'EXT' ? 'Natural light' : 'Practicals'
  if (/NIGHT|MIDNIGHT|EVENING/.test(when)) return `${when}, ${setting === 'EXT' ? 'pools of light' : 'practicals'}`
  if (/DAWN|DUSK|SUNRISE|SUNSET|MORNING/.test(when)) return `${when}, low warm light`
  return /DAY|NOON|AFTERNOON/.test(when) ? `${when}, ${setting === 'EXT' ? 'natural light' : 'window light'}` : when
}

const CONDITIONS =
  /\b(wet|soaked|soaking|drenched|dripping|damp|muddy|dirty|filthy|dusty|bloody|bleeding|bloodied|bruised|bandaged|burned|burnt|charred|broken|cracked|shattered|smashed|torn|ripped|tattered|stained|scarred|sweaty|sweating|drunk|barefoot|naked|shirtless|masked|blindfolded|handcuffed|limping|wounded|unconscious|dead|crumpled|open|half-open|ajar|locked|unlocked|empty|half-empty|lit|unlit|extinguished|sealed|unsealed|bent|dented|rusted|frozen)\b/giu
/** Verbs that leave a thing in another state than before: done to it, or done by it. */
const CHANGES: readonly [string, string, string][] = [
  ['tears?|rips?', 'tears|rips', 'torn'],
  ['breaks?|smash(?:es)?|shatters?|snaps?', 'breaks|shatters|smashes|snaps', 'broken'],
  ['spills?', 'spills', 'spilt'],
  ['opens?|unlocks?', 'opens|swings open', 'open'],
  ['closes?|shuts?|locks?', 'closes|slams|shuts', 'shut'],
  ['lights|ignites?', 'catches fire|flares', 'lit'],
  ['burns?', 'burns', 'burnt'],
  ['pockets?|hides?', '(?!)', 'out of sight'],
  ['drops?', 'falls|drops|clatters', 'on the floor'],
  ['puts? on|pulls? on|buttons?', '(?!)', 'worn'],
  ['takes? off', '(?!)', 'taken off'],
]

export interface Condition {
  /** Whom or what it is about, in capitals: 'MARA', 'LETTER', 'COAT'. */
  of: string
  state: string
}

/**
 * States that must match between shots: 'her torn coat' -> COAT: torn; 'He tears the LETTER' -> LETTER: torn.
 * `things` are what the scene has named as props so far, in capitals.
 */
export function conditionsIn(text: string, cast: readonly string[], things: readonly string[]): Condition[] {
  const out: Condition[] = []
  const add = (of: string | undefined, state: string) => {
    const name = of?.toUpperCase() ?? ''
    if (name !== '' && !out.some(known => known.of === name && known.state === state)) out.push({ of: name, state })
  }
  for (const match of text.matchAll(CONDITIONS)) {
    const state = (match[1] ?? '').toLowerCase()
    const before = text.slice(0, match.index)
    add(ownerOf(before, text.slice((match.index ?? 0) + match[0].length), cast, things), state)
  }
  for (const thing of things)
    for (const [doneTo, doneBy, state] of CHANGES) {
      const to = new RegExp(`\\b(?:${doneTo})\\s+(?:\\p{L}+\\s+){0,2}?${thing}\\b`, 'iu')
      const by = new RegExp(`\\b${thing}\\s+(?:${doneBy})\\b`, 'iu')
      if (to.test(text) || by.test(text)) add(thing, state)
    }
  return out
}

/** Whose state it is: a noun right behind the word, or the subject that stands before it. */
function ownerOf(
  before: string,
  behind: string,
  cast: readonly string[],
  things: readonly string[],
): string | undefined {
  const noun = /^\s+(\p{L}{3,})/u.exec(behind)?.[1] ?? ''
  if (
    noun !== '' &&
    !/^(?:and|but|from|with|the|her|his|their|into|onto|over|under|eyes?|when|while|again|itself|himself|herself|themselves)$/i.test(
      noun,
    )
  )
    return noun
  const lastOf = (names_: readonly string[]) =>
    [...names_]
      .filter(name => names(before, name))
      .sort((a, b) => before.toUpperCase().lastIndexOf(b) - before.toUpperCase().lastIndexOf(a))[0]
  if (/\b(?:it|they)(?:['’]s|\s+(?:is|are|hangs|lies|looks))\s*$/i.test(before)) return lastOf(things)
  if (/\b(?:he|she)(?:['’]s|\s+(?:is|stands|sits|looks))\s*$/i.test(before)) return lastOf(cast)
  const subject =
    /\b(?:the|her|his|their|an?)\s+(?:\p{L}+\s+)?(\p{L}{3,})\s+(?:is|are|hangs|lies|stands|sits)\s*$/iu.exec(
      before,
    )?.[1]
  return subject ?? lastOf(cast)
}

export const MOVES =
  /\b(?:enters?|exits?|leaves?|walks?|strides?|runs?|rush(?:es)?|cross(?:es)?|paces?|climbs?|steps?|hurr(?:y|ies)|storms?|follows?|approach(?:es)?|drives?|arrives?|comes? in|goes|heads|bolts?|crawls?)\b/i
export const LOOKS = /\b(?:looks?|stares?|watch(?:es)?|sees?|gazes?|glances?|peers?|notices?|spots?|eyes|studies)\b/i
export const ARRIVES = /\b(?:enters?|arrives?|comes? in|steps? in(?:to|side)?|appears?|bursts? in|opens? the door)\b/i
