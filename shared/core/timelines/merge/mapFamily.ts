import * as Y from 'yjs'
import { plain, textOfRuns } from '../../script/line.ts'
import type { Family } from './family.ts'
import { type Element, runsOf, same } from './threeWay.ts'

type MapFamily = Pick<Family, 'isText' | 'places' | 'apart' | 'read' | 'write' | 'remove'>

/** Fields of a map that hold words in a string, of those that it has. */
export type StringFields = (field: string) => boolean

const readMap = (map: Y.Map<unknown>, isText: StringFields, fields: Iterable<string>): Element =>
  new Map(
    [...fields].sort().flatMap((field): [string, unknown][] => {
      const value = map.get(field)
      if (isText(field)) return [[field, typeof value === 'string' ? plain(value) : []]]
      return value === undefined || value instanceof Y.AbstractType ? [] : [[field, value]]
    }),
  )

function writeMap(map: Y.Map<unknown>, isText: StringFields, fields: Element): void {
  for (const [field, value] of fields) {
    const wanted = isText(field) ? textOfRuns(runsOf(value)) || undefined : value
    if (wanted === undefined) {
      if (map.has(field)) map.delete(field)
    } else if (!same(map.get(field), wanted)) map.set(field, wanted)
  }
}

/** A root that is one map, always there: every field of it is a hunk of its own. */
export function rootFamily(root: string, isText: StringFields = () => false): MapFamily {
  return {
    isText,
    places: [],
    apart: true,
    read: doc => new Map([[root, readMap(doc.getMap(root), isText, doc.getMap(root).keys())]]),
    write: (doc, _id, fields) => writeMap(doc.getMap(root), isText, fields),
  }
}

/** A root of maps by id, which are deleted as a whole, or never. */
export function entryFamily(root: string, spec: { places: string[]; texts: string[]; removable: boolean }): MapFamily {
  const isText = (field: string) => spec.texts.includes(field)
  const entries = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(root)
  return {
    isText,
    places: spec.places,
    apart: false,
    read: doc =>
      new Map(
        [...entries(doc).keys()].sort().flatMap((id): [string, Element][] => {
          const entry = entries(doc).get(id)
          return entry instanceof Y.Map ? [[id, readMap(entry, isText, new Set([...entry.keys(), ...spec.texts]))]] : []
        }),
      ),
    write(doc, id, fields) {
      const there = entries(doc).get(id)
      const entry: Y.Map<unknown> = there instanceof Y.Map ? there : entries(doc).set(id, new Y.Map<unknown>())
      writeMap(entry, isText, fields)
    },
    ...(spec.removable ? { remove: (doc: Y.Doc, id: string) => entries(doc).delete(id) } : {}),
  }
}
