import { UPPERCASE_TYPES } from '../../script/elements.ts'
import { MARKS, type Mark, type Run } from '../../script/line.ts'
import type { LineType } from '../../script/lineTypes.ts'
import { diffWords } from '../../text/wordDiff.ts'
import { fromRuns, toRuns } from '../fountain/markedText.ts'
import { childElements, element, textOf, type XmlElement } from './xml.ts'

const STYLE_OF: Readonly<Record<Mark, string>> = { bold: 'Bold', italic: 'Italic', underline: 'Underline' }
const READ_STYLES = new Set([...Object.values(STYLE_OF), 'AllCaps'])

/** What every run has that nobody changed; a run with these alone says nothing beyond its words. */
const DEFAULTS = new Map<string, readonly string[]>(
  Object.entries({
    AdornmentStyle: ['0'],
    Background: ['#FFFFFFFFFFFF'],
    Color: ['#000000000000'],
    Font: ['Courier Final Draft', 'Courier', 'Courier Prime', 'Courier New', 'CourierFinalDraft'],
    Language: ['English'],
    RevisionID: ['0'],
    Size: ['12'],
  }),
)

/** A run as a file has it: its emphasis, and the attributes that we do not read. */
export interface Piece {
  text: string
  marks: readonly Mark[]
  /** `Style` holds what is beyond our emphasis (Strikeout); `RevisionID` as in the file. */
  attributes: Readonly<Record<string, string>>
}

/** Line breaks as ours; a file that was indented by another program has its words on lines of their own. */
function cleanWords(text: string, alone: boolean): string {
  const words = text.replaceAll('\u2028', '\n')
  return alone && words.startsWith('\n') && /\n[ \t]*$/.test(words) ? words.trim() : words
}

/** The runs of a paragraph. Words in Final Draft's style AllCaps are read as the capitals that it shows. */
export function readPieces(paragraph: XmlElement, type: LineType): Piece[] {
  const texts = childElements(paragraph, 'Text')
  return texts.map(node => {
    const attributes: Record<string, string> = {}
    let text = cleanWords(textOf(node), texts.length === 1)
    let marks: Mark[] = []
    for (const [name, value] of Object.entries(node.attributes)) {
      if (name === 'Style') {
        const styles = value.split('+').filter(style => style !== '')
        marks = MARKS.filter(mark => styles.includes(STYLE_OF[mark]))
        if (styles.includes('AllCaps') && !UPPERCASE_TYPES.has(type)) text = text.toUpperCase()
        const rest = styles.filter(style => !READ_STYLES.has(style))
        if (rest.length > 0) attributes.Style = rest.join('+')
      } else if (!DEFAULTS.get(name)?.includes(value)) attributes[name] = value
    }
    return { text, marks, attributes }
  })
}

export const runsOf = (pieces: readonly Piece[]): Run[] => toRuns(fromRuns(pieces))

/** Whether the runs say more than words, emphasis and one revision mark for the whole paragraph. */
export function isMoreThanRuns(pieces: readonly Piece[]): boolean {
  const said = pieces.filter(piece => piece.text !== '')
  const revision = said[0]?.attributes.RevisionID
  return said.some(
    ({ attributes }) =>
      attributes.RevisionID !== revision || Object.keys(attributes).some(name => name !== 'RevisionID'),
  )
}

/** A <Text> that reads back as the piece. */
export function writePiece({ text, marks, attributes }: Piece): XmlElement {
  const style = [...MARKS.filter(mark => marks.includes(mark)).map(mark => STYLE_OF[mark]), attributes.Style ?? '']
    .filter(part => part !== '')
    .join('+')
  const { Style: _style, ...rest } = attributes
  return element('Text', { ...rest, ...(style === '' ? {} : { Style: style }) }, text === '' ? [] : [text])
}

/** For every UTF-16 unit of `text`, the kept piece that it came with; -1 for what was typed since. */
function piecesOf(kept: readonly Piece[], text: string): Int32Array {
  const from: number[] = []
  for (const [index, piece] of kept.entries()) for (let k = 0; k < piece.text.length; k++) from.push(index)
  const before = kept.map(piece => piece.text).join('')
  const out = new Int32Array(text.length).fill(-1)
  let [at, source] = [0, 0]
  const keepTo = (end: number): void => {
    while (source < end) out[at++] = from[source++] ?? -1
  }
  for (const edit of diffWords(before, text)) {
    keepTo(edit.from)
    source = edit.to
    at += edit.insert.length
  }
  keepTo(before.length)
  return out
}

const sameAttributes = (a: Piece, b: Piece): boolean => JSON.stringify(a.attributes) === JSON.stringify(b.attributes)

/**
 * The line's runs with what the file said of its words, wherever those words still stand. `revised` is the RevisionID of
 * the line: what was typed since has it, too.
 */
export function mergePieces(runs: readonly Run[], kept: readonly Piece[], revised: string | undefined): Piece[] {
  const { text } = fromRuns(runs)
  const origin = piecesOf(kept, text)
  const pieces: Piece[] = []
  let at = 0
  for (const run of runs) {
    const end = at + run.text.length
    for (let start = at; start < end; ) {
      let stop = start + 1
      while (stop < end && origin[stop] === origin[start]) stop++
      const attributes = { ...kept[origin[start] ?? -1]?.attributes }
      if (origin[start] === -1 && revised !== undefined) attributes.RevisionID = revised
      const piece = { text: text.slice(start, stop), marks: run.marks, attributes }
      const last = pieces.at(-1)
      if (last && start > at && sameAttributes(last, piece)) last.text += piece.text
      else pieces.push(piece)
      start = stop
    }
    at = end
  }
  return pieces
}

/** The pieces with every revision mark taken off, or set to one. */
export const markedAs = (pieces: readonly Piece[], revision: string | undefined): Piece[] =>
  pieces.map(piece => {
    const { RevisionID: _id, ...rest } = piece.attributes
    return { ...piece, attributes: revision === undefined ? rest : { ...rest, RevisionID: revision } }
  })
