import * as Y from 'yjs'
import { TEXT_COLUMNS, type TextColumn } from '../shots/columns.ts'
import { cellText } from '../shots/shots.ts'
import { plainText, writeEdits } from '../text/writeWords.ts'
import type { Match } from './find.ts'
import { isLineElement, lineText, textAttribute } from './line.ts'
import { readProduction } from './production.ts'
import { markRevised } from './revisions.ts'
import { scriptRoots } from './scenes.ts'
import { LONGEST_VALUE, setTitlePageField } from './titlePage.ts'

/** Matches in one text, with the text as it was when they were found. */
export interface Replacement {
  text: string
  matches: readonly Pick<Match, 'from' | 'to' | 'insert'>[]
}

/** What became of the replacements. */
export interface Replaced {
  /** Places that were written. */
  places: number
  /** Texts that are gone, were changed by somebody since, or say it already: nothing was done in them. */
  passed: number
}

/**
 * Replaces matches in lines of a script, in one transaction: only the words of the matches are touched, so that emphasis,
 * ids and what colleagues type beside them stay. While a revision is being written, the lines are marked with it.
 */
export function replaceInLines(doc: Y.Doc, replacements: ReadonlyMap<string, Replacement>, origin: unknown): Replaced {
  const done = { places: 0, passed: replacements.size }
  doc.transact(() => {
    const { script } = scriptRoots(doc)
    const { revision } = readProduction(doc)
    for (const node of script.toArray() as unknown[]) {
      if (!isLineElement(node)) continue
      const wanted = replacements.get(textAttribute(node, 'id'))
      const places = wanted ? replaceInText(lineText(node), wanted) : 0
      if (places === 0) continue
      done.places += places
      done.passed--
      if (revision !== null) markRevised(doc, node, revision)
    }
  }, origin)
  return done
}

/** One cell of a shot table, as a key. */
export const cellKey = (shotId: string, column: TextColumn): string => `${column} ${shotId}`

/** The same in the cells of a scene's shots, by {@link cellKey}. */
export const replaceInCells = (doc: Y.Doc, replacements: ReadonlyMap<string, Replacement>, origin: unknown): Replaced =>
  replaceInTexts(doc, replacements, key => cellOf(doc, key), origin)

function cellOf(doc: Y.Doc, key: string): Y.Text | null {
  const at = key.indexOf(' ')
  const column = TEXT_COLUMNS.find(name => name === key.slice(0, at))
  return column ? cellText(doc, key.slice(at + 1), column) : null
}

/** The same in any texts of a document; `textOf` finds one by its key. */
export function replaceInTexts(
  doc: Y.Doc,
  replacements: ReadonlyMap<string, Replacement>,
  textOf: (key: string) => Y.Text | null,
  origin: unknown,
): Replaced {
  const done = { places: 0, passed: 0 }
  doc.transact(() => {
    for (const [key, wanted] of replacements) {
      const places = replaceInText(textOf(key), wanted)
      if (places === 0) done.passed++
      done.places += places
    }
  }, origin)
  return done
}

/** The text as it is to be. */
export function replaced({ text, matches }: Replacement): string {
  let after = ''
  let at = 0
  for (const { from, to, insert } of matches) {
    after += text.slice(at, from) + insert
    at = to
  }
  return after + text.slice(at)
}

/** One value of the title page that was replaced. */
export interface TitleChange {
  key: string
  before: string
  after: string
}

/** The same in values of the title page, by their keys. A value that would become too long is passed over. */
export function replaceInTitlePage(
  doc: Y.Doc,
  replacements: ReadonlyMap<string, Replacement>,
  origin: unknown,
): Replaced & { changes: TitleChange[] } {
  const changes: TitleChange[] = []
  let places = 0
  const { titlePage } = scriptRoots(doc)
  for (const [key, wanted] of replacements) {
    const { text, matches } = wanted
    const after = replaced(wanted)
    if (titlePage.get(key) !== text || after === text || after.length > LONGEST_VALUE) continue
    changes.push({ key, before: text, after })
    places += matches.length
  }
  changeTitles(doc, changes, 'redo', origin)
  return { places, passed: replacements.size - changes.length, changes }
}

/** Takes such changes back, or makes them again; a value that somebody has written since stays. */
export function changeTitles(
  doc: Y.Doc,
  changes: readonly TitleChange[],
  type: 'undo' | 'redo',
  origin: unknown,
): void {
  doc.transact(() => {
    const { titlePage } = scriptRoots(doc)
    for (const { key, before, after } of changes) {
      const [from, to] = type === 'undo' ? [after, before] : [before, after]
      if ((titlePage.get(key) ?? '') === from) setTitlePageField(doc, key, to, origin)
    }
  }, origin)
}

/** How many places were written; 0 when the text is not what it was. */
function replaceInText(text: Y.Text | null, { text: expected, matches }: Replacement): number {
  if (!text || plainText(text) !== expected) return 0
  const edits = matches.filter(({ from, to, insert }) => expected.slice(from, to) !== insert)
  if (edits.length > 0) writeEdits(text, edits)
  return edits.length
}

/**
 * Two people may replace the same word by the same word at the same moment: then it stands there twice, behind the same
 * character. Takes one copy back, always the same one (of the greater client id), so that everybody may do it. `mine` are
 * the texts in which this client replaced words, with the clocks of what it wrote. Returns how many copies went.
 */
export function takeBackTwice(doc: Y.Doc, mine: ReadonlyMap<Y.Text, ClockRange>, origin: unknown): number {
  let gone = 0
  doc.transact(transaction => {
    for (const [text, range] of mine) {
      if (text._item?.deleted) continue
      const runs = insertedRuns(text)
      for (const run of runs) {
        if (run.client !== range.client || run.clock < range.from || run.clock >= range.to) continue
        const twin = runs.find(one => one.client !== run.client && one.behind === run.behind && one.words === run.words)
        if (!twin) continue
        for (const item of (twin.client > run.client ? twin : run).items) item.delete(transaction)
        gone++
      }
    }
    // deleting items by hand leaves the types' remembered positions wrong
    transaction.changed.forEach((keys, type) => {
      if (keys.has(null) && type._searchMarker) type._searchMarker.length = 0
    })
  }, origin)
  return gone
}

/** What one client wrote in one transaction. */
export interface ClockRange {
  client: number
  from: number
  to: number
}

interface InsertedRun {
  client: number
  clock: number
  /** The character behind which it was written. */
  behind: string
  words: string
  items: Y.Item[]
}

/** Living words by who wrote them in one go behind which character. */
function insertedRuns(text: Y.Text): InsertedRun[] {
  const runs: InsertedRun[] = []
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue
    const { client, clock } = item.id
    const last = runs.at(-1)
    if (last && last.client === client && last.clock + last.words.length === clock) {
      last.words += item.content.str
      last.items.push(item)
      continue
    }
    const behind = item.origin ? `${item.origin.client} ${item.origin.clock}` : ''
    runs.push({ client, clock, behind, words: item.content.str, items: [item] })
  }
  return runs
}
