import type * as Y from 'yjs'
import { isId } from '../ids.ts'
import { addRevision, hasRevision, nextColour, type Revision, readRevisions } from './revisions.ts'
import { FRONT, readScenes, sceneEntry, scenesLocked, scriptRoots, shownScene } from './scenes.ts'

export const PAGE_SIZES = ['letter', 'a4'] as const
export type PageSize = (typeof PAGE_SIZES)[number]
export const isPageSize = (value: unknown): value is PageSize => PAGE_SIZES.includes(value as PageSize)

/** Where a locked page begins. */
export interface PageStart {
  /** As printed: '12', '12A'. */
  label: string
  /** Id of the line that the page begins in. */
  line: string
  /** UTF-16 units into the line's text. */
  offset: number
}

/** What a script that is being shot has settled. */
export interface Production {
  pageSize: PageSize
  /** Id of the revision that is being written; null: changes are not marked. */
  revision: string | null
  /** Numbers stay with their scenes, and new scenes get numbers between them ('12A'). */
  scenesLocked: boolean
  /** Starts of all pages while they are locked; null: pages fall where they fall. */
  pages: readonly PageStart[] | null
}

type ProductionMap = Y.Map<string | boolean | PageStart[]>
const productionOf = (doc: Y.Doc): ProductionMap => doc.getMap('production')

/** Pages of the longest script that anybody locks. */
const MOST_PAGES = 10_000

/** Whatever a foreign program left there reads as what a new script has. */
export function readProduction(doc: Y.Doc): Production {
  const map = productionOf(doc) as Y.Map<unknown>
  const pageSize = map.get('pageSize')
  return {
    pageSize: isPageSize(pageSize) ? pageSize : 'letter',
    revision: writtenRevision(doc),
    scenesLocked: scenesLocked(doc),
    pages: readPages(map.get('pages')),
  }
}

/** Id of the revision that is being written, or null; asked at every key. */
export function writtenRevision(doc: Y.Doc): string | null {
  const revision: unknown = productionOf(doc).get('revision')
  return hasRevision(doc, revision) ? revision : null
}

function readPages(value: unknown): PageStart[] | null {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_PAGES) return null
  const pages: PageStart[] = []
  for (const start of value as unknown[]) {
    if (typeof start !== 'object' || start === null) return null
    const { label, line, offset } = start as Record<string, unknown>
    if (!isId(label) || !isId(line) || !Number.isSafeInteger(offset) || (offset as number) < 0) return null
    pages.push({ label, line, offset: offset as number })
  }
  return pages
}

/** Calls back after every transaction in which the production's state, its revisions or their lines changed. */
export function watchProduction(doc: Y.Doc, changed: () => void): () => void {
  const roots = [productionOf(doc), doc.getMap('revisions')]
  for (const root of roots) root.observeDeep(changed)
  return () => {
    for (const root of roots) root.unobserveDeep(changed)
  }
}

export function setPageSize(doc: Y.Doc, size: PageSize): void {
  if (readProduction(doc).pageSize !== size) productionOf(doc).set('pageSize', size)
}

/** The language that the script is written in, as browsers name it ('en-GB'); '' where nobody said. For spelling and voices. */
export function readLanguage(doc: Y.Doc): string {
  const language: unknown = productionOf(doc).get('language')
  return typeof language === 'string' && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(language) ? language : ''
}

export function setLanguage(doc: Y.Doc, language: string): void {
  if (language === '') productionOf(doc).delete('language')
  else productionOf(doc).set('language', language)
}

/** Locks pages at these starts, or unlocks them. Of two people who lock at once the last one counts, as a whole. */
export function setLockedPages(doc: Y.Doc, pages: readonly PageStart[] | null): void {
  if (pages === null) productionOf(doc).delete('pages')
  else
    productionOf(doc).set(
      'pages',
      pages.map(({ label, line, offset }) => ({ label, line, offset })),
    )
}

/** Begins a revision: from now on the editor marks the lines that change. Returns its id. */
export function startRevision(
  doc: Y.Doc,
  { name, colour, date }: Partial<Pick<Revision, 'name' | 'colour'>> & Pick<Revision, 'date'>,
): string {
  const next = colour ?? nextColour(readRevisions(doc))
  let id = ''
  doc.transact(() => {
    if (scenesLocked(doc)) fixNumbers(doc)
    id = addRevision(doc, {
      name: name ?? `${next.charAt(0).toUpperCase()}${next.slice(1)} revision`,
      colour: next,
      date,
    })
    productionOf(doc).set('revision', id)
  })
  return id
}

/** Writes on in a revision that there is (null: in none). */
export function setRevision(doc: Y.Doc, id: string | null): void {
  if (id === null) productionOf(doc).delete('revision')
  else if (hasRevision(doc, id)) productionOf(doc).set('revision', id)
}

/**
 * Scenes keep the numbers that they show now, and new ones are numbered between them. Locking again fixes the numbers that
 * were given since, as before a revision goes out.
 */
export function lockScenes(doc: Y.Doc): void {
  doc.transact(() => {
    fixNumbers(doc)
    productionOf(doc).set('scenesLocked', true)
  })
}

/** New scenes are numbered on from those before them again. The numbers that scenes have stay with them. */
export const unlockScenes = (doc: Y.Doc): void => productionOf(doc).delete('scenesLocked')

/** Forgets every fixed number: scenes are numbered by their places. Not while they are locked. */
export function renumberScenes(doc: Y.Doc): void {
  if (scenesLocked(doc)) return
  const { scenes } = scriptRoots(doc)
  doc.transact(() => {
    for (const id of [...scenes.keys()]) {
      const entry = sceneEntry(scenes, id)
      if (entry?.has('number')) entry.delete('number')
    }
  })
}

function fixNumbers(doc: Y.Doc): void {
  const { scenes } = scriptRoots(doc)
  for (const { id, number } of readScenes(doc)) {
    const entry = id === FRONT ? undefined : sceneEntry(scenes, id)
    if (entry && number !== '' && entry.get('number') !== number) entry.set('number', number)
  }
}

/**
 * Takes a scene out of the film and keeps its number and its lines, or brings it back: one key. `origin` of one's own undo.
 * Nothing happens to the front matter, and to scenes that are gone.
 */
export function setOmitted(doc: Y.Doc, sceneId: string, omitted: boolean, origin?: unknown): void {
  const { scenes } = scriptRoots(doc)
  const id = shownScene(scenes, sceneId)
  const entry = id === FRONT ? undefined : sceneEntry(scenes, id)
  if (!entry || (entry.get('omitted') === true) === omitted) return
  doc.transact(() => {
    if (omitted) entry.set('omitted', true)
    else entry.delete('omitted')
  }, origin)
}
