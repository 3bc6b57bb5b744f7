import { Fragment, type Node, Slice } from '@tiptap/pm/model'
import type { Transaction } from '@tiptap/pm/state'
import { startOf } from '../../../client/script/binding/window.ts'
import { screenplaySchema as schema } from '../../../client/script/schema.ts'
import type { Client } from './client.ts'
import type { Random } from './random.ts'

/** What a person may do with keys and mouse, at random places. */
export type Edit = (client: Client, tr: Transaction, random: Random) => void

const EMOJI = ['😀', '😁', '\u{1fa00}']
const TYPES = ['action', 'dialogue', 'scene_heading', 'scene_heading', 'character']

/** No caret inside a surrogate pair: neither browsers nor ProseMirror put one there. */
export function outsidePairs(doc: Node, position: number): number {
  const $position = doc.resolve(position)
  const text = $position.parent.textContent
  const offset = $position.parentOffset
  const cuts =
    offset > 0 && offset < text.length && /[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(offset - 1, offset + 1))
  return cuts ? position - 1 : position
}

export function anywhere(doc: Node, random: Random): number {
  const i = random.below(doc.childCount)
  return outsidePairs(doc, startOf(doc, i) + 1 + random.below(doc.child(i).content.size + 1))
}

/** A range from somewhere to at most `lines` - 1 lines further. */
function range(doc: Node, random: Random, lines: number): [number, number] {
  const from = anywhere(doc, random)
  const i = Math.min(doc.childCount - 1, doc.resolve(from).index(0) + random.below(lines))
  const to = outsidePairs(doc, startOf(doc, i) + 1 + random.below(doc.child(i).content.size + 1))
  return [Math.min(from, to), Math.max(from, to)]
}

const mark = (random: Random, names: readonly string[]) => {
  const type = schema.marks[random.pick(names)]
  if (!type) throw new Error('no such mark')
  return type
}

const setType = (tr: Transaction, i: number, type: string) => tr.setNodeAttribute(startOf(tr.doc, i), 'type', type)

export const EDITS = {
  type(_client, tr, random) {
    const position = anywhere(tr.doc, random)
    const text = random.pick(['a', 'b', 'aa', 'xyz', '😀', '😁', ' ', 'é', '\n'])
    const marks = random.chance(0.2) ? [mark(random, ['bold', 'italic']).create()] : tr.doc.resolve(position).marks()
    tr.insert(position, schema.text(text, marks))
  },
  typeInOthersLine(client, tr, random) {
    const others = client.binding.lines.records.filter(({ element }) => {
      const author = element?._item?.id.client ?? 0
      return author > 1 && author !== client.id
    })
    if (others.length === 0) return
    const { index } = random.pick(others)
    const offset = random.below(tr.doc.child(index).content.size + 1)
    tr.insertText('T', outsidePairs(tr.doc, startOf(tr.doc, index) + 1 + offset))
  },
  exchangeEmoji(_client, tr, random) {
    const hits: number[] = []
    tr.doc.descendants((node, position) => {
      for (const match of (node.text ?? '').matchAll(/[\u{1f600}\u{1f601}\u{1fa00}]/gu))
        hits.push(position + match.index)
    })
    if (hits.length === 0) return
    const position = random.pick(hits)
    tr.insertText(random.pick(EMOJI), position, position + 2)
  },
  replace(_client, tr, random) {
    const [from, to] = range(tr.doc, random, 1)
    tr.insertText(random.pick(['a', 'ab', '😁', 'aab']), from, to)
  },
  backspace(_client, tr, random) {
    const position = anywhere(tr.doc, random)
    const from = outsidePairs(tr.doc, position - 1)
    if (tr.doc.resolve(position).parentOffset > 1) tr.delete(from, position)
  },
  deleteRange(_client, tr, random) {
    const [from, to] = range(tr.doc, random, 4)
    if (to > from) tr.delete(from, to)
  },
  deleteMuch(_client, tr, random) {
    const [from, to] = range(tr.doc, random, 9)
    if (to > from) tr.delete(from, to)
  },
  deleteLines(_client, tr, random) {
    const from = random.below(tr.doc.childCount)
    const to = Math.min(tr.doc.childCount, from + 1 + random.below(3))
    if (to - from < tr.doc.childCount) tr.delete(startOf(tr.doc, from), startOf(tr.doc, to))
  },
  enter(_client, tr, random) {
    const position = anywhere(tr.doc, random)
    const { parent } = tr.doc.resolve(position)
    const type = schema.nodes.line
    const attrs = { ...parent.attrs, id: null, type: random.pick(TYPES) }
    tr.split(position, 1, type && random.chance(0.4) ? [{ type, attrs }] : undefined)
  },
  join(_client, tr, random) {
    if (tr.doc.childCount > 1) tr.join(startOf(tr.doc, 1 + random.below(tr.doc.childCount - 1)))
  },
  cycle(_client, tr, random) {
    setType(tr, random.below(tr.doc.childCount), random.pick(TYPES))
  },
  cycleHeading(_client, tr, random) {
    const headings = Array.from({ length: tr.doc.childCount }, (_, i) => i).filter(
      i => tr.doc.child(i).attrs.type === 'scene_heading',
    )
    if (headings.length > 0) setType(tr, random.pick(headings), 'action')
  },
  cycleMany(_client, tr, random) {
    const from = random.below(tr.doc.childCount)
    const type = random.pick(TYPES)
    for (let i = from; i < Math.min(tr.doc.childCount, from + 4); i++) setType(tr, i, type)
  },
  option(_client, tr, random) {
    const i = random.below(tr.doc.childCount)
    const [name, value] = random.pick([
      ['dual', '1'],
      ['depth', '3'],
      ['boneyard', '1'],
    ] as const)
    tr.setNodeAttribute(startOf(tr.doc, i), name, tr.doc.child(i).attrs[name] === null ? value : null)
  },
  emphasise(_client, tr, random) {
    const [from, to] = range(tr.doc, random, 3)
    const type = mark(random, ['bold', 'italic', 'underline'])
    if (to <= from) return
    if (random.chance(0.5)) tr.addMark(from, to, type.create())
    else tr.removeMark(from, to, type)
  },
  pasteOwn(_client, tr, random) {
    const [from, to] = range(tr.doc, random, 5)
    const copied = tr.doc.slice(from, to)
    tr.replaceRange(...range(tr.doc, random, 2), copied)
  },
  pasteForeign(_client, tr, random) {
    const lines = Array.from({ length: 1 + random.below(4) }, (_, i) =>
      schema.node('line', { type: random.pick(TYPES) }, schema.text(`pasted ${i}`)),
    )
    const slice = new Slice(Fragment.fromArray(lines), random.below(2), random.below(2))
    tr.replaceRange(...range(tr.doc, random, 2), slice)
  },
  dragLine(_client, tr, random) {
    if (tr.doc.childCount < 3) return
    const i = random.below(tr.doc.childCount)
    const line = tr.doc.child(i)
    tr.delete(startOf(tr.doc, i), startOf(tr.doc, i + 1))
    tr.insert(startOf(tr.doc, random.below(tr.doc.childCount + 1)), line)
  },
} satisfies Record<string, Edit>

const shownScenes = (client: Client): string[] => {
  const scenes = client.binding.lines.records.flatMap((record, index) => {
    const position = startOf(client.view.state.doc, index) + 1
    return record.element ? (client.binding.lineAt(position)?.scene ?? []) : []
  })
  return [...new Set(scenes)]
}

/** Scene commands, as the navigator gives them. */
export const COMMANDS = {
  moveScene(client, random) {
    const scenes = shownScenes(client)
    if (scenes.length > 1)
      client.binding.moveScene(random.pick(scenes), random.chance(0.2) ? null : random.pick(scenes))
  },
  splitScene(client, random) {
    const id = random.pick(client.binding.lines.records).id
    if (id) client.binding.splitScene(id)
  },
  mergeScenes(client, random) {
    const scenes = shownScenes(client)
    if (scenes.length < 2) return
    const i = random.below(scenes.length - 1)
    client.binding.mergeScenes(scenes[i] ?? '', scenes[i + 1] ?? '')
  },
} satisfies Record<string, (client: Client, random: Random) => void>
