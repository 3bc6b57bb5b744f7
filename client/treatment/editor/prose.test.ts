import { EditorState, TextSelection } from '@tiptap/pm/state'
import { describe, expect, it } from 'vitest'
import { screenplaySchema as schema } from '../../script/schema.ts'
import { askedPassage, backspaceInHeading, depthAtCaret, enter, setHeading, takeAcross } from './proseCommands.ts'
import { paragraphsOf, withHeadings } from './prosePaste.ts'

type Row = [type: string, text: string, depth?: string]

/** The caret stands at `|`. */
function stateOf(...rows: Row[]): EditorState {
  let caret = 1
  let at = 0
  const nodes = rows.map(([type, marked, depth], i) => {
    const text = marked.replace('|', '')
    if (marked.includes('|')) caret = at + 1 + marked.indexOf('|')
    at += text.length + 2
    return schema.node('line', { id: `l${i + 1}`, type, depth: depth ?? null }, text === '' ? [] : [schema.text(text)])
  })
  const doc = schema.node('doc', null, nodes)
  return EditorState.create({ doc, selection: TextSelection.create(doc, caret) })
}

const rowsOf = ({ doc }: Pick<EditorState, 'doc'>): Row[] =>
  doc.content.content.map(({ attrs, textContent }) =>
    attrs.depth ? [attrs.type, textContent, attrs.depth] : [attrs.type, textContent],
  )

function done(state: EditorState, command: typeof enter): EditorState {
  let next = state
  command(state, tr => {
    next = state.apply(tr)
  })
  return next
}

describe('Enter in prose', () => {
  it.each<[string, Row[], Row[]]>([
    [
      'splits a paragraph',
      [['general', 'She |waits']],
      [
        ['general', 'She '],
        ['general', 'waits'],
      ],
    ],
    [
      'begins a paragraph behind a heading',
      [['section', 'Act one|', '1']],
      [
        ['section', 'Act one', '1'],
        ['general', ''],
      ],
    ],
    [
      'splits a heading into two',
      [['section', 'Act| one', '2']],
      [
        ['section', 'Act', '2'],
        ['section', ' one', '2'],
      ],
    ],
    ['makes an empty heading a paragraph', [['section', '|', '1']], [['general', '']]],
    [
      'puts a paragraph above a line',
      [['section', '|Act one', '1']],
      [
        ['general', ''],
        ['section', 'Act one', '1'],
      ],
    ],
  ])('%s', (_, before, expected) => {
    expect(rowsOf(done(stateOf(...before), enter))).toEqual(expected)
  })

  it('keeps the line of the text when it begins one above', () => {
    const { doc } = done(stateOf(['general', '|She waits']), enter)
    expect(doc.content.content.map(line => line.attrs.id)).toEqual([null, 'l1'])
  })
})

describe('headings', () => {
  it('are made and unmade where the caret is, and told', () => {
    const heading = done(stateOf(['general', 'Act| one']), setHeading(2))
    expect(rowsOf(heading)).toEqual([['section', 'Act one', '2']])
    expect(depthAtCaret(heading)).toBe(2)
    expect(rowsOf(done(heading, setHeading(null)))).toEqual([['general', 'Act one']])
  })

  it('become paragraphs by Backspace at their start, and nowhere else', () => {
    expect(rowsOf(done(stateOf(['section', '|Act one', '1']), backspaceInHeading))).toEqual([['general', 'Act one']])
    expect(backspaceInHeading(stateOf(['section', 'A|ct one', '1']))).toBe(false)
  })
})

it('asks about the paragraph of the caret, or the one above an empty line', () => {
  const words = (state: EditorState) => {
    const range = askedPassage(state)
    return range && state.doc.textBetween(range.from, range.to)
  }
  expect(words(stateOf(['general', 'She waits'], ['general', 'He |sits']))).toBe('He sits')
  expect(words(stateOf(['general', 'She waits'], ['general', '|']))).toBe('She waits')
  expect(words(stateOf(['general', '|']))).toBeNull()
})

describe('a paragraph taken across', () => {
  const line = { type: 'general' as const, runs: [{ text: 'The cable sings', marks: ['italic' as const] }] }

  it('stands behind the line of the caret, under no id yet', () => {
    const state = stateOf(['general', 'She| waits'], ['general', 'He sits'])
    const { doc } = state.apply(takeAcross(state, line))
    expect(rowsOf({ doc })).toEqual([
      ['general', 'She waits'],
      ['general', 'The cable sings'],
      ['general', 'He sits'],
    ])
    expect(doc.child(1).attrs.id).toBeNull()
    expect(doc.child(1).firstChild?.marks.map(mark => mark.type.name)).toEqual(['italic'])
  })

  it('stands last while nobody has put the caret anywhere, and takes the place of an empty line', () => {
    const state = stateOf(['general', '|She waits'], ['general', ''])
    expect(rowsOf(state.apply(takeAcross(state, line)))).toEqual([
      ['general', 'She waits'],
      ['general', 'The cable sings'],
    ])
  })
})

describe('what is pasted', () => {
  const pasted = (text: string): string[] => {
    const { content } = paragraphsOf(text, schema)
    return content.content.map(node => node.textContent)
  }

  it('is a paragraph for each line, or for each block between empty lines', () => {
    expect(pasted('One\r\nTwo\n')).toEqual(['One', 'Two'])
    expect(pasted('A wrapped\nmail.\n\nAnd more\n  of it.')).toEqual(['A wrapped mail.', 'And more of it.'])
    expect(paragraphsOf('Some words', schema).openStart).toBe(1)
  })

  it('keeps the headings of a page, at most three deep', () => {
    expect(withHeadings('<h1 class="x">A</h1><h5>B</h5><p>C</p>')).toBe(
      '<p data-type="section" data-depth="1">A</p><p data-type="section" data-depth="3">B</p><p>C</p>',
    )
  })
})
