import type { Node } from '@tiptap/pm/model'
import { EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { expect, it } from 'vitest'
import { screenplaySchema as schema } from '../schema.ts'
import { DrawnTogether, decorationsIn, drawnTogether, foundByLine } from './lineDecorations.ts'

const doc = schema.node(
  'doc',
  null,
  Array.from({ length: 40 }, (_, i) => schema.node('line', { id: `l${i}` }, schema.text(`line ${i}`))),
)
const places: number[] = []
doc.forEach((_, offset) => void places.push(offset))

it('every line gets the decorations that the library would give it', () => {
  for (let step = 1; step < 9; step++) {
    const decorations = places.flatMap((at, i) => {
      const end = at + doc.child(i).nodeSize
      return [
        ...(i % step === 0 ? [Decoration.node(at, end, { class: 'number' })] : []),
        ...(i % (step + 1) === 0 ? [Decoration.inline(at + 2, at + 4, { class: 'word' })] : []),
        ...(i % 3 === 0 ? [Decoration.widget(at, () => document.createElement('hr'), { key: `p${i}` })] : []),
        ...(i === step * 2 ? [Decoration.inline(at + 2, end + 4, { class: 'selection' })] : []),
      ]
    })
    const set = DecorationSet.create(doc, decorations)
    const quick = foundByLine(set)
    expect(quick).toBe(foundByLine(set))
    expect(quick).toBeInstanceOf(DecorationSet)
    for (const [i, at] of places.entries())
      expect(JSON.stringify(quick.forChild(at, doc.child(i)))).toBe(JSON.stringify(set.forChild(at, doc.child(i))))
  }
  expect(foundByLine(DecorationSet.empty)).toBe(DecorationSet.empty)
})

it('a set that is put together line by line is the one that the library makes', () => {
  for (let step = 1; step < 9; step++) {
    const decorations = places.flatMap((at, i) => {
      const end = at + doc.child(i).nodeSize
      return [
        ...(i % 4 === 0 ? [Decoration.widget(at + 3, () => document.createElement('hr'), { key: `w${i}` })] : []),
        ...(i % (step + 1) === 0 ? [Decoration.inline(at + 4, at + 6, { class: 'word' })] : []),
        ...(i % 5 === 0 ? [Decoration.inline(at + 2, at + 4, { class: 'word' })] : []),
        ...(i % 3 === 0 ? [Decoration.widget(at, () => document.createElement('hr'), { key: `p${i}` })] : []),
        ...(i % step === 0 ? [Decoration.node(at, end, { class: 'number' })] : []),
        ...(i === step * 2 ? [Decoration.inline(at + 2, end + 4, { class: 'selection' })] : []),
      ]
    })
    decorations.push(Decoration.widget(doc.content.size, () => document.createElement('hr'), { key: 'end' }))
    const made = decorationsIn(doc, [...decorations].reverse())
    expect(JSON.stringify(made)).toBe(JSON.stringify(DecorationSet.create(doc, [...decorations].reverse())))
    expect(made).toBeInstanceOf(DecorationSet)
  }
  expect(decorationsIn(doc, [])).toBe(DecorationSet.empty)
})

it('what several plugins draw is drawn as the library would draw it', () => {
  const at = (i: number) => places[i] ?? 0
  const whole = (i: number, name: string) => Decoration.node(at(i), at(i) + doc.child(i).nodeSize, { class: name })
  const sets = [
    DecorationSet.create(doc, [whole(3, 'number'), whole(9, 'number')]),
    DecorationSet.create(doc, [
      Decoration.widget(at(9), () => document.createElement('hr'), { key: 'gap', side: -1 }),
      whole(9, 'top'),
      Decoration.widget(at(5) + 3, () => document.createElement('hr'), { key: 'inside' }),
    ]),
    DecorationSet.create(doc, [
      Decoration.inline(at(5) + 1, at(5) + 4, { class: 'word' }),
      Decoration.inline(at(20) + 3, at(22) + 2, { class: 'selection' }),
      Decoration.inline(at(21) + 1, at(21) + 3, { class: 'word' }),
    ]),
  ]
  const plugins = sets.map((set, i) => new Plugin({ key: new PluginKey(`p${i}`), props: { decorations: () => set } }))
  const state = EditorState.create({ doc, plugins: drawnTogether([...plugins, new Plugin({})]) })
  const drawn = state.plugins.flatMap(plugin => plugin.props.decorations?.call(plugin, state) ?? [])
  expect(drawn).toHaveLength(1)
  const [together] = drawn
  if (!(together instanceof DrawnTogether)) throw new Error('not drawn together')
  const told = (list: readonly Decoration[]) => JSON.stringify(list.map(({ from, to, spec }) => [from, to, spec]))
  const locals = (source: unknown, node: Node) => (source as { locals: (node: Node) => Decoration[] }).locals(node)
  expect(locals(together, doc).map(({ from, to }) => [from, to])).toEqual([
    [at(3), at(4)],
    [at(9), at(9)],
    [at(9), at(10)],
    [at(9), at(10)],
  ])
  for (const [i, offset] of places.entries()) {
    const line = doc.child(i)
    const wanted = DecorationSet.create(
      line,
      sets.flatMap(set => {
        const found: Decoration[] = []
        set.forChild(offset, line).forEachSet(child => void found.push(...child.find()))
        return found
      }),
    )
    expect(told(locals(together.forChild(offset, line), line))).toBe(told(locals(wanted, line)))
  }
  const again = state.plugins.flatMap(plugin => plugin.props.decorations?.call(plugin, state) ?? [])
  expect(again[0]).toBe(together)
  expect(together.eq(new DrawnTogether(sets))).toBe(true)
  expect(together.eq(new DrawnTogether(sets.slice(1)))).toBe(false)
})

it('a plugin stays the one that its key names', () => {
  const key = new PluginKey<DecorationSet>('drawn')
  const set = DecorationSet.create(doc, [Decoration.inline(2, 3, {})])
  const plugin = new Plugin<DecorationSet>({
    key,
    state: { init: () => set, apply: (_, value) => value },
    props: { decorations: state => key.getState(state) },
  })
  const state = EditorState.create({ doc, plugins: drawnTogether([plugin]) })
  expect(key.getState(state)).toBe(set)
  expect(key.get(state)?.props.decorations).toBeUndefined()
})
