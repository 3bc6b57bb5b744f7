import { describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
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

  it('costs by the suggestions, not by the script: of ten times the lines it reads as many', () => {
    /** How often texts and attributes of lines are read for one preview while somebody types. */
    const reads = (lines: number): number => {
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
      previewLines(doc)
      textAt(doc, 'l3').insert(0, 'x')
      const spies = [
        vi.spyOn(Y.XmlText.prototype, 'toDelta'),
        vi.spyOn(Y.XmlText.prototype, 'toString'),
        vi.spyOn(Y.XmlElement.prototype, 'getAttribute'),
      ]
      expect(previewLines(doc).size).toBe(20)
      const count = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0)
      for (const spy of spies) spy.mockRestore()
      return count
    }
    const few = reads(400)
    expect(few).toBeGreaterThan(20)
    expect(reads(4000)).toBeLessThan(few * 2)
  })
})

describe('the check of a suggestion’s bytes', () => {
  /** The suggestion with other bytes: what `write` does to a copy, under the fork's client id, with its marker. */
  function forged(doc: Y.Doc, edit: SuggestionEdit, write: (copy: Y.Doc) => void): Suggestion {
    const [suggestion] = made(doc, edit)
    if (!suggestion) throw new Error('nothing proposed')
    const copy = copyOf(doc, 950)
    const before = Y.encodeStateVector(copy)
    copy.transact(() => {
      write(copy)
      copy.getMap('accepted').set(suggestion.id, true)
    })
    return { ...suggestion, update: Y.encodeStateAsUpdate(copy, before) }
  }

  it('passes every kind that proposing makes, marks and all', () => {
    const doc = scriptOf(LINE, 'Night.', 'Dawn.')
    textAt(doc, 'l1').format(4, 5, { bold: true })
    const list = made(
      doc,
      textEdit('She runs straight home'),
      NEW_LINE,
      { ...NEW_LINE, after: null, lines: [{ id: 'n2', type: 'section', depth: 2, runs: [] }] },
      { kind: 'line-type', lineId: 'l2', before: 'action', after: 'shot' },
      { kind: 'delete-lines', lines: [{ id: 'l3', before: 'Dawn.' }] },
    )
    expect(list.map(suggestion => checkSuggestionTarget(doc, suggestion))).toEqual([null, null, null, null, null])
  })

  it.each<[string, SuggestionEdit, (copy: Y.Doc) => void]>([
    ['write in another line too', textEdit('She runs home slowly'), copy => textAt(copy, 'l2').insert(0, 'x')],
    ['delete another line too', textEdit('She runs home slowly'), copy => copy.getXmlFragment('script').delete(1, 1)],
    ['delete a line instead', textEdit('She runs home slowly'), copy => copy.getXmlFragment('script').delete(0, 1)],
    [
      'write other words than it shows',
      textEdit('She runs home slowly'),
      copy => writeWords(textAt(copy, 'l1'), 'She falls home slowly'),
    ],
    ['move a scene', textEdit('She runs home slowly'), copy => copy.getMap('scenes').set('s1', new Y.Map())],
    ['set an attribute', textEdit('She runs home slowly'), copy => elementAt(copy, 'l1').setAttribute('scene', 's2')],
    [
      'set another type',
      { kind: 'line-type', lineId: 'l2', before: 'action', after: 'shot' },
      copy => elementAt(copy, 'l2').setAttribute('type', 'note'),
    ],
    [
      'make other lines than it shows',
      NEW_LINE,
      copy => copy.getXmlFragment('script').insert(1, [new Y.XmlElement('line')]),
    ],
    ['write among the suggestions', NEW_LINE, copy => copy.getMap('suggestions').set('s9', 'x')],
  ])('refuses bytes that %s', (_, edit, write) => {
    const doc = scriptOf(LINE, 'Night.')
    const suggestion = forged(doc, edit, write)
    expect(checkSuggestionTarget(doc, suggestion)).toMatch(/not applied/)
    addSuggestions(doc, [suggestion])
    const before = texts(doc)
    expect(() => acceptSuggestion(doc, suggestion.id, 'accept')).toThrow()
    expect(texts(doc)).toEqual(before)
  })

  it('refuses garbage, bytes under several or foreign client ids, and a missing marker', () => {
    const doc = scriptOf(LINE, 'Night.')
    const [suggestion] = made(doc, textEdit('She runs home slowly'))
    if (!suggestion) throw new Error('nothing proposed')
    const withBytes = (update: Uint8Array) => checkSuggestionTarget(doc, { ...suggestion, update })
    expect(withBytes(new Uint8Array([1, 2, 3, 255]))).toMatch(/damaged/)
    expect(withBytes(new Uint8Array())).toMatch(/damaged/)
    expect(withBytes(new Uint8Array([0, 0]))).toMatch(/damaged/)
    const other = made(doc, textEdit('She runs home slowly'), NEW_LINE)
    expect(withBytes(Y.mergeUpdates(other.map(s => s.update)))).toMatch(/damaged/)
    const asOwner = copyOf(doc, 1)
    const vector = Y.encodeStateVector(asOwner)
    textAt(asOwner, 'l1').insert(0, 'x')
    expect(withBytes(Y.encodeStateAsUpdate(asOwner, vector))).toMatch(/damaged/)
    const unmarked = copyOf(doc, 960)
    const before = Y.encodeStateVector(unmarked)
    textAt(unmarked, 'l1').insert(0, 'x')
    expect(withBytes(Y.encodeStateAsUpdate(unmarked, before))).toMatch(/does not record/)
  })
})
