import { choose, seedOf } from '../choose.ts'
import type { Register } from './moods.data.ts'

/** What changes in a beat: a value, from its good side to its bad one or the other way. */
interface Value {
  good: string
  bad: string
  /** Words that are about it. */
  about: RegExp
}

const value = (good: string, bad: string, about: string): Value => ({
  good,
  bad,
  about: new RegExp(`\\b(?:${about})`, 'i'),
})

const VALUES: readonly [Value, ...Value[]] = [
  value(
    'trust',
    'doubt',
    'trust|believ|promise|lie[sd]?\\b|lying|honest|secret|hid(?:e|ing|den)|betray|doubt|true|truth',
  ),
  value(
    'safety',
    'danger',
    'danger|gun|knife|escape|hunt|follow|chase|warn|threat|fire|storm|sink|sank|drown|kill|alarm|attack|fight',
  ),
  value(
    'company',
    'loneliness',
    'alone|lonely|together|meet|friend|leave|left|goes away|join|company|without|guest|visit|both of them',
  ),
  value('hope', 'despair', 'hope|dream|wish|lost|late|never|last|end|fail|give up|despair'),
  value('freedom', 'captivity', 'prison|cell|lock|free|cage|door|caught|arrest|bound|must|order|rule|law'),
  value(
    'knowing',
    'being kept in the dark',
    'discover|find out|finds|learn|know|ask|question|answer|investigat|clue|read|hear|message|letter',
  ),
  value(
    'love',
    'coldness',
    'love|kiss|marr|heart|wife|husband|bride|mother|father|daughter|son\\b|brother|sister|child',
  ),
  value('having', 'doing without', 'money|coin|gold|rich|poor|debt|pay|paid|sell|sold|buy|price|cost|steal|stole|rob'),
  value(
    'control',
    'things going their own way',
    'plan|control|work|machine|run|accident|mistake|wrong|break|broke|luck',
  ),
  value(
    'being seen',
    'being overlooked',
    'see|look|watch|eyes|face|laugh|smile|notice|photograph|audience|public|nobody',
  ),
  value('belonging', 'being a stranger', 'home|house|village|town|street|stranger|return|abroad|country|cross|far'),
  value('courage', 'fear', 'afraid|fear|scare|dare|brave|courage|night|dark|alone'),
  value('a clear conscience', 'guilt', 'guilt|blame|sorry|forgiv|apolog|crime|fault|wrong'),
  value('being on time', 'being too late', 'wait|late|hour|minute|before|deadline|days|monday|tomorrow|clock'),
]

/** For a register, what its beats turn on when their words do not say. */
const LEANING: Record<Register, readonly [string, ...string[]]> = {
  dark: ['safety', 'a clear conscience', 'courage'],
  tender: ['love', 'company', 'belonging'],
  dry: ['control', 'being seen', 'having'],
  tense: ['safety', 'being on time', 'control'],
  lyrical: ['hope', 'belonging', 'company'],
  plain: ['trust', 'knowing', 'company'],
}

export interface Turn {
  from: string
  to: string
  /** From good to bad. */
  down: boolean
}

/** The turn of a beat by its words; `before` keeps two neighbours from turning on the same value the same way. */
export function turnOf(text: string, down: boolean, register: Register, before: Turn | null): Turn {
  const counts = VALUES.map(one => ({ one, count: text.match(new RegExp(one.about.source, 'gi'))?.length ?? 0 }))
  const fits = counts
    .filter(({ one, count }) => count > 0 && one.good !== before?.from && one.good !== before?.to)
    .sort((a, b) => b.count - a.count || seedOf(text + a.one.good) - seedOf(text + b.one.good))
  const leaning = VALUES.find(one => one.good === choose(LEANING[register], text))
  const { good, bad } = fits[0]?.one ?? leaning ?? VALUES[0]
  return down ? { from: good, to: bad, down } : { from: bad, to: good, down }
}

/** 'Turn (+ to −): from trust to doubt, for Mila.' */
export const turnWords = ({ from, to, down }: Turn, who: string): string =>
  `Turn (${down ? '+ to −' : '− to +'}): from ${from} to ${to}${who === '' ? '' : `, for ${who}`}.`

const TURN = /\s*Turn \([+−] to [+−]\):[^\n]*?\.(?=\s|$)/gu
/** A beat's body without the words of its turn: what happens. */
export const withoutTurn = (body: string): string => body.replace(TURN, '').trim()
/** Was the beat's turn for the better? null when it has none. */
export const endsWell = (body: string): boolean | null => {
  const sign = /Turn \(([+−]) to [+−]\)/u.exec(body)?.[1]
  return sign === undefined ? null : sign === '−'
}
