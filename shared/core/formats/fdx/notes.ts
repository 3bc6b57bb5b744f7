import { plain } from '../../script/line.ts'
import type { ScreenplayLine } from '../screenplay.ts'
import { foreignLine, partOf } from './foreign.ts'
import { type Piece, readPieces, runsOf, writePiece } from './runs.ts'
import { childElements, element, type XmlElement } from './xml.ts'

/** The type of the script notes that are cut text. */
const BONEYARD = 'Boneyard'

/** Attributes that we write ourselves. */
const OWN = new Set(['ID', 'Id', 'Range'])
const DEFAULTS: Readonly<Record<string, string>> = { Color: '#FEEACC8166BA', Name: '', Type: '' }

/** Which characters of its paragraph a note is about. */
export interface Stretch {
  from: number
  to: number
}

/** A note as a line; null where nothing is written in it. A note without words is called by its name. */
export function readNote(node: XmlElement, about?: Stretch): ScreenplayLine | null {
  const paragraphs = childElements(node, 'Paragraph').map(paragraph => readPieces(paragraph, 'note'))
  const pieces = paragraphs.flatMap((words, i): Piece[] =>
    i === 0 ? words : [{ text: '\n', marks: [], attributes: {} }, ...words],
  )
  const written = runsOf(pieces)
  const name = (node.attributes.Name ?? '').trim()
  const runs = written.some(run => run.text.trim() !== '') ? written : plain(name)
  if (runs.length === 0) return null
  const boneyard = node.attributes.Type === BONEYARD
  const attributes = Object.fromEntries(
    Object.entries(node.attributes).filter(
      ([key, value]) =>
        !OWN.has(key) && !(Object.hasOwn(DEFAULTS, key) && DEFAULTS[key] === value) && !(boneyard && key === 'Type'),
    ),
  )
  if (about && about.to > about.from) Object.assign(attributes, { From: String(about.from), To: String(about.to) })
  const kept = Object.keys(attributes).length > 0 ? element('ScriptNote', attributes) : undefined
  return { type: 'note', runs, ...(boneyard ? { boneyard } : {}), ...foreignLine([kept]) }
}

/** What the note was about, where it came from Final Draft. */
export function stretchOf(note: ScreenplayLine): Stretch | undefined {
  const { From = '', To = '' } = partOf(note, 'ScriptNote')?.attributes ?? {}
  return /^\d{1,6}$/.test(From) && /^\d{1,6}$/.test(To) ? { from: Number(From), to: Number(To) } : undefined
}

/** `range`: characters of the whole script, where the note stands by itself; absent inside a paragraph. */
export function writeNote(note: ScreenplayLine, pieces: readonly Piece[], id: number, range?: Stretch): XmlElement {
  const { From: _from, To: _to, ...kept } = partOf(note, 'ScriptNote')?.attributes ?? {}
  const paragraphs: Piece[][] = [[]]
  for (const piece of pieces)
    for (const [i, text] of piece.text.split('\n').entries()) {
      if (i > 0) paragraphs.push([])
      paragraphs.at(-1)?.push({ ...piece, text })
    }
  return element(
    'ScriptNote',
    {
      ...DEFAULTS,
      ...kept,
      ...(note.boneyard ? { Type: BONEYARD } : {}),
      ID: String(id),
      ...(range ? { Range: `${range.from},${range.to}` } : {}),
    },
    paragraphs.map(words => element('Paragraph', {}, words.length > 0 ? words.map(writePiece) : [element('Text')])),
  )
}
