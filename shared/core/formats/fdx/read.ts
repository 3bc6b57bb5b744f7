import { plain, textOfRuns } from '../../script/line.ts'
import { MAX_FILE_BYTES, MAX_LINE_CHARACTERS, MAX_LINES } from '../fountain/errors.ts'
import type { Screenplay, ScreenplayLine } from '../screenplay.ts'
import { canonicalLine } from './canonical.ts'
import { decodeFdx } from './decode.ts'
import { FDX_TYPES, readType, settingsOf, startsPage } from './elements.ts'
import { type Entry, emptyIn, entryAt, flatten } from './entries.ts'
import { FdxError } from './errors.ts'
import { Findings } from './findings.ts'
import { foreignLine, keptParagraph, keptRoot } from './foreign.ts'
import { readLockedPages } from './lockedPages.ts'
import { readNote } from './notes.ts'
import { readProduction } from './production.ts'
import { readRevisions, usedRevisions } from './revisions.ts'
import { type Piece, readPieces, runsOf } from './runs.ts'
import { ownParts } from './template.ts'
import { readTitlePage } from './titlePage.ts'
import { childElement, childElements, element, isElement, readXml, textOf, type XmlElement } from './xml.ts'

export interface FdxReading {
  screenplay: Screenplay
  /** Sentences: what of the file is kept for Final Draft and not shown here, or was left out. */
  notes: string[]
}

/** Reads one file. An object, because its elements, revisions and findings are asked for everywhere in it. */
class FdxReader {
  readonly #root: XmlElement
  readonly #settings: ReadonlyMap<string, XmlElement>
  readonly findings = new Findings()
  /** Revisions that words are marked with, and how late each is. */
  readonly #used: ReadonlyMap<string, number>
  #paragraphs = 0

  constructor(root: XmlElement) {
    this.#root = root
    this.#settings = settingsOf(root)
    this.#used = usedRevisions(root)
  }

  read(): Screenplay {
    const content = childElement(this.#root, 'Content')
    const titlePage = childElement(this.#root, 'TitlePage') ?? childElement(content, 'TitlePage')
    if (!content && !titlePage) throw new FdxError('no-script')
    const entries = content ? this.#entries(childElements(content, 'Paragraph')) : []
    this.#placeNotes(entries)
    this.findings.empty(emptyIn(entries))
    const lines = entries.flatMap(flatten)
    if (lines.length > MAX_LINES) throw new FdxError('too-many-lines')
    const { revisions, active } = readRevisions(childElement(this.#root, 'Revisions'), this.#used)
    const production = readProduction(this.#root, entries, lines, active)
    const entriesOfTitle = readTitlePage(titlePage)
    const fdx = keptRoot(
      this.#root,
      ownParts({
        titlePage: entriesOfTitle,
        lines,
        revisions,
        production,
        pages: readLockedPages(childElement(this.#root, 'LockedPages')),
      }),
      name => this.findings.leftOut(name),
    )
    return {
      titlePage: entriesOfTitle,
      lines,
      ...(revisions.length > 0 ? { revisions } : {}),
      ...(Object.keys(production).length > 0 ? { production } : {}),
      ...(fdx === undefined ? {} : { foreign: { fdx } }),
    }
  }

  /** The latest revision that words of a paragraph are marked with. */
  #revisedOf(pieces: readonly Piece[]): string | undefined {
    let latest: string | undefined
    for (const { attributes } of pieces) {
      const id = attributes.RevisionID ?? ''
      if ((this.#used.get(id) ?? -1) > (this.#used.get(latest ?? '') ?? -1)) latest = id
    }
    return latest
  }

  #entries(paragraphs: readonly XmlElement[]): Entry[] {
    this.#paragraphs += paragraphs.length
    if (this.#paragraphs > MAX_LINES) throw new FdxError('too-many-lines', paragraphs[MAX_LINES]?.line)
    const entries: Entry[] = []
    let start = 0
    for (const paragraph of paragraphs) {
      const entry = this.#entry(paragraph, start)
      entries.push(entry)
      // a line break stands behind every paragraph
      start += entry.length + 1
    }
    return entries
  }

  #entry(paragraph: XmlElement, start: number): Entry {
    const dual = childElement(paragraph, 'DualDialogue')
    const omitted = childElement(paragraph, 'OmittedScene')
    const words = childElements(paragraph, 'Text').reduce((length, text) => length + textOf(text).length, 0)
    const entry: Entry = {
      pageBreak: this.#startsPage(paragraph, start),
      before: [],
      lines: [],
      after: [],
      start,
      // a block inside a paragraph is two characters, whatever is in it
      length: words + (dual ? 2 : 0) + (omitted ? 2 : 0),
      words: dual || omitted ? 0 : words,
    }
    this.#notesInside(paragraph, entry)
    if (dual) entry.lines.push(...this.#dual(paragraph, dual))
    else if (omitted) entry.lines.push(...this.#omitted(paragraph, omitted))
    else entry.lines.push(...this.#lines(paragraph))
    return entry
  }

  /** By itself, or by its element; the script begins on a new page anyway. */
  #startsPage({ attributes }: XmlElement, start: number): boolean {
    if (attributes.StartsNewPage !== undefined) return attributes.StartsNewPage === 'Yes'
    return start > 0 && startsPage(this.#settings.get(attributes.Type ?? ''))
  }

  #lines(paragraph: XmlElement): ScreenplayLine[] {
    const name = paragraph.attributes.Type ?? 'Action'
    const centred = paragraph.attributes.Alignment === 'Center'
    const { type, depth } = readType(name, centred, this.#settings)
    const pieces = readPieces(paragraph, type)
    if (textOfRuns(pieces).length > MAX_LINE_CHARACTERS) throw new FdxError('line-too-long', paragraph.line)
    const heading = type === 'scene_heading'
    const draft: ScreenplayLine = { type, runs: runsOf(pieces), ...(depth === undefined ? {} : { depth }) }
    const number = heading ? paragraph.attributes.Number : undefined
    if (number !== undefined) draft.sceneNumber = number
    const [line] = canonicalLine(draft, this.#revisedOf(pieces))
    const summary = heading ? this.#summary(paragraph) : []
    if (!line) return summary
    this.findings.look(paragraph, name, pieces)
    const kept = keptParagraph(paragraph, pieces, {
      defaultType: defaultType(line),
      centred: type === 'centered' && centred,
      heading,
    })
    return [{ ...line, ...foreignLine([kept]) }, ...summary]
  }

  #summary(heading: XmlElement): ScreenplayLine[] {
    const summary = childElement(childElement(heading, 'SceneProperties'), 'Summary')
    if (!summary) return []
    return childElements(summary, 'Paragraph').flatMap(paragraph => {
      const pieces = readPieces(paragraph, 'synopsis')
      return canonicalLine({ type: 'synopsis', runs: runsOf(pieces) }, this.#revisedOf(pieces))
    })
  }

  /** Both speakers one behind the other; the second one's cue says where it stands. */
  #dual(around: XmlElement, block: XmlElement): ScreenplayLine[] {
    const lines = this.#entries(childElements(block, 'Paragraph')).flatMap(flatten)
    const [first, second] = lines.filter(line => line.type === 'character')
    if (second) second.dual = true
    const kept = keptParagraph(around, [], { defaultType: 'General', centred: false, heading: false })
    if (first && kept) addAround(first, kept)
    return [
      ...this.#lines({
        ...around,
        children: around.children.filter(child => isElement(child) && child.name === 'Text'),
      }),
      ...lines,
    ]
  }

  /** The scene inside; its number is that of the card which stands for it in print. */
  #omitted(card: XmlElement, scene: XmlElement): ScreenplayLine[] {
    const lines = this.#entries(childElements(scene, 'Paragraph')).flatMap(flatten)
    const words = runsOf(readPieces(card, 'scene_heading'))
    while (lines[0]?.type === 'page_break') lines.shift()
    if (lines[0]?.type !== 'scene_heading')
      lines.unshift(
        ...canonicalLine({ type: 'scene_heading', runs: textOfRuns(words).trim() === '' ? plain('OMITTED') : words }),
      )
    const headings = lines.filter(line => line.type === 'scene_heading')
    for (const heading of headings) heading.omitted = true
    const [first] = headings
    const number = card.attributes.Number?.trim()
    if (first && first.sceneNumber === undefined && number) first.sceneNumber = number
    const said = textOfRuns(words) !== 'OMITTED'
    const bare = said
      ? card
      : { ...card, children: card.children.filter(child => !(isElement(child) && child.name === 'Text')) }
    const kept = keptParagraph(bare, [], { defaultType: 'Scene Heading', centred: false, heading: true })
    const text = said && words.length > 0 ? childElements(card, 'Text') : []
    if (first && (kept || text.length > 0))
      addAround(
        first,
        element('Paragraph', { Type: 'Scene Heading', ...kept?.attributes }, [...(kept?.children ?? []), ...text]),
      )
    return lines
  }

  /** Notes of older files stand in their paragraph; before its words they are before it, but never in the scene before. */
  #notesInside(paragraph: XmlElement, entry: Entry): void {
    const heading = paragraph.attributes.Type === 'Scene Heading'
    let words = false
    for (const child of childElements(paragraph)) {
      if (child.name !== 'ScriptNote') words ||= child.name === 'Text' || child.name === 'DualDialogue'
      else {
        const note = this.#note(child)
        if (note) (words || heading ? entry.after : entry.before).push(note)
      }
    }
  }

  #note(node: XmlElement, about?: { from: number; to: number }): ScreenplayLine | null {
    const note = readNote(node, about)
    if (!note) return null
    const pieces = childElements(node, 'Paragraph').flatMap(paragraph => readPieces(paragraph, 'note'))
    const [line] = canonicalLine(note, this.#revisedOf(pieces))
    return line ?? null
  }

  /** Notes of newer files stand by themselves, with the characters that they are about. */
  #placeNotes(entries: Entry[]): void {
    const nodes = childElements(this.#root, 'ScriptNotes').flatMap(notes => childElements(notes, 'ScriptNote'))
    for (const node of nodes) {
      const [one, other] =
        /^(\d{1,9}),(\d{1,9})$/
          .exec(node.attributes.Range ?? '')
          ?.slice(1)
          .map(Number) ?? []
      const from = Math.min(one ?? 0, other ?? 0)
      const to = Math.max(one ?? 0, other ?? 0)
      const entry = entryAt(entries, from)
      const about = entry ? { from: from - entry.start, to: Math.min(to - entry.start, entry.length) } : undefined
      const note = this.#note(node, about)
      if (!note) continue
      if (!entry) {
        // a file that is nothing but notes
        entries.push({ pageBreak: false, before: [], lines: [], after: [note], start: 0, length: 0, words: 0 })
        continue
      }
      const opens = from === to && from === entry.start && entry.length > 0
      const above = opens && (entry.pageBreak || entry === entries[0])
      if (above) entry.before.push(note)
      else entry.after.push(note)
    }
  }
}

/** Adds what was said of the block that a line opens. */
function addAround(line: ScreenplayLine, around: XmlElement): void {
  const own = line.foreign?.fdx === undefined ? [] : childElements(readXml(line.foreign.fdx))
  Object.assign(line, foreignLine([...own, { ...around, name: 'Around' }]))
}

/** The type that the line would be written as. */
function defaultType({ type, depth }: ScreenplayLine): string {
  if (type === 'section') return `Outline ${depth ?? 1}`
  return type === 'note' || type === 'page_break' ? 'Action' : FDX_TYPES[type]
}

/**
 * Reads a Final Draft file (.fdx). Throws {@link FdxError} with a sentence for people, and the line where it can be named.
 * What is not read of it is kept in `foreign` of the line that it belongs to, or of the screenplay: see docs/decisions.
 */
export function readFdx(file: string | Uint8Array): FdxReading {
  if (typeof file === 'string' && file.length > MAX_FILE_BYTES) throw new FdxError('too-large')
  const root = readXml(typeof file === 'string' ? file : decodeFdx(file))
  if (root.name !== 'FinalDraft') throw new FdxError('not-final-draft', root.line, `<${root.name.slice(0, 40)}>`)
  const reader = new FdxReader(root)
  const screenplay = reader.read()
  if (screenplay.lines.length === 0 && screenplay.titlePage.length === 0) throw new FdxError('empty')
  return { screenplay, notes: reader.findings.sentences() }
}
