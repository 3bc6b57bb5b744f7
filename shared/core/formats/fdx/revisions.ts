import { isRevisionColour, REVISION_COLOURS, type RevisionColour } from '../../script/revisions.ts'
import type { ScreenplayRevision } from '../screenplay.ts'
import { childElements, element, type XmlElement } from './xml.ts'

/** Inks of revised words and papers of revised pages, as Final Draft's template has them. */
const COLOURS: Readonly<Record<RevisionColour, { ink: string; paper: string }>> = {
  white: { ink: '#000000000000', paper: '#FFFFFFFFFFFF' },
  blue: { ink: '#00000000FFFF', paper: '#C6C6EDEDFEFE' },
  pink: { ink: '#FFFF0000FFFF', paper: '#FDFDCCCCD4D4' },
  yellow: { ink: '#A0A0A0A00000', paper: '#FDFDFFFFABAB' },
  green: { ink: '#000080800000', paper: '#D1D1FEFED0D0' },
  goldenrod: { ink: '#CCCC7F7F3232', paper: '#FAFACDCD3939' },
  buff: { ink: '#8E8E6B6B2323', paper: '#FCFCEDED9D9D' },
  salmon: { ink: '#A7A742424242', paper: '#F8F8AEAE8E8E' },
  cherry: { ink: '#D5D523236B6B', paper: '#FBFBA4A4B4B4' },
  tan: { ink: '#DBDB93937070', paper: '#FDFDF1F1C7C7' },
}

/** By the paper, else by a word of the name, else by the place in the list: the first set is blue. */
function colourOf({ attributes }: XmlElement, place: number): RevisionColour {
  const paper = attributes.PageColor?.toUpperCase()
  const words = (attributes.Name ?? '').toLowerCase().split(/[^a-z]+/)
  return (
    REVISION_COLOURS.find(colour => COLOURS[colour].paper === paper) ??
    REVISION_COLOURS.find(colour => words.includes(colour)) ??
    REVISION_COLOURS[place + 1] ??
    'white'
  )
}

export interface ReadRevisions {
  /** In the order of the file; ids are those of the file. */
  revisions: ScreenplayRevision[]
  /** The set that is being written. */
  active?: string
}

/** All sets of revisions that a file declares, and those that its words name without one (`used`). */
export function readRevisions(node: XmlElement | undefined, used: ReadonlySet<string>): ReadRevisions {
  const revisions: ScreenplayRevision[] = []
  const add = (found: XmlElement): void => {
    const id = found.attributes.ID ?? ''
    if (id === '' || id === '0' || revisions.some(revision => revision.id === id)) return
    const name = (found.attributes.Name ?? '').replace(/\s+/g, ' ').trim()
    revisions.push({ id, name, colour: colourOf(found, revisions.length), date: '' })
  }
  if (node) for (const found of childElements(node, 'Revision')) add(found)
  for (const id of used) add(element('Revision', { ID: id, Name: `Revision ${id}` }))
  const active = node?.attributes.RevisionMode === 'Yes' ? node.attributes.ActiveSet : undefined
  // Final Draft declares nine sets in every file: those behind the last that is used have not begun
  const last = revisions.findLastIndex(({ id }) => used.has(id) || id === active)
  const begun = revisions.slice(0, last + 1)
  return active !== undefined && begun.some(({ id }) => id === active)
    ? { revisions: begun, active }
    : { revisions: begun }
}

/** Ids that a file can hold: whole numbers from 1. Those that are numbers already stay. */
export function revisionIds(revisions: readonly ScreenplayRevision[]): Map<string, string> {
  const ids = new Map<string, string>()
  const taken = new Set(revisions.map(({ id }) => id))
  let next = 1
  for (const { id } of revisions) {
    if (/^[1-9]\d{0,3}$/.test(id)) ids.set(id, id)
    else {
      while (taken.has(String(next))) next++
      taken.add(String(next))
      ids.set(id, String(next))
    }
  }
  return ids
}

/** `revisions` have the ids of the file. What a kept declaration says of an unchanged set stays, and its unused sets, too. */
export function writeRevisions(
  revisions: readonly ScreenplayRevision[],
  active: string | undefined,
  kept: XmlElement | undefined,
): XmlElement | undefined {
  if (revisions.length === 0 && !kept) return undefined
  const declared = kept ? childElements(kept, 'Revision') : []
  const written = revisions.map((revision, place) => {
    const before = declared.find(({ attributes }) => attributes.ID === revision.id)
    const same =
      before && colourOf(before, place) === revision.colour && (before.attributes.Name ?? '').trim() === revision.name
    if (same) return before
    const colour = COLOURS[isRevisionColour(revision.colour) ? revision.colour : 'white']
    return element('Revision', {
      Color: colour.ink,
      FullRevision: 'No',
      ID: revision.id,
      Mark: '*',
      Name: revision.name,
      PageColor: colour.paper,
      Style: '',
    })
  })
  const unused = declared.filter(({ attributes }) => !revisions.some(({ id }) => id === attributes.ID))
  return element(
    'Revisions',
    {
      ActiveSet: '1',
      Location: '7.75',
      RevisionsShown: 'Active',
      ShowAllMarks: 'No',
      ShowAllSets: 'No',
      ShowPageColor: 'No',
      ...kept?.attributes,
      RevisionMode: active === undefined ? 'No' : 'Yes',
      ...(active === undefined ? {} : { ActiveSet: active }),
    },
    [...written, ...unused],
  )
}
