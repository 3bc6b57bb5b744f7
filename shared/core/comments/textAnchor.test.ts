import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { deleteLines, insertLines, mergeScene, moveScene, setLineType, splitScene } from '../script/edit.ts'
import { lineText, makeLine, plain } from '../script/line.ts'
import { scriptRoots, shownElements } from '../script/scenes.ts'
import { copyOf, elementAt, scriptOf, sync, treatmentOf } from '../suggestions/testDocument.ts'
import { plainText } from '../text/writeWords.ts'
import { anchorText, findText } from './textAnchor.ts'
import { anchorIn, type TextAnchor } from './thread.ts'

const SCRIPT = ['Ada pours tea into two cups.', 'Ben watches the rain.', 'Nobody says a word.'] as const

/** Clients 11 and 12 on a script of three lines. */
function desk(...lines: string[]): { ana: Y.Doc; ben: Y.Doc } {
  const first = scriptOf(...(lines.length > 0 ? lines : SCRIPT))
  return { ana: copyOf(first, 11), ben: copyOf(first, 12) }
}

function anchorOn(doc: Y.Doc, words: string, line = 'l1'): TextAnchor {
  const element = elementAt(doc, line)
  const from = plainText(textOf(doc, line)).indexOf(words)
  const anchor = anchorText(element, from, from + words.length)
  // as it comes back from a document
  const read = anchorIn(JSON.parse(JSON.stringify(anchor)))
  if (read?.kind !== 'text') throw new Error(`no anchor on ${words}`)
  return read
}

function textOf(doc: Y.Doc, line: string): Y.XmlText {
  const text = lineText(elementAt(doc, line))
  if (!text) throw new Error(`no text in ${line}`)
  return text
}

/** What an anchor is on: id of the line, and the words. */
function on(doc: Y.Doc, anchor: TextAnchor): string | null {
  const found = findText(doc, anchor)
  return found && `${found.element.getAttribute('id')}: ${plainText(found.text).slice(found.from, found.to)}`
}

/** As the editor splits: the second half is written anew, in a new line. */
function split(doc: Y.Doc, line: string, at: number, id: string): void {
  const text = textOf(doc, line)
  const rest = plainText(text).slice(at)
  const element = elementAt(doc, line)
  doc.transact(() => {
    text.delete(at, rest.length)
    scriptRoots(doc).script.insertAfter(element, [makeLine(id, 's1', { type: 'action', runs: plain(rest) })])
  })
}

/** As the editor joins a line to the one before it: its words are written anew there. */
function join(doc: Y.Doc, line: string, next: string): void {
  doc.transact(() => {
    textOf(doc, line).insert(textOf(doc, line).length, plainText(textOf(doc, next)))
    deleteLines(doc, [next])
  })
}

/** As somebody who opens the document now has it: without what was deleted. */
function late(doc: Y.Doc): Y.Doc {
  const stored = new Y.Doc()
  Y.applyUpdate(stored, Y.encodeStateAsUpdate(doc))
  const fresh = new Y.Doc()
  Y.applyUpdateV2(fresh, Y.encodeStateAsUpdateV2(stored))
  return fresh
}

describe('a comment on words stays on them', () => {
  test('while one person types around them and the other in them', () => {
    const { ana, ben } = desk()
    const anchor = anchorOn(ana, 'pours tea')
    textOf(ana, 'l1').insert(0, 'Slowly, ')
    textOf(ben, 'l1').insert(6, 'a little ')
    textOf(ben, 'l1').insert(plainText(textOf(ben, 'l1')).indexOf(' into'), '!')
    sync(ana, ben)
    for (const doc of [ana, ben, late(ana)]) expect(on(doc, anchor)).toBe('l1: poa little urs tea')
  })

  test('through every element, and through a move of its scene while the other types', () => {
    const { ana, ben } = desk()
    const anchor = anchorOn(ana, 'pours tea')
    const second = splitScene(ana, 'l3')
    setLineType(ben, 'l1', 'dialogue')
    textOf(ben, 'l1').insert(4, 'now ')
    moveScene(ana, second, null)
    sync(ana, ben)
    for (const doc of [ana, ben, late(ben)]) expect(on(doc, anchor)).toBe('l1: pours tea')
    mergeScene(ana, second, 's1')
    expect(on(ana, anchor)).toBe('l1: pours tea')
  })

  test('when the line is split before, behind and in them, also for who comes later', () => {
    for (const [at, found] of [
      [4, 'new: pours tea'],
      [13, 'l1: pours tea'],
      [9, 'l1: pours'],
    ] as const) {
      const { ana, ben } = desk()
      const anchor = anchorOn(ana, 'pours tea')
      textOf(ben, 'l2').insert(0, 'And ')
      split(ana, 'l1', at, 'new')
      sync(ana, ben)
      for (const doc of [ana, ben, late(ana)]) expect(on(doc, anchor)?.trimEnd()).toBe(found)
    }
  })

  test('when the line is joined to the one before, and split off again', () => {
    const { ana, ben } = desk()
    const anchor = anchorOn(ana, 'the rain', 'l2')
    join(ana, 'l1', 'l2')
    sync(ana, ben)
    for (const doc of [ana, ben, late(ana)]) expect(on(doc, anchor)).toBe('l1: the rain')
    split(ana, 'l1', SCRIPT[0].length, 'again')
    sync(ana, ben)
    for (const doc of [ana, ben, late(ana)]) expect(on(doc, anchor)).toBe('again: the rain')
  })

  test('when the line was deleted and an undo writes it again', () => {
    const { ana } = desk()
    const anchor = anchorOn(ana, 'Ben watches', 'l2')
    deleteLines(ana, ['l2'])
    expect(on(ana, anchor)).toBeNull()
    insertLines(ana, 'l1', [{ id: 'l2', type: 'action', runs: plain(SCRIPT[1]) }])
    expect(on(ana, anchor)).toBe('l2: Ben watches')
  })
})

describe('a comment never comes to other words', () => {
  test('once its words are deleted it is on nothing, and still knows what it was on', () => {
    const { ana, ben } = desk()
    const anchor = anchorOn(ana, 'pours tea')
    textOf(ana, 'l1').delete(4, 9)
    textOf(ben, 'l1').insert(0, 'Then ')
    sync(ana, ben)
    for (const doc of [ana, ben, late(ben)]) expect(on(doc, anchor)).toBeNull()
    expect(anchor.words).toBe('pours tea')
  })

  test('also when the next line has the same words', () => {
    const line = 'He opens the door and leaves.'
    const { ana } = desk(line, line, line)
    const anchor = anchorOn(ana, 'opens the door', 'l2')
    expect(anchor.unique).toBe(false)
    deleteLines(ana, ['l2'])
    for (const doc of [ana, late(ana)]) expect(on(doc, anchor)).toBeNull()
  })

  test('also when somebody types the words anew among others, or a short word alone', () => {
    const { ana } = desk()
    const anchor = anchorOn(ana, 'tea')
    textOf(ana, 'l1').delete(10, 3)
    insertLines(ana, 'l1', [
      { type: 'dialogue', runs: plain('No more tea for me.') },
      { type: 'dialogue', runs: plain('tea') },
    ])
    expect(on(ana, anchor)).toBeNull()
  })

  test('whatever a program writes for an anchor', () => {
    const { ana } = desk()
    const anchor = anchorOn(ana, 'pours tea')
    const { start } = anchorOn(ana, 'rain', 'l2')
    const far = { client: 1, clock: 100_000 }
    for (const bad of [
      { ...anchor, start: anchor.end, end: anchor.start },
      { ...anchor, end: { ...start, assoc: -1 } },
      { ...anchor, start: { item: far }, end: { item: far }, element: far },
      { ...anchor, start: { type: anchor.element }, end: { type: anchor.element } },
    ])
      expect(['l1: pours tea', null]).toContain(on(ana, bad))
    expect(anchorIn({ ...anchor, start: { tname: 'script' } })).toBeNull()
  })
})

test('an emoji at the edge of what is kept stays whole', () => {
  const { ana } = desk(`${'a'.repeat(10)}😀${'b'.repeat(39)}X marks the spot${'c'.repeat(39)}😀`, 'Other.')
  const anchor = anchorOn(ana, 'X marks the spot')
  expect(anchor.before.isWellFormed() && anchor.after.isWellFormed()).toBe(true)
  expect(anchorText(elementAt(ana, 'l1'), 3, 3)).toBeNull()
})

/*
 * Random edits by clients 11 and 12, who meet now and then. Every character of the first script is there once, so what an anchor
 * is on tells where it came from; what is typed is Latin. An anchor may lose its words, and never has those of another line.
 */
const SEEDS = Number(process.env.SEEDS ?? 16)
const LINES = 12
const LENGTH = 30
const charOf = (line: number, at: number): string => String.fromCharCode(0x4e00 + line * LENGTH + at)
const lineOfChar = (char: string): number => Math.floor((char.charCodeAt(0) - 0x4e00) / LENGTH)

function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

test.each(Array.from({ length: SEEDS }, (_, i) => i + 1))('random edits, seed %i', seed => {
  const next = random(seed)
  const pick = (count: number) => Math.floor(next() * count)
  const { ana, ben } = desk(
    ...Array.from({ length: LINES }, (_, i) => Array.from({ length: LENGTH }, (_, k) => charOf(i, k)).join('')),
  )
  const anchors = Array.from({ length: 30 }, () => {
    const line = pick(LINES)
    const from = pick(LENGTH - 2)
    const to = from + 1 + pick(LENGTH - from)
    const anchor = anchorText(elementAt(ana, `l${line + 1}`), from, to)
    if (!anchor) throw new Error(`seed ${seed}: no anchor`)
    return { line, anchor }
  })
  const isGentle = seed % 2 === 0 // nothing is deleted or typed: every anchor must hold a part of its words at least
  let made = 0
  for (let act = 0; act < 60; act++) {
    const doc = pick(2) === 0 ? ana : ben
    const shown = shownElements(scriptRoots(doc))
    const at = pick(shown.length)
    const id = shown[at]?.getAttribute('id') ?? ''
    const text = textOf(doc, id)
    const place = pick(text.length + 1)
    const acts: (() => void)[] = [
      () => split(doc, id, place, `n${seed}_${made++}`),
      () => setLineType(doc, id, next() < 0.5 ? 'dialogue' : 'action'),
      () => sync(ana, ben),
      ...(isGentle
        ? []
        : [
            () => text.insert(place, 'typed words '.slice(0, 1 + pick(11))),
            () => text.delete(Math.min(place, text.length), Math.min(pick(6), text.length - place)),
            () => shown.length > 4 && deleteLines(doc, [id]),
          ]),
      () => {
        const below = shown[at + 1]?.getAttribute('id')
        if (below) join(doc, id, below)
      },
    ]
    acts[pick(acts.length)]?.()
    if (isGentle) sync(ana, ben) // two who split and join the same line at once write its words twice
  }
  sync(ana, ben)
  const fresh = late(ana)
  let held = 0
  for (const { line, anchor } of anchors)
    for (const doc of [ana, ben, fresh]) {
      const found = findText(doc, anchor)
      if (!found) continue
      held++
      const words = plainText(found.text).slice(found.from, found.to)
      for (const char of words)
        if (char >= '\u4e00') expect({ seed, line: lineOfChar(char), words }).toMatchObject({ line })
    }
  if (isGentle) expect({ seed, held: held > anchors.length }).toEqual({ seed, held: true })
})

describe('a comment in a treatment', () => {
  test('stays on its words in one variant, whatever another says alike, and follows them into a new paragraph', () => {
    const doc = copyOf(treatmentOf(['Ada pours tea into two cups.'], ['Ada pours tea into two cups.']), 11)
    const anchor = anchorOn(doc, 'tea into two', 'l2')
    expect(on(doc, anchor)).toBe('l2: tea into two')
    const text = textOf(doc, 'l2')
    const element = elementAt(doc, 'l2')
    doc.transact(() => {
      text.delete(10, text.length - 10)
      if (element.parent instanceof Y.XmlFragment)
        element.parent.insertAfter(element, [
          makeLine('new', 'v2', { type: 'general', runs: plain('tea into two cups.') }),
        ])
    })
    expect(on(doc, anchor)).toBe('new: tea into two')
    expect(on(late(doc), anchor)).toBe('new: tea into two')
  })
})
