import { Fragment, type Schema, Slice } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import { FountainError } from '../../../shared/core/formats/fountain/errors.ts'
import { parseFountain } from '../../../shared/core/formats/fountain/parse.ts'

/** Characters that may be pasted at once: some 500 pages. More is a file to import. */
const LONGEST_PASTE = 1_000_000

/**
 * Plain text of several lines as screenplay elements, read as Fountain; null for a single line, which is pasted as words. The
 * lines carry neither ids nor scenes: they are new ones, of the place where they are pasted.
 */
export function screenplaySlice(text: string, schema: Schema): Slice | null {
  if (!/\n/.test(text.trim())) return null
  try {
    const { lines } = parseFountain(`\n${text.replace(/\r\n?/g, '\n')}`)
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
  } catch (error) {
    if (error instanceof FountainError) return null
    throw error
  }
}

/** Pasted plain text becomes elements; what is too long is refused with a sentence, and nothing changes. */
export function screenplayPaste(onRefused: (title: string, detail: string) => void): Plugin {
  return new Plugin({
    props: {
      handlePaste(_view, event) {
        const size = Math.max(
          ...['text/plain', 'text/html'].map(type => event.clipboardData?.getData(type).length ?? 0),
        )
        if (size <= LONGEST_PASTE) return false
        onRefused('That is too long to paste', 'Nothing was changed. Import it as a file into a project of its own.')
        return true
      },
      clipboardTextParser: (text, _context, _plain, view) =>
        screenplaySlice(text, view.state.schema) ?? new Slice(Fragment.from(oneLine(text, view.state.schema)), 1, 1),
    },
  })
}

const oneLine = (text: string, schema: Schema) => {
  const words = text.replace(/\s*\n\s*/g, '\n').trim()
  return schema.node('line', null, words ? [schema.text(words)] : [])
}
