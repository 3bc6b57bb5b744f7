import type { SceneContext } from '../../../agents/storyContext.ts'
import type { Person } from './facts.ts'
import { type Element, rowsOf } from './rows.ts'
import type { Talk } from './talks.ts'
import { mentions } from './titles.ts'
import { withArticle } from './words.ts'

/** Elements that stay together. */
export interface Block {
  elements: Element[]
}

export const action = (text: string): Element => ({ type: 'action', text })

const talkElements = ({ turns }: Talk, talkers: [Person, Person] | null, a: Person | null): Element[] =>
  turns.flatMap(({ who, text }): Element[] => {
    const person = talkers ? talkers[who === 'A' ? 0 : 1] : a
    if (!person) return []
    const split = /^\(([^)]+)\)\s*(.*)$/s.exec(text)
    const aside: Element[] = split ? [{ type: 'parenthetical', text: `(${split[1]})` }] : []
    return [
      { type: 'character', text: person.cue },
      ...aside,
      { type: 'dialogue', text: split ? (split[2] ?? '') : text },
    ]
  })

/** What has to be there, then as much talk as there is room for: action and talk in turn, the last picture last. */
export function fitted(
  heading: Element,
  openings: readonly Block[],
  played: readonly Block[],
  talks: readonly Talk[],
  last: Block,
  end: readonly Element[],
  room: number,
  ways: { business: (step: number) => string; heard: () => string },
  talkers: [Person, Person] | null,
  a: Person | null,
  here: readonly Person[],
): Element[] {
  const fixed = [heading, ...end]
  let left = room - rowsOf(fixed)
  const take = (block: Block): boolean => {
    const rows = rowsOf(block.elements)
    if (rows > left) return false
    left -= rows
    return true
  }
  // in a short scene the passage comes before the furniture
  const kept = new Set<Block>()
  for (const block of played.slice(0, 1)) if (take(block) || kept.size === 0) kept.add(block)
  for (const block of openings) if (take(block)) kept.add(block)
  const seen = (person: Person) =>
    [...kept].some(block => block.elements.some(({ text }) => mentions(text, person.name) >= 0))
  for (const block of played.slice(1)) {
    // whoever is named appears, even where that takes more room than there is
    const brings = here.some(
      person => !seen(person) && block.elements.some(({ text }) => mentions(text, person.name) >= 0),
    )
    if (take(block) || brings) kept.add(block)
  }
  if (take(last)) kept.add(last)
  const chosen: { talk: Talk; elements: Element[] }[] = []
  for (const talk of talks) {
    const elements = talkElements(talk, talkers, a)
    const rows = rowsOf(elements)
    if (rows === 0 || rows > left - (chosen.length % 2 === 1 ? 2 : 0)) continue
    left -= rows + (chosen.length % 2 === 1 ? 2 : 0)
    chosen.push({ talk, elements })
    if (left < 7) break
  }
  chosen.sort((x, y) => x.talk.phase - y.talk.phase)
  const actions = played.filter(block => kept.has(block))
  const out: Element[] = [heading, ...openings.filter(block => kept.has(block)).flatMap(({ elements }) => elements)]
  const per = Math.max(1, Math.ceil(actions.length / Math.max(1, chosen.length)))
  let done = 0
  for (const [index, { elements }] of chosen.entries()) {
    for (; done < Math.min(actions.length, (index + 1) * per); done++) out.push(...(actions[done]?.elements ?? []))
    const before = out.at(-1)
    // no two speeches of one person in a row, and a look at them now and then
    const same =
      before?.type === 'dialogue' && out.findLast(({ type }) => type === 'character')?.text === elements[0]?.text
    if (index > 0 && before?.type === 'dialogue' && (same || index % 2 === 0))
      out.push(action(index === 2 ? ways.heard() : ways.business(index)))
    out.push(...elements)
  }
  for (; done < actions.length; done++) out.push(...(actions[done]?.elements ?? []))
  if (kept.has(last)) out.push(...last.elements)
  return [...out.filter(({ text }) => text.trim() !== ''), ...end]
}

/** Whoever is seen for the first time in the film stands in capitals once. */
export function withNames(
  elements: readonly Element[],
  here: readonly Person[],
  { beats, plays, scene }: SceneContext,
): Element[] {
  const before = beats
    .filter(({ n }) => n < Math.min(...plays))
    .map(({ body }) => body)
    .join(' ')
  const fresh = here.filter(person => scene === 1 || mentions(before, person.name) < 0)
  const out = [...elements]
  for (const person of fresh) {
    const bare = person.name.replace(/^the /, '')
    const at = out.findIndex(({ type, text }) => type === 'action' && mentions(text, person.name) >= 0)
    const element = out[at]
    if (!element) continue
    const index = mentions(element.text, person.name)
    const role =
      person.role && person.name !== `the ${person.role}` && !new RegExp(`\\b${person.role}\\b`, 'i').test(element.text)
    const behind = element.text.slice(index + bare.length)
    const put = role && /^ \p{Ll}+s\b/u.test(behind) ? `${person.cue}, ${withArticle(person.role ?? '')},` : person.cue
    out[at] = { ...element, text: element.text.slice(0, index) + put + behind }
  }
  return out
}
