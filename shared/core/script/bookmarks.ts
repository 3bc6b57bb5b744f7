import * as Y from 'yjs'
import { isId, newId } from '../ids.ts'
import { scriptRoots, shownElements } from './scenes.ts'

/** A place in the script that somebody wants to come back to. Everybody sees it. */
export interface Bookmark {
  id: string
  /** Id of the line it is at. */
  line: string
  /** What it is called; '' reads as the words of its line. */
  name: string
}
type BookmarkEntry = Y.Map<string>

export const LONGEST_BOOKMARK_NAME = 200

const bookmarksOf = (doc: Y.Doc): Y.Map<BookmarkEntry> => doc.getMap('bookmarks')

function allBookmarks(doc: Y.Doc): Bookmark[] {
  const out: Bookmark[] = []
  for (const [id, entry] of bookmarksOf(doc) as Iterable<[string, unknown]>) {
    if (!(entry instanceof Y.Map)) continue
    const line: unknown = entry.get('line')
    const name: unknown = entry.get('name')
    if (isId(line)) out.push({ id, line, name: typeof name === 'string' ? name.slice(0, LONGEST_BOOKMARK_NAME) : '' })
  }
  return out
}

/** The bookmarks in the order of their lines. One whose line was deleted is not shown; it comes back with the line. */
export function readBookmarks(doc: Y.Doc): Bookmark[] {
  const places = new Map<string, number>()
  for (const line of shownElements(scriptRoots(doc))) places.set(line.getAttribute('id') ?? '', places.size)
  const place = ({ line }: Bookmark): number => places.get(line) ?? -1
  return allBookmarks(doc)
    .filter(bookmark => place(bookmark) >= 0)
    .sort((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1))
}

/** Sets a bookmark at a line that has none; takes all of them away from one that has. Returns whether there is one now. */
export function toggleBookmark(doc: Y.Doc, line: string, name = ''): boolean {
  const bookmarks = bookmarksOf(doc)
  const there = allBookmarks(doc).filter(bookmark => bookmark.line === line)
  doc.transact(() => {
    for (const { id } of there) bookmarks.delete(id)
    if (there.length > 0) return
    const entry: BookmarkEntry = new Y.Map()
    entry.set('line', line)
    entry.set('name', name.slice(0, LONGEST_BOOKMARK_NAME))
    bookmarks.set(newId(), entry)
  })
  return there.length === 0
}

export function renameBookmark(doc: Y.Doc, id: string, name: string): void {
  const entry: unknown = bookmarksOf(doc).get(id)
  if (entry instanceof Y.Map) entry.set('name', name.slice(0, LONGEST_BOOKMARK_NAME))
}
