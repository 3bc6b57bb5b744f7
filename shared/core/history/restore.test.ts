import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { parseFountain } from '../formats/fountain/parse.ts'
import {
  deleteLines,
  insertLines,
  mergeScene,
  moveScene,
  setLineText,
  setLineType,
  splitScene,
} from '../script/edit.ts'
import { isLineElement, lineText, plain } from '../script/line.ts'
import { LINE_TYPES } from '../script/lineTypes.ts'
import { repairScript } from '../script/repair.ts'
import { readLines, readScenes, scriptRoots } from '../script/scenes.ts'
import { readScreenplay, seedScript } from '../script/seed.ts'
import { readShots } from '../shots/shots.ts'
import { addShot, deleteShots, moveShots, setCell, setDuration } from '../shots/write.ts'
import { restoreScript } from './restoreScript.ts'
import { restoreShots } from './restoreShots.ts'
import { readScriptState } from './scriptState.ts'
import { readShotsState } from './shotsState.ts'

const SCRIPT = `INT. KITCHEN - NIGHT

Mara stands at the **sink**. Water runs.

MARA
You said nine.

EXT. STREET - NIGHT

Jon walks away from the light.

INT. FERRY - DAWN

Mara sits alone on the long bench.
`

function film(clientId = 1): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = clientId
  doc.transact(() => seedScript(doc, parseFountain(SCRIPT)))
  return doc
}
function copyOf(doc: Y.Doc, clientId: number): Y.Doc {
  const copy = new Y.Doc()
  copy.clientID = clientId
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}
function exchange(a: Y.Doc, b: Y.Doc): void {
  const [fromA, fromB] = [Y.encodeStateAsUpdate(a), Y.encodeStateAsUpdate(b)]
  Y.applyUpdate(a, fromB)
  Y.applyUpdate(b, fromA)
}
const lineWith = (doc: Y.Doc, text: string): string => readLines(doc).find(line => line.text.includes(text))?.id ?? ''
function typeAtEnd(doc: Y.Doc, lineId: string, words: string): void {
  for (const node of scriptRoots(doc).script.toArray() as unknown[])
    if (isLineElement(node) && node.getAttribute('id') === lineId) {
      const text = lineText(node)
      text?.insert(text.length, words)
    }
}
const says = (doc: Y.Doc) => ({
  screenplay: readScreenplay(doc),
  ids: readScenes(doc).map(scene => [scene.id, scene.number, ...scene.lines.map(line => line.id)]),
})

/** An edit of a script: what kind, and two numbers that choose where. */
const edits = fc.array(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.nat(1000), fc.nat(1000)), { maxLength: 12 })
function change(doc: Y.Doc, [kind, x, y]: [number, number, number]): void {
  const lines = readLines(doc)
  const scenes = readScenes(doc).map(scene => scene.id)
  const line = lines[x % Math.max(1, lines.length)]?.id
  const type = LINE_TYPES[y % LINE_TYPES.length] ?? 'action'
  const scene = (n: number): string => scenes[n % Math.max(1, scenes.length)] ?? ''
  if (!line || kind === 0) insertLines(doc, line ?? null, [{ type, runs: plain(`new ${x} words ${y}`) }])
  else if (kind === 1)
    deleteLines(
      doc,
      lines.slice(x % lines.length, (x % lines.length) + (y % 4)).map(one => one.id),
    )
  else if (kind === 2) setLineText(doc, line, `${lines[x % lines.length]?.text ?? ''} and ${y}`)
  else if (kind === 3) setLineType(doc, line, type)
  else if (kind === 4) moveScene(doc, scene(x), y % 3 === 0 ? null : scene(y))
  else if (kind === 5) splitScene(doc, line)
  else if (kind === 6) {
    if (scene(x) !== scene(y)) mergeScene(doc, scene(x), scene(y))
  } else typeAtEnd(doc, line, ` ${y}`)
}

describe('a restored script', () => {
  it('says exactly what it said, whatever was done to it since, and can be brought forward again', () => {
    fc.assert(
      fc.property(edits, edits, (first, second) => {
        const doc = film()
        for (const edit of first) change(doc, edit)
        repairScript(doc)
        const [then, target] = [says(doc), readScriptState(copyOf(doc, 9))]
        for (const edit of second) change(doc, edit)
        repairScript(doc)
        const [later, latest] = [says(doc), readScriptState(copyOf(doc, 9))]
        restoreScript(doc, target)
        expect(says(doc)).toEqual(then)
        restoreScript(doc, latest)
        expect(says(doc)).toEqual(later)
      }),
      { numRuns: 300 },
    )
  })

  it('is not written to when it says the same already', () => {
    const doc = film()
    const target = readScriptState(doc)
    const before = Y.encodeStateAsUpdate(doc)
    restoreScript(doc, target)
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  })

  it('brings emphasis back', () => {
    const doc = film()
    const target = readScriptState(doc)
    const line = lineWith(doc, 'sink')
    for (const node of scriptRoots(doc).script.toArray() as unknown[])
      if (isLineElement(node) && node.getAttribute('id') === line)
        lineText(node)?.format(0, 12, { bold: null, italic: true })
    const then = says(film()).screenplay
    restoreScript(doc, target)
    for (const node of scriptRoots(doc).script.toArray() as unknown[])
      if (isLineElement(node) && node.getAttribute('id') === line)
        lineText(node)?.format(0, 40, { bold: null, italic: null })
    restoreScript(doc, target)
    expect(readScreenplay(doc)).toEqual(then)
  })

  it('keeps what a colleague types at the same moment: in a line that stays, that changes, and that goes', () => {
    const server = film()
    const target = readScriptState(copyOf(server, 9))
    const changed = lineWith(server, 'Jon walks')
    setLineText(server, changed, 'Jon runs towards the light.')
    const [fresh = ''] = insertLines(server, changed, [{ type: 'action', runs: plain('A dog barks.') }])
    const stays = lineWith(server, 'Mara sits')
    const ben = copyOf(server, 2)
    for (const line of [stays, changed, fresh]) typeAtEnd(ben, line, ' Slowly.')
    server.clientID = 3
    restoreScript(server, target, new Set([fresh]))
    exchange(server, ben)
    expect(says(ben)).toEqual(says(server))
    const texts = new Map(readLines(server).map(line => [line.id, line.text]))
    expect(texts.get(stays)).toBe('Mara sits alone on the long bench. Slowly.')
    expect(texts.get(changed)).toBe('Jon walks away from the light. Slowly.')
    expect(texts.get(fresh)).toBe(' Slowly.')
  })

  it('touches no word that both states have', () => {
    const doc = film()
    const target = readScriptState(copyOf(doc, 9))
    setLineText(doc, lineWith(doc, 'Jon walks'), 'Jon runs away from the light.')
    const changes: Uint8Array[] = []
    doc.on('update', update => changes.push(update))
    restoreScript(doc, target)
    // one word out, one in
    expect(changes.length).toBe(1)
    expect(changes[0]?.length).toBeLessThan(60)
  })
})

describe('a restored shot table', () => {
  const rowEdits = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.nat(1000), fc.nat(1000)), { maxLength: 12 })
  function changeRow(doc: Y.Doc, [kind, x, y]: [number, number, number]): void {
    const ids = readShots(doc).map(shot => shot.id)
    const id = ids[x % Math.max(1, ids.length)]
    if (!id || kind === 0)
      addShot(doc, id ?? null, { action: `action ${x}`, sources: [{ lineId: `l${y % 5}`, hash: 'h' }] })
    else if (kind === 1) deleteShots(doc, [id])
    else if (kind === 2) moveShots(doc, [id], ids[y % ids.length] ?? null)
    else if (kind === 3) setCell(doc, id, 'camera', `wide ${y}`)
    else setDuration(doc, id, 1 + (y % 50))
  }

  it('says exactly what it said, and can be brought forward again', () => {
    fc.assert(
      fc.property(rowEdits, rowEdits, (first, second) => {
        const doc = new Y.Doc()
        for (const edit of first) changeRow(doc, edit)
        const [then, target] = [readShots(doc), readShotsState(doc)]
        for (const edit of second) changeRow(doc, edit)
        const [later, latest] = [readShots(doc), readShotsState(doc)]
        restoreShots(doc, target)
        expect(readShots(doc)).toEqual(then)
        restoreShots(doc, latest)
        expect(readShots(doc)).toEqual(later)
      }),
      { numRuns: 200 },
    )
  })

  it('keeps a row in which a colleague types at the same moment', () => {
    const server = new Y.Doc()
    addShot(server, null, { action: 'Mara enters' })
    const target = readShotsState(server)
    const fresh = addShot(server, null, { action: 'The door' })
    const ben = copyOf(server, 2)
    setCell(ben, fresh, 'action', 'The door slams')
    restoreShots(server, target)
    exchange(server, ben)
    expect(readShots(server).find(shot => shot.id === fresh)?.action).toBe(' slams')
    expect(readShots(ben)).toEqual(readShots(server))
  })
})
