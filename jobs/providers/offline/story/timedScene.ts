import type { SceneContext } from '../../../agents/storyContext.ts'
import { capitalise } from '../prose.ts'
import type { Where } from './headings.ts'
import type { Element } from './rows.ts'
import { cleanText } from './sentences.ts'

const STAMPED = /\[((?:\d{1,2}:)?\d{1,2}:\d{2})\]\s*/g

/** A scene of an audio film: every line of the transcript at its time, verbatim, and what is seen meanwhile. Null without times. */
export function timedScene({ passage, beats, plays }: SceneContext, where: Where): Element[] | null {
  const text =
    cleanText(passage) ||
    beats
      .filter(({ n }) => plays.includes(n))
      .map(({ body }) => body)
      .join('\n')
  const stamps = [...text.matchAll(STAMPED)]
  if (stamps.length === 0) return null
  // a passage may hold what other beats play, too
  const own = new Set(
    beats
      .filter(({ n }) => plays.includes(n))
      .flatMap(({ body }) => [...body.matchAll(STAMPED)].map(match => match[1])),
  )
  const out: Element[] = [{ type: 'scene_heading', text: where.text }]
  for (const [index, stamp] of stamps.entries()) {
    if (own.size > 0 && !own.has(stamp[1])) continue
    const piece = text.slice(stamp.index + stamp[0].length, stamps[index + 1]?.index ?? text.length)
    const [heard = '', ...seen] = piece.split(' — ')
    const speaker = /^(\p{Lu}[\p{L}.'’ -]{1,30}):\s+/u.exec(heard)
    const said = heard.slice(speaker?.[0].length ?? 0).trim()
    const action = seen.join(' — ').trim()
    if (/[\p{L}\p{N}]/u.test(said))
      out.push(
        { type: 'character', text: `${(speaker?.[1] ?? 'Narrator').toUpperCase()} (V.O.)` },
        { type: 'parenthetical', text: `(at ${stamp[1]})` },
        { type: 'dialogue', text: capitalise(said) },
      )
    if (action !== '') out.push({ type: 'action', text: capitalise(action) })
  }
  return out
}
