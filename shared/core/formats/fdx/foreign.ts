import type { LineType } from '../../script/lineTypes.ts'
import type { ScreenplayLine } from '../screenplay.ts'
import { isMoreThanRuns, type Piece, readPieces, writePiece } from './runs.ts'
import { childElement, childElements, element, isElement, readXml, writeXml, type XmlElement } from './xml.ts'

/**
 * What a Final Draft file says that we do not read. Of a line: `<Line>` with the parts of its `<Paragraph>`, of the
 * paragraph `Around` it (a block of dual dialogue, an omitted scene) and of its `<ScriptNote>`. Of the whole: the
 * `<FinalDraft>` without the script.
 */
const ROOT_LIMIT = 500_000

/** Attributes of <FinalDraft> in every file of ours. */
export const ROOT: Readonly<Record<string, string>> = { DocumentType: 'Script', Template: 'No', Version: '5' }

/** Attributes of a paragraph that say how it looks: they hold only while it is the same element. */
const FORMAT = new Set(['Alignment', 'FirstIndent', 'Leading', 'LeftIndent', 'RightIndent', 'SpaceBefore', 'Spacing'])
/** Parts of a paragraph that are read. */
const READ = new Set(['Text', 'ScriptNote', 'DualDialogue', 'OmittedScene'])

/** <SceneProperties> without the summary, which is read; undefined where nothing is left. */
function propertiesOf(node: XmlElement): XmlElement | undefined {
  const children = node.children.filter(child => !(isElement(child) && child.name === 'Summary'))
  const says = children.length > 0 || Object.values(node.attributes).some(value => value !== '')
  return says ? { ...node, children } : undefined
}

/** The paragraph as far as its line does not say it. `defaultType`: what the line would be written as. */
export function keptParagraph(
  paragraph: XmlElement,
  pieces: readonly Piece[],
  { defaultType, centred, heading }: { defaultType: string; centred: boolean; heading: boolean },
): XmlElement | undefined {
  const { Type = 'Action', StartsNewPage: _page, ...attributes } = paragraph.attributes
  if (heading) delete attributes.Number
  if (centred) delete attributes.Alignment
  const children = childElements(paragraph).flatMap(child => {
    if (READ.has(child.name)) return []
    return child.name === 'SceneProperties' ? (propertiesOf(child) ?? []) : child
  })
  const words = isMoreThanRuns(pieces) ? pieces.map(writePiece) : []
  if (Type === defaultType && Object.keys(attributes).length + children.length + words.length === 0) return undefined
  return element('Paragraph', { Type, ...attributes }, [...children, ...words])
}

export const foreignLine = (parts: readonly (XmlElement | undefined)[]): Pick<ScreenplayLine, 'foreign'> => {
  const present = parts.filter(part => part !== undefined)
  return present.length === 0 ? {} : { foreign: { fdx: writeXml(element('Line', {}, present)) } }
}

const parse = (source: string | undefined): XmlElement | undefined => {
  if (source === undefined) return undefined
  try {
    return readXml(source)
  } catch {
    // documents are written by any client with rights; what is no XML was none of ours
    return undefined
  }
}

/** A kept part of a line. */
export const partOf = (line: ScreenplayLine, name: 'Paragraph' | 'Around' | 'ScriptNote'): XmlElement | undefined =>
  childElement(parse(line.foreign?.fdx), name)

/** The kept words of a paragraph, whose emphasis is that of the line. */
export const keptPieces = (kept: XmlElement | undefined, type: LineType): Piece[] =>
  kept ? readPieces(kept, type) : []

/** The kept attributes of a paragraph; how it looked only while it is what it was. */
export const keptAttributes = (kept: XmlElement | undefined, same: boolean): Record<string, string> =>
  Object.fromEntries(
    Object.entries(kept?.attributes ?? {}).filter(([name]) => name !== 'Type' && (same || !FORMAT.has(name))),
  )

export const keptChildren = (kept: XmlElement | undefined): XmlElement[] =>
  kept ? childElements(kept).filter(child => child.name !== 'Text') : []

/** Parts of the root that count characters of the script, or hold what is read: emptied, and written anew. */
const EMPTIED = new Map([
  ['ScriptNotes', 'ScriptNote'],
  ['SpellCheckIgnoreLists', 'IgnoredRanges'],
])

/** Parts of <Content> that are read. */
const READ_CONTENT = new Set(['Paragraph', 'TitlePage'])

/** <Content> with what no version of Final Draft that we know puts into it. */
const unreadContent = ({ attributes, children }: XmlElement): XmlElement =>
  element(
    'Content',
    attributes,
    children.filter(child => isElement(child) && !READ_CONTENT.has(child.name)),
  )

function emptied(part: XmlElement): XmlElement {
  if (part.name === 'Content') return unreadContent(part)
  if (part.name === 'TextState' && 'Selection' in part.attributes)
    return { ...part, attributes: { ...part.attributes, Selection: '0,0' } }
  const without = EMPTIED.get(part.name)
  if (without === undefined) return part
  return { ...part, children: part.children.filter(child => !(isElement(child) && child.name === without)) }
}

/**
 * The file without its script, as far as it has more than `own` parts, which we would write anyway; undefined where it has
 * not. Parts that are too large for a document are left out.
 */
export function keptRoot(
  root: XmlElement,
  own: readonly XmlElement[],
  leftOut: (name: string) => void,
): string | undefined {
  const same = new Set(own.map(part => writeXml(part)))
  let room = ROOT_LIMIT
  const children = childElements(root).flatMap(child => {
    const part = emptied(child)
    const source = writeXml(part)
    if (source.length > room) {
      leftOut(child.name)
      return []
    }
    room -= source.length
    return part
  })
  const usual = Object.entries(root.attributes).every(([name, value]) => ROOT[name] === value)
  return usual && children.every(part => same.has(writeXml(part))) ? undefined : writeXml({ ...root, children })
}

export const readKeptRoot = (source: string | undefined): XmlElement | undefined => {
  const root = parse(source)
  return root?.name === 'FinalDraft' ? root : undefined
}
