import { Decoration } from '@tiptap/pm/view'
import type { Author } from '../../../shared/core/documents/author.ts'
import type { LineDraft } from '../../../shared/core/script/line.ts'
import type { LinePreview } from '../../../shared/core/suggestions/preview.ts'
import type { Suggestion } from '../../../shared/core/suggestions/suggestion.ts'
import { authorColour } from '../../ui/people.ts'
import { isAgent, typeName } from './labels.ts'
import { inPhrases } from './phrases.ts'

/** What a decoration carries besides its place. */
export interface SuggestionSpec {
  /** The line it belongs to. */
  line: string
  /** Suggestions it shows. */
  ids: readonly string[]
  /** Tells whether it still shows the same. */
  key: string
}

/**
 * Decorations of one line, whose text stands at `from`..`to` of the editor. `suggestions` by id; decorations of those that
 * are not in it are left out.
 */
export function lineDecorations(
  preview: LinePreview,
  { from, to }: { from: number; to: number },
  suggestions: ReadonlyMap<string, Suggestion>,
): Decoration[] {
  const line = preview.lineId
  const out: Decoration[] = []
  // the glyph of an agent comes once per suggestion and line
  const marked = new Set<string>()
  const firstOf = (id: string): boolean => {
    if (marked.has(id)) return false
    marked.add(id)
    return true
  }
  const inserting = new Set(preview.segments.filter(s => s.op === 'insert').flatMap(s => s.suggestionIds))
  for (const segment of inPhrases(preview.segments)) {
    const [id] = segment.suggestionIds
    const by = id === undefined ? undefined : suggestions.get(id)
    if (id === undefined || !by || segment.op === 'keep') continue
    const ids = segment.suggestionIds
    if (segment.op === 'delete') {
      const attributes = {
        nodeName: 'del',
        class: classOf('suggestion-delete', by.author, !inserting.has(id) && firstOf(id)),
        style: `--by: ${authorColour(by.author)}`,
        'data-suggestion': ids.join(' '),
      }
      const key = `delete ${ids.join(' ')}`
      out.push(Decoration.inline(from + segment.from, from + segment.to, attributes, spec(line, ids, key)))
    } else {
      const first = firstOf(id)
      const toDOM = () => insertedWords(segment.text, by, first)
      const key = `insert ${id} ${first ? '◆' : ''}${segment.text}`
      out.push(Decoration.widget(from + segment.from, toDOM, { ...spec(line, ids, key), ...BEHIND_CARET }))
    }
  }
  for (const { suggestionId, after } of preview.types) {
    const by = suggestions.get(suggestionId)
    if (!by) continue
    const key = `type ${suggestionId} ${after}`
    const toDOM = () => chip(`→ ${typeName(after)}`, by)
    out.push(Decoration.widget(from, toDOM, { ...spec(line, [suggestionId], key), side: -1, ignoreSelection: true }))
    out.push(Decoration.node(from - 1, to + 1, { class: 'has-suggested-type' }, spec(line, [suggestionId], 'type')))
  }
  for (const { suggestionId, side, lines } of preview.newLines) {
    const by = suggestions.get(suggestionId)
    if (!by) continue
    const key = `lines ${suggestionId} ${JSON.stringify(lines)}`
    const at = side === 'behind' ? to + 1 : from - 1
    const toDOM = () => newLines(lines, by)
    out.push(
      Decoration.widget(at, toDOM, {
        ...spec(line, [suggestionId], key),
        side: side === 'behind' ? -1 : 1,
        ignoreSelection: true,
      }),
    )
  }
  return out
}

const BEHIND_CARET = { side: 1, ignoreSelection: true }
const spec = (line: string, ids: readonly string[], key: string): SuggestionSpec => ({ line, ids, key })

function classOf(name: string, author: Author, first: boolean): string {
  return [name, isAgent(author) && 'is-agent', isAgent(author) && first && 'has-glyph'].filter(Boolean).join(' ')
}

function insertedWords(text: string, by: Suggestion, first: boolean): HTMLElement {
  const words = document.createElement('ins')
  words.className = classOf('suggestion-insert', by.author, first)
  words.textContent = text
  return own(words, by)
}

function chip(text: string, by: Suggestion): HTMLElement {
  const label = document.createElement('span')
  label.className = classOf('suggestion-type', by.author, true)
  label.textContent = text
  return own(label, by)
}

/** New lines look as they will, in the author's colour. */
function newLines(lines: readonly LineDraft[], by: Suggestion): HTMLElement {
  const block = document.createElement('ins')
  block.className = classOf('suggestion-lines', by.author, true)
  for (const line of lines) {
    const paragraph = document.createElement('p')
    paragraph.dataset.type = line.type
    for (const run of line.runs) {
      let node: Node = document.createTextNode(run.text)
      for (const mark of run.marks) {
        const wrapper = document.createElement(MARK_TAGS[mark])
        wrapper.append(node)
        node = wrapper
      }
      paragraph.append(node)
    }
    block.append(paragraph)
  }
  return own(block, by)
}

const MARK_TAGS = { bold: 'b', italic: 'i', underline: 'u' } as const

function own(element: HTMLElement, by: Suggestion): HTMLElement {
  element.dataset.suggestion = by.id
  element.style.setProperty('--by', authorColour(by.author))
  element.contentEditable = 'false'
  return element
}
