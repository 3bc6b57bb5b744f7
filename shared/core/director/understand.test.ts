import { describe, expect, it, test } from 'vitest'
import type { StageId } from '../stages/stages.ts'
import { confirmLabel, needsWhy, requestOf, sentenceOf } from './acts.ts'
import { problemOf } from './problem.ts'
import type { Situation } from './situation.ts'
import { understand, whyIn } from './understand.ts'

const place = (number: string, name = '') => ({ id: `id${number}`, number, name, lineIds: [`line${number}`] })

/** A project in which the stages before `at` are locked; `at` itself is begun unless it says otherwise. */
function at(stage: StageId, begun = true): Situation {
  const ids = ['brief', 'treatment', 'beats', 'script'] as const
  const here = ids.indexOf(stage)
  return {
    stages: ids.map((id, index) => ({
      id,
      title: { brief: 'Brief', treatment: 'Treatment', beats: 'Beat sheet', script: 'Script' }[id],
      documentId: `the-${id}`,
      locked: index < here,
      begun: index < here || (index === here && begun),
      missing: [],
    })),
    scenes: [place('1', 'EXT. RIVER - DAY'), place('2', 'INT. FERRY - NIGHT'), place('12A', 'EXT. QUAY - DAY')],
    beats: [place('1', 'Low water'), place('2', 'The bridge opens')],
    paragraphs: [place('1', 'Ada rows.'), place('2', 'She stays.')],
    variants: 3,
  }
}

test.each([
  'looks good',
  'Looks good to me!',
  'That looks great.',
  'the treatment looks good, continue',
  'approve',
  'Approved.',
  'lgtm',
  'I love it',
  'ok',
  'Yes, please',
  'continue',
  'lock the treatment',
  'Director, looks good please',
])('“%s” approves what stands there, and has the next stage written', message => {
  expect(understand(message, at('treatment'), 0)).toEqual({
    kind: 'act',
    act: { kind: 'approve', stage: 'treatment', next: 'beats' },
  })
})

test.each([
  ['try again', ''],
  ['Regenerate!', ''],
  ['Try again, but let her stay on the river.', 'let her stay on the river.'],
  ['do it again: the ending is too neat', 'the ending is too neat'],
  ['Please redo the treatment with a colder winter', 'a colder winter'],
  ['too sweet and too tidy, try again', 'too sweet and too tidy'],
])('“%s” writes it anew; the reason is “%s”', (message, why) => {
  const understood = understand(message, at('treatment'), 0)
  expect(understood).toEqual({ kind: 'act', act: { kind: 'write', stage: 'treatment', anew: true, why } })
  expect(understood.kind === 'act' && needsWhy(understood.act)).toBe(why === '')
})

test.each([
  ['make scene 2 more dramatic', 'scene 2', 'line2'],
  ['Scene two should be quieter.', 'scene 2', 'line2'],
  ['rewrite the last scene in the rain', 'scene 12A', 'line12A'],
  ['scene 12a is too long', 'scene 12A', 'line12A'],
])('“%s” rewrites that scene, as suggestions', (message, named, line) => {
  expect(understand(message, at('script'), 0)).toEqual({
    kind: 'act',
    act: {
      kind: 'refine',
      stage: 'script',
      documentId: 'the-script',
      place: named,
      lineIds: [line],
      instruction: message,
    },
  })
})

test.each([
  ['make beat 2 darker', 'brainstorm'],
  ['split beat 2 into two', 'expand'],
  ['add a beat after beat 2 in which the rope breaks', 'add'],
  ['the second beat needs a turn', 'brainstorm'],
] as const)('“%s” is a task for the beat writer: %s', (message, task) => {
  expect(understand(message, at('beats'), 0)).toMatchObject({
    act: { kind: 'beat', rowId: 'id2', place: 'beat 2', task, instruction: message },
  })
})

test('a paragraph of the treatment is a place, too', () => {
  expect(understand('make the second paragraph shorter', at('treatment'), 0)).toMatchObject({
    act: { kind: 'refine', stage: 'treatment', lineIds: ['line2'] },
  })
})

test('a place that is not there is said to be missing, and nothing is guessed', () => {
  expect(understand('make scene 9 funnier', at('script'), 0)).toMatchObject({
    kind: 'say',
    words: expect.stringContaining('scene'),
  })
})

test.each([
  ['are there plot holes?', 'plot-holes', 'beats'],
  ['Check the pacing of the treatment', 'pacing', 'treatment'],
  ['show me other endings', 'endings', 'beats'],
  ['What about the character arcs?', 'arcs', 'beats'],
] as const)('“%s” has the creative room look: %s of the %s', (message, lens, stage) => {
  expect(understand(message, at('beats'), 0)).toMatchObject({ act: { kind: 'look', lens, stage } })
})

describe('what the rules do not know', () => {
  it.each([
    'looks good but the ending is too neat',
    'I do not believe that she would leave him there.',
    'more rain',
    'what about the mother?',
  ])('“%s” is left to whoever can read', message => {
    expect(understand(message, at('treatment'), 0)).toEqual({ kind: 'unclear' })
  })

  it.each(['@Ben what do you think?', '   ', 'no'])('“%s” is not for the director', message => {
    expect(understand(message, at('treatment'), 0)).toEqual({ kind: 'talk' })
  })
})

test('yes and no are about what waits, when something waits', () => {
  expect(understand('Yes!', at('treatment'), 1)).toEqual({ kind: 'confirm' })
  expect(understand('go ahead', at('treatment'), 2)).toEqual({ kind: 'confirm' })
  expect(understand('never mind', at('treatment'), 1)).toEqual({ kind: 'dismiss' })
  // looking good is said of what stands there
  expect(understand('looks good', at('treatment'), 1)).toMatchObject({ act: { kind: 'approve' } })
})

test('an approved stage is opened again by words, the last one unless another is named', () => {
  expect(understand('unlock it', at('script'), 0)).toEqual({ kind: 'act', act: { kind: 'reopen', stage: 'beats' } })
  expect(understand('open the treatment again', at('script'), 0)).toMatchObject({ act: { stage: 'treatment' } })
  expect(understand('unlock it', at('brief'), 0)).toMatchObject({ kind: 'say' })
})

test('it says where the project stands, and what can be said', () => {
  expect(understand('where are we?', at('beats', false), 0)).toMatchObject({
    words: expect.stringMatching(/Locked: brief, treatment.*write the beat sheet/),
  })
  expect(understand('help', at('treatment'), 0)).toMatchObject({ words: expect.stringContaining('looks good') })
})

test('what cannot be done is said before anybody presses a button', () => {
  const beats = at('treatment')
  expect(problemOf({ kind: 'write', stage: 'beats', anew: false, why: '' }, beats)).toMatch(/not locked yet/)
  expect(problemOf({ kind: 'write', stage: 'script', anew: true, why: 'because of that' }, at('script'))).toMatch(
    /not written over/,
  )
  expect(problemOf({ kind: 'approve', stage: 'brief', next: null }, beats)).toMatch(/locked already/)
  expect(problemOf({ kind: 'reopen', stage: 'treatment' }, beats)).toMatch(/open already/)
  const refine = (stage: 'script' | 'treatment') =>
    problemOf({ kind: 'refine', stage, documentId: 'd', place: 'scene 2', lineIds: [], instruction: 'x' }, at('script'))
  expect(refine('script')).toBeNull()
  expect(refine('treatment')).toMatch(/open the treatment again/)
  expect(problemOf({ kind: 'approve', stage: 'treatment', next: 'beats' }, beats)).toBeNull()
})

test('every act has a sentence, a label, and at most one request to an agent', () => {
  const acts = ['looks good', 'try again, and let her stay', 'make scene 2 louder', 'split beat 1 into two'].flatMap(
    words => {
      const understood = understand(words, at('treatment'), 0)
      return understood.kind === 'act' ? [understood.act] : []
    },
  )
  expect(acts.map(act => [confirmLabel(act), requestOf(act)?.agent])).toEqual([
    ['Lock the treatment & write the beat sheet', 'beats'],
    ['Write the treatment anew', 'treatment'],
    ['Rewrite scene 2', 'rewrite'],
    ['Take beat 1 apart into two', 'beat'],
  ])
  for (const act of acts) expect(sentenceOf(act)).toMatch(/[.”]$/)
})

test('a reason keeps the words of the person', () => {
  expect(whyIn('Try again, because Ada would never sell the BOAT', 'try again')).toBe('Ada would never sell the BOAT')
})
