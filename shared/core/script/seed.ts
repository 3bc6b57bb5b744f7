import type * as Y from 'yjs'
import { sortTitlePage } from '../formats/fountain/titlePage.ts'
import type {
  Foreign,
  Screenplay,
  ScreenplayLine,
  ScreenplayPage,
  ScreenplayProduction,
  ScreenplayRevision,
} from '../formats/screenplay.ts'
import { newId } from '../ids.ts'
import { firstKeys } from '../order.ts'
import { makeLine } from './line.ts'
import { lockScenes, readProduction, setLockedPages, setPageSize, setRevision } from './production.ts'
import { addRevision, isRevisionColour, readRevisions } from './revisions.ts'
import { addScene, FRONT, readScenes, sceneEntry, scriptRoots } from './scenes.ts'

/**
 * Writes a screenplay into a fresh script document, in the caller's transaction: a scene per heading, everything before
 * the first one in the front matter. Throws when the document has lines already: a script is never replaced.
 */
export function seedScript(doc: Y.Doc, screenplay: Screenplay): void {
  const { script, scenes, titlePage } = scriptRoots(doc)
  if (script.length > 0) throw new Error('This script has lines already; it cannot be seeded.')
  for (const { key, value } of screenplay.titlePage) titlePage.set(key, value)
  const revisions = screenplay.revisions ?? []
  for (const { id, name, colour, date } of revisions)
    addRevision(doc, { id, name, colour: isRevisionColour(colour) ? colour : 'white', date })

  const keys = firstKeys(screenplay.lines.filter(line => line.type === 'scene_heading').length).values()
  const known = new Set(revisions.map(({ id }) => id))
  const ids: string[] = []
  let scene = FRONT
  const elements = screenplay.lines.map(({ revised, foreign, ...line }) => {
    const id = newId()
    ids.push(id)
    writeForeign(doc, foreign, id)
    if (line.type === 'scene_heading') {
      scene = newId()
      const order = keys.next().value ?? ''
      addScene(scenes, scene, { order, number: line.sceneNumber, omitted: line.omitted })
    }
    return makeLine(id, scene, revised !== undefined && known.has(revised) ? { ...line, revised } : line)
  })
  script.insert(0, elements)
  writeForeign(doc, screenplay.foreign)
  seedProduction(doc, screenplay.production ?? {}, ids)
}

function seedProduction(doc: Y.Doc, production: ScreenplayProduction, ids: readonly string[]): void {
  if (production.pageSize) setPageSize(doc, production.pageSize)
  if (production.revision !== undefined) setRevision(doc, production.revision)
  if (production.scenesLocked) lockScenes(doc)
  const pages = (production.pages ?? []).flatMap(({ label, line, offset }) => {
    const id = ids[line]
    return id === undefined ? [] : [{ label, line: id, offset }]
  })
  if (pages.length > 0) setLockedPages(doc, pages)
}

/**
 * `foreign` holds what formats keep for their way back, under the format's name; what they keep of a line, under the name and
 * the line's id. So it goes where the line goes, and nowhere once the line is gone.
 */
const foreignKey = (format: string, line?: string): string => (line === undefined ? format : `${format}:${line}`)

function writeForeign(doc: Y.Doc, foreign: Foreign | undefined, line?: string): void {
  for (const [format, source] of Object.entries(foreign ?? {}))
    doc.getMap('foreign').set(foreignKey(format, line), source)
}

/** Formats that keep something. */
const KEEPING = ['fdx'] as const

function readForeign(doc: Y.Doc, line?: string): { foreign?: Foreign } {
  const map = doc.getMap('foreign')
  const found = KEEPING.flatMap((format): [string, string][] => {
    const source = map.get(foreignKey(format, line))
    return typeof source === 'string' ? [[format, source]] : []
  })
  return found.length > 0 ? { foreign: Object.fromEntries(found) } : {}
}

/** Revisions and what else a production settles, as far as anybody settled it. `places`: of lines, by their ids. */
function readSettled(
  doc: Y.Doc,
  places: ReadonlyMap<string, number>,
): { revisions?: ScreenplayRevision[]; production?: ScreenplayProduction } {
  const revisions = readRevisions(doc).map(({ order: _order, ...revision }) => revision)
  const { pageSize, revision, scenesLocked, pages } = readProduction(doc)
  const starts = (pages ?? []).flatMap(({ label, line, offset }): ScreenplayPage[] => {
    const place = places.get(line)
    return place === undefined ? [] : [{ label, line: place, offset }]
  })
  const production: ScreenplayProduction = {
    ...(pageSize === 'letter' ? {} : { pageSize }),
    ...(revision === null ? {} : { revision }),
    ...(scenesLocked ? { scenesLocked } : {}),
    ...(starts.length > 0 ? { pages: starts } : {}),
  }
  return {
    ...(revisions.length > 0 ? { revisions } : {}),
    ...(Object.keys(production).length > 0 ? { production } : {}),
  }
}

/** The screenplay as shown, for writing it in a format. Numbers are those that somebody fixed, not places. */
export function readScreenplay(doc: Y.Doc): Screenplay {
  const { scenes, titlePage } = scriptRoots(doc)
  const lines: ScreenplayLine[] = []
  const places = new Map<string, number>()
  for (const scene of readScenes(doc)) {
    const number = sceneEntry(scenes, scene.id)?.get('number')
    let first = true
    for (const { id, scene: _scene, text: _text, ...line } of scene.lines) {
      const heading = first && line.type === 'scene_heading'
      places.set(id, lines.length)
      lines.push({
        ...line,
        ...readForeign(doc, id),
        ...(heading && typeof number === 'string' ? { sceneNumber: number } : {}),
        ...(heading && scene.omitted ? { omitted: true } : {}),
      })
      if (line.type === 'scene_heading') first = false
    }
  }
  const entries = [...titlePage].flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string' ? [{ key, value }] : [],
  )
  return { titlePage: sortTitlePage(entries), lines, ...readSettled(doc, places), ...readForeign(doc) }
}
