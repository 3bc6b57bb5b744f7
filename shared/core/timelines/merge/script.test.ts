import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  deleteLines,
  findLine,
  insertLines,
  mergeScene,
  moveScene,
  setLineText,
  setLineType,
  splitScene,
} from '../../script/edit.ts'
import { lineText, plain } from '../../script/line.ts'
import { setOmitted } from '../../script/production.ts'
import { repairScript } from '../../script/repair.ts'
import { readLines, readScenes, scriptRoots } from '../../script/scenes.ts'
import { twoPeople } from '../../script/testPeople.ts'
import { setTitlePageField } from '../../script/titlePage.ts'
import { type Choice, proposedChoices } from './hunk.ts'
import { applyHunks, mergeHunks, nextBase } from './merge.ts'

/** A script of three scenes (a0 heading, a1, a2 ...) and two forks of it. */
function forked(): { base: Y.Doc; mine: Y.Doc; theirs: Y.Doc } {
  const [base, mine] = twoPeople(2)
  const theirs = new Y.Doc()
  theirs.clientID = 33
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(base))
  return { base, mine, theirs }
}
const layout = (doc: Y.Doc) => readScenes(doc).map(({ id, lines }) => `${id}: ${lines.map(line => line.id).join(' ')}`)
const words = (doc: Y.Doc, id: string) => readLines(doc).find(line => line.id === id)?.text
const titles = (base: Y.Doc, mine: Y.Doc, theirs: Y.Doc) =>
  mergeHunks('script', base, mine, theirs).map(({ title, conflict }) =>
    conflict ? `${title} (${conflict.reason})` : title,
  )

/** Merges as chosen (else as proposed) and gives the base of the next merge. */
function merge(base: Y.Doc, mine: Y.Doc, theirs: Y.Doc, choose: Record<string, Choice> = {}): Y.Doc {
  const hunks = mergeHunks('script', base, mine, theirs)
  const choices = proposedChoices(hunks)
  for (const { id, title } of hunks) {
    const choice = choose[title] ?? choose.all
    if (choice !== undefined) choices.set(id, choice)
  }
  const next = nextBase('script', base, theirs, hunks, choices)
  applyHunks('script', mine, { base, theirs }, hunks, choices)
  expect(repairScript(mine)).toEqual([])
  return next
}
const action = (id: string, text: string) => ({ id, type: 'action' as const, runs: plain(text) })

describe('what theirs did', () => {
  it('is told scene by scene and line by line, in plain words', () => {
    const { base, mine, theirs } = forked()
    moveScene(theirs, 'c', 'a')
    setLineText(theirs, 'a1', 'a1 runs in.')
    insertLines(theirs, 'b1', [action('n1', 'One.'), action('n2', 'Two.')])
    deleteLines(theirs, ['c1'])
    setOmitted(theirs, 'a', true)
    setLineType(theirs, 'b2', 'character')
    setTitlePageField(theirs, 'Title', 'Rain', null)
    expect(titles(base, mine, theirs)).toEqual([
      'Scene 1 omitted',
      'Scene 1, action: words changed',
      'Scene 3 moved before scene 2',
      '1 line of scene 3 removed',
      '2 new lines in scene 2',
      'Scene 2, action: element Action → Character',
      'Title page: title written',
    ])
  })

  it('is one hunk where a scene is new, removed, split or joined', () => {
    const { base, mine, theirs } = forked()
    insertLines(theirs, 'a2', [
      { id: 'n0', type: 'scene_heading', runs: plain('INT. HALL - DAY') },
      action('n1', 'Dust.'),
    ])
    splitScene(theirs, 'b2')
    deleteLines(theirs, ['c0', 'c1', 'c2'])
    expect(titles(base, mine, theirs)).toEqual([
      'New scene: INT. HALL - DAY (2 lines)',
      'Scene 2 split: new scene b2 walks out.',
      'Scene 3 removed: INT. C - DAY',
    ])
    merge(base, mine, theirs)
    expect(layout(mine)).toEqual(layout(theirs))
    const [, again] = twoPeople(2)
    mergeScene(again, 'a', 'b')
    expect(titles(base, forked().mine, again)).toEqual(['Scene 2 joined to scene 1'])
  })

  it('is nothing where we did the same', () => {
    const { base, mine, theirs } = forked()
    for (const doc of [mine, theirs]) {
      setLineText(doc, 'a1', 'a1 runs in.')
      deleteLines(doc, ['b1'])
      moveScene(doc, 'c', null)
    }
    const { scenes } = scriptRoots(theirs)
    scriptRoots(mine)
      .scenes.get('c')
      ?.set('order', String(scenes.get('c')?.get('order')))
    expect(titles(base, mine, theirs)).toEqual([])
  })
})

describe('taking a hunk', () => {
  it('keeps our words, their identity and both emphases', () => {
    const { base, mine, theirs } = forked()
    const node = findLine(scriptRoots(theirs), 'a1')
    const text = node && lineText(node)
    text?.format(0, 2, { bold: true })
    text?.insert(text.length, ' Slowly.')
    setLineText(mine, 'a1', 'a1 limps in.')
    const kept = findLine(scriptRoots(mine), 'a1')
    merge(base, mine, theirs)
    expect(findLine(scriptRoots(mine), 'a1')).toBe(kept)
    expect(readLines(mine).find(({ id }) => id === 'a1')?.runs).toEqual([
      { text: 'a1', marks: ['bold'] },
      { text: ' limps in. Slowly.', marks: [] },
    ])
  })

  it('writes one update, and nothing where nothing is taken', () => {
    const { base, mine, theirs } = forked()
    setLineText(theirs, 'a1', 'a1 runs in.')
    insertLines(theirs, 'b1', [action('n1', 'One.')])
    let updates = 0
    mine.on('update', () => updates++)
    merge(base, mine, theirs, { all: 'leave' })
    expect(updates).toBe(0)
    merge(base, mine, theirs)
    expect(updates).toBe(1)
  })

  it('puts new lines behind the nearest line before them that we still have, in its scene', () => {
    const { base, mine, theirs } = forked()
    insertLines(theirs, 'b1', [action('n1', 'One.')])
    deleteLines(mine, ['b1'])
    moveScene(mine, 'b', null)
    merge(base, mine, theirs)
    expect(layout(mine)).toEqual(['b: b0 n1 b2', 'a: a0 a1 a2', 'c: c0 c1 c2'])
  })

  it('takes our new lines along into the part of a scene that was split off', () => {
    const { base, mine, theirs } = forked()
    insertLines(mine, 'b2', [action('m1', 'Ours.')])
    const part = splitScene(theirs, 'b1')
    merge(base, mine, theirs)
    expect(layout(mine)[2]).toBe(`${part}: b1 b2 m1`)
  })

  it('lets both sides split one scene', () => {
    const { base, mine, theirs } = forked()
    const [ours, part] = [splitScene(mine, 'b2'), splitScene(theirs, 'b1')]
    expect(titles(base, mine, theirs)).toEqual(['Scene 2 split: new scene b1 walks in.'])
    merge(base, mine, theirs)
    expect(layout(mine)).toEqual(['a: a0 a1 a2', 'b: b0', `${part}: b1`, `${ours}: b2`, 'c: c0 c1 c2'])
  })

  it('has what was split off a scene go where we moved the scene', () => {
    const { base, mine, theirs } = forked()
    const part = splitScene(theirs, 'b1')
    moveScene(mine, 'b', null)
    merge(base, mine, theirs)
    expect(layout(mine)).toEqual(['b: b0', `${part}: b1 b2`, 'a: a0 a1 a2', 'c: c0 c1 c2'])
    const other = forked()
    const ours = splitScene(other.mine, 'b1')
    moveScene(other.theirs, 'b', null)
    merge(other.base, other.mine, other.theirs)
    expect(layout(other.mine)).toEqual(['b: b0', `${ours}: b1 b2`, 'a: a0 a1 a2', 'c: c0 c1 c2'])
  })

  it('keeps our new scene behind all of a scene that they split', () => {
    const { base, mine, theirs } = forked()
    insertLines(mine, 'b2', [{ id: 'n0', type: 'scene_heading', runs: plain('INT. HALL - DAY') }])
    const part = splitScene(theirs, 'b1')
    merge(base, mine, theirs)
    expect(layout(mine).map(scene => scene.replace(/^\S+ /, ''))).toEqual(['a0 a1 a2', 'b0', 'b1 b2', 'n0', 'c0 c1 c2'])
    expect(layout(mine)[2]).toContain(part)
  })

  it('merges a scene that one side moved and the other wrote in', () => {
    const { base, mine, theirs } = forked()
    moveScene(theirs, 'c', null)
    setLineText(mine, 'c1', 'c1 runs in.')
    insertLines(mine, 'c1', [{ id: 'm1', type: 'character', runs: plain('JON'), dual: true }])
    merge(base, mine, theirs)
    expect(layout(mine)).toEqual(['c: c0 c1 m1 c2', 'a: a0 a1 a2', 'b: b0 b1 b2'])
    merge(base, theirs, mine)
    expect(readLines(theirs)).toEqual(readLines(mine))
  })

  it('into an empty script and from one', () => {
    const { base, theirs } = forked()
    const [empty, mine] = [new Y.Doc(), new Y.Doc()]
    merge(empty, mine, theirs)
    expect(readLines(mine)).toEqual(readLines(theirs))
    merge(base, mine, new Y.Doc())
    expect(readLines(mine)).toEqual([])
  })
})

describe('conflicts', () => {
  it('are named, not taken unless somebody says so, and then theirs', () => {
    const { base, mine, theirs } = forked()
    setLineText(mine, 'a1', 'a1 limps in.')
    setLineText(theirs, 'a1', 'a1 runs in again.')
    deleteLines(mine, ['b1'])
    setLineText(theirs, 'b1', 'b1 runs in.')
    setLineText(mine, 'c1', 'c1 runs in.')
    deleteLines(theirs, ['c1'])
    moveScene(mine, 'b', null)
    moveScene(theirs, 'b', 'c')
    const [change, back, gone, move] = [
      'Scene 2, action: words changed',
      'Scene 1, action changed there, removed here',
      '1 line of scene 3 removed',
      'Scene 1 moved to the end',
    ]
    expect(titles(base, mine, theirs).sort()).toEqual(
      [
        `${change} (Both changed the same words)`,
        `${back} (Edited there, deleted here)`,
        `${gone} (Deleted there, edited here)`,
        `${move} (Both moved it)`,
      ].sort(),
    )
    const before = readLines(mine)
    merge(base, mine, theirs)
    expect(readLines(mine)).toEqual(before)
    merge(base, mine, theirs, { all: 'take' })
    expect(words(mine, 'a1')).toBe('a1 runs in again.')
    expect(words(mine, 'b1')).toBe('b1 runs in.')
    expect(layout(mine)).toEqual(['a: a0 a1 a2', 'c: c0 c2', 'b: b0 b1 b2'])
  })

  it('a scene that we deleted comes back whole, with their words', () => {
    const { base, mine, theirs } = forked()
    deleteLines(mine, ['b0', 'b1', 'b2'])
    setLineText(theirs, 'b1', 'b1 runs in.')
    insertLines(theirs, 'b2', [action('n1', 'One.')])
    expect(titles(base, mine, theirs)).toEqual([
      'Scene “INT. B - DAY” changed there, removed here (Edited there, deleted here)',
    ])
    merge(base, mine, theirs, { all: 'take' })
    expect(layout(mine)).toEqual(layout(theirs))
    expect(readLines(mine)).toEqual(readLines(theirs))
  })

  it('a removed scene in which we wrote says so, and our new lines stay', () => {
    const { base, mine, theirs } = forked()
    deleteLines(theirs, ['b0', 'b1', 'b2'])
    insertLines(mine, 'b2', [action('m1', 'Ours.')])
    expect(titles(base, mine, theirs)).toEqual([
      'Scene 2 removed: INT. B - DAY (Deleted there, 1 new line here, which stay)',
    ])
    merge(base, mine, theirs, { all: 'take' })
    expect(layout(mine)).toEqual(['a: a0 a1 a2 m1', 'c: c0 c1 c2'])
  })
})

describe('merging again', () => {
  it('proposes what was left, not what was taken, and what was typed instead as ours in the other direction', () => {
    const { base, mine, theirs } = forked()
    setLineText(theirs, 'a1', 'a1 runs in.')
    setLineText(theirs, 'b1', 'b1 runs in.')
    setLineText(theirs, 'c1', 'c1 runs in.')
    const [taken, left, typed] = [1, 2, 3].map(scene => `Scene ${scene}, action: words changed`)
    const next = merge(base, mine, theirs, { [left ?? '']: 'leave', [typed ?? '']: { edit: 'c1 hurries in.' } })
    expect(words(mine, 'c1')).toBe('c1 hurries in.')
    expect(titles(next, mine, theirs)).toEqual([left])
    expect(titles(next, theirs, mine)).toEqual([typed])
    expect(taken).not.toBe(left)
    // back, with an edit in between, and once more
    setLineText(theirs, 'a2', 'a2 sits down.')
    const back = merge(next, theirs, mine)
    expect(words(theirs, 'c1')).toBe('c1 hurries in.')
    expect(words(theirs, 'b1')).toBe('b1 runs in.')
    expect(titles(back, mine, theirs)).toEqual(['Scene 1, action: words changed', left])
    const last = merge(back, mine, theirs)
    expect(readLines(mine)).toEqual(readLines(theirs))
    expect(titles(last, theirs, mine)).toEqual([])
  })

  it('criss-cross: each took the other’s before either knew', () => {
    const { base, mine, theirs } = forked()
    setLineText(mine, 'a1', 'a1 limps in.')
    setLineText(theirs, 'a2', 'a2 sits down.')
    const [ours, there] = [mine, theirs].map(doc => {
      const copy = new Y.Doc()
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
      return copy
    })
    if (!ours || !there) throw new Error('no copies')
    const next = merge(base, mine, there)
    merge(base, theirs, ours)
    expect(readLines(mine)).toEqual(readLines(theirs))
    expect(titles(next, mine, theirs)).toEqual([])
    expect(titles(next, theirs, mine)).toEqual([])
  })

  it('keeps the id of a proposal while other elements change, and gives it up when it conflicts', () => {
    const { base, mine, theirs } = forked()
    setLineText(theirs, 'a1', 'a1 runs in.')
    const idOf = () => mergeHunks('script', base, mine, theirs)[0]?.id
    const id = idOf()
    insertLines(mine, 'a2', [action('m1', 'Ours.')])
    setLineText(mine, 'b1', 'b1 runs in.')
    expect(idOf()).toBe(id)
    setLineText(mine, 'a1', 'a1 limps in.')
    expect(idOf()).not.toBe(id)
  })
})
