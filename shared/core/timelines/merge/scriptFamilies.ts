import * as Y from 'yjs'
import { isPageSize } from '../../script/production.ts'
import {
  FRONT,
  mergedInto,
  physicalOrder,
  readScenes,
  type SceneEntry,
  sceneEntry,
  scriptRoots,
  shownScene,
} from '../../script/scenes.ts'
import { counted } from '../../text/counted.ts'
import { type Family, textIn } from './family.ts'
import { entryFamily, rootFamily } from './mapFamily.ts'
import type { Element } from './threeWay.ts'

const SCENE_LABELS: Readonly<Record<string, string>> = {
  number: 'Number',
  omitted: 'Omitted',
  mergedInto: 'Joined to',
  beat: 'Beat',
}

/** What a scene stores of its beat goes together: which one, and what that said. */
function readEntry(entry: SceneEntry): Element {
  const text = (name: string): string | undefined => {
    const value: unknown = entry.get(name)
    return typeof value === 'string' ? value : undefined
  }
  const beat = text('beat')
  return new Map<string, unknown>([
    ['order', text('order')],
    ['number', text('number')],
    ['omitted', entry.get('omitted') === true ? true : undefined],
    ['mergedInto', text('mergedInto')],
    ['beat', beat === undefined ? undefined : [beat, text('beatHash') ?? '']],
  ])
}

function writeEntry(entry: SceneEntry, fields: Element): void {
  const set = (name: string, value: unknown): void => {
    if (value === undefined) {
      if (entry.has(name)) entry.delete(name)
    } else if (entry.get(name) !== value) entry.set(name, value as string | boolean)
  }
  for (const [field, value] of fields) {
    if (field !== 'beat') set(field, value)
    else
      for (const [i, name] of ['beat', 'beatHash'].entries())
        set(name, (value as string[] | undefined)?.[i] || undefined)
  }
}

/** 'Scene 12' for every scene as shown, and what those are that were joined to one. */
function sceneNames(doc: Y.Doc): Map<string, string> {
  const { scenes } = scriptRoots(doc)
  const names = new Map<string, string>()
  for (const { id, number } of readScenes(doc)) names.set(id, id === FRONT ? 'The opening' : `Scene ${number}`)
  for (const id of scenes.keys()) {
    const root = names.has(id) ? undefined : names.get(shownScene(scenes, id))
    if (root !== undefined) names.set(id, `What was joined to ${root.charAt(0).toLowerCase()}${root.slice(1)}`)
  }
  return names
}

/** Entries of physical scenes, in the order in which these are shown. They are never deleted. */
export const SCENES: Family = {
  name: 'scene',
  kind: 'scene',
  isText: () => false,
  places: ['order'],
  apart: false,
  read(doc) {
    const { scenes } = scriptRoots(doc)
    return new Map(
      physicalOrder(scenes, scenes.keys()).flatMap((id): [string, Element][] => {
        const entry = sceneEntry(scenes, id)
        return entry ? [[id, readEntry(entry)]] : []
      }),
    )
  },
  write(doc, id, fields) {
    const { scenes } = scriptRoots(doc)
    writeEntry(sceneEntry(scenes, id) ?? scenes.set(id, new Y.Map()), fields)
  },
  labelOf: field => SCENE_LABELS[field] ?? field,
  valueOf: (field, value) =>
    field === 'omitted' ? (value ? 'yes' : 'no') : field === 'number' && typeof value === 'string' ? value : '',
  namesOf: sceneNames,
}

/** The scenes that lines are in, and those that these are joined to, have their entries as theirs has them where there are none. */
export function bringScenes(target: Y.Doc, theirs: Y.Doc, wanted: Iterable<string>): void {
  const [here, there] = [scriptRoots(target).scenes, scriptRoots(theirs).scenes]
  const seen = new Set<string>([FRONT])
  for (const scene of wanted)
    for (let id: string | undefined = scene; id !== undefined && !seen.has(id); id = mergedInto(here, id)) {
      seen.add(id)
      const entry = sceneEntry(here, id) ? undefined : sceneEntry(there, id)
      if (entry) SCENES.write(target, id, readEntry(entry))
    }
}

const nothing = () => ''
const noNames = () => new Map<string, string>()

export const TITLE_PAGE: Family = {
  ...rootFamily('titlePage', () => true),
  name: 'titlePage',
  kind: 'titlePage',
  labelOf: field => field,
  valueOf: nothing,
  namesOf: () => new Map([['titlePage', 'Title page']]),
}

const PRODUCTION_LABELS: Readonly<Record<string, string>> = {
  pageSize: 'Paper',
  revision: 'Revision that is written',
  scenesLocked: 'Numbers of scenes',
  pages: 'Locked pages',
  language: 'Language',
}

const production = (field: string, value: unknown): string => {
  if (value === undefined) return ''
  if (field === 'pageSize') return isPageSize(value) && value === 'a4' ? 'A4' : 'Letter'
  if (field === 'scenesLocked') return value === true ? 'locked' : ''
  if (field === 'pages') return Array.isArray(value) ? counted(value.length, 'page') : ''
  return field === 'language' && typeof value === 'string' ? value : ''
}

const PRODUCTION: Family = {
  ...rootFamily('production'),
  name: 'production',
  kind: 'field',
  labelOf: field => PRODUCTION_LABELS[field] ?? field,
  valueOf: production,
  namesOf: noNames,
}

/** Entries are never deleted: lines name them. */
export const REVISIONS: Family = {
  ...entryFamily('revisions', { places: ['order'], texts: ['name'], removable: false }),
  name: 'revision',
  kind: 'field',
  labelOf: field => (field === 'name' ? 'Name' : field === 'colour' ? 'Colour' : 'Date'),
  valueOf: (_, value) => (typeof value === 'string' ? value : ''),
  namesOf: doc => new Map([...doc.getMap('revisions').keys()].map(id => [id, 'Revision'])),
  wordOf: { one: 'revision', titleOf: entry => textIn(entry, 'name') || String(entry.get('colour') ?? '') },
}

export const BOOKMARKS: Family = {
  ...entryFamily('bookmarks', { places: [], texts: ['name'], removable: true }),
  name: 'bookmark',
  kind: 'field',
  labelOf: field => (field === 'name' ? 'Name' : 'Place'),
  valueOf: nothing,
  namesOf: doc => new Map([...doc.getMap('bookmarks').keys()].map(id => [id, 'Bookmark'])),
  wordOf: { one: 'bookmark', titleOf: entry => textIn(entry, 'name') },
}

/** What formats keep for their way back, under the format's name, or of a line under `format:line`. */
export const FOREIGN: Family = {
  ...rootFamily('foreign'),
  name: 'foreign',
  kind: 'field',
  apart: false,
  labelOf: () => 'What Final Draft keeps',
  valueOf: nothing,
  namesOf: () => new Map([['foreign', 'Imported file']]),
}

/** All of a script but its lines. */
export const SCRIPT_FAMILIES: readonly Family[] = [SCENES, TITLE_PAGE, PRODUCTION, REVISIONS, BOOKMARKS, FOREIGN]
