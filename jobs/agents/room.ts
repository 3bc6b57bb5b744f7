import * as Y from 'yjs'
import type { AgentName } from '../../shared/core/agents/catalog.ts'
import { hashOf } from '../../shared/core/agents/target.ts'
import { readBeats } from '../../shared/core/beats/beats.ts'
import { elementsOf, roomElements } from '../../shared/core/room/elements.ts'
import type { CheckedFinding } from '../../shared/core/room/findings.ts'
import type { Lens } from '../../shared/core/room/lenses.ts'
import { proposeEdits } from '../../shared/core/suggestions/propose.ts'
import { openSuggestions } from '../../shared/core/suggestions/status.ts'
import { suggestionBytes } from '../../shared/core/suggestions/store.ts'
import type { SuggestionEdit } from '../../shared/core/suggestions/suggestion.ts'
import { type Agent, type AgentDocuments, type ApplyMeta, defineAgent, InvalidAnswer, nothingToDo } from './agent.ts'
import { asData } from './context.ts'
import { grounded } from './grounded.ts'
import { type RoomAnswer, roomAnswer } from './roomAnswer.ts'
import { type NumberedElement, type RoomContext, roomContext } from './roomContext.ts'
import { toldConstraints, toldGuidance, toldIdea } from './story.ts'

const STAGE_WORDS = {
  treatment: 'The treatment is looked at.',
  beats: 'The beat sheet is looked at; the treatment that it was made from is given with it.',
  script: 'The script is looked at; the beats that it plays are given with it.',
} as const

/** One way of looking at a story: findings that rest on its elements; those with words of their own are suggestions, too. */
const roomAgent = (name: AgentName & Lens): Agent =>
  defineAgent<RoomContext, RoomAnswer & { found?: CheckedFinding[] }>({
    name,
    prompt: name,
    slots: ['brief', 'idea', 'stage', 'elements', 'guidance'],
    output: roomAnswer,
    outputName: 'Findings',
    isSilent: true,

    dependsOn: (job, documents) => {
      const { stage } = roomContext(name, job, documents)
      return hashOf(roomElements(stage, documents).map(({ id, text }) => `${id} ${text}`))
    },

    context: (job, documents) => roomContext(name, job, documents),

    fill: context => ({
      brief: toldConstraints(context.brief),
      idea: toldIdea(context.brief),
      stage: STAGE_WORDS[context.stage],
      elements: asData('story', context.elements.map(told).join('\n')),
      guidance: toldGuidance(context.guidance),
    }),

    task: context => ({ agent: 'room', context }),
    lineIds: () => [],
    draft: () => '',

    check(context, output) {
      const { found, repairs } = grounded(context, output)
      if (found.length === 0 && output.findings.length > 0)
        throw new InvalidAnswer(
          'None of the findings rests on elements that are there. Give the number of an element and quote its words exactly.',
        )
      return { output: { ...output, found }, repairs }
    },

    apply(context, { found = [], rationale }, documents, meta) {
      if (found.length === 0)
        throw nothingToDo('nothing-found', rationale.trim() || 'Nothing that the text itself shows.')
      return applied(context, found, documents, meta)
    },
  })

/** Suggestions where the document takes them, and all findings as rows. Of a locked document everything is a note. */
function applied(
  { stage }: RoomContext,
  found: readonly CheckedFinding[],
  documents: AgentDocuments,
  { job, author, model }: ApplyMeta,
) {
  const { target, isLocked } = documents
  const { askedBy, instruction, id: jobId } = job
  const open = openSuggestions(target).map(({ suggestion }) => suggestion)
  const suggestions = found.map(({ change, title, reason }) => {
    const edit = change && !isLocked ? editOf(stage, target, change) : null
    if (!edit) return { id: null, made: [] }
    // asked twice, the same words are not suggested twice
    const same = open.find(one => JSON.stringify(one.edit) === JSON.stringify(edit))
    if (same) return { id: same.id, made: [] }
    const meta = { author, askedBy, instruction, rationale: `${title}. ${reason}`, model, jobId }
    const made = proposeEdits(target, [edit], meta)
    return { id: made[0]?.id ?? null, made }
  })
  const made = suggestions.flatMap(one => one.made)
  return {
    bytes: made.length > 0 ? suggestionBytes(target, made) : NOTHING,
    kept: {
      kind: 'findings' as const,
      findings: found.map((finding, place) => ({ ...finding, suggestion: suggestions[place]?.id ?? null })),
    },
  }
}

/** An update that changes nothing. */
const NOTHING = Y.encodeStateAsUpdate(new Y.Doc())

function editOf(
  stage: RoomContext['stage'],
  doc: Y.Doc,
  { id, text }: { id: string; text: string },
): SuggestionEdit | null {
  if (stage === 'beats') {
    const beat = readBeats(doc).find(one => one.id === id)
    return beat ? { kind: 'cell-text', shotId: id, column: 'body', before: beat.body, after: text } : null
  }
  const line = elementsOf(stage, doc).find(one => one.id === id)
  return line ? { kind: 'line-text', lineId: id, before: line.text, after: text } : null
}

const told = ({ n, place, type, text }: NumberedElement): string =>
  `${n}. [${place}] ${type === 'beat' || type === 'general' ? '' : `${type.replaceAll('_', ' ').toUpperCase()}: `}${text.replaceAll('\n', ' / ')}`

/** The creative room: what it is asked to look for, each an agent of its own. */
export const roomAgents: readonly Agent[] = [
  roomAgent('plot-holes'),
  roomAgent('arcs'),
  roomAgent('pacing'),
  roomAgent('endings'),
]
