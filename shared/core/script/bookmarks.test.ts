import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { SHAPES } from '../documents/shapes.ts'
import { findStrays } from '../documents/strays.ts'
import { readBookmarks, renameBookmark, toggleBookmark } from './bookmarks.ts'
import { deleteLines, insertLines } from './edit.ts'
import { plain } from './line.ts'

function script(clientId: number, from?: Y.Doc): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = clientId
  if (from) Y.applyUpdate(doc, Y.encodeStateAsUpdate(from))
  else
    insertLines(
      doc,
      null,
      [...'ab'].map(id => ({ id, type: 'action', runs: plain(`Line ${id}.`) })),
    )
  return doc
}

it('is set at a line, named, listed in the order of the lines and taken away again', () => {
  const doc = script(1)
  expect(toggleBookmark(doc, 'b')).toBe(true)
  expect(toggleBookmark(doc, 'a', 'The start')).toBe(true)
  expect(findStrays(doc, SHAPES.script)).toEqual([])
  const [first, second] = readBookmarks(doc)
  expect([first?.line, first?.name, second?.line]).toEqual(['a', 'The start', 'b'])
  renameBookmark(doc, second?.id ?? '', 'Fix this')
  expect(readBookmarks(doc)[1]?.name).toBe('Fix this')
  expect(toggleBookmark(doc, 'a')).toBe(false)
  expect(readBookmarks(doc)).toHaveLength(1)
})

it('is not shown while its line is gone, nor what a foreign program left half done', () => {
  const doc = script(1)
  toggleBookmark(doc, 'b')
  doc.getMap('bookmarks').set('odd', 'words')
  doc.getMap('bookmarks').set('half', new Y.Map([['line', 7]]))
  deleteLines(doc, ['b'])
  expect(readBookmarks(doc)).toEqual([])
})

it('merge: of two people who bookmark one line at once, both are kept, and one press takes them away', () => {
  const ann = script(11)
  const ben = script(22, ann)
  toggleBookmark(ann, 'a', 'Ann')
  toggleBookmark(ben, 'a', 'Ben')
  Y.applyUpdate(ann, Y.encodeStateAsUpdate(ben))
  Y.applyUpdate(ben, Y.encodeStateAsUpdate(ann))
  expect(readBookmarks(ann)).toEqual(readBookmarks(ben))
  expect(
    readBookmarks(ann)
      .map(bookmark => bookmark.name)
      .sort(),
  ).toEqual(['Ann', 'Ben'])
  toggleBookmark(ann, 'a')
  expect(readBookmarks(ann)).toEqual([])
})
