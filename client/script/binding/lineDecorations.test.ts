import { EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { expect, it } from 'vitest'
import { screenplaySchema as schema } from '../schema.ts'
import { foundByLine, withQuickDecorations } from './lineDecorations.ts'

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

it('a plugin stays the one that its key names', () => {
  const key = new PluginKey<DecorationSet>('drawn')
  const set = DecorationSet.create(doc, [Decoration.inline(2, 3, {})])
  const plugin = new Plugin<DecorationSet>({
    key,
    state: { init: () => set, apply: (_, value) => value },
    props: { decorations: state => key.getState(state) },
  })
  const quick = withQuickDecorations(plugin)
  const state = EditorState.create({ doc, plugins: [quick] })
  expect(key.getState(state)).toBe(set)
  expect(quick.props.decorations?.call(quick, state)).toBe(foundByLine(set))
})
