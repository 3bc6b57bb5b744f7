import { names } from '../../../../shared/core/agents/cast.ts'
import type { NumberedElement, RoomContext } from '../../../agents/roomContext.ts'
import type { StoryBeat } from '../../../agents/storyContext.ts'
import { writeBeat } from '../story/beat.ts'
import { thingsIn } from '../story/things.ts'
import { withoutTurn } from '../story/turns.ts'
import { wordsIn } from '../story/words.ts'
import { ownElements } from './people.ts'
import type { Remark } from './remark.ts'

const KINDS = [
  ['Won', 'What was wanted is there, and it has cost something.'],
  ['Lost', 'What was wanted is gone, and somebody knows now what it was worth.'],
  ['Turned', 'What was wanted was not the point: something else comes of it.'],
] as const

const PROSE: ReadonlySet<string> = new Set(['general', 'action', 'beat'])

/** Three other ends of the story, won, lost and turned, made of the people and things that it has planted. */
export function endingsOf(context: RoomContext): Remark[] {
  const own = ownElements(context)
  const last = own.findLast(({ type }) => PROSE.has(type))
  if (!last) return []
  const prose = own.filter(({ type }) => PROSE.has(type))
  const before = prose[prose.indexOf(last) - 1]
  const { beats } = writeBeat({
    brief: context.brief,
    task: 'brainstorm',
    before: before ? beatOf(before) : null,
    beat: beatOf(last),
    after: null,
    guidance: context.guidance,
    leftOut: [],
  })
  return beats.flatMap(({ body }, index): Remark[] => {
    const [kind, meaning] = KINDS[index] ?? KINDS[0]
    const text = context.stage === 'beats' ? body : withoutTurn(body)
    const planted = plantedFor(text, own, last)
    return [
      {
        severity: 'idea',
        title: `${kind}: ${firstSentence(withoutTurn(body), last)}`,
        reason: `${meaning} ${planted ? `It is planted in ${planted.place.toLowerCase()}.` : 'Nothing has to be planted for it.'}`,
        at: planted ? [last, planted] : [last],
        change: { element: last, text },
      },
    ]
  })
}

function beatOf({ type, text }: NumberedElement): StoryBeat {
  const [title = '', ...body] = text.split('\n')
  return type === 'beat' ? { n: 1, title, body: body.join(' ') } : { n: 1, title: '', body: text }
}

/** The sentence that the end adds, to name it by. */
function firstSentence(text: string, { text: was }: NumberedElement): string {
  const sentences = text.match(/[^.!?…]+[.!?…]+["'”’)]*/gu) ?? [text]
  const added = sentences.find(sentence => !was.includes(sentence.trim())) ?? text
  return added.trim().replace(/[.]$/, '')
}

/** Where the first thing of an end is named before. */
function plantedFor(text: string, own: readonly NumberedElement[], last: NumberedElement): NumberedElement | undefined {
  for (const { name } of thingsIn(wordsIn(text))) {
    const noun = name.split(' ').at(-1) ?? name
    const found = own.find(element => element !== last && names(element.text, noun))
    if (found) return found
  }
  return undefined
}
