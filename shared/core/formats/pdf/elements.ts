import { looksLikeHeading } from '../../script/heading.ts'
import type { LineType } from '../../script/lineTypes.ts'
import { BOLD, ITALIC } from '../fountain/markedText.ts'
import { readDual } from './dual.ts'
import { type Indents, isAdjacent, isCapitals, looksLikeCue } from './indents.ts'
import type { TextRow } from './margins.ts'

/** One element of the screenplay and the rows that print it. */
export interface Element {
  type: LineType
  rows: TextRow[]
  number?: string
  omitted?: true
  dual?: true
  /** Which of two columns it stands in. */
  side?: 'left' | 'right'
}

export interface FoundElements {
  elements: Element[]
  /** Rows whose place fits no element; they are in `elements` all the same. */
  unplaced: TextRow[]
}

const MORE = /^\(?\s*MORE\s*\)?$/i
const CONTD = /\s*\((?:CONT['’`]?D|CONTINUED|CONT\.?|CONTINUING)\)\s*$/i
const OMITTED = /^(?:scenes?\s+)?(?:omitted|omit)\.?$/i
const TRANSITION =
  /^(?:[^\p{Ll}]*TO:|(?:FADE|DISSOLVE|IRIS|SMASH|JUMP|MATCH|CUT|WIPE)\b[^\p{Ll}]*[.:]|(?:END OF|THE END)\b.*)$/u
const SHOT =
  /^(?:ANGLE|ANOTHER ANGLE|NEW ANGLE|REVERSE ANGLE|CLOSE(?:[- ]?UP| ON| SHOT)?\b|CLOSER ON|EXTREME CLOSE|WIDE(?:R)?\b|MEDIUM SHOT|TWO[- ]SHOT|TRACKING SHOT|INSERT\b|POV\b|P\.O\.V\.|\S+(?: \S+)?['’]S P\.?O\.?V|BACK TO SCENE)/

const isWholly = (row: TextRow, bit: number): boolean =>
  row.marked.bits.every((bits, at) => row.marked.text[at] === ' ' || (bits & bit) !== 0)

const isSpeech = (type: LineType | undefined): boolean =>
  type === 'dialogue' || type === 'parenthetical' || type === 'character'

/** Reads the rows of all sheets in one go, remembering who speaks. */
class Reading {
  readonly elements: Element[] = []
  readonly unplaced: TextRow[] = []
  readonly #rows: readonly TextRow[]
  readonly #indents: Indents
  /** Empty rows above a scene heading and above other elements, where they differ. */
  readonly #beforeHeadings: number | null
  /** Right-hand transitions are in use: what looks like one at the left margin is action. */
  readonly #transitionsRight: boolean
  /** A speech was broken off by (MORE), so its name at the next page is no new cue. */
  #more = false

  constructor(rows: readonly TextRow[], indents: Indents) {
    this.#rows = rows
    this.#indents = indents
    this.#transitionsRight = rows.some(row => row.x > indents.left + indents.pitch * 25 && TRANSITION.test(row.text))
    this.#beforeHeadings = beforeHeadings(rows, indents)
  }

  run(): FoundElements {
    for (let at = 0; at < this.#rows.length; ) at += this.#read(at)
    return { elements: this.elements, unplaced: this.unplaced }
  }

  /** Reads what begins at a row; returns how many rows it was. */
  #read(at: number): number {
    const row = this.#rows[at]
    if (!row) return 1
    const { left, pitch } = this.#indents
    if (MORE.test(row.text) && row.x > left + pitch * 3) {
      this.#more = true
      return 1
    }
    if (this.#more && row.atTop && CONTD.test(row.text)) {
      this.#more = false
      // what follows goes on with the speech, as if there were no page between
      const next = this.#rows[at + 1]
      if (!next || !isAdjacent(next)) return 1
      this.#place(next, this.#typeInSpeech(next) ?? 'dialogue', true)
      return 2
    }
    this.#more = false
    const dual = readDual(this.#rows, at, this.#indents)
    if (dual) {
      this.#readSide(dual.left, 'left')
      this.#readSide(dual.right, 'right')
      return dual.length
    }
    this.#place(row, this.#typeOf(row, this.#rows[at + 1]), isAdjacent(row))
    return 1
  }

  /** One speaker of two: narrow columns of their own, in which only what stands in brackets is set further in. */
  #readSide(rows: readonly TextRow[], side: 'left' | 'right'): void {
    const spoken = Math.min(...rows.slice(1).map(({ x }) => x))
    const isBracketed = ({ text, x }: TextRow): boolean =>
      (text.startsWith('(') && x > spoken + this.#indents.pitch * 1.2) || /^\([^()]*\)$/.test(text)
    let open = false
    for (const [index, row] of rows.entries()) {
      const type: LineType = index === 0 ? 'character' : open || isBracketed(row) ? 'parenthetical' : 'dialogue'
      const goesOn = open || (index > 0 && type === 'dialogue')
      open = type === 'parenthetical' && !row.text.endsWith(')')
      this.#place(row, type, goesOn)
      const element = this.elements.at(-1)
      if (!element) continue
      element.side = side
      if (side === 'right' && type === 'character') element.dual = true
    }
  }

  #place(row: TextRow, type: LineType, adjacent: boolean): void {
    const last = this.elements.at(-1)
    if (last && last.type === type && (adjacent ? this.#goesOn(last, row) : this.#resumes(last, row))) {
      last.rows.push(row)
      return
    }
    const element: Element = { type, rows: [row] }
    if (type === 'scene_heading') {
      if (row.number !== undefined) element.number = row.number
      if (OMITTED.test(row.text)) element.omitted = true
    }
    this.elements.push(element)
  }

  #goesOn(last: Element, row: TextRow): boolean {
    switch (row.number === undefined ? last.type : 'character') {
      case 'character':
        return false
      case 'parenthetical':
        return isOpen(last)
      default:
        return true
    }
  }

  /** Whether a row with an empty one above it, or on the next page, belongs to the element before. */
  #resumes(last: Element, row: TextRow): boolean {
    if (last.type === 'dialogue') return true
    if (last.type === 'parenthetical') return row.atTop && isOpen(last)
    return row.atTop && last.type === 'action' && this.#continuesOverPage(last, row)
  }

  /**
   * A paragraph of action over two pages: two rows on each, the first of the next page did not fit, and no sentence ends.
   * One that breaks exactly behind a sentence cannot be told from two paragraphs.
   */
  #continuesOverPage(last: Element, row: TextRow): boolean {
    const end = last.rows.at(-1)
    if (!end || last.rows.length < 2) return false
    const word = row.text.split(' ', 1)[0]?.length ?? 0
    const { right, pitch } = this.#indents
    return end.end + (word + 1) * pitch > right - pitch * 3 && !/[.!?:…]["”’)]*$/.test(end.text)
  }

  #typeOf(row: TextRow, next: TextRow | undefined): LineType {
    const { left, right, pitch, speech } = this.#indents
    const last = this.elements.at(-1)
    const atLeft = Math.abs(row.x - left) < pitch * 1.5
    const capitals = isCapitals(row.text)
    if (atLeft && this.#isHeading(row, capitals, last)) return 'scene_heading'
    if (isSpeech(last?.type) && isAdjacent(row)) {
      const type = this.#typeInSpeech(row)
      if (type) return type
    }
    if (speech && !atLeft && looksLikeCue(row.text) && next && isAdjacent(next)) {
      const under = next.x < row.x - pitch && next.x > left + pitch * 2
      const atCue = Math.abs(row.x - speech.cue) < pitch * 2
      if ((under || next.text.startsWith('(')) && (atCue || row.x > speech.dialogue + pitch * 3)) return 'character'
    }
    if (!atLeft && capitals && row.x > left + pitch * 20 && (TRANSITION.test(row.text) || row.end > right - pitch * 3))
      if (!this.#isCentred(row) || /TO:$/.test(row.text)) return 'transition'
    if (row.x > left + pitch * 3 && this.#isCentred(row)) return 'centered'
    if (atLeft) {
      if (capitals && !this.#transitionsRight && /TO:$/.test(row.text)) return 'transition'
      const goesOn = isAdjacent(row) && last !== undefined && last.type !== 'shot'
      return capitals && !goesOn && !isAdjacent(next) && SHOT.test(row.text) ? 'shot' : 'action'
    }
    return this.#elsewhere(row, capitals, last)
  }

  /** No other element: a name that says nothing, a speech with an empty row in it, a song; the rest fits nowhere. */
  #elsewhere(row: TextRow, capitals: boolean, last: Element | undefined): LineType {
    const { pitch, speech } = this.#indents
    if (speech) {
      if (capitals && Math.abs(row.x - speech.cue) < pitch * 1.5) return 'character'
      const atDialogue = Math.abs(row.x - speech.dialogue) < pitch * 1.2
      if (atDialogue && isSpeech(last?.type)) return 'dialogue'
      if (row.text.startsWith('(') && Math.abs(row.x - speech.parenthetical) < pitch * 1.2) return 'parenthetical'
      if (atDialogue && (isWholly(row, ITALIC) || (last?.type === 'lyrics' && isAdjacent(row)))) return 'lyrics'
    }
    this.unplaced.push(row)
    return last && isAdjacent(row) && isSpeech(last.type) ? 'dialogue' : 'action'
  }

  #typeInSpeech(row: TextRow): LineType | null {
    const { left, pitch, speech } = this.#indents
    const last = this.elements.at(-1)
    if (!speech || row.x < left + pitch * 2) return null
    if (last?.type === 'parenthetical' && isOpen(last) && row.x > speech.dialogue - pitch) return 'parenthetical'
    const nearer = Math.abs(row.x - speech.parenthetical) < Math.abs(row.x - speech.dialogue)
    if (row.text.startsWith('(') && nearer && Math.abs(row.x - speech.parenthetical) < pitch * 2) return 'parenthetical'
    return Math.abs(row.x - speech.dialogue) < pitch * 1.5 ? 'dialogue' : null
  }

  #isHeading(row: TextRow, capitals: boolean, last: Element | undefined): boolean {
    if (row.number !== undefined || (OMITTED.test(row.text) && capitals && !isAdjacent(row))) return true
    // right under another row it is the next row of a heading, or a sentence that happens to begin so
    if (isAdjacent(row)) return capitals && last?.type === 'scene_heading' && !last.omitted
    if ((capitals || isWholly(row, BOLD)) && looksLikeHeading(row.text)) return true
    return capitals && this.#beforeHeadings !== null && !row.atTop && row.before >= this.#beforeHeadings
  }

  #isCentred({ x, end }: TextRow): boolean {
    const { left, pitch } = this.#indents
    return Math.abs((x + end) / 2 - (left + pitch * 30)) < pitch * 1.2
  }
}

const isOpen = (element: Element): boolean => !element.rows.at(-1)?.text.endsWith(')')

/** Empty rows above headings, when they are more than above action: a heading without INT. or EXT. is known by them. */
function beforeHeadings(rows: readonly TextRow[], { left, pitch }: Indents): number | null {
  const most = (wanted: (row: TextRow) => boolean): number => {
    const counts = new Map<number, number>()
    for (const row of rows)
      if (!row.atTop && row.before > 0 && Math.abs(row.x - left) < pitch && wanted(row))
        counts.set(row.before, (counts.get(row.before) ?? 0) + 1)
    return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
  }
  const headings = most(row => isCapitals(row.text) && looksLikeHeading(row.text))
  return headings > most(row => !isCapitals(row.text)) ? headings : null
}

/** Says of every row which element of a screenplay it belongs to. */
export const findElements = (rows: readonly TextRow[], indents: Indents): FoundElements =>
  new Reading(rows, indents).run()
