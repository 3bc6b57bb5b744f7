import { Fragment, type Schema, Slice } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { FountainError } from '../../../shared/core/formats/fountain/errors.ts'
import { parseFountain } from '../../../shared/core/formats/fountain/parse.ts'
import type { LineDraft } from '../../../shared/core/script/line.ts'
import { type PastedParagraph, readParagraphs } from './pastedElements.ts'
import { readHtml } from './pastedHtml.ts'

/** Characters that may be pasted at once: some 150 pages. More is a file to import. */
const LONGEST_PASTE = 250_000

/** Of a page that is longer than this, marked up as it is, only the words are taken. */
const LONGEST_HTML = 4_000_000

/** Characters of Final Draft's XML to one of its words, roughly. */
const LONGEST_FDX = 8 * LONGEST_PASTE

type Refuse = (title: string, detail: string) => void

/**
 * Plain text of several lines as screenplay elements; null for a single line, which is pasted as words. The lines carry neither
 * ids nor scenes: they are new ones, of the place where they are pasted.
 */
export function screenplaySlice(text: string, schema: Schema): Slice | null {
  if (!/\n/.test(text.trim())) return null
  const plain = text.replace(/\r\n?/g, '\n').replaceAll('\u00a0', ' ')
  if (isLaidOut(plain)) return sliceOf(readParagraphs(plain.split('\n').map(paragraphOf)), schema)
  try {
    return sliceOf(parseFountain(`\n${plain}`).lines, schema)
  } catch (error) {
    if (error instanceof FountainError) return null
    throw error
  }
}

/** Not Fountain, which has an empty line before every cue: typed with indents, or copied paragraph by paragraph. */
function isLaidOut(text: string): boolean {
  const lines = text.trimEnd().split('\n')
  const written = lines.filter(line => line.trim() !== '')
  const indented = written.filter(line => /^(?: {8}|\t)/.test(line))
  return indented.length > written.length / 4 || (written.length > 3 && written.length === lines.length)
}

function paragraphOf(line: string): PastedParagraph {
  const spaces = /^[ \t]*/.exec(line)?.[0].replaceAll('\t', '     ').length ?? 0
  return { runs: [{ text: line, marks: [] }], indent: spaces / 10, align: 'left', style: '' }
}

/** Pasted HTML as screenplay elements; of one paragraph its words only. Null when there is nothing to read in it. */
function htmlSlice(html: string, schema: Schema): Slice | null {
  const lines = readParagraphs(readHtml(html))
  const slice = sliceOf(lines, schema)
  return slice && lines.length === 1 ? new Slice(slice.content, 1, 1) : slice
}

function sliceOf(lines: readonly LineDraft[], schema: Schema): Slice | null {
  const nodes = lines.map(line =>
    schema.node(
      'line',
      {
        type: line.type,
        dual: line.dual ? '1' : null,
        depth: line.depth ? String(line.depth) : null,
        boneyard: line.boneyard ? '1' : null,
      },
      line.runs
        .filter(run => run.text !== '')
        .map(run =>
          schema.text(
            run.text,
            run.marks.map(mark => schema.mark(mark)),
          ),
        ),
    ),
  )
  return nodes.length > 0 ? new Slice(Fragment.fromArray(nodes), 0, 0) : null
}

/**
 * What is pasted becomes elements, whatever program it comes from; what is too long is refused with a sentence, and nothing
 * changes: the selected words stay, and what was copied is still in the clipboard.
 */
export function screenplayPaste(onRefused: Refuse): Plugin {
  return new Plugin({
    props: {
      // before the editor's own handler, which reads all of it first, however long it is
      handleDOMEvents: {
        paste(view, event) {
          if (!view.editable || !event.clipboardData) return false
          const isHandled = takePaste(view, event.clipboardData, onRefused)
          if (isHandled) event.preventDefault()
          return isHandled
        },
      },
      clipboardTextParser: (text, _context, _plain, view) =>
        screenplaySlice(text, view.state.schema) ?? new Slice(Fragment.from(oneLine(text, view.state.schema)), 1, 1),
    },
  })
}

/** False: the editor pastes it. */
function takePaste(view: EditorView, data: DataTransfer, onRefused: Refuse): boolean {
  const text = data.getData('text/plain')
  const html = data.getData('text/html')
  const isFdx = /^\s*<\?xml[^>]*>\s*<FinalDraft\b|^\s*<(?:FinalDraft|Paragraph)\b/.test(text.slice(0, 1000))
  const isTooLong = isFdx
    ? text.length > LONGEST_FDX
    : text.length > LONGEST_PASTE || (text === '' && html.length > LONGEST_HTML)
  if (isTooLong)
    onRefused('That is too long to paste', 'Nothing was changed. Import it as a file into a project of its own.')
  else if (isFdx) void pasteFinalDraft(view, text, onRefused)
  else if (html.length > LONGEST_HTML) {
    const slice = screenplaySlice(text, view.state.schema)
    if (!slice) return false
    view.dispatch(view.state.tr.replaceSelection(slice).scrollIntoView())
  } else return pasteHtml(view, html)
  return true
}

/** False: it is one of our own pages, which the editor reads itself, or the plain text says it better. */
function pasteHtml(view: EditorView, html: string): boolean {
  if (html === '' || html.includes('data-pm-slice')) return false
  const slice = htmlSlice(html, view.state.schema)
  if (slice) view.dispatch(view.state.tr.replaceSelection(slice).scrollIntoView())
  return slice !== null
}

/** The XML of Final Draft, whole or a few of its paragraphs. Its reader comes only when it is wanted. */
async function pasteFinalDraft(view: EditorView, text: string, onRefused: Refuse): Promise<void> {
  const { readFdx } = await import('../../../shared/core/formats/fdx/read.ts')
  const isWhole = /<FinalDraft\b/.test(text.slice(0, 1000))
  const file = isWhole ? text : `<FinalDraft DocumentType="Script" Version="5"><Content>${text}</Content></FinalDraft>`
  try {
    const slice = sliceOf(readFdx(file).screenplay.lines, view.state.schema)
    if (slice && !view.isDestroyed && view.editable)
      view.dispatch(view.state.tr.replaceSelection(slice).scrollIntoView())
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'It could not be read.'
    onRefused('Final Draft’s text could not be pasted', `${detail} Nothing was changed.`)
  }
}

const oneLine = (text: string, schema: Schema) => {
  const words = text.replace(/\s*\n\s*/g, '\n').trim()
  return schema.node('line', null, words ? [schema.text(words)] : [])
}
