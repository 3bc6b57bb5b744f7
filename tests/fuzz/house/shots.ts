import * as Y from 'yjs'
import { TEXT_COLUMNS } from '../../../shared/core/shots/columns.ts'
import { readShots } from '../../../shared/core/shots/shots.ts'
import type { ShotUndo } from '../../../shared/core/shots/undo.ts'
import { addShot, deleteShots, moveShots, setCell, setDuration } from '../../../shared/core/shots/write.ts'
import type { Random } from '../binding/random.ts'
import type { Licence } from './ledger.ts'

/** What a person does in a shot table. */

/** Two shots with a word each. */
export function startingShots(): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1
  const first = addShot(doc, null, { action: 'b100z' })
  addShot(doc, first, { action: 'b101z' })
  return Y.encodeStateAsUpdate(doc)
}

interface Table {
  doc: Y.Doc
  undo: ShotUndo
  origin: unknown
}
type Act = (table: Table, random: Random, word: string) => void

const pickShot = (doc: Y.Doc, random: Random) => {
  const shots = readShots(doc)
  return shots.length > 0 ? random.pick(shots) : null
}

const ACTS = {
  addShot({ doc, origin }, random, word) {
    addShot(doc, pickShot(doc, random)?.id ?? null, random.chance(0.5) ? { action: word } : {}, origin)
  },
  writeShot({ doc, origin }, random, word) {
    const shot = pickShot(doc, random)
    const column = random.pick(TEXT_COLUMNS.slice(0, 2))
    if (!shot) return
    const words = shot[column].split(' ').filter(text => text !== '')
    words.splice(random.below(words.length + 1), 0, word)
    setCell(doc, shot.id, column, words.join(' '), origin)
  },
  eraseShot({ doc, origin }, random) {
    const shot = pickShot(doc, random)
    const column = random.pick(TEXT_COLUMNS.slice(0, 2))
    if (!shot) return
    const words = shot[column].split(' ').filter(text => text !== '')
    if (words.length === 0) return
    words.splice(random.below(words.length), 1)
    setCell(doc, shot.id, column, words.join(' '), origin)
  },
  moveShot({ doc, origin }, random) {
    const shot = pickShot(doc, random)
    if (!shot) return
    if (random.chance(0.3)) setDuration(doc, shot.id, 1 + random.below(50), origin)
    else moveShots(doc, [shot.id], pickShot(doc, random)?.id ?? null, origin)
  },
  deleteShot({ doc, origin }, random) {
    const shot = pickShot(doc, random)
    if (shot) deleteShots(doc, [shot.id], origin)
  },
  undoShot({ undo }, random) {
    if (random.chance(0.7)) undo.undo()
    else undo.redo()
  },
} satisfies Record<string, Act>

export const SHOT_LICENCES: Record<keyof typeof ACTS, Licence> = {
  addShot: {},
  writeShot: {},
  // two people's words may stand there without a blank between, and go together
  eraseShot: { takes: 'any' },
  moveShot: {},
  // a deleted row keeps its words
  deleteShot: {},
  undoShot: { takes: 'own', copies: true },
}

export const isShotAct = (act: string): act is keyof typeof ACTS => act in ACTS

export const actOnShots = (table: Table, act: keyof typeof ACTS, random: Random, word: string): void =>
  ACTS[act](table, random, word)
