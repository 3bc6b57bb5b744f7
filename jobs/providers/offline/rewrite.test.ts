import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LineType } from '../../../shared/core/script/lineTypes.ts'
import type { RewriteContext } from '../../agents/rewriteContext.ts'
import { rewriteOffline } from './rewrite.ts'

const contextOf = (
  instruction: string,
  lines: [LineType, string][],
  over: Partial<RewriteContext> = {},
): RewriteContext => ({
  instruction,
  lines: lines.map(([type, text], index) => ({
    n: index + 1,
    lineId: `l${index}`,
    type,
    text,
    before: '',
    after: '',
    speaker: '',
  })),
  heading: 'INT. KITCHEN - NIGHT',
  sceneBefore: [],
  sceneAfter: [],
  rearview: null,
  titlePage: '',
  brief: '',
  rating: null,
  leftOut: [],
  ...over,
})
const rewritten = (instruction: string, type: LineType, text: string, over: Partial<RewriteContext> = {}) =>
  rewriteOffline(contextOf(instruction, [[type, text]], over)).lines[0]?.text

describe('the offline writer', () => {
  it.each<[string, LineType, string, string]>([
    ['tighten this', 'action', 'She is slowly walking to the very old door.', 'She walks to the old door.'],
    ['make it shorter', 'action', 'He starts to run in order to catch the bus.', 'He runs to catch the bus.'],
    ['cut the fat', 'dialogue', 'Well, I think we should just go, you know.', 'We should go.'],
    ['shorter', 'dialogue', 'Do you know what this kind of thing is?', 'Do you know what this kind of thing is?'],
    [
      'shorter',
      'action',
      'The clock ticks. She waits for the telephone to ring.',
      'She waits for the telephone to ring.',
    ],
    ['less formal', 'dialogue', 'I do not want to inform the police.', "I don't wanna tell the cops."],
    ['more formal, please', 'dialogue', "Yeah, I can't. Thanks.", 'Yes, I cannot. Thank you.'],
    ['turn this question into a statement', 'dialogue', 'Do you know him?', 'You know him.'],
    ['make it a statement', 'dialogue', 'Where is he? Did you take it?', 'Tell me where he is. You took it.'],
    ['as a statement', 'dialogue', 'Are you leaving?', 'You are leaving.'],
    ['turn it into a question', 'dialogue', 'You know him.', 'You know him?'],
    ['put the sounds in capitals', 'action', 'A loud bang. The door creaks.', 'A loud BANG. The door CREAKS.'],
    ['replace "boat" with "ship"', 'action', 'The boat. The BOAT. Boats.', 'The ship. The SHIP. Boats.'],
    ['rename Ann to Eve', 'action', 'Ann waits. ANN sits. Annabel.', 'Eve waits. EVE sits. Annabel.'],
    ['make her say "I never left."', 'dialogue', 'I came back.', 'I never left.'],
  ])('%s (%s): %s', (instruction, type, text, expected) => {
    expect(rewritten(instruction, type, text)).toBe(expected)
  })

  it('does not take white space at the ends of the selection for something to cut', () => {
    const text = 'A kitchen with the life taken out of it. Cartons.  '
    const answer = rewriteOffline(contextOf('shorter', [['action', text]]))
    expect(answer.lines[0]?.text.trim()).toBe('A kitchen with the life taken out of it.')
    expect(answer.rationale).toContain('the sentence that says least')
  })

  it('makes action tense with harder verbs, broken sentences and a held beat', () => {
    const text = rewritten('more tension', 'action', 'She walks to the door and opens it.') ?? ''
    expect(text).not.toContain('walks')
    expect(text.split('. ').length).toBeGreaterThan(2)
  })

  it('adds what can be seen, from the heading and the props of the scene', () => {
    const over = { sceneBefore: [{ type: 'action' as const, text: 'On the table, the LETTER.' }] }
    const text = rewritten('more visual', 'action', 'He looks at her.', over) ?? ''
    expect(text.length).toBeGreaterThan('He looks at her.'.length)
    expect(text).not.toMatch(/daylight|sun/i)
  })

  it('adds no sentence inside one: half a line stays half a line', () => {
    const context = contextOf('funnier', [['dialogue', 'I never']])
    const [line] = context.lines
    if (line) line.after = ' said that.'
    expect(rewriteOffline(context).lines[0]?.text).toBe('I never')
  })

  it('adds at most one flourish to a selection of many lines', () => {
    const texts = Array.from({ length: 6 }, (_, index): [LineType, string] => [
      'action',
      `The dog number ${index} waits.`,
    ])
    const { lines } = rewriteOffline(contextOf('more tense', texts))
    expect(
      lines.filter(({ text }, index) => text.split('.').length > (texts[index]?.[1].split('.').length ?? 0)),
    ).toHaveLength(1)
  })

  it('leaves headings, cues and transitions alone, unless told exactly what to change', () => {
    const lines: [LineType, string][] = [
      ['scene_heading', 'INT. VERY OLD HALL - DAY'],
      ['character', 'ANN'],
      ['transition', 'CUT TO:'],
    ]
    const { lines: same } = rewriteOffline(contextOf('shorter', lines))
    expect(same.map(({ text }) => text)).toEqual(lines.map(([, text]) => text))
    expect(rewritten('rename Ann to Eve', 'character', 'ANN')).toBe('EVE')
  })

  it('says so when it does not understand, and when it changed nothing', () => {
    const odd = rewriteOffline(contextOf('in the manner of a heron', [['action', 'She is really waiting.']]))
    expect(odd.rationale).toContain('in the manner of a heron')
    expect(odd.rationale).toContain('only tightened')
    const nothing = rewriteOffline(contextOf('in the manner of a heron', [['action', 'She waits.']]))
    expect(nothing.lines[0]?.text).toBe('She waits.')
    expect(nothing.rationale).toContain('nothing is changed')
  })

  it('never leaves a line without words, keeps every line, answers the same twice, and owns up to doing nothing', () => {
    const type = fc.constantFrom<LineType>('action', 'dialogue', 'parenthetical', 'scene_heading', 'lyrics')
    const word = fc.constantFrom(
      'Maybe',
      'I think',
      'really',
      'very',
      'you know',
      'the',
      'dog',
      'is walking',
      'Where is',
      'he',
      'and',
      'then',
      ',',
      '.',
      '?',
      '“no”',
      '…',
      '—',
      '😀',
    )
    const text = fc
      .array(word, { minLength: 1, maxLength: 12 })
      .map(list => list.join(' '))
      .filter(t => /\p{L}/u.test(t))
    const instruction = fc.constantFrom(
      'shorter',
      'more visual',
      'more tense',
      'less formal',
      'formal',
      'funnier',
      'statement',
      'make it a question',
      'sounds in caps',
      'zzz',
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(type, text), { minLength: 1, maxLength: 4 }), instruction, (lines, wish) => {
        const context = contextOf(wish, lines)
        const answer = rewriteOffline(context)
        expect(answer.lines.map(({ n }) => n)).toEqual(context.lines.map(({ n }) => n))
        for (const { text: made } of answer.lines) expect(made).toMatch(/[\p{L}\p{N}]/u)
        expect(rewriteOffline(context)).toEqual(answer)
        const changed = answer.lines.some(({ text: made }, index) => made !== lines[index]?.[1])
        if (!changed) expect(answer.rationale).toMatch(/nothing is changed\.$/)
      }),
      { numRuns: 500, verbose: true },
    )
  })
})
