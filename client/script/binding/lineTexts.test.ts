import { TextSelection, type Transaction } from '@tiptap/pm/state'
import { expect, it } from 'vitest'
import { lineText } from '../../../shared/core/script/line.ts'
import { scriptRoots } from '../../../shared/core/script/scenes.ts'
import { at, sync } from '../../../tests/fuzz/binding/client.ts'
import { expectInLine, ids, open, texts } from '../../../tests/fuzz/binding/people.ts'
import { Random } from '../../../tests/fuzz/binding/random.ts'
import { LineTextsStep } from './lineTexts.ts'
import { startOf } from './window.ts'

it('words that change in many lines at once are one step, and every place stays at its letter', () => {
  for (let seed = 1; seed <= 5; seed++) {
    const random = new Random(seed)
    const [a, b] = open(30)
    const before = b.view.state.doc
    const steps: unknown[] = []
    const dispatch = b.view.dispatch.bind(b.view)
    Object.assign(b.view, {
      dispatch: (tr: Transaction) => {
        steps.push(...tr.steps)
        dispatch(tr)
      },
    })
    // a caret in every line, at a letter: where it is in the document, and where the editor had it
    const carets = ids(b).map(id => {
      const position = at(b, id, random.below(before.nodeAt(at(b, id) - 1)?.content.size ?? 1))
      return { position, relative: b.binding.toRelative(before, position) }
    })
    a.doc.transact(() => {
      for (const element of scriptRoots(a.doc).script.toArray()) {
        const text = lineText(element as never)
        for (let i = random.below(4); text && i > 0; i--) {
          const place = random.below(text.length + 1)
          if (random.chance(0.5)) text.insert(place, random.pick(['x', 'word', '😀']))
          else text.delete(place, Math.min(random.below(6), text.length - place))
        }
      }
    })
    sync(a, b)
    expectInLine(a, b)
    expect(texts(b)).toEqual(texts(a))
    expect(steps).toHaveLength(1)
    const [step] = steps
    if (!(step instanceof LineTextsStep)) throw new Error('not one step for all lines')
    const { doc } = b.view.state
    for (const { position, relative } of carets) {
      const { pos, deleted } = step.getMap().mapResult(position, 1)
      const found = relative && b.binding.toPosition(doc, relative)
      expect(doc.resolve(pos).index(0)).toBe(before.resolve(position).index(0))
      if (!deleted) expect(pos).toBe(found)
    }
    const back = step.invert(before).apply(doc)
    expect(back.doc?.eq(before)).toBe(true)
    for (const { position } of carets) {
      const there = step.getMap().mapResult(position, 1)
      if (!there.deleted) expect(step.invert(before).getMap().map(there.pos, 1)).toBe(position)
    }
  }
})

it('the selection stays with its words while those around it are replaced everywhere', () => {
  const [a, b] = open(30)
  const { doc } = b.view.state
  const [, second = ''] = ids(b).filter(id => doc.nodeAt(at(b, id) - 1)?.textContent.includes('world'))
  const from = at(b, second) + (doc.nodeAt(at(b, second) - 1)?.textContent.indexOf('world') ?? 0)
  b.view.dispatch(b.view.state.tr.setSelection(TextSelection.create(doc, from, from + 5)))
  a.doc.transact(() => {
    for (const element of scriptRoots(a.doc).script.toArray()) lineText(element as never)?.insert(0, 'More: ')
  })
  sync(a, b)
  const { selection, doc: now } = b.view.state
  expect(now.textBetween(selection.from, selection.to)).toBe('world')
  expect(selection.from).toBeGreaterThan(startOf(now, selection.$from.index(0)))
})
