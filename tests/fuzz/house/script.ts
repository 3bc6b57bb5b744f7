import type { Node } from '@tiptap/pm/model'
import type { Transaction } from '@tiptap/pm/state'
import * as Y from 'yjs'
import { startOf } from '../../../client/script/binding/window.ts'
import { screenplaySchema as schema } from '../../../client/script/schema.ts'
import { firstKeys } from '../../../shared/core/order.ts'
import { makeLine, plain } from '../../../shared/core/script/line.ts'
import { addScene, scriptRoots } from '../../../shared/core/script/scenes.ts'
import type { Client } from '../binding/client.ts'
import { COMMANDS } from '../binding/edits.ts'
import type { Random } from '../binding/random.ts'
import type { Licence } from './ledger.ts'

/** What a person does in the script with keys and mouse. Words stay whole: carets stand between them. */

const TYPES = ['action', 'dialogue', 'scene_heading', 'character']

/** Three scenes of three lines, two words each. */
export function startingScript(): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1
  const { script, scenes } = scriptRoots(doc)
  let word = 0
  doc.transact(() => {
    firstKeys(3).forEach((order, s) => {
      addScene(scenes, `s${s}`, { order })
      for (let l = 0; l < 3; l++) {
        const type = l === 0 ? 'scene_heading' : 'action'
        script.push([makeLine(`l${s}${l}`, `s${s}`, { type, runs: plain(`b${word++}z b${word++}z`) })])
      }
    })
  })
  return Y.encodeStateAsUpdate(doc)
}

type Edit = (tr: Transaction, random: Random, word: string) => void

/** Where words begin and end in a line, as offsets. */
const places = (line: Node): { from: number; to: number }[] =>
  [...line.textContent.matchAll(/\S+/g)].map(match => ({ from: match.index, to: match.index + match[0].length }))

const pickLine = (doc: Node, random: Random): { line: Node; start: number; index: number } => {
  const index = random.below(doc.childCount)
  return { line: doc.child(index), start: startOf(doc, index) + 1, index }
}

const EDITS = {
  type(tr, random, word) {
    const { line, start } = pickLine(tr.doc, random)
    const before = places(line)[random.below(places(line).length + 1)]
    if (before) tr.insertText(`${word} `, start + before.from)
    else tr.insertText(line.content.size > 0 ? ` ${word}` : word, start + line.content.size)
  },
  eraseWord(tr, random) {
    const { line, start } = pickLine(tr.doc, random)
    const words = places(line)
    if (words.length === 0) return
    const i = random.below(words.length)
    tr.delete(start + (words[i]?.from ?? 0), start + (words[i + 1]?.from ?? line.content.size))
  },
  eraseLines(tr, random) {
    const from = random.below(tr.doc.childCount)
    const to = Math.min(tr.doc.childCount, from + 1 + random.below(2))
    if (to - from < tr.doc.childCount) tr.delete(startOf(tr.doc, from), startOf(tr.doc, to))
  },
  enter(tr, random) {
    const { line, start } = pickLine(tr.doc, random)
    const at = places(line)[random.below(places(line).length + 1)]?.from ?? line.content.size
    const type = schema.nodes.line
    const attrs = { ...line.attrs, id: null, type: random.pick(TYPES) }
    tr.split(start + at, 1, type && random.chance(0.4) ? [{ type, attrs }] : undefined)
  },
  join(tr, random) {
    if (tr.doc.childCount < 2) return
    const at = startOf(tr.doc, 1 + random.below(tr.doc.childCount - 1))
    tr.insertText(' ', at - 1)
    tr.join(at + 1)
  },
  cycle(tr, random) {
    const i = random.below(tr.doc.childCount)
    const times = 1 + random.below(2)
    for (let j = i; j < Math.min(tr.doc.childCount, i + times); j++)
      tr.setNodeAttribute(startOf(tr.doc, j), 'type', random.pick(TYPES))
  },
  emphasise(tr, random) {
    const { line, start } = pickLine(tr.doc, random)
    const words = places(line)
    const type = schema.marks[random.pick(['bold', 'italic'])]
    if (words.length === 0 || !type) return
    const { from, to } = random.pick(words)
    if (random.chance(0.7)) tr.addMark(start + from, start + to, type.create())
    else tr.removeMark(start + from, start + to, type)
  },
} satisfies Record<string, Edit>

export const LICENCES: Record<keyof typeof EDITS, Licence> = {
  type: {},
  eraseWord: { takes: 'any' },
  eraseLines: { takes: 'any' },
  enter: { copies: true },
  join: { copies: true },
  cycle: {},
  emphasise: {},
}

export const isEdit = (act: string): act is keyof typeof EDITS => act in EDITS

export function edit({ view }: Client, act: keyof typeof EDITS, random: Random, word: string): void {
  const { tr } = view.state
  EDITS[act](tr, random, word)
  if (tr.docChanged) view.dispatch(tr)
}

export const isCommand = (act: string): act is keyof typeof COMMANDS => act in COMMANDS

export const command = (client: Client, act: keyof typeof COMMANDS, random: Random): void =>
  COMMANDS[act](client, random)
