import type { Mark, Run } from '../../../shared/core/script/line.ts'
import type { PastedParagraph } from './pastedElements.ts'

/** Nothing in them is text of the page. */
const UNREAD = new Set(
  'SCRIPT STYLE HEAD TITLE META LINK NOSCRIPT TEMPLATE OBJECT IFRAME SVG MATH SELECT BUTTON'.split(' '),
)

const BLOCKS = new Set(
  'P DIV H1 H2 H3 H4 H5 H6 LI UL OL DL DT DD BLOCKQUOTE PRE TABLE TR TD TH ARTICLE SECTION HEADER FOOTER CENTER HR'.split(
    ' ',
  ),
)

/** Characters of indent to an inch, in the type that screenplays are written in. */
const PITCH = 10

interface Place {
  marks: ReadonlySet<Mark>
  indent: number
  align: PastedParagraph['align']
  style: string
  capitals: boolean
  keepsSpaces: boolean
}

/**
 * The paragraphs of pasted HTML (Word, Google Docs, web pages). It is read in a document of its own, in which no script runs and
 * nothing is loaded; of it we take words, emphasis and where they stand, and nothing else.
 */
export function readHtml(html: string): PastedParagraph[] {
  const page = new DOMParser().parseFromString(html, 'text/html')
  const reader = new HtmlReader()
  reader.read(page.body, {
    marks: new Set(),
    indent: 0,
    align: 'left',
    style: '',
    capitals: false,
    keepsSpaces: false,
  })
  return reader.finish()
}

class HtmlReader {
  readonly #paragraphs: PastedParagraph[] = []
  #runs: Run[] = []
  #place: Place | null = null

  read(node: Node, place: Place): void {
    for (const child of node.childNodes) {
      if (child instanceof Text || child.nodeType === 3) this.#text(child.nodeValue ?? '', place)
      else if (child.nodeType === 1) this.#element(child as HTMLElement, place)
    }
  }

  finish(): PastedParagraph[] {
    this.#end()
    return this.#paragraphs
  }

  #element(element: HTMLElement, around: Place): void {
    const name = element.tagName.toUpperCase()
    if (UNREAD.has(name) || element.style?.display === 'none') return
    const place = placeIn(element, name, around)
    if (name === 'BR') {
      // the mark at the end of what Chromium copies
      if (!element.classList.contains('Apple-interchange-newline')) this.#break(place)
      return
    }
    const isBlock = BLOCKS.has(name)
    if (isBlock) this.#end()
    const before = this.#paragraphs.length
    this.read(element, place)
    if (isBlock) this.#end()
    // an empty paragraph parts speeches from what follows them
    if (name === 'P' && this.#paragraphs.length === before) this.#paragraphs.push({ runs: [], ...seen(place) })
  }

  #text(value: string, place: Place): void {
    const lines = place.keepsSpaces ? value.replace(/\r\n?/g, '\n').split('\n') : [value.replace(/[ \t\r\n\f]+/g, ' ')]
    lines.forEach((line, i) => {
      if (i > 0) this.#break(place)
      if (line === '' || (line === ' ' && this.#runs.length === 0)) return
      const text = line.replaceAll('\u00a0', ' ').replaceAll('\u00ad', '')
      this.#place ??= place
      this.#runs.push({ text: place.capitals ? text.toUpperCase() : text, marks: [...place.marks] })
    })
  }

  #break(place: Place): void {
    if (this.#runs.length > 0) this.#end()
    else this.#paragraphs.push({ runs: [], ...seen(place) })
  }

  #end(): void {
    const [first] = this.#runs
    if (first && this.#place) {
      const { indent, ...rest } = seen(this.#place)
      const spaces = /^[ \t]*/.exec(first.text)?.[0].replaceAll('\t', '     ').length ?? 0
      // one space is a space, many are an indent
      this.#paragraphs.push({ runs: this.#runs, indent: indent + (spaces > 2 ? spaces / PITCH : 0), ...rest })
    }
    this.#runs = []
    this.#place = null
  }
}

const seen = ({ indent, align, style }: Place): Pick<PastedParagraph, 'indent' | 'align' | 'style'> => ({
  indent,
  align,
  style,
})

function placeIn(element: HTMLElement, name: string, around: Place): Place {
  const { style } = element
  const place: Place = { ...around, marks: marksIn(element, name, around.marks) }
  if (BLOCKS.has(name)) {
    place.indent += inches(style.marginLeft) + inches(style.paddingLeft) + inches(style.textIndent)
    place.style = element.getAttribute('data-type') ?? (element.className || around.style)
    if (name === 'CENTER') place.align = 'center'
  }
  const align = style.textAlign || element.getAttribute('align')
  if (align === 'center' || align === 'right' || align === 'left') place.align = align
  if (style.textTransform !== '') place.capitals = style.textTransform === 'uppercase'
  if (style.whiteSpace !== '') place.keepsSpaces = /^pre/.test(style.whiteSpace)
  else if (name === 'PRE') place.keepsSpaces = true
  return place
}

const TAGS: Readonly<Record<string, Mark>> = { B: 'bold', STRONG: 'bold', I: 'italic', EM: 'italic', U: 'underline' }

/** Google Docs wraps everything in a <b> that is not bold: the style of an element outweighs its name. */
function marksIn({ style }: HTMLElement, name: string, around: ReadonlySet<Mark>): ReadonlySet<Mark> {
  const marks = new Set(around)
  const set = (mark: Mark, on: boolean) => void (on ? marks.add(mark) : marks.delete(mark))
  const tag = TAGS[name]
  if (tag) set(tag, true)
  if (style.fontWeight !== '') set('bold', style.fontWeight === 'bold' || Number(style.fontWeight) >= 600)
  if (style.fontStyle !== '') set('italic', style.fontStyle !== 'normal')
  if (style.textDecorationLine !== '') set('underline', style.textDecorationLine.includes('underline'))
  return marks
}

const UNITS: Readonly<Record<string, number>> = { in: 1, pt: 1 / 72, px: 1 / 96, cm: 1 / 2.54, mm: 1 / 25.4, em: 1 / 6 }

function inches(length: string): number {
  const [, number, unit] = /^(-?[\d.]+)([a-z]+)$/.exec(length) ?? []
  return Number(number ?? 0) * (UNITS[unit ?? ''] ?? 0)
}
