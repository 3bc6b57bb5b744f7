import * as Y from 'yjs'
import { wordsThatWent } from '../../beats/moves.ts'
import { isShownRow, rowsOf } from '../../documents/table.ts'
import { tablesOf } from '../../documents/tables.ts'
import { readBookmarks } from '../../script/bookmarks.ts'
import { type Draft, finish } from './family.ts'
import type { Address, MergeHunk } from './hunk.ts'

/**
 * Whoever writes `from` has to have `to`, too. A field that is null: the element as a whole, that it is there at all. What
 * already stands on our side needs nobody to bring it.
 */
export interface Link {
  from: Address
  to: Address
}

const root = (name: string): Omit<Address, 'field'> => ({ family: name, id: name })
const element = (family: string, id: string): Address => ({ family, id, field: null })

/** A bookmark has the line that it stands at; the revision that is written is one of the list. */
export function scriptLinks(theirs: Y.Doc): Link[] {
  const links: Link[] = readBookmarks(theirs).map(({ id, line }) => ({
    from: { family: 'bookmark', id, field: 'line' },
    to: element('line', line),
  }))
  const revision: unknown = theirs.getMap('production').get('revision')
  if (typeof revision === 'string')
    links.push({ from: { ...root('production'), field: 'revision' }, to: element('revision', revision) })
  return links
}

/** A treatment that is chosen is in the gallery. */
export function treatmentLinks(theirs: Y.Doc): Link[] {
  const variant: unknown = theirs.getMap('active').get('variant')
  return typeof variant === 'string'
    ? [{ from: { ...root('active'), field: 'variant' }, to: element('variant', variant) }]
    : []
}

/** What is made for a shot has the shot. */
export const sceneLinks = (theirs: Y.Doc): Link[] =>
  tablesOf('scene').flatMap(table =>
    [...rowsOf(theirs, table).entries()].flatMap(([id, row]): Link[] => {
      const shot = row instanceof Y.Map && isShownRow(table, row) ? row.get('shot') : undefined
      return typeof shot === 'string'
        ? [{ from: { family: table.root, id, field: 'shot' }, to: element('shot', shot) }]
        : []
    }),
  )

/** Beats that were split or joined: words that left one beat and came to another are taken in both, or they are lost or stand twice. */
export const beatLinks = (theirs: Y.Doc, base: Y.Doc): Link[] =>
  wordsThatWent(theirs, base).flatMap(({ from, to, text }) => {
    const [left, came] = [
      { family: 'beat', id: from, field: text },
      { family: 'beat', id: to, field: text },
    ]
    return [
      { from: left, to: came },
      { from: came, to: left },
    ]
  })

const keyOf = ({ family, id }: Address): string => `${family} ${id}`

/** Finishes drafts, each with the hunks that are taken with it. */
export function withNeeds(drafts: readonly Draft[], links: readonly Link[]): MergeHunk[] {
  const hunks = drafts.map(finish)
  const writers = new Map<string, { hunk: MergeHunk; field: string | null }[]>()
  for (const hunk of hunks)
    for (const write of hunk.writes) {
      const list = writers.get(keyOf(write))
      if (list) list.push({ hunk, field: write.field })
      else writers.set(keyOf(write), [{ hunk, field: write.field }])
    }
  const writersOf = (address: Address): MergeHunk[] =>
    (writers.get(keyOf(address)) ?? []).flatMap(({ hunk, field }) =>
      field === null || field === address.field ? [hunk] : [],
    )
  for (const { from, to } of links)
    for (const hunk of writersOf(from))
      for (const { id } of writersOf(to)) if (id !== hunk.id && !hunk.needs.includes(id)) hunk.needs.push(id)
  return hunks
}
