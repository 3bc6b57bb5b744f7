import type { RevisionAnswer } from '../../agents/storyAnswers.ts'
import type { Change, RevisionContext } from '../../agents/storyContext.ts'

/** Sentences of a scene that a beat is told in. */
const SENTENCES = 3

/** Passages that say what has changed in its own words: a beat as a paragraph, a scene by what happens first in its lines. */
export function reviseOffline({ of, changes }: RevisionContext): RevisionAnswer {
  return {
    passages: changes.map(change => ({ n: change.n, ...(of === 'treatment' ? fromBeat(change) : fromScene(change)) })),
    rationale:
      of === 'treatment'
        ? 'The passages say what the beats say now, in the words of the beats.'
        : 'The beats say what happens in their scenes now, in the words of the scenes.',
  }
}

function fromBeat({ now }: Change): { title: string; text: string } {
  const [title = '', ...body] = now.split('\n')
  const words = body.join('\n').trim()
  return { title: '', text: words === '' ? title.trim() : words }
}

const LINE = /^([A-Z ]+): (.*)$/

function fromScene({ now }: Change): { title: string; text: string } {
  const lines = now.split('\n').flatMap(line => {
    const [, type = '', text = ''] = LINE.exec(line) ?? []
    return text === '' ? [] : [{ type, text }]
  })
  const actions = lines.filter(({ type }) => type === 'ACTION').map(({ text }) => firstSentence(text))
  const spoken = lines.findLastIndex(({ type }) => type === 'DIALOGUE')
  const speaker = lines.slice(0, Math.max(0, spoken)).findLast(({ type }) => type === 'CHARACTER')?.text
  const kept = actions.length > SENTENCES ? [...actions.slice(0, SENTENCES - 1), actions.at(-1) ?? ''] : actions
  const said = spoken >= 0 && speaker ? [`${speaker}: “${firstSentence(lines[spoken]?.text ?? '')}”`] : []
  const heading = lines.find(({ type }) => type === 'SCENE HEADING')?.text ?? ''
  const text = [...kept, ...said].join(' ')
  return { title: placeOf(heading), text: text === '' ? heading : text }
}

const firstSentence = (text: string): string => /^.*?[.!?…](?=\s|$)/u.exec(text.trim())?.[0] ?? text.trim()

/** 'INT. BOATHOUSE - NIGHT' -> 'Boathouse'. */
function placeOf(heading: string): string {
  const place = heading.replace(/^(?:INT|EXT|I\/E|INT\.?\/EXT)[. ]+/i, '').replace(/\s+-\s+[^-]*$/, '')
  return place.charAt(0).toUpperCase() + place.slice(1).toLowerCase()
}
