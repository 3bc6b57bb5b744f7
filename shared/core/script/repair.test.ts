import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { isId } from '../ids.ts'
import { deleteLines, findLine, moveScene, setLineType } from './edit.ts'
import { isLineElement, makeLine, plain } from './line.ts'
import { repairScript } from './repair.ts'
import { addScene, FRONT, readLines, readScenes, scriptRoots } from './scenes.ts'

/** scene a: a0 INT. A, a1     scene b: b0 INT. B, b1 */
function seed(): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = 1
  const { script, scenes } = scriptRoots(doc)
  for (const [i, scene] of ['a', 'b'].entries()) {
    addScene(scenes, scene, { order: `a${i}` })
    script.push([
      makeLine(`${scene}0`, scene, { type: 'scene_heading', runs: plain(`INT. ${scene}`) }),
      makeLine(`${scene}1`, scene, { type: 'action', runs: plain(`${scene}1`) }),
    ])
  }
  return doc
}

function copy(doc: Y.Doc, clientId: number): Y.Doc {
  const other = new Y.Doc()
  other.clientID = clientId
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  return other
}

function sync(...docs: Y.Doc[]): void {
  for (const from of docs)
    for (const to of docs) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)))
}

const layout = (doc: Y.Doc) =>
  readScenes(doc).map(scene => `${scene.id}: ${scene.lines.map(line => line.id).join(' ')}`)
const line = (doc: Y.Doc, id: string): Y.XmlElement => {
  const found = findLine(scriptRoots(doc), id)
  if (!found) throw new Error(`no line ${id}`)
  return found
}

/** Breaks a script, has two servers repair it at once, and gives the result that both agree on. */
function repairTwice(breakIt: (doc: Y.Doc) => void): { doc: Y.Doc; fixed: string[] } {
  const doc = seed()
  breakIt(doc)
  const [one, two] = [copy(doc, 11), copy(doc, 22)]
  const fixed = repairScript(one)
  expect(repairScript(two)).toEqual(fixed)
  for (let round = 0; round < 3; round++) {
    sync(one, two)
    repairScript(one)
    repairScript(two)
  }
  expect(Y.encodeStateVector(one)).toEqual(Y.encodeStateVector(two))
  expect(layout(one)).toEqual(layout(two))
  return { doc: one, fixed }
}

describe('repair', () => {
  it('writes nothing to a script that is well', () => {
    const doc = seed()
    let updates = 0
    doc.on('update', () => updates++)
    expect(repairScript(doc)).toEqual([])
    expect(updates).toBe(0)
  })

  it('a doubled id: the later line gets a new one', () => {
    const { doc, fixed } = repairTwice(doc => line(doc, 'b1').setAttribute('id', 'a1'))
    expect(fixed).toEqual(['line id'])
    const ids = readLines(doc).map(l => l.id)
    expect(ids.slice(0, 3)).toEqual(['a0', 'a1', 'b0'])
    expect(ids[3]).toMatch(/^a1~/)
  })

  it('missing attributes: action, in the scene of the line before', () => {
    const { doc, fixed } = repairTwice(doc => {
      const a1 = line(doc, 'a1')
      for (const name of ['id', 'type', 'scene']) a1.removeAttribute(name)
    })
    expect(fixed).toEqual(['line id', 'line type', 'line scene'])
    expect(readLines(doc)[1]).toMatchObject({ type: 'action', scene: 'a', text: 'a1' })
  })

  it('a line without text gets one, and of several the words are kept in the first', () => {
    const { doc } = repairTwice(doc => line(doc, 'a1').delete(0, 1))
    expect(line(doc, 'a1').length).toBe(1)
    const joined = seed()
    const second = new Y.XmlText()
    second.insert(0, ' and more', { bold: true })
    line(joined, 'a1').insert(1, [second])
    expect(repairScript(joined)).toEqual(['texts joined'])
    expect(readLines(joined)[1]?.runs).toEqual([
      { text: 'a1', marks: [] },
      { text: ' and more', marks: ['bold'] },
    ])
  })

  it('nodes that are no lines are removed', () => {
    const { doc, fixed } = repairTwice(doc => scriptRoots(doc).script.insert(1, [new Y.XmlElement('paragraph')]))
    expect(fixed).toEqual(['stray node'])
    expect(readLines(doc)).toHaveLength(4)
  })

  it('a scene without an entry gets one, and stays last', () => {
    const { doc, fixed } = repairTwice(doc => {
      line(doc, 'a0').setAttribute('scene', 'x')
      line(doc, 'a1').setAttribute('scene', 'x')
    })
    expect(fixed).toEqual(['scene entry'])
    expect(layout(doc)).toEqual(['b: b0 b1', 'x: a0 a1'])
  })

  it('an order key that no key can be put next to is replaced', () => {
    const { doc, fixed } = repairTwice(doc => scriptRoots(doc).scenes.get('a')?.set('order', 'a00'))
    expect(fixed).toEqual(['scene entry'])
    expect(layout(doc)).toEqual(['b: b0 b1', 'a: a0 a1'])
    moveScene(doc, 'b', 'a')
    expect(layout(doc)).toEqual(['a: a0 a1', 'b: b0 b1'])
  })

  it('a scene that starts with no heading joins the one before it; its first line is not retyped', () => {
    const { doc } = repairTwice(doc => line(doc, 'b0').setAttribute('type', 'action'))
    expect(layout(doc)).toEqual(['a: a0 a1 b0 b1'])
    expect(readLines(doc)[2]?.type).toBe('action')
  })

  it('a heading in the middle of a scene splits it, under an id that every server derives alike', () => {
    const { doc } = repairTwice(doc => line(doc, 'a1').setAttribute('type', 'scene_heading'))
    expect(layout(doc)).toEqual(['a: a0', 's-a1: a1', 'b: b0 b1'])
    line(doc, 'a1').setAttribute('type', 'action')
    repairScript(doc)
    expect(layout(doc)).toEqual(['a: a0 a1', 'b: b0 b1'])
    line(doc, 'a1').setAttribute('type', 'scene_heading')
    repairScript(doc)
    expect(layout(doc)).toEqual(['a: a0', 's-a1: a1', 'b: b0 b1'])
  })

  it('scenes merged into each other: one of them stays, and says so in the document', () => {
    const { doc, fixed } = repairTwice(doc => {
      const { scenes } = scriptRoots(doc)
      scenes.get('a')?.set('mergedInto', 'b')
      scenes.get('b')?.set('mergedInto', 'a')
    })
    expect(fixed).toEqual(['merge ring', 'scenes settled'])
    expect(scriptRoots(doc).scenes.get('a')?.has('mergedInto')).toBe(false)
    expect(layout(doc)).toEqual(['a: a0 a1', 'b: b0 b1'])
  })

  it('two people cycle one heading apart: whatever wins, scenes fit the headings afterwards', () => {
    // Ann: b0 heading -> action (b joins a)     Ben: b0 heading -> character -> heading (b joins a and leaves again)
    const doc = seed()
    const [ann, ben] = [copy(doc, 11), copy(doc, 22)]
    setLineType(ann, 'b0', 'action')
    setLineType(ben, 'b0', 'character')
    setLineType(ben, 'b0', 'scene_heading')
    sync(ann, ben)
    repairScript(ann)
    repairScript(ben)
    sync(ann, ben)
    expect(layout(ann)).toEqual(layout(ben))
    const isHeading = readLines(ann).find(l => l.id === 'b0')?.type === 'scene_heading'
    expect(layout(ann)).toEqual(isHeading ? ['a: a0 a1', 'b: b0 b1'] : ['a: a0 a1 b0 b1'])
  })

  it('one deletes the heading, the other the scene before: the lines become front matter', () => {
    const doc = seed()
    const [ann, ben] = [copy(doc, 11), copy(doc, 22)]
    deleteLines(ann, ['b0'])
    deleteLines(ben, ['a0', 'a1'])
    sync(ann, ben)
    repairScript(ann)
    sync(ann, ben)
    expect(layout(ben)).toEqual(['front: b1'])
  })
})

describe('a script that no editor of ours has written', () => {
  it('with thousands of headings in the front matter gets its scenes, each line once', () => {
    const doc = new Y.Doc()
    const { script } = scriptRoots(doc)
    const count = 5000
    script.insert(
      0,
      Array.from({ length: count }, (_, i) => makeLine(`l${i}`, FRONT, { type: 'scene_heading', runs: plain(`${i}`) })),
    )
    const before = Y.encodeStateVector(doc)
    repairScript(doc)
    expect(readScenes(doc).map(scene => scene.heading)).toEqual(Array.from({ length: count }, (_, i) => `${i}`))
    expect(Y.encodeStateAsUpdate(doc, before).length).toBeLessThan(count * 150)
    expect(repairScript(doc)).toEqual([])
  })

  it('with lines in thousands of scenes that nobody made keeps their order', () => {
    const doc = new Y.Doc()
    const { script } = scriptRoots(doc)
    const lines = Array.from({ length: 3000 }, (_, i) => `l${String(i).padStart(4, '0')}`)
    script.insert(
      0,
      lines.map(id => makeLine(id, `scene ${id}`, { type: 'scene_heading', runs: plain(id) })),
    )
    repairScript(doc)
    expect(readScenes(doc).map(scene => scene.heading)).toEqual(lines)
  })

  it('with a thousand scenes that have no heading is put right within seconds: they join what is before them', () => {
    const doc = new Y.Doc()
    const { script } = scriptRoots(doc)
    const lines = Array.from({ length: 1000 }, (_, i) => `l${String(i).padStart(3, '0')}`)
    script.insert(
      0,
      lines.map(id => makeLine(id, `scene ${id}`, { type: 'action', runs: plain(id) })),
    )
    const began = performance.now()
    repairScript(doc)
    // about 0.5 s; walking every chain upwards takes a minute
    expect(performance.now() - began).toBeLessThan(8000)
    expect(readScenes(doc).map(scene => scene.lines.map(line => line.id))).toEqual([lines])
  })

  it('with texts, numbers and unstorable ids where scenes and lines should be is put right without losing a word', () => {
    const doc = seed()
    const words = readLines(doc).map(line => line.text)
    const { script, scenes } = scriptRoots(doc)
    const [first] = (script.toArray() as unknown[]).filter(isLineElement)
    doc.getMap('scenes').set('b', 'garbage')
    doc.getMap('scenes').set('nowhere', 7)
    first?.setAttribute('id', 'a\0b')
    first?.setAttribute('scene', '\ud800')
    repairScript(doc)
    expect(
      readLines(doc)
        .map(line => line.text)
        .sort(),
    ).toEqual([...words].sort())
    for (const { id, scene } of readLines(doc))
      expect([isId(id), isId(scene), scene === FRONT || scenes.has(scene)]).toEqual([true, true, true])
    expect(repairScript(doc)).toEqual([])
  })
})
