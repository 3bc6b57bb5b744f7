import { z } from 'zod'
import { beatSelectionHash, readBeatSelection } from '../../shared/core/agents/beatSelection.ts'
import { readSelection } from '../../shared/core/agents/selection.ts'
import { selectionHash } from '../../shared/core/agents/target.ts'
import { proposeEdits } from '../../shared/core/suggestions/propose.ts'
import { suggestionBytes } from '../../shared/core/suggestions/store.ts'
import type { SuggestionEdit } from '../../shared/core/suggestions/suggestion.ts'
import { partialJson } from '../partialJson.ts'
import { type AgentDocuments, AgentFailure, defineAgent, InvalidAnswer, nothingToDo } from './agent.ts'
import { asData, briefContext, fromModel, scriptLine } from './context.ts'
import { ratedAnswer } from './ratedAnswer.ts'
import { type RewriteAnswer, rewriteAnswer } from './rewriteAnswer.ts'
import { beatRewriteContext, cellEdits } from './rewriteBeats.ts'
import { type RewriteContext, type RewriteLine, rewriteContext } from './rewriteContext.ts'

/** An answer of which the last entry is still being written. */
const arriving = z.object({ lines: z.array(z.object({ text: z.string().optional() })) })

/** Elements that cannot be left empty: a scene without a heading, a speech without words. */
const NEVER_EMPTY = new Set(['scene_heading', 'character', 'dialogue'])

/** Rewrites the selected words by an instruction; the answer is a group of suggestions, one for each changed line. */
export const rewrite = defineAgent<RewriteContext, RewriteAnswer>({
  name: 'rewrite',
  prompt: 'rewrite',
  slots: ['instruction', 'brief', 'titlePage', 'rearview', 'heading', 'before', 'selection', 'after'],
  output: rewriteAnswer,
  outputName: 'Rewrite',

  dependsOn: (job, documents) =>
    isOnSheet(documents)
      ? beatSelectionHash(readBeatSelection(documents.beats, job))
      : selectionHash(readSelection(documents.target, job)),

  context(job, documents) {
    const { target } = documents
    const brief = briefContext(documents)
    if (isOnSheet(documents)) {
      const cells = readBeatSelection(target, job)
      if (cells.length === 0) throw selectionGone()
      return beatRewriteContext(target, cells, job.instruction, brief)
    }
    const selected = readSelection(target, job)
    if (selected.length === 0) throw selectionGone()
    return rewriteContext(target, selected, job.instruction, brief)
  },

  fill: context => ({
    instruction: asData('instruction', context.instruction),
    brief: asData('brief', context.brief),
    titlePage: asData('title_page', context.titlePage),
    rearview: asData(
      'scene_before',
      context.rearview ? `${context.rearview.lastAction}\n${context.rearview.lastLine}` : '',
    ),
    heading: asData('scene_heading', context.heading),
    before: asData('scene', context.sceneBefore.map(scriptLine).join('\n')),
    selection: asData('selection', context.lines.map(numbered).join('\n')),
    after: asData('scene', context.sceneAfter.map(scriptLine).join('\n')),
  }),

  writesAbout: ({ instruction, lines }) => [...lines.map(({ text }) => text), instruction].join('\n'),
  task: context => ({ agent: 'rewrite', context }),
  lineIds: context => context.lines.map(line => line.lineId),
  draft(_, partial) {
    const parsed = arriving.safeParse(partialJson(partial))
    return parsed.success ? parsed.data.lines.flatMap(line => line.text ?? []).join('\n') : ''
  },

  check(context, output) {
    const repairs: string[] = []
    const seen = new Map<number, string>()
    for (const { n, text } of output.lines) {
      const line = context.lines[n - 1]
      if (!line) throw new InvalidAnswer(`There is no line ${n} in the selection.`)
      if (seen.has(n)) throw new InvalidAnswer(`Line ${n} comes twice.`)
      const rated = ratedAnswer(context, repairs, line.text)
      const clean = rated(fromModel(text, line.text)).replace(/\s*[\r\n]+\s*/g, ' ')
      if (clean.trim() === '' && NEVER_EMPTY.has(line.type) && line.before + line.after === '')
        throw new InvalidAnswer(`Line ${n} is a ${line.type.replace('_', ' ')} and cannot become empty.`)
      seen.set(n, joined(line, clean))
    }
    const lines = context.lines.map(line => {
      const text = seen.get(line.n)
      if (text === undefined) repairs.push(`line ${line.n} was missing and keeps its words`)
      return { n: line.n, text: text ?? line.text }
    })
    return { output: { lines, rationale: output.rationale.trim() }, repairs }
  },

  apply(context, { lines, rationale }, { target }, { job, author, model }) {
    const onSheet = context.lines.some(({ cell }) => cell)
    const edits = onSheet
      ? cellEdits(target, context.lines, lines)
      : context.lines.flatMap((line, index): SuggestionEdit[] => {
          const text = lines[index]?.text ?? line.text
          const [before, after] = [line.before + line.text + line.after, line.before + text + line.after]
          if (before === after) return []
          if (after.trim() === '') return [{ kind: 'delete-lines', lines: [{ id: line.lineId, before }] }]
          return [{ kind: 'line-text', lineId: line.lineId, before, after }]
        })
    if (edits.length === 0)
      throw nothingToDo('nothing-changed', `${rationale} Ask in other words, or change the words by hand.`)
    const suggestions = proposeEdits(target, edits, {
      author,
      askedBy: job.askedBy,
      instruction: job.instruction,
      rationale,
      model,
      jobId: job.id,
      group: job.id,
    })
    return suggestionBytes(target, suggestions)
  },
})

const isOnSheet = ({ target, beats }: AgentDocuments): boolean => target === beats

const selectionGone = (): AgentFailure =>
  new AgentFailure(
    'selection-gone',
    'The selected words were deleted before the writer came to them. Nothing was changed; select words and ask again.',
  )

const numbered = (line: RewriteLine): string =>
  `${line.n}. ${line.type.replaceAll('_', ' ').toUpperCase()}${line.speaker ? ` (${line.speaker})` : ''}: ${line.before}⟦${line.text}⟧${line.after}`.replaceAll(
    '\n',
    ' / ',
  )

/** The white space at the ends of the selected part is the line's own: an answer without it must not glue words together. */
function joined(line: RewriteLine, text: string): string {
  if (text.trim() === '') return line.before === '' || line.after === '' ? '' : ' '
  const [lead = '', tail = ''] = [/^\s*/.exec(line.text)?.[0], /\s*$/.exec(line.text)?.[0]]
  return lead + text.trim() + tail
}
