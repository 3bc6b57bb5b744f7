import type { LineType } from '../../script/lineTypes.ts'
import { joinMarked, type MarkedText } from '../fountain/markedText.ts'
import type { Element } from './elements.ts'
import type { TextRow } from './margins.ts'

/** Elements whose rows are broken by the program alone: a person breaks no heading by hand. */
const ONE_PARAGRAPH: ReadonlySet<LineType> = new Set([
  'scene_heading',
  'character',
  'parenthetical',
  'transition',
  'shot',
])
/** When more rows than this share end although the next word had room, it is the program that sets them so. */
const RAGGED = 0.3

/** Characters: a row of one word as long as this was filled with part of a longer one, an address perhaps. */
const LONGEST_WORD = 24

const firstWord = (text: string): string => text.split(' ', 1)[0] ?? ''
const isSplitWord = (text: string): boolean => /[\p{L}\p{N}]-$/u.test(text)

/** How one element is set: where its rows end at the latest, and whether a row that ends early was ended by hand. */
interface Setting {
  rightmost: number
  breaks: boolean
  pitch: number
}

/** Whether the first word of `next` had room at the end of `row`. */
const hadRoom = (row: TextRow, next: TextRow, { rightmost, pitch }: Setting): boolean =>
  row.end + (firstWord(next.text).length + 1) * pitch < rightmost + pitch * 0.4

function settingOf(elements: readonly Element[], pitch: number): Setting {
  const ends = elements.flatMap(({ rows }) => rows.map(({ end }) => end)).sort((a, b) => b - a)
  // one row that sticks out of a long script says nothing about the others
  const rightmost = ends[ends.length > 300 ? 2 : 0] ?? 0
  const setting = { rightmost, breaks: true, pitch }
  let pairs = 0
  let early = 0
  for (const { rows } of elements)
    for (const [index, row] of rows.entries()) {
      const next = rows[index + 1]
      if (!next || next.before > 0 || next.sheet !== row.sheet) continue
      pairs++
      if (hadRoom(row, next, setting)) early++
    }
  return { ...setting, breaks: early <= Math.max(2, pairs * RAGGED) }
}

/** Joins the rows of elements to the text that a person wrote. */
export class Paragraphs {
  readonly #settings = new Map<string, Setting>()
  readonly #pitch: number
  /** The program breaks rows at hyphens, too; one that does not would have left none of these words whole. */
  readonly #splitsWords: boolean

  constructor(elements: readonly Element[], pitch: number) {
    this.#pitch = pitch
    for (const [kind, group] of Map.groupBy(elements, kindOf)) this.#settings.set(kind, settingOf(group, pitch))
    this.#splitsWords = !elements.some(element => this.#keepsWordsWhole(element))
  }

  textOf(element: Element): MarkedText {
    const parts: MarkedText[] = []
    for (const [index, row] of element.rows.entries()) {
      const before = element.rows[index - 1]
      if (before) parts.push(this.#between(before, row, element))
      parts.push(row.marked)
    }
    return joinMarked(parts)
  }

  #settingOf(element: Element): Setting {
    return this.#settings.get(kindOf(element)) ?? { rightmost: 0, breaks: false, pitch: this.#pitch }
  }

  #between(row: TextRow, next: TextRow, element: Element): MarkedText {
    const setting = this.#settingOf(element)
    const marked = (text: string): MarkedText => {
      const bits = new Uint8Array(text.length)
      if (text !== '\n') bits.fill((row.marked.bits.at(-1) ?? 0) & (next.marked.bits[0] ?? 0))
      return { text, bits }
    }
    if (!ONE_PARAGRAPH.has(element.type)) {
      if (next.before > 0) return marked('\n'.repeat(1 + Math.min(3, next.before)))
      // at the foot of a page a speech ends with a sentence, whatever room there was
      if (setting.breaks && next.sheet === row.sheet && hadRoom(row, next, setting)) return marked('\n')
    }
    const filled = row.end > setting.rightmost - setting.pitch * 0.6 && row.sheet === next.sheet
    const word = filled && row.text.length >= LONGEST_WORD && !row.text.includes(' ')
    if (word || (this.#splitsWords && isSplitWord(row.text))) return marked('')
    return marked(' ')
  }

  #keepsWordsWhole(element: Element): boolean {
    const setting = this.#settingOf(element)
    return element.rows.some((row, index) => {
      const next = element.rows[index + 1]
      const part = /^[\p{L}\p{N}]+-(?=\p{L})/u.exec(next?.text ?? '')?.[0].length
      return part !== undefined && row.end + (part + 1) * setting.pitch < setting.rightmost - setting.pitch * 0.5
    })
  }
}

/** Elements that are set alike. */
const kindOf = ({ type, side }: Element): string => (side ? `${type} ${side}` : type)
