import { capitalise } from '../prose.ts'
import type { Person } from './facts.ts'
import { action } from './fit.ts'
import { inPresent } from './present.ts'
import type { Element } from './rows.ts'
import { soundsMarked } from './sounds.ts'
import { speaks } from './telling.ts'
import { mentioned } from './titles.ts'

/** As action: in the present, without what only a treatment says, sounds in capitals. */
export function shown(sentence: string): string {
  return soundsMarked(inPresent(sentence.replace(/\s*\[[\d:]+\]\s*/g, ' ')).trim())
}

/** Somebody who is heard and is nobody. */
export const VOICE: Person = {
  name: 'a voice',
  cue: 'VOICE (V.O.)',
  pronoun: null,
  role: null,
  absent: false,
  weight: 0,
}

/** Words in quotation marks are said, verbatim, by whoever is named beside them. */
export function quotedIn(sentence: string, here: readonly Person[], a: Person | null): Element[] | null {
  const match = /[“"]([^”"]{2,400})[”"]/.exec(sentence)
  const words = match?.[1]?.trim()
  if (!match || !words || words.split(' ').length < 2) return null
  const around = `${sentence.slice(0, match.index)} ${sentence.slice(match.index + match[0].length)}`
  const off = /\b(?:a|the|another) voice\b/i.test(around)
  const who = off ? VOICE : (mentioned(around, here).find(speaks) ?? a)
  if (!who) return null
  const before = sentence
    .slice(0, match.index)
    .replace(/[,:]?\s*$/, '')
    .replace(
      /\s*,?\s*(?:and\s+)?(?:says?|said|asks?|asked|cries|cried|whispers?|whispered|shouts?|shouted|answers?|answered|replies|replied)(?:\s+(?:only|to \p{L}+|softly|again))?$/iu,
      '',
    )
  const lead = before.split(' ').length >= 3 ? [action(`${shown(before)}${/[.!?]$/.test(before) ? '' : '.'}`)] : []
  return [
    ...lead,
    { type: 'character', text: who.cue },
    { type: 'dialogue', text: capitalise(/[.!?…]$/.test(words) ? words : `${words.replace(/,$/, '')}.`) },
  ]
}
