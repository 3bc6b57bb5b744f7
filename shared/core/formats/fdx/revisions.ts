import { isRevisionColour, REVISION_COLOURS, type RevisionColour } from '../../script/revisions.ts'
import type { ScreenplayRevision } from '../screenplay.ts'
import { childElement, childElements, element, isElement, type XmlElement } from './xml.ts'

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

/** Sets of revisions of the longest production; a file with more is none of Final Draft's. */
const MOST = 500

const idOf = ({ attributes }: XmlElement): string => attributes.ID ?? ''
const isSet = (id: string): boolean => /^[1-9]\d{0,8}$/.test(id)

/** The revisions that words are marked with, in the order in which the file declares them, and how late each is. */
export function usedRevisions(root: XmlElement): Map<string, number> {
  const found = new Set<string>()
  const open = [root]
  for (let next = open.pop(); next; next = open.pop()) {
    const id = next.name === 'Text' ? (next.attributes.RevisionID ?? '') : ''
    if (isSet(id) && found.size < MOST) found.add(id)
    for (const child of next.children) if (isElement(child) && child.name !== 'TitlePage') open.push(child)
  }
  const declared = childElement(root, 'Revisions')
  const places = new Map(declared ? childElements(declared, 'Revision').map((set, place) => [idOf(set), place]) : [])
  // sets that nobody declared come last, by their numbers
  const rank = (id: string): number => places.get(id) ?? places.size + Number(id)
  return new Map([...found].sort((a, b) => rank(a) - rank(b)).map((id, place) => [id, place]))
}

/** The sets of revisions that have begun: those that a file declares up to the last that is used, and undeclared ones. */
export function readRevisions(node: XmlElement | undefined, used: ReadonlyMap<string, number>): ReadRevisions {
  const revisions = new Map<string, ScreenplayRevision>()
  const add = (set: XmlElement): void => {
    const id = idOf(set)
    if (!isSet(id) || revisions.has(id) || revisions.size >= 2 * MOST) return
    const name = (set.attributes.Name ?? '').replace(/\s+/g, ' ').trim()
    revisions.set(id, { id, name, colour: colourOf(set, revisions.size), date: '' })
  }
  if (node) for (const set of childElements(node, 'Revision')) add(set)
  for (const id of used.keys()) add(element('Revision', { ID: id, Name: `Revision ${id}` }))
  const active = node?.attributes.RevisionMode === 'Yes' ? node.attributes.ActiveSet : undefined
  const all = [...revisions.values()]
  // Final Draft declares nine sets in every file: those behind the last that is used have not begun
  const begun = all.slice(0, all.findLastIndex(({ id }) => used.has(id) || id === active) + 1)
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
