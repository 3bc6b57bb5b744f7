import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { readBeatSelection } from '../../shared/core/agents/beatSelection.ts'
import { beatText, readBeats } from '../../shared/core/beats/beats.ts'
import { addBeat } from '../../shared/core/beats/write.ts'
import { acceptGroup } from '../../shared/core/suggestions/settle.ts'
import type { TextModel } from '../providers/textModel.ts'
import type { AgentJob } from './agent.ts'
import { rewrite } from './rewrite.ts'
import type { RewriteContext } from './rewriteContext.ts'
import { testDocuments } from './testDocuments.ts'

/*
 * a  "The letter"  "Ana finds a letter.\n\nShe reads it twice."
 * b  "The lie"     "Ben lies about the letter."
 * c  "The train"   "The train leaves."
 */
function sheet(): Y.Doc {
  const doc = new Y.Doc()
  addBeat(doc, null, { title: 'The letter', body: 'Ana finds a letter.\n\nShe reads it twice.' }, undefined, 'a')
  addBeat(doc, 'a', { title: 'The lie', body: 'Ben lies about the letter.' }, undefined, 'b')
  addBeat(doc, 'b', { title: 'The train', body: 'The train leaves.' }, undefined, 'c')
  return doc
}
const at = (doc: Y.Doc, id: string, index: number): Record<string, unknown> => {
  const text = beatText(doc, id, 'body')
  if (!text) throw new Error('no text')
  return { ...Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index)) }
}

/** Asks for the selected words in capitals; returns what was told, and the sheet with all of it accepted. */
async function capitals(doc: Y.Doc, asked: Partial<AgentJob>) {
  let told: RewriteContext | null = null
  const model: TextModel = {
    provider: 'offline',
    model: 'canned',
    async generate({ task, schema }) {
      if (task.agent !== 'rewrite') throw new Error('another agent')
      told = task.context
      const lines = task.context.lines.map(({ n, text }) => ({ n, text: text.toUpperCase() }))
      const value = schema.parse({ lines, rationale: 'Louder.' })
      return { value, text: '', usage: { inputTokens: 0, outputTokens: 0 }, model: 'canned' }
    },
  }
  const job: AgentJob = {
    id: 'j',
    agent: 'rewrite',
    documentId: 'd',
    sceneId: null,
    instruction: 'louder',
    askedBy: null,
    ...asked,
  }
  const author = { kind: 'agent', agent: 'rewrite', name: 'Writer', jobId: 'j' } as const
  const prepared = rewrite.prepare(job, author, testDocuments({ beats: doc, target: doc }), '')
  const signal = new AbortController().signal
  const { bytes } = await prepared.ask(
    model,
    { system: '', prompt: '' },
    signal,
    () => {},
    () => {},
  )
  Y.applyUpdate(doc, bytes)
  acceptGroup(doc, 'j', 'accept')
  return {
    told: told as RewriteContext | null,
    lineIds: prepared.lineIds,
    bodies: readBeats(doc).map(({ title, body }) => `${title}: ${body}`),
  }
}

test('words selected in one beat are rewritten, and nothing around them', async () => {
  const doc = sheet()
  const { told, bodies, lineIds } = await capitals(doc, {
    selection: { start: at(doc, 'a', 4), end: at(doc, 'a', 24) },
  })
  expect(bodies).toEqual([
    'The letter: Ana FINDS A LETTER.\n\nSHE reads it twice.',
    'The lie: Ben lies about the letter.',
    'The train: The train leaves.',
  ])
  expect(new Set(lineIds)).toEqual(new Set(['a']))
  expect(told?.lines.map(({ before, text, after }) => [before, text, after])).toEqual([
    ['Ana ', 'finds a letter.', ''],
    ['', 'She', ' reads it twice.'],
  ])
  expect(told?.sceneAfter.map(({ text }) => text)).toEqual([
    '2. The lie: Ben lies about the letter.',
    '3. The train: The train leaves.',
  ])
})

test('several beats are rewritten whole, titles too, as one group; the others are what is around them', async () => {
  const { told, bodies } = await capitals(sheet(), { rowIds: ['c', 'a', 'gone'] })
  expect(bodies).toEqual([
    'THE LETTER: ANA FINDS A LETTER.\n\nSHE READS IT TWICE.',
    'The lie: Ben lies about the letter.',
    'THE TRAIN: THE TRAIN LEAVES.',
  ])
  expect(told?.lines).toHaveLength(5)
})

test('a selection is empty when its words or beats are gone, or where it reaches from one beat into another', () => {
  const doc = sheet()
  const over = { start: at(doc, 'a', 4), end: at(doc, 'b', 3) }
  expect(readBeatSelection(doc, { selection: over })).toEqual([])
  expect(readBeatSelection(doc, { selection: { start: { junk: 1 }, end: {} } })).toEqual([])
  expect(readBeatSelection(doc, { rowIds: ['gone'] })).toEqual([])
  const words = { start: at(doc, 'b', 4), end: at(doc, 'b', 8) }
  beatText(doc, 'b', 'body')?.delete(4, 4)
  expect(readBeatSelection(doc, { selection: words })).toEqual([])
})
