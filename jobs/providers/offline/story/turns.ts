import { choose, seedOf } from '../choose.ts'
import { capitalise } from '../prose.ts'
import type { Register } from './moods.data.ts'
import { VALUES } from './turns.data.ts'

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
  const counts = VALUES.map(one => ({ one, count: text.match(new RegExp(`\\b(?:${one.about})`, 'gi'))?.length ?? 0 }))
  const fits = counts
    .filter(({ one, count }) => count > 0 && one.good !== before?.from && one.good !== before?.to)
    .sort((a, b) => b.count - a.count || seedOf(text + a.one.good) - seedOf(text + b.one.good))
  const leaning = VALUES.find(one => one.good === choose(LEANING[register], text))
  const { good, bad } = fits[0]?.one ?? leaning ?? VALUES[0]
  return down ? { from: good, to: bad, down } : { from: bad, to: good, down }
}

/** The turn as the last sentence of a beat: 'From here on Mila doubts.' */
export function turnWords({ from, to, down }: Turn, who: string): string {
  const value = VALUES.find(({ good }) => good === (down ? from : to)) ?? VALUES[0]
  return capitalise(
    choose(down ? value.lost : value.won, `${who} ${to}`).replace('{who}', who === '' ? 'everybody' : who),
  )
}

/** Every sentence that tells a turn, to find it again at the end of a beat. */
const SENTENCES = VALUES.flatMap(({ good, bad, lost, won }) => [
  ...lost.map(sentence => ({ sentence, turn: { from: good, to: bad, down: true } })),
  ...won.map(sentence => ({ sentence, turn: { from: bad, to: good, down: false } })),
]).map(({ sentence, turn }) => ({
  turn,
  pattern: new RegExp(`(?:^|\\s)${sentence.replaceAll('.', '\\.').replace('{who}', '[^.!?\\n]{1,60}?')}\\s*$`, 'u'),
}))

/** The turn that a beat of this crew ends in; null when it ends in none. */
export const turnIn = (body: string): Turn | null => SENTENCES.find(({ pattern }) => pattern.test(body))?.turn ?? null

/** A beat's body without the sentence of its turn: what happens. */
export const withoutTurn = (body: string): string =>
  SENTENCES.reduce((text, { pattern }) => text.replace(pattern, ''), body).trim()

/** Was the beat's turn for the better? null when it has none. */
export function endsWell(body: string): boolean | null {
  const turn = turnIn(body)
  return turn === null ? null : !turn.down
}
