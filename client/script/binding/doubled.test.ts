import { expect, test } from 'vitest'
import { repairScript } from '../../../shared/core/script/repair.ts'
import { sync, syncAll } from '../../../tests/fuzz/binding/client.ts'
import { deleteLine, expectInLine, ids, open, texts, type } from '../../../tests/fuzz/binding/people.ts'
import { startOf } from './window.ts'

/*
 * Ana and Ben both delete the line b1, and both take it back: it is there twice, under one id.
 *
 *     Ana  -b1, undo -\
 *     Ben  -b1, undo --+-- b1 b1 -- Ana types in the first, Ben in it, too
 */
test('a line that two people brought back is typed in by both at once: no words are written anew, none is lost', () => {
  const [ana, ben, cat] = open()
  deleteLine(ana, 'b1')
  deleteLine(ben, 'b1')
  ana.binding.undoManager.undo()
  ben.binding.undoManager.undo()
  syncAll([ana, ben, cat])
  expect(ids(ana).filter(id => id === 'b1')).toHaveLength(2)
  const first = ids(ana).indexOf('b1')
  const place = (client: typeof ana) => startOf(client.view.state.doc, first) + 1
  for (const place of [first, first + 1]) expect(texts(ana)[place]).toBe('b1 hello world')
  type(ana, 'ANA ', place(ana))
  type(ben, 'BEN ', place(ben))
  sync(ana, ben)
  sync(ben, cat)
  repairScript(cat.doc)
  syncAll([ana, ben, cat])
  expect(new Set(ids(ana)).size).toBe(ids(ana).length)
  for (const client of [ana, ben, cat]) {
    expectInLine(client)
    expect(texts(client).filter(text => text.endsWith('b1 hello world'))).toHaveLength(2)
    expect(texts(client)[first]).toMatch(/^(ANA BEN|BEN ANA) b1 hello world$/)
  }
})
