import { describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { writeWords } from '../text/writeWords.ts'
import { checkSuggestionTarget } from './check.ts'
import { previewLine, previewLines, previewText } from './preview.ts'
import { proposeEdits } from './propose.ts'
import { acceptSuggestion, rejectSuggestion } from './settle.ts'
import { addSuggestions } from './store.ts'
import type { Suggestion, SuggestionEdit } from './suggestion.ts'
import { AGENT, copyOf, elementAt, erase, scriptOf, textAt, texts, type } from './testDocument.ts'

const LINE = 'She walks home slowly'
const textEdit = (after: string): SuggestionEdit => ({ kind: 'line-text', lineId: 'l1', before: LINE, after })
const NEW_LINE: SuggestionEdit = {
  kind: 'insert-lines',
  after: 'l1',
  scene: 's1',
  lines: [{ id: 'n1', type: 'dialogue', runs: [{ text: 'Stay.', marks: [] }] }],
}

function made(doc: Y.Doc, ...edits: SuggestionEdit[]): Suggestion[] {
  return proposeEdits(doc, edits, {
    ...AGENT,
    ids: edits.map((_, i) => `s${i + 1}`),
    clientIds: edits.map((_, i) => 901 + i),
  })
}

const shorthand = (doc: Y.Doc, line = 'l1') =>
  (previewLine(doc, line)?.segments ?? [])
    .map(({ op, text }) => (op === 'keep' ? text : op === 'insert' ? `{+${text}+}` : `[-${text}-]`))
    .join('')

describe('a preview', () => {
  it('shows deleted words, then the new ones, with their places in the line', () => {
    const doc = scriptOf(LINE)
    addSuggestions(doc, made(doc, textEdit('Now she runs home')))
    expect(shorthand(doc)).toBe('[-She-]{+Now+} [-walks-]{+she runs+} home[- slowly-]')
    expect(previewLine(doc, 'l1')?.segments.slice(0, 3)).toEqual([
      { text: 'She', op: 'delete', suggestionIds: ['s1'], from: 0, to: 3 },
      { text: 'Now', op: 'insert', suggestionIds: ['s1'], from: 3, to: 3 },
      { text: ' ', op: 'keep', suggestionIds: [], from: 3, to: 4 },
    ])
  })

  it('follows what people type elsewhere in the line, and reads as the line will when accepted', () => {
    const doc = scriptOf(LINE)
    const list = made(doc, textEdit('She runs home slowly'))
    addSuggestions(doc, list)
    type(doc, 'l1', ', then stops')
    expect(shorthand(doc)).toBe('She [-walks-]{+runs+} home slowly, then stops')
    const [suggestion] = list
    const shown = (suggestion && previewText(doc, suggestion)) ?? []
    acceptSuggestion(doc, 's1', 'accept')
    expect(texts(doc)[0]).toBe(
      shown
        .filter(s => s.op !== 'delete')
        .map(s => s.text)
        .join(''),
    )
    expect(previewLine(doc, 'l1')).toBeNull()
  })

  it('tells several suggestions for one line apart', () => {
    const doc = scriptOf(LINE)
    addSuggestions(doc, made(doc, textEdit('She runs home slowly'), textEdit('She strides home quickly')))
    const segments = previewLine(doc, elementAt(doc, 'l1'))?.segments ?? []
    expect(segments.map(s => [s.text, s.suggestionIds.join()])).toEqual([
      ['She ', ''],
      ['walks', 's1,s2'],
      ['runs', 's1'],
      ['strides', 's2'],
      [' home ', ''],
      ['slowly', 's2'],
      ['quickly', 's2'],
    ])
  })

  it('shows proposed lines, types and deletions, only on the lines concerned', () => {
    const doc = scriptOf(LINE, 'Night.', 'Dawn.', 'Noon.')
    addSuggestions(
      doc,
      made(
        doc,
        NEW_LINE,
        { kind: 'line-type', lineId: 'l2', before: 'action', after: 'shot' },
        { kind: 'delete-lines', lines: [{ id: 'l3', before: 'Dawn.' }] },
      ),
    )
    expect([...previewLines(doc).keys()].sort()).toEqual(['l1', 'l2', 'l3'])
    expect(previewLine(doc, 'l1')?.newLines).toMatchObject([
      { suggestionId: 's1', side: 'behind', lines: [{ id: 'n1' }] },
    ])
    expect(previewLine(doc, 'l2')?.types).toEqual([{ suggestionId: 's2', after: 'shot' }])
    expect(previewLine(doc, 'l3')?.deletedBy).toEqual(['s3'])
    expect(shorthand(doc, 'l3')).toBe('[-Dawn.-]')
  })

  it('leaves out what is settled or waits for the server', () => {
    const doc = scriptOf(LINE)
    addSuggestions(doc, made(doc, textEdit('She runs home slowly'), textEdit('She walks home quickly')))
    erase(doc, 'l1', 'walks')
    rejectSuggestion(doc, 's2', 'ben')
    expect(previewLines(doc).size).toBe(0)
  })

  it('costs by the suggestions, not by the script: ten times the lines cost about the same', () => {
    /** The fastest of many previews while somebody types, in milliseconds: what the machine does besides only slows it. */
    const fastest = (lines: number): number => {
      const text = (i: number) => `Line ${i} of the script, as long as most are.`
      const doc = scriptOf(...Array.from({ length: lines }, (_, i) => text(i)))
      const edits = Array.from({ length: 20 }, (_, i): SuggestionEdit => {
        const line = Math.floor((i * lines) / 20)
        return {
          kind: 'line-text',
          lineId: `l${line + 1}`,
          before: text(line),
          after: text(line).replace('script', 'play'),
        }
      })
      addSuggestions(doc, proposeEdits(doc, edits, AGENT))
      let best = Number.POSITIVE_INFINITY
      for (let i = 0; i < 60; i++) {
        textAt(doc, 'l3').insert(0, 'x')
        const start = performance.now()
        expect(previewLines(doc).size).toBe(20)
        best = Math.min(best, performance.now() - start)
      }
      return best
    }
    expect(fastest(4000) / fastest(400)).toBeLessThan(5)
  })
})
