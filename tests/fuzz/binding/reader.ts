import type { Node } from '@tiptap/pm/model'
import * as Y from 'yjs'

/**
 * Reads a screenplay without any of the code under test: Yjs items one by one, scenes ordered by comparing their whole
 * chains of pointers.
 */
export interface ReadLine {
  id: string | null
  type: string
  scene: string | null
  /** The shown scene. */
  root: string
  row: string
}

const MARKS = ['bold', 'italic', 'underline']

function value(items: Map<string, Y.Item>, key: string): string | undefined {
  const item = items.get(key)
  if (!item || item.deleted) return undefined
  const content: unknown[] = item.content.getContent()
  const last = content.at(-1)
  return typeof last === 'string' && last !== '' ? last : undefined
}

function* live(start: Y.Item | null): Generator<Y.Item> {
  for (let item = start; item; item = item.right) if (!item.deleted) yield item
}

const typeIn = (item: Y.Item): Y.AbstractType<unknown> | null =>
  item.content instanceof Y.ContentType ? item.content.type : null

function charactersOf(text: Y.AbstractType<unknown>): [string, string][] {
  const characters: [string, string][] = []
  const marks = new Map<string, unknown>()
  for (const item of live(text._start))
    if (item.content instanceof Y.ContentFormat) marks.set(item.content.key, item.content.value)
    else if (item.content instanceof Y.ContentString)
      for (const unit of item.content.str.split('')) characters.push([unit, MARKS.filter(m => marks.get(m)).join()])
  return characters
}

/** From the scene shown to the physical one. Of a ring, the least id is shown. */
function chainOf(scenes: Y.Map<unknown>, scene: string): string[] {
  const path = [scene]
  for (;;) {
    const last = path.at(-1) ?? ''
    const item = scenes._map.get(last)
    const entry = item && !item.deleted ? typeIn(item) : null
    const next = last !== 'front' && entry ? value(entry._map, 'mergedInto') : undefined
    if (next === undefined) return path.reverse()
    const at = path.indexOf(next)
    if (at >= 0) {
      const ring = path.slice(at)
      const least = ring.toSorted()[0] ?? ''
      return [...path.slice(0, at), ...ring.slice(0, ring.indexOf(least) + 1)].reverse()
    }
    path.push(next)
  }
}

function keyOf(scenes: Y.Map<unknown>, scene: string): string {
  if (scene === 'front') return ''
  const item = scenes._map.get(scene)
  const entry = item && !item.deleted ? typeIn(item) : null
  return (entry && value(entry._map, 'order')) ?? '~'
}

export function readDocument(doc: Y.Doc): ReadLine[] {
  const scenes = doc.getMap('scenes')
  const rows: { line: ReadLine; chain: [string, string][]; place: number }[] = []
  let place = 0
  for (const item of live(doc.getXmlFragment('script')._start)) {
    const element = typeIn(item)
    if (!(element instanceof Y.XmlElement) || element.nodeName !== 'line') continue
    const get = (key: string) => value(element._map, key)
    const text = [...live(element._start)].map(typeIn).find(type => type instanceof Y.XmlText)
    const scene = get('scene') ?? ''
    const chain = chainOf(scenes, scene)
    const row = flat(
      [get('id'), get('type') ?? 'action', get('scene'), get('dual'), get('depth'), get('boneyard')],
      text ? charactersOf(text) : [],
    )
    rows.push({
      line: {
        id: get('id') ?? null,
        type: get('type') ?? 'action',
        scene: get('scene') ?? null,
        root: chain[0] ?? '',
        row,
      },
      chain: chain.map(id => [keyOf(scenes, id), id]),
      place: place++,
    })
  }
  rows.sort((a, b) => {
    for (let i = 0; i < Math.min(a.chain.length, b.chain.length); i++) {
      const [keyA, idA] = a.chain[i] ?? ['', '']
      const [keyB, idB] = b.chain[i] ?? ['', '']
      if (keyA !== keyB) return keyA < keyB ? -1 : 1
      if (idA !== idB) return idA < idB ? -1 : 1
    }
    return a.chain.length - b.chain.length || a.place - b.place
  })
  return rows.map(({ line }) => line)
}

function flat(attributes: (string | null | undefined)[], characters: [string, string][]): string {
  const runs: [string, string][] = []
  for (const [character, marks] of characters) {
    const last = runs.at(-1)
    if (last && last[1] === marks) last[0] += character
    else runs.push([character, marks])
  }
  return JSON.stringify([...attributes.map(attribute => attribute ?? null), runs])
}

/** The editor's lines in the same form. */
export function readEditor(doc: Node): string[] {
  const rows: string[] = []
  doc.forEach(line => {
    const characters: [string, string][] = []
    line.forEach(text => {
      const marks = MARKS.filter(mark => text.marks.some(m => m.type.name === mark)).join()
      for (const unit of (text.text ?? '').split('')) characters.push([unit, marks])
    })
    const { id, type, scene, dual, depth, boneyard } = line.attrs
    rows.push(flat([id, type, scene, dual, depth, boneyard], characters))
  })
  return rows
}

/** What is wrong with the scenes: a heading that starts none, or a scene that does not start with one. */
export function wrongScenes(lines: readonly ReadLine[]): string[] {
  return lines.flatMap((line, i) => {
    const starts = lines[i - 1]?.root !== line.root
    if (line.type === 'scene_heading')
      return starts && line.root !== 'front' ? [] : [`heading ${line.id} inside ${line.root}`]
    return starts && line.root !== 'front' ? [`scene ${line.root} starts with ${line.type} ${line.id}`] : []
  })
}

/** Live characters that other clients typed, each by its Yjs id. */
export function othersCharacters(doc: Y.Doc, me: number): Set<string> {
  const found = new Set<string>()
  for (const line of live(doc.getXmlFragment('script')._start))
    for (const child of live(typeIn(line)?._start ?? null))
      for (const item of live(typeIn(child)?._start ?? null))
        if (item.countable && item.id.client !== me)
          for (let k = 0; k < item.length; k++) found.add(`${item.id.client}:${item.id.clock + k}`)
  return found
}
