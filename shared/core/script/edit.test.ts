import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  deleteLines,
  findLine,
  insertLines,
  mergeScene,
  moveScene,
  ScriptEditError,
  setLineText,
  setLineType,
  splitScene,
} from './edit.ts'
import { lineText, plain, textOfRuns } from './line.ts'
import { repairScript } from './repair.ts'
import { readLines, readScenes, scriptRoots, shownScene } from './scenes.ts'
import { sync, twoPeople } from './testPeople.ts'

function typeIn(doc: Y.Doc, lineId: string, offset: number, text: string): void {
  const line = findLine(scriptRoots(doc), lineId)
  if (!line) throw new Error(`no line ${lineId}`)
  lineText(line)?.insert(offset, text)
}

const idsOf = (doc: Y.Doc) => readLines(doc).map(line => line.id)
const textOf = (doc: Y.Doc, id: string) => readLines(doc).find(line => line.id === id)?.text
const layout = (doc: Y.Doc) =>
  readScenes(doc).map(scene => `${scene.id}: ${scene.lines.map(line => line.id).join(' ')}`)

describe("a colleague's typing survives", () => {
  it('cycling the element', () => {
    // Ann: b1 action -> character -> dialogue     Ben: types at the end of b1
    const [ann, ben] = twoPeople(2)
    setLineType(ann, 'b1', 'character')
    setLineType(ann, 'b1', 'dialogue')
    typeIn(ben, 'b1', 12, ' Slowly.')
    sync(ann, ben)
    for (const doc of [ann, ben]) {
      expect(textOf(doc, 'b1')).toBe('b1 walks in. Slowly.')
      expect(readLines(doc).find(line => line.id === 'b1')?.type).toBe('dialogue')
    }
  })

  it('splitting the scene at a heading', () => {
    // Ann: b1 becomes a heading, b splits before it     Ben: types in b1 and in b2
    const [ann, ben] = twoPeople(2)
    const fresh = splitScene(ann, 'b1')
    typeIn(ben, 'b1', 0, 'Then ')
    typeIn(ben, 'b2', 0, 'At last ')
    sync(ann, ben)
    for (const doc of [ann, ben]) {
      expect(layout(doc)).toEqual(['a: a0 a1 a2', 'b: b0', `${fresh}: b1 b2`, 'c: c0 c1 c2'])
      expect(textOf(doc, 'b1')).toBe('Then b1 walks in.')
      expect(textOf(doc, 'b2')).toBe('At last b2 walks out.')
    }
  })

  it('merging the scene into another', () => {
    // Ann: b joins a     Ben: types in b1, adds a line behind b2
    const [ann, ben] = twoPeople(2)
    mergeScene(ann, 'a', 'b')
    typeIn(ben, 'b1', 0, 'Then ')
    const [added] = insertLines(ben, 'b2', [{ type: 'action', runs: plain('Silence.') }])
    sync(ann, ben)
    for (const doc of [ann, ben]) {
      expect(layout(doc)).toEqual([`a: a0 a1 a2 b0 b1 b2 ${added}`, 'c: c0 c1 c2'])
      expect(textOf(doc, 'b1')).toBe('Then b1 walks in.')
    }
  })

  it('moving the scene', () => {
    // Ann: c to the front     Ben: types in c1, and moves b behind c
    const [ann, ben] = twoPeople(2)
    moveScene(ann, 'c', null)
    typeIn(ben, 'c1', 0, 'Then ')
    moveScene(ben, 'b', 'c')
    sync(ann, ben)
    for (const doc of [ann, ben]) {
      expect(idsOf(doc)).toEqual(['c0', 'c1', 'c2', 'a0', 'a1', 'a2', 'b0', 'b1', 'b2'])
      expect(textOf(doc, 'c1')).toBe('Then c1 walks in.')
    }
  })

  it('rewriting other words of the line', () => {
    // Ann: "a1 walks in." -> "a1 runs in."     Ben: "a1 walks in at dusk."
    const [ann, ben] = twoPeople(2)
    setLineText(ann, 'a1', 'a1 runs in.')
    typeIn(ben, 'a1', 11, ' at dusk')
    sync(ann, ben)
    for (const doc of [ann, ben]) expect(textOf(doc, 'a1')).toBe('a1 runs in at dusk.')
  })
})

describe('splitting and merging', () => {
  it('merging sets one pointer: no line is touched but the heading, which becomes action with its words', () => {
    const [ann] = twoPeople(2)
    const before = new Map(
      scriptRoots(ann)
        .script.toArray()
        .map(element => [element, String(element)]),
    )
    mergeScene(ann, 'a', 'b')
    const { script, scenes } = scriptRoots(ann)
    expect(scenes.get('b')?.get('mergedInto')).toBe('a')
    const changed = script.toArray().filter(element => before.get(element) !== String(element))
    expect(script.toArray().every(element => before.has(element))).toBe(true)
    expect(changed).toHaveLength(1)
    expect(textOf(ann, 'b0')).toBe('INT. B - DAY')
  })

  it('a scene merged into one that was merged itself is shown behind it, whatever their keys', () => {
    const [ann] = twoPeople(2)
    moveScene(ann, 'c', null) // c a b
    mergeScene(ann, 'a', 'b')
    mergeScene(ann, 'b', 'c')
    expect(layout(ann)).toEqual(['a: a0 a1 a2 b0 b1 b2 c0 c1 c2'])
  })

  it('a merged scene whose first line is a heading again stands by itself, with its id, where it was', () => {
    const [ann] = twoPeople(2)
    mergeScene(ann, 'a', 'b')
    moveScene(ann, 'c', null)
    setLineType(ann, 'b0', 'scene_heading')
    expect(layout(ann)).toEqual(['c: c0 c1 c2', 'a: a0 a1 a2', 'b: b0 b1 b2'])
  })

  it('what was merged behind the split point goes with the new scene', () => {
    const [ann] = twoPeople(2)
    mergeScene(ann, 'a', 'b')
    mergeScene(ann, 'a', 'c')
    const fresh = splitScene(ann, 'b1')
    expect(layout(ann)).toEqual(['a: a0 a1 a2 b0', `${fresh}: b1 b2 c0 c1 c2`])
    setLineType(ann, 'c0', 'scene_heading')
    expect(layout(ann)).toEqual(['a: a0 a1 a2 b0', `${fresh}: b1 b2`, 'c: c0 c1 c2'])
  })

  it('a scene that loses its heading joins the one before, the first one the front matter', () => {
    const [ann] = twoPeople(2)
    deleteLines(ann, ['c0'])
    setLineType(ann, 'a0', 'action')
    expect(layout(ann)).toEqual(['front: a0 a1 a2', 'b: b0 b1 b2 c1 c2'])
    deleteLines(ann, ['b0'])
    expect(layout(ann)).toEqual(['front: a0 a1 a2 b1 b2 c1 c2'])
    setLineType(ann, 'b1', 'scene_heading')
    expect(layout(ann)).toEqual(['front: a0 a1 a2', 'b: b1 b2 c1 c2'])
  })

  it('deleting a whole scene leaves the others as they are', () => {
    const [ann] = twoPeople(2)
    deleteLines(ann, ['b0', 'b1', 'b2', 'gone long ago'])
    expect(layout(ann)).toEqual(['a: a0 a1 a2', 'c: c0 c1 c2'])
  })

  it('inserted headings begin scenes, and lines before everything are front matter', () => {
    const [ann] = twoPeople(2)
    const made = insertLines(ann, 'a1', [
      { id: 'x', type: 'scene_heading', runs: plain('INT. X - DAY') },
      { id: 'y', type: 'action', runs: plain('Y.') },
    ])
    insertLines(ann, null, [{ id: 'fade', type: 'transition', runs: plain('FADE IN:') }])
    expect(made).toEqual(['x', 'y'])
    const { scenes } = scriptRoots(ann)
    const x = shownScene(scenes, readLines(ann).find(line => line.id === 'x')?.scene ?? '')
    expect(layout(ann)).toEqual(['front: fade', 'a: a0 a1', `${x}: x y a2`, 'b: b0 b1 b2', 'c: c0 c1 c2'])
  })

  it('two people merge two scenes into each other: both agree, and nothing is lost', () => {
    // Ann: b joins a     Ben: moves b before a, then a joins b
    const [ann, ben] = twoPeople(2)
    mergeScene(ann, 'a', 'b')
    moveScene(ben, 'b', null)
    mergeScene(ben, 'b', 'a')
    sync(ann, ben)
    expect(layout(ann)).toEqual(layout(ben))
    expect(idsOf(ann)).toHaveLength(9)
    setLineType(ann, 'a0', 'scene_heading')
    setLineType(ann, 'b0', 'scene_heading')
    sync(ann, ben)
    expect(layout(ben)).toEqual(['a: a0 a1 a2', 'b: b0 b1 b2', 'c: c0 c1 c2'])
  })

  it('an undone move or an unknown line changes nothing and says so', () => {
    const [ann] = twoPeople(2)
    const before = Y.encodeStateVector(ann)
    expect(() => setLineType(ann, 'nowhere', 'action')).toThrow(ScriptEditError)
    expect(() => insertLines(ann, 'nowhere', [])).toThrow('no longer in the script')
    expect(() => mergeScene(ann, 'a', 'nowhere')).toThrow(ScriptEditError)
    moveScene(ann, 'front', 'a')
    moveScene(ann, 'a', 'a')
    expect(Y.encodeStateVector(ann)).toEqual(before)
  })
})

describe('a script pasted into a script', () => {
  const pasted = (scenes: number) =>
    Array.from({ length: scenes * 20 }, (_, i) => ({
      type: i % 20 === 0 ? ('scene_heading' as const) : ('action' as const),
      runs: plain(`pasted ${i}`),
    }))

  it('in the middle of a scene gives a scene per heading, in their order, and the rest of the scene to the last', () => {
    const [ann, ben] = twoPeople(2)
    mergeScene(ann, 'a', 'b')
    insertLines(ann, 'a1', pasted(3))
    expect(readScenes(ann).map(scene => [scene.heading, scene.lines.length])).toEqual([
      ['INT. A - DAY', 2],
      ['pasted 0', 20],
      ['pasted 20', 20],
      ['pasted 40', 20 + 1 + 3],
      ['INT. C - DAY', 3],
    ])
    expect(readLines(ann).map(line => line.text)).toEqual([
      'INT. A - DAY',
      'a1 walks in.',
      ...pasted(3).map(line => textOfRuns(line.runs)),
      'a2 walks out.',
      'INT. B - DAY',
      'b1 walks in.',
      'b2 walks out.',
      'INT. C - DAY',
      'c1 walks in.',
      'c2 walks out.',
    ])
    Y.applyUpdate(ben, Y.encodeStateAsUpdate(ann))
    expect(repairScript(ben)).toEqual([])
  })

  it('costs what its lines cost, however many scenes it has', () => {
    const bytesFor = (scenes: number): number => {
      const doc = new Y.Doc()
      let bytes = 0
      doc.on('update', (update: Uint8Array) => {
        bytes += update.length
      })
      insertLines(doc, null, pasted(scenes))
      return bytes
    }
    expect(bytesFor(200)).toBeLessThan(12 * bytesFor(20))
  })
})

describe('text', () => {
  it('only the words that differ are written, and emphasis on the others stays', () => {
    const [ann] = twoPeople(2)
    const line = findLine(scriptRoots(ann), 'a1')
    const text = line && lineText(line)
    text?.format(3, 5, { bold: true })
    const before = Y.encodeStateVector(ann)
    setLineText(ann, 'a1', 'a1 walks far in.')
    expect(readLines(ann)[1]?.runs).toEqual([
      { text: 'a1 ', marks: [] },
      { text: 'walks', marks: ['bold'] },
      { text: ' far in.', marks: [] },
    ])
    expect(Y.encodeStateAsUpdate(ann, before).length).toBeLessThan(40)
  })
})
