import { Fragment, type Schema, Slice } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'

/**
 * Plain text as paragraphs. Where empty lines part them, a single line break is only where a mail was wrapped. One paragraph is
 * pasted as words.
 */
export function paragraphsOf(text: string, schema: Schema): Slice {
  const plain = text.replace(/\r\n?/g, '\n').trim()
  const parts = /\n[ \t]*\n/.test(plain) ? plain.split(/\n[ \t]*\n/) : plain.split('\n')
  const lines = parts.map(part => part.replace(/\s*\n\s*/g, ' ').trim()).filter(line => line !== '')
  const nodes = lines.map(line => schema.node('line', { type: 'general' }, [schema.text(line)]))
  return new Slice(Fragment.fromArray(nodes), nodes.length === 1 ? 1 : 0, nodes.length === 1 ? 1 : 0)
}

/** Headings of a web page or a word processor as headings of prose. */
export const withHeadings = (html: string): string =>
  html
    .replace(/<h([1-6])\b[^>]*>/gi, (_, depth) => `<p data-type="section" data-depth="${Math.min(3, Number(depth))}">`)
    .replace(/<\/h[1-6]>/gi, '</p>')

export const prosePaste = (): Plugin =>
  new Plugin({
    props: {
      clipboardTextParser: (text, _context, _plain, view) => paragraphsOf(text, view.state.schema),
      transformPastedHTML: withHeadings,
    },
  })
