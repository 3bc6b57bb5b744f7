import { type Extensions, getSchema, Mark, Node } from '@tiptap/core'
import type { Attrs, ParseRule } from '@tiptap/pm/model'
import { isLineType } from '../../shared/core/script/line.ts'

/**
 * The editor's schema: a flat list of lines. The element of a line is an attribute, never a node name, so that cycling
 * it keeps everything a colleague types in the line.
 *
 * Neither Tiptap's history nor its Collaboration extension belongs here: the document comes from a ScreenplayBinding,
 * and undo is the binding's. Create the editor, then the binding on its schema, then join them:
 *
 *     const editor = new Editor({ element, extensions: screenplayExtensions })
 *     const binding = new ScreenplayBinding(doc, editor.schema)
 *     attachBinding(editor, binding, [remoteCarets(binding, awareness)])
 *
 * attachBinding makes a state from `binding.syncedDoc` with the editor's plugins, the binding's and the extra ones.
 */
const Doc = Node.create({ name: 'doc', topNode: true, content: 'line+' })

const Line = Node.create({
  name: 'line',
  content: 'text*',
  whitespace: 'pre',
  // pasted into an empty line, a line stays the element that it was
  defining: true,
  // rendered below: of 4,000 lines, Tiptap's merging of attributes one by one is half the time that drawing takes
  addAttributes: () => ({
    // never read from HTML: pasted lines are new lines, in the scene in which they are pasted
    id: { default: null, rendered: false, keepOnSplit: false, parseHTML: () => null },
    scene: { default: null, rendered: false, keepOnSplit: false, parseHTML: () => null },
    type: { default: 'action', rendered: false, parseHTML: readType },
    dual: { default: null, rendered: false, keepOnSplit: false, parseHTML: read('dual', /^1$/) },
    depth: { default: null, rendered: false, keepOnSplit: false, parseHTML: read('depth', /^[1-6]$/) },
    boneyard: { default: null, rendered: false, keepOnSplit: false, parseHTML: read('boneyard', /^1$/) },
  }),
  parseHTML: () => [
    { tag: 'p[data-type]', preserveWhitespace: 'full' },
    // foreign HTML breaks its source lines anywhere
    { tag: 'p, h1, h2, h3, h4, h5, h6, li, pre, blockquote', preserveWhitespace: false },
  ],
  renderHTML: ({ node }) => {
    const dom = paragraphOf(node.attrs)
    return { dom, contentDOM: dom }
  },
})

/**
 * What of a line is seen. Not as a specification: reading 4,000 of those takes as long as all that the browser does with them. Copied
 * from one of its type, which is quicker than writing it.
 */
function paragraphOf(attributes: Attrs): HTMLElement {
  const type = String(attributes.type)
  let pattern = PATTERNS.get(type)
  if (!pattern) {
    pattern = document.createElement('p')
    pattern.dataset.type = type
    PATTERNS.set(type, pattern)
  }
  const paragraph = pattern.cloneNode(false) as HTMLElement
  for (const name of SEEN) if (attributes[name] != null) paragraph.setAttribute(`data-${name}`, attributes[name])
  return paragraph
}
const PATTERNS = new Map<string, HTMLElement>()
const SEEN = ['dual', 'depth', 'boneyard']

function read(name: string, valid: RegExp) {
  return (element: HTMLElement): string | null => {
    const value = element.getAttribute(`data-${name}`)
    return value !== null && valid.test(value) ? value : null
  }
}

function readType(element: HTMLElement): string {
  const type = element.getAttribute('data-type')
  return isLineType(type) ? type : 'action'
}

const Text = Node.create({ name: 'text' })

const emphasis = (name: string, tag: string, others: readonly ParseRule[]) =>
  Mark.create({ name, parseHTML: () => [{ tag }, ...others], renderHTML: () => [tag, 0] })

export const screenplayExtensions: Extensions = [
  Doc,
  Line,
  Text,
  emphasis('bold', 'b', [{ tag: 'strong' }, { style: 'font-weight=bold' }, { style: 'font-weight=700' }]),
  emphasis('italic', 'i', [{ tag: 'em' }, { style: 'font-style=italic' }]),
  emphasis('underline', 'u', [{ style: 'text-decoration=underline' }]),
]

export const screenplaySchema = getSchema(screenplayExtensions)
