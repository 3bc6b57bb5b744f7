import { textOfRuns } from '../../script/line.ts'
import type { Screenplay, ScreenplayLine } from '../screenplay.ts'
import { type Block, layOut, type Part } from './blocks.ts'
import { canonicalFdx } from './canonical.ts'
import { FDX_TYPES, missingSettings, readType, settingsOf, startsPage } from './elements.ts'
import { keptAttributes, keptChildren, keptPieces, partOf, ROOT, readKeptRoot } from './foreign.ts'
import { writeLockedPages } from './lockedPages.ts'
import { type Stretch, stretchOf, writeNote } from './notes.ts'
import { isA4 } from './production.ts'
import { writeRevisions } from './revisions.ts'
import { markedAs, mergePieces, type Piece, writePiece } from './runs.ts'
import { pageSize, templateParts, titlePagePart } from './template.ts'
import { readTitlePage } from './titlePage.ts'
import { childElement, childElements, element, isElement, writeXml, type XmlElement } from './xml.ts'

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n'

/** Where a line stands, in characters of the script as Final Draft counts them. */
interface Place {
  start: number
  /** Characters of its words; 0 inside a block. */
  length: number
}

/** Writes one file. An object, because ids of notes and places of lines go through all of it. */
class FdxWriter {
  readonly #screenplay: Screenplay
  readonly #kept: XmlElement | undefined
  readonly #settings: ReadonlyMap<string, XmlElement>
  readonly #order: readonly string[]
  readonly #types = new Set<string>()
  readonly #places = new Map<ScreenplayLine, Place>()
  readonly #notes: XmlElement[] = []
  #noteId = 0

  constructor(screenplay: Screenplay) {
    this.#screenplay = screenplay
    this.#kept = readKeptRoot(screenplay.foreign?.fdx)
    this.#settings = settingsOf(this.#kept)
    this.#order = (screenplay.revisions ?? []).map(({ id }) => id)
  }

  write(): string {
    const paragraphs: XmlElement[] = []
    let at = 0
    for (const block of layOut(this.#screenplay.lines)) {
      const { paragraph, words, length } = this.#block(block)
      for (const [i, line] of linesOf(block).entries())
        this.#places.set(line, { start: at, length: i === 0 && block.kind === 'paragraph' ? words : 0 })
      for (const note of block.before) this.#noteAt(note, { from: at, to: at })
      for (const note of block.after) this.#noteAt(note, this.#about(note, at, words, length))
      paragraphs.push(paragraph)
      at += length + 1
    }
    const attributes = { ...ROOT, ...this.#kept?.attributes }
    const kept = childElement(this.#kept, 'Content')
    const content = element('Content', kept?.attributes, [...paragraphs, ...(kept ? childElements(kept) : [])])
    return `${DECLARATION}${writeXml(element('FinalDraft', attributes, this.#parts(content)))}\n`
  }

  /** The stretch that a note is about, while its paragraph has it; otherwise the end of the paragraph. */
  #about(note: ScreenplayLine, start: number, words: number, length: number): Stretch {
    const kept = words > 0 ? stretchOf(note) : undefined
    const from = Math.min(kept?.from ?? 0, words)
    const to = Math.min(kept?.to ?? 0, words)
    return to > from ? { from: start + from, to: start + to } : { from: start + length, to: start + length }
  }

  #noteAt(note: ScreenplayLine, range?: Stretch): void {
    this.#notes.push(this.#note(note, range))
  }

  #note(note: ScreenplayLine, range?: Stretch): XmlElement {
    return writeNote(note, this.#pieces(note, []), ++this.#noteId, range)
  }

  #block(block: Block): { paragraph: XmlElement; words: number; length: number } {
    const page: Record<string, string> = block.pageBreak ? { StartsNewPage: 'Yes' } : {}
    if (block.kind === 'paragraph') {
      const words = textOfRuns(block.part.line?.runs ?? []).length
      return { paragraph: this.#paragraph(block.part, page), words, length: words }
    }
    if (block.kind === 'dual') {
      const around = block.left[0]?.line ? partOf(block.left[0].line, 'Around') : undefined
      const inside = [...block.left, ...block.right].map(part => this.#paragraph(part))
      const attributes = { Type: around?.attributes.Type ?? 'General', ...page, ...keptAttributes(around, true) }
      const paragraph = element('Paragraph', attributes, [...keptChildren(around), element('DualDialogue', {}, inside)])
      return { paragraph, words: 0, length: 2 }
    }
    const around = partOf(block.heading, 'Around')
    const said = around ? childElements(around, 'Text') : []
    const texts = said.length > 0 ? said : [element('Text', {}, ['OMITTED'])]
    const inside = block.inside.flatMap(one => this.#insideOmitted(one))
    const number = block.heading.sceneNumber
    const attributes = {
      Type: 'Scene Heading',
      ...(number === undefined ? {} : { Number: number }),
      ...page,
      ...keptAttributes(around, true),
    }
    const paragraph = element('Paragraph', attributes, [
      ...keptChildren(around),
      ...texts,
      element('OmittedScene', {}, inside),
    ])
    const words = texts.reduce((length, text) => length + text.children.join('').length, 0)
    return { paragraph, words, length: words + 2 }
  }

  /** In an omitted scene notes stand in their paragraphs, and the card has the number. */
  #insideOmitted(block: Block): XmlElement {
    if (block.kind === 'paragraph' && block.part.line?.type === 'scene_heading') {
      const { sceneNumber: _number, ...line } = block.part.line
      return this.#withNotes(this.#paragraph({ ...block.part, line }), block)
    }
    return this.#withNotes(this.#block(block).paragraph, block)
  }

  #withNotes(paragraph: XmlElement, { before, after }: Block): XmlElement {
    const write = (notes: readonly ScreenplayLine[]): XmlElement[] => notes.map(note => this.#note(note))
    return { ...paragraph, children: [...write(before), ...paragraph.children, ...write(after)] }
  }

  #paragraph({ line, summary, notes }: Part, page: Record<string, string> = {}): XmlElement {
    if (!line) return element('Paragraph', { Type: 'Action', ...page }, [element('Text')])
    const kept = partOf(line, 'Paragraph')
    const name = kept?.attributes.Type ?? this.#typeOf(line)
    const same = this.#isStill(name, kept, line)
    const type = same ? name : this.#typeOf(line)
    this.#types.add(type)
    const centred = line.type === 'centered' && readType(type, false, this.#settings).type !== 'centered'
    const attributes = {
      Type: type,
      ...(line.sceneNumber === undefined ? {} : { Number: line.sceneNumber }),
      ...(centred ? { Alignment: 'Center' } : {}),
      ...(startsPage(this.#settings.get(type)) ? { StartsNewPage: 'No' } : {}),
      ...page,
      ...keptAttributes(kept, same),
    }
    const words = this.#pieces(line, keptPieces(kept, line.type))
    return element('Paragraph', attributes, [
      ...this.#properties(keptChildren(kept), summary),
      ...(words.length > 0 ? words.map(writePiece) : [element('Text')]),
      ...notes.map(note => this.#note(note)),
    ])
  }

  #typeOf({ type, depth }: ScreenplayLine): string {
    if (type === 'section') return `Outline ${depth ?? 1}`
    return type === 'note' || type === 'page_break' ? 'Action' : FDX_TYPES[type]
  }

  /** Whether a kept type of paragraph is still what the line is; otherwise somebody made another element of it since. */
  #isStill(name: string, kept: XmlElement | undefined, line: ScreenplayLine): boolean {
    const read = readType(name, line.type === 'centered' || kept?.attributes.Alignment === 'Center', this.#settings)
    return read.type === line.type && (read.depth === undefined || read.depth === (line.depth ?? 1))
  }

  #properties(children: readonly XmlElement[], summary: readonly ScreenplayLine[]): XmlElement[] {
    if (summary.length === 0) return [...children]
    const paragraphs = summary.map(line => element('Paragraph', {}, this.#pieces(line, []).map(writePiece)))
    const kept = children.find(child => child.name === 'SceneProperties')
    const properties = element('SceneProperties', kept?.attributes ?? { Title: '' }, [
      ...(kept?.children ?? []),
      element('Summary', {}, paragraphs),
    ])
    return [properties, ...children.filter(child => child !== kept)]
  }

  /** The words of a line; its latest revision mark is the line's. */
  #pieces(line: ScreenplayLine, kept: readonly Piece[]): Piece[] {
    const merged = mergePieces(line.runs, kept, line.revised)
    if (line.revised === undefined) return markedAs(merged, undefined)
    const rank = this.#order.indexOf(line.revised)
    const pieces = merged.map(piece => {
      const own = this.#order.indexOf(piece.attributes.RevisionID ?? '')
      return own > rank || own < 0 ? (markedAs([piece], undefined)[0] ?? piece) : piece
    })
    return pieces.some(({ attributes }) => attributes.RevisionID === line.revised)
      ? pieces
      : markedAs(pieces, line.revised)
  }

  /** All parts of the file: those that were kept in their places, ours where there is none. */
  #parts(content: XmlElement): XmlElement[] {
    const { revisions = [], production } = this.#screenplay
    const keptPart = (name: string): XmlElement | undefined => childElement(this.#kept, name)
    const notes = keptPart('ScriptNotes')
    const written: (XmlElement | undefined)[] = [
      content,
      this.#titlePage(keptPart('TitlePage')),
      this.#notes.length > 0 || notes
        ? element('ScriptNotes', notes?.attributes, [...(notes?.children ?? []), ...this.#notes])
        : undefined,
      this.#lockedPages(keptPart('LockedPages')),
      writeRevisions(revisions, production?.revision, keptPart('Revisions')),
    ]
    const own = new Map(written.filter(part => part !== undefined).map(part => [part.name, part]))
    if (!this.#kept) return [content, ...templateParts(this.#screenplay, this.#types), ...[...own.values()].slice(1)]
    const out = childElements(this.#kept).flatMap(part => {
      const mine = own.get(part.name)
      own.delete(part.name)
      return mine ?? (part.name === 'PageLayout' ? this.#pageLayout(part) : part)
    })
    return [...out, ...missingSettings(this.#settings.keys(), this.#types), ...own.values()]
  }

  /** The title page as the file had it, while it says the same. */
  #titlePage(kept: XmlElement | undefined): XmlElement | undefined {
    const { titlePage } = this.#screenplay
    if (kept && JSON.stringify(readTitlePage(kept)) === JSON.stringify(titlePage)) return kept
    if (titlePage.length === 0 && !kept) return undefined
    const made = titlePagePart(titlePage)
    const others = kept?.children.filter(child => !(isElement(child) && child.name === 'Content')) ?? []
    return { ...made, attributes: kept?.attributes ?? {}, children: [...made.children, ...others] }
  }

  #lockedPages(kept: XmlElement | undefined): XmlElement | undefined {
    const { lines, production } = this.#screenplay
    if (!production?.pages) return kept ? element('LockedPages') : undefined
    const pages = production.pages.flatMap(({ label, line, offset }) => {
      let at = line
      // notes and page breaks are no paragraphs: the page begins with what follows them
      let place: Place | undefined
      for (; at < lines.length && !place; at++) place = this.#placeOf(lines[at])
      return place ? [{ label, position: place.start + Math.min(at === line + 1 ? offset : 0, place.length) }] : []
    })
    return writeLockedPages(pages, kept)
  }

  #placeOf(line: ScreenplayLine | undefined): Place | undefined {
    return line && this.#places.get(line)
  }

  #pageLayout(kept: XmlElement): XmlElement {
    const { production } = this.#screenplay
    const before = childElement(kept, 'PageSize')
    if (before && isA4(kept) === (production?.pageSize === 'a4')) return kept
    return { ...kept, children: [pageSize(production?.pageSize), ...kept.children.filter(child => child !== before)] }
  }
}

/** The lines that a block is made of, without the notes around it. */
function linesOf(block: Block): ScreenplayLine[] {
  const of = ({ line, summary }: Part): ScreenplayLine[] => (line ? [line, ...summary] : summary)
  if (block.kind === 'paragraph') return of(block.part)
  if (block.kind === 'dual') return [...block.left, ...block.right].flatMap(of)
  return [block.heading, ...block.inside.flatMap(linesOf)]
}

/** A Final Draft file (.fdx) that `readFdx` reads back as `canonicalFdx(screenplay)`. */
export const writeFdx = (screenplay: Screenplay): string => new FdxWriter(canonicalFdx(screenplay)).write()
