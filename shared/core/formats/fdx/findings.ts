import type { Piece } from './runs.ts'
import { childElement, type XmlElement } from './xml.ts'

/** What the app does not show, by what people call it; all of it is kept for the way back to Final Draft. */
const KEPT: Readonly<Record<string, (count: number) => string>> = {
  styles: n =>
    `${several(n, 'passage has a style', 'passages have a style')} that is not shown here (struck out, raised or lowered).`,
  fonts: n =>
    `${several(n, 'passage has a font, size, colour or highlight of its own', 'passages have a font, size, colour or highlight of their own')}, which is not shown here.`,
  tags: n => `${several(n, 'passage is tagged', 'passages are tagged')} for the breakdown; tags are not shown here.`,
  titles: n =>
    `${several(n, 'scene has a title or a colour', 'scenes have a title or a colour')} beside the heading, which is not shown here.`,
  elements: n =>
    `${several(n, 'paragraph is', 'paragraphs are')} of an element of the writer's own; ${n === 1 ? 'it is' : 'they are'} shown as the nearest one here.`,
  indents: n =>
    `${several(n, 'paragraph has indents or spacing of its own', 'paragraphs have indents or spacing of their own')}, which is not shown here.`,
}

const several = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

const COMMON = new Set([
  ...['General', 'Scene Heading', 'Action', 'Character', 'Parenthetical', 'Dialogue', 'Transition', 'Shot', 'Lyrics'],
  ...['Singing', 'Cast List', 'New Act', 'End of Act', 'Outline Body'],
])
const INDENTS = ['FirstIndent', 'LeftIndent', 'RightIndent', 'SpaceBefore', 'Spacing', 'Leading']

/** Counts what a file has that the app does not show, for the sentences under its import. */
export class Findings {
  readonly #counts = new Map<string, number>()
  readonly #leftOut = new Set<string>()
  #empty = 0

  #count(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1)
  }

  /** A part of the file that is too large to be kept. */
  leftOut(name: string): void {
    this.#leftOut.add(name)
  }

  /** So many paragraphs had no words. */
  empty(count: number): void {
    this.#empty = count
  }

  look(paragraph: XmlElement, type: string, pieces: readonly Piece[]): void {
    for (const { text, attributes } of pieces) {
      if (text.trim() === '') continue
      const { RevisionID: _id, Style, TagNumber, AdornmentStyle: _adornment, ...font } = attributes
      if (Style !== undefined) this.#count('styles')
      if (TagNumber !== undefined) this.#count('tags')
      if (Object.keys(font).length > 0) this.#count('fonts')
    }
    const properties = childElement(paragraph, 'SceneProperties')?.attributes
    if (properties?.Title || properties?.Color) this.#count('titles')
    if (!COMMON.has(type) && !type.startsWith('Outline ')) this.#count('elements')
    if (INDENTS.some(name => name in paragraph.attributes)) this.#count('indents')
  }

  sentences(): string[] {
    const kept = Object.entries(KEPT).flatMap(([what, sentence]) => {
      const count = this.#counts.get(what) ?? 0
      return count > 0 ? [sentence(count)] : []
    })
    if (kept.length > 0) kept.push('An export as Final Draft has all of this again.')
    if (this.#empty > 0)
      kept.push(
        `${several(this.#empty, 'empty paragraph is', 'empty paragraphs are')} left out: a row without words says nothing here.`,
      )
    for (const name of this.#leftOut)
      kept.push(`The part <${name}> of the file is too large to be kept; an export as Final Draft will not have it.`)
    return kept
  }
}
