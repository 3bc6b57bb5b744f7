import { textOfRuns } from '../../script/line.ts'
import type { ScreenplayLine, ScreenplayPage, ScreenplayProduction } from '../screenplay.ts'
import { type Entry, placeAt } from './entries.ts'
import { readLockedPages } from './lockedPages.ts'
import { childElement, type XmlElement } from './xml.ts'

/** For every paragraph, the first line at or behind it: empty paragraphs have none. */
function nextLines(entries: readonly Entry[]): (ScreenplayLine | undefined)[] {
  const next: (ScreenplayLine | undefined)[] = []
  let line: ScreenplayLine | undefined
  for (let at = entries.length - 1; at >= 0; at--) {
    line = entries[at]?.lines[0] ?? line
    next[at] = line
  }
  return next
}

/** The locked pages, by line and offset; one that begins in an empty paragraph begins with the next words. */
function readPages(root: XmlElement, entries: readonly Entry[], lines: readonly ScreenplayLine[]): ScreenplayPage[] {
  const places = new Map(lines.map((line, place) => [line, place]))
  const next = nextLines(entries)
  return readLockedPages(childElement(root, 'LockedPages')).flatMap(({ label, position }) => {
    const at = placeAt(entries, position)
    const [entry, line] = [entries[at], next[at]]
    const place = line && places.get(line)
    if (!entry || !line || place === undefined) return []
    const own = line === entry.lines[0]
    return [
      {
        label,
        line: place,
        offset: own ? Math.min(position - entry.start, entry.words, textOfRuns(line.runs).length) : 0,
      },
    ]
  })
}

const isNear = (value: string | undefined, inches: number): boolean => Math.abs(Number(value) - inches) < 0.1

/** Whether a file is for A4 paper. */
export function isA4(pageLayout: XmlElement | undefined): boolean {
  const size = childElement(pageLayout, 'PageSize')?.attributes
  return size !== undefined && isNear(size.Height, 11.69) && isNear(size.Width, 8.27)
}

/** What a file has settled; `active` is the revision that is being written. */
export function readProduction(
  root: XmlElement,
  entries: readonly Entry[],
  lines: readonly ScreenplayLine[],
  active: string | undefined,
): ScreenplayProduction {
  const pages = readPages(root, entries, lines)
  return {
    ...(isA4(childElement(root, 'PageLayout')) ? { pageSize: 'a4' } : {}),
    ...(active === undefined ? {} : { revision: active }),
    ...(pages.length > 0 ? { pages } : {}),
  }
}
