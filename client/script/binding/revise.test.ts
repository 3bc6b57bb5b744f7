import { describe, expect, it } from 'vitest'
import { setRevision, startRevision } from '../../../shared/core/script/production.ts'
import { linesOfRevision } from '../../../shared/core/script/revisions.ts'
import { at, type Client, syncAll } from '../../../tests/fuzz/binding/client.ts'
import { deleteLine, expectInLine, open, pasteAt, setType, type } from '../../../tests/fuzz/binding/people.ts'

/** Three people in scenes a, b, c of three lines each; a revision is being written. */
function revising(): { people: [Client, Client, Client]; id: string; marked: (c: Client) => string[] } {
  const people = open()
  const id = startRevision(people[0].doc, { date: '2026-03-01' })
  syncAll(people)
  return { people, id, marked: c => linesOfRevision(c.doc, id).map(line => line.id) }
}

describe('while a revision is written', () => {
  it('every line that changes is marked in the same change, and colleagues see it with the words', () => {
    const { people, marked } = revising()
    const [ann, ben] = people
    const updates: Uint8Array[] = []
    ann.doc.on('update', update => updates.push(update))
    type(ann, 'Now ', at(ann, 'a1'))
    expect(updates).toHaveLength(1)
    setType(ann, 'b1', 'character')
    syncAll(people)
    expect(marked(ben)).toEqual(['a1', 'b1'])
    expectInLine(...people)
  })

  it('new lines are marked, and of lines that went the one in their place; notes are not', () => {
    const { people, id, marked } = revising()
    const [ann] = people
    deleteLine(ann, 'a1')
    expect(marked(ann)).toEqual(['a2'])
    pasteAt(ann, 4, [
      ['action', 'A new line.'],
      ['note', 'A note about it.'],
    ])
    expect(linesOfRevision(ann.doc, id).map(line => line.text)).toEqual(['a2 hello world', 'A new line.'])
  })

  it('nothing is marked before it begins and after it ended', () => {
    const [ann] = open()
    type(ann, 'Early ', at(ann, 'a1'))
    const id = startRevision(ann.doc, { date: '' })
    setRevision(ann.doc, null)
    type(ann, 'Late ', at(ann, 'a2'))
    expect(linesOfRevision(ann.doc, id)).toEqual([])
  })

  it('whoever takes their change back takes the mark back, and typing again sets it again', () => {
    const { people, marked } = revising()
    const [ann] = people
    type(ann, 'Now ', at(ann, 'a1'))
    ann.binding.undoManager.undo()
    expect(marked(ann)).toEqual([])
    ann.binding.undoManager.redo()
    expect(marked(ann)).toEqual(['a1'])
  })

  it('merge: Ann types, Ben types behind her, Ann takes hers back; the line is still marked for Ben', () => {
    const { people, marked } = revising()
    const [ann, ben] = people
    type(ann, 'Ann ', at(ann, 'a1'))
    syncAll(people)
    type(ben, 'Ben ', at(ben, 'a1'))
    syncAll(people)
    ann.binding.undoManager.undo()
    syncAll(people)
    for (const person of people) expect(marked(person)).toEqual(['a1'])
    ben.binding.undoManager.undo()
    syncAll(people)
    expectInLine(...people)
    for (const person of people) expect(marked(person)).toEqual(marked(ann))
  })

  it('merge: both type in one line at once, and either may take theirs back', () => {
    for (const first of [0, 1] as const) {
      const { people, marked } = revising()
      type(people[0], 'Ann ', at(people[0], 'a1'))
      type(people[1], 'Ben ', at(people[1], 'a1'))
      syncAll(people)
      people[first].binding.undoManager.undo()
      syncAll(people)
      for (const person of people) expect(marked(person)).toEqual(['a1'])
      expectInLine(...people)
    }
  })
})
