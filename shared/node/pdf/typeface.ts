import { fileURLToPath } from 'node:url'
import { cellsOf } from '../../core/pages/cells.ts'
import type { Mark } from '../../core/script/line.ts'

/** One font file after another is asked for a letter: Courier Prime has Latin alone, Cousine is as wide and has more scripts. */
const FAMILIES = [
  {
    name: 'courier-prime',
    folder: import.meta.resolve('@fontsource/courier-prime/package.json'),
    subsets: ['latin', 'latin-ext'],
  },
  {
    name: 'cousine',
    folder: import.meta.resolve('@fontsource/cousine/package.json'),
    subsets: ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'hebrew', 'vietnamese'],
  },
] as const
type Family = (typeof FAMILIES)[number]

/** Stands for a letter that no font has, and for one that is twice as wide. */
const REPLACEMENT = '? '

/** Part of a text that one font can print. */
export interface FontPiece {
  /** Path of the font file: its name in the document. */
  font: string
  text: string
}

/** What is needed of a document: choosing a font by the path of its file, and what the chosen one has. */
export interface FontSource {
  has(path: string, codePoint: number): boolean
}

/** Chooses the font for every letter and remembers those that none has. */
export class Typeface {
  /** Letters that are printed as '?', in the order in which they came. */
  readonly lacking = new Set<string>()
  readonly #source: FontSource
  readonly #chosen = new Map<string, string | null>()

  constructor(source: FontSource) {
    this.#source = source
  }

  pieces(text: string, marks: readonly Mark[]): FontPiece[] {
    const style = `${marks.includes('bold') ? 700 : 400}-${marks.includes('italic') ? 'italic' : 'normal'}`
    const pieces: FontPiece[] = []
    const cells = cellsOf(text)
    let at = 0
    for (const character of text) {
      const found = this.#fontOf(character, style)
      if (found === null) this.lacking.add(character)
      const font = found ?? pathOf(FAMILIES[0], 'latin', style)
      // as wide as what is lacking, or the rest of the row would move
      const printed = found === null ? REPLACEMENT.slice(0, cells[at]) : character
      const last = pieces.at(-1)
      if (last?.font === font) last.text += printed
      else pieces.push({ font, text: printed })
      at += character.length
    }
    return pieces
  }

  #fontOf(character: string, style: string): string | null {
    const key = style + character
    const known = this.#chosen.get(key)
    if (known !== undefined) return known
    const codePoint = character.codePointAt(0) ?? 0
    const found = candidates(style).find(path => this.#source.has(path, codePoint)) ?? null
    this.#chosen.set(key, found)
    return found
  }
}

const pathOf = ({ name, folder }: Family, subset: string, style: string): string =>
  fileURLToPath(new URL(`files/${name}-${subset}-${style}.woff`, folder))

/** The font files of a style, in the order in which they are asked. */
const candidates = (style: string): string[] =>
  FAMILIES.flatMap(family => family.subsets.map(subset => pathOf(family, subset, style)))
