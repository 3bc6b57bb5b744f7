import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { parseFountain } from '../formats/fountain/parse.ts'
import { readScreenplay, seedScript } from './seed.ts'
import { isCentred, readTitlePage, setTitlePageField, titlePageFields } from './titlePage.ts'

function imported(): Y.Doc {
  const doc = new Y.Doc()
  const screenplay = parseFountain('title: Big Fish\nAuthors: A and B\nWGA number: 12\n\nINT. ROOM - DAY\n')
  doc.transact(() => seedScript(doc, screenplay))
  return doc
}

describe('the title page', () => {
  it('offers the usual fields, and what an import brought, in the order of printing', () => {
    const fields = titlePageFields(readTitlePage(imported()))
    expect(fields.map(({ key }) => key)).toEqual([
      'title',
      'Credit',
      'Authors',
      'Source',
      'Draft date',
      'Contact',
      'WGA number',
    ])
    expect(fields[0]).toEqual({ key: 'title', value: 'Big Fish' })
  })
  it('is exported as it was edited, without the fields that were emptied', () => {
    const doc = imported()
    setTitlePageField(doc, 'title', 'Small Fish', 'test')
    setTitlePageField(doc, 'WGA number', '', 'test')
    setTitlePageField(doc, 'Contact', 'one@example.org\n1 Street', 'test')
    expect(readScreenplay(doc).titlePage).toEqual([
      { key: 'title', value: 'Small Fish' },
      { key: 'Authors', value: 'A and B' },
      { key: 'Contact', value: 'one@example.org\n1 Street' },
    ])
  })
  it('writes nothing when nothing changed', () => {
    const doc = imported()
    let updates = 0
    doc.on('update', () => {
      updates += 1
    })
    setTitlePageField(doc, 'title', 'Big Fish', 'test')
    setTitlePageField(doc, 'Credit', '', 'test')
    expect(updates).toBe(0)
  })
  it('takes a value that is no text for none', () => {
    const doc = new Y.Doc()
    doc.getMap('titlePage').set('Title', 7)
    expect(readTitlePage(doc)).toEqual([])
  })
  it('prints who made it in the middle and how to reach them at the foot', () => {
    expect(['Title', 'author', 'Source'].every(isCentred)).toBe(true)
    expect(['Contact', 'Draft date', 'WGA number'].some(isCentred)).toBe(false)
  })
})
