import { childElements, element, type XmlElement } from './xml.ts'

/** Where a locked page begins, in characters of the script as Final Draft counts them. */
export interface PagePosition {
  label: string
  position: number
}

/** Pages of the longest script that anybody locks. */
const MOST = 10_000

const letter = (index: number): string => String.fromCharCode(65 + index)

/** The pages of <LockedPages>. A page of a later lock ("12A") has the number it stands behind, and its place among those. */
export function readLockedPages(node: XmlElement | undefined): PagePosition[] {
  if (!node) return []
  return childElements(node, 'LockedPage')
    .slice(0, MOST)
    .flatMap(({ attributes }) => {
      const { PageNumber = '', Position = '', LevelIndex = '', LockLevel = '0', Deleted = '0' } = attributes
      if (PageNumber === '' || !/^\d+$/.test(Position) || Deleted === '1') return []
      const inserted = /^\d+$/.test(PageNumber) && LockLevel !== '0' && /^(?:\d|1\d|2[0-5])$/.test(LevelIndex)
      return [{ label: inserted ? PageNumber + letter(Number(LevelIndex)) : PageNumber, position: Number(Position) }]
    })
}

/** What the file said stays as it was while it still says the same. */
export function writeLockedPages(pages: readonly PagePosition[], kept: XmlElement | undefined): XmlElement | undefined {
  const before = readLockedPages(kept)
  const same =
    before.length === pages.length &&
    before.every(({ label, position }, i) => label === pages[i]?.label && position === pages[i]?.position)
  if (same) return kept
  const written = pages.map(({ label, position }, index) => {
    const inserted = /^(\d+)([A-Z])$/.exec(label)
    return element('LockedPage', {
      Deleted: '0',
      LevelIndex: String(inserted?.[2] ? inserted[2].charCodeAt(0) - 65 : index),
      LockLevel: inserted ? '1' : '0',
      PageNumber: inserted?.[1] ?? label,
      Position: String(position),
    })
  })
  return element('LockedPages', {}, written)
}
