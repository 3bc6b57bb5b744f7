import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { lineText, makeLine, plain } from '../script/line.ts'
import type { LineType } from '../script/lineTypes.ts'
import { addScene, scriptRoots, shownElements } from '../script/scenes.ts'
import { readShots } from '../shots/shots.ts'
import { addShot, insertShotRows } from '../shots/write.ts'
import { confirmShot } from './confirm.ts'
import { DependencyEngine } from './engine.ts'
import { needsShot, type ScriptLine, shownLines, sourcesOf, wholeScript } from './lines.ts'
import { coveringThing, outdatedIn, outdatedShots, reasonText } from './outdated.ts'
import { ThingReader } from './readThings.ts'
import { watchScript } from './watchScript.ts'

/*
 * Scene s1:  h  INT. KITCHEN - NIGHT          Shots:  1  h, a1
 *            a1 Ana drops the cup.                    2  c1, p1, d1
 *            c1 ANA                                   3  d1, a2
 *            p1 (not turning)                         4  by hand, covers nothing
 *            d1 You said nine.
 *            a2 The cup rolls under the table.
 * Scene s2:  h2 EXT. YARD - DAY
 *            b1 Ben waits.
 */
const SCENE: [string, LineType, string][] = [
  ['h', 'scene_heading', 'INT. KITCHEN - NIGHT'],
  ['a1', 'action', 'Ana drops the cup.'],
  ['c1', 'character', 'ANA'],
  ['p1', 'parenthetical', '(not turning)'],
  ['d1', 'dialogue', 'You said nine.'],
  ['a2', 'action', 'The cup rolls under the table.'],
]
const COVER: string[][] = [['h', 'a1'], ['c1', 'p1', 'd1'], ['d1', 'a2'], []]

function film() {
  const script = new Y.Doc({ gc: false })
  const roots = scriptRoots(script)
  addScene(roots.scenes, 's1', { order: 'a1' })
  addScene(roots.scenes, 's2', { order: 'a2' })
  roots.script.push(SCENE.map(([id, type, text]) => makeLine(id, 's1', { type, runs: plain(text) })))
  roots.script.push([
    makeLine('h2', 's2', { type: 'scene_heading', runs: plain('EXT. YARD - DAY') }),
    makeLine('b1', 's2', { type: 'action', runs: plain('Ben waits.') }),
  ])
  const table = new Y.Doc()
  const byId = new Map(shownLines(script).map(line => [line.id, line]))
  const cells = { action: '', dialogue: '', characters: '', setting: '', light: '', camera: '', continuity: '' }
  const drafts = COVER.slice(0, 3).map(ids => ({
    ...cells,
    duration: 8,
    rationale: '',
    sources: sourcesOf(ids.flatMap(id => byId.get(id) ?? [])),
  }))
  const ids = [...insertShotRows(table, drafts, null)]
  ids.push(addShot(table, ids[2] ?? null))
  const element = (id: string) => shownElements(roots).find(el => el.getAttribute('id') === id)
  const outdated = () => outdatedShots(readShots(table), shownLines(script), 's1')
  const marked = () => [...outdated().shots.keys()].map(id => ids.indexOf(id) + 1).sort()
  return { script, roots, table, ids, element, outdated, marked }
}

const coverers = (lineId: string) => COVER.flatMap((ids, index) => (ids.includes(lineId) ? [index + 1] : []))

describe('editing one line of a scene', () => {
  test.each(SCENE.map(([id]) => id))('%s marks exactly the shots that cover it, and undoing clears the marks', id => {
    const { script, roots, element, marked, outdated, ids } = film()
    const undo = new Y.UndoManager([roots.script], { trackedOrigins: new Set(['me']), captureTimeout: 0 })
    expect(marked()).toEqual([])
    const text = element(id)
    script.transact(() => text && lineText(text)?.insert(0, 'Quickly, '), 'me')
    expect(marked()).toEqual(coverers(id))
    for (const shot of coverers(id)) {
      const [reason, ...others] = outdated().shots.get(ids[shot - 1] ?? '') ?? []
      expect(others).toEqual([])
      expect(reason).toMatchObject({ kind: 'changed', lineId: id })
      expect(reason && reasonText(reason)).toMatch(/^Line “Quickly, .*” changed\.$/)
    }
    undo.undo()
    expect(marked()).toEqual([])
  })

  test('in another scene marks nothing here', () => {
    const { element, marked } = film()
    const other = element('b1')
    if (other) lineText(other)?.insert(0, 'Still, ')
    expect(marked()).toEqual([])
  })

  test('its element type counts as a change; emphasis and the form of an accent do not', () => {
    const { element, marked } = film()
    element('a1')?.setAttribute('type', 'shot')
    expect(marked()).toEqual([1])
    element('a1')?.setAttribute('type', 'action')
    const text = element('a1')
    if (text) lineText(text)?.format(0, 3, { bold: true })
    expect(marked()).toEqual([])
  })
})

test('a deleted line marks its shots with that reason, and undo clears it', () => {
  const { script, roots, marked, outdated, ids } = film()
  const undo = new Y.UndoManager([roots.script], { trackedOrigins: new Set(['me']), captureTimeout: 0 })
  script.transact(() => roots.script.delete(4, 1), 'me')
  expect(marked()).toEqual([2, 3])
  expect(outdated().shots.get(ids[1] ?? '')).toEqual([{ kind: 'deleted', lineId: 'd1' }])
  expect(reasonText({ kind: 'deleted', lineId: 'd1' })).toContain('was deleted')
  undo.undo()
  expect(marked()).toEqual([])
})

test('a line that moved to another scene says so and where it is; moving or merging whole scenes marks nothing', () => {
  const { roots, element, marked, outdated, ids } = film()
  roots.scenes.get('s1')?.set('order', 'a3')
  expect(marked()).toEqual([])
  element('a2')?.setAttribute('scene', 's2')
  expect(marked()).toEqual([3])
  const [reason] = outdated().shots.get(ids[2] ?? '') ?? []
  expect(reason && reasonText(reason, id => `scene ${id}`)).toBe(
    'Line “The cup rolls under the table.” moved to scene s2.',
  )
  roots.scenes.get('s2')?.set('mergedInto', 's1')
  expect(marked()).toEqual([])
})

test('lines without a shot flag the scene, not a shot: what is filmed counts, what is read past does not', () => {
  const { roots, outdated } = film()
  expect(outdated().uncovered).toEqual([])
  const add = (id: string, type: LineType, text: string, boneyard = false) =>
    roots.script.insert(6, [makeLine(id, 's1', { type, runs: plain(text), boneyard })])
  for (const type of ['action', 'dialogue', 'lyrics', 'shot', 'centered'] as const) add(`new ${type}`, type, 'words')
  for (const type of [
    'character',
    'parenthetical',
    'transition',
    'note',
    'section',
    'synopsis',
    'scene_heading',
  ] as const)
    add(`past ${type}`, type, 'words')
  add('blank', 'action', '  ')
  add('cut', 'note', 'cut text', true)
  const { shots, uncovered } = outdated()
  expect(shots.size).toBe(0)
  expect(uncovered.map(line => line.id).sort()).toEqual(
    ['action', 'centered', 'dialogue', 'lyrics', 'shot'].map(type => `new ${type}`),
  )
})

test('a person who says that a shot still fits clears its mark, deleted lines are forgotten, and later edits count again', () => {
  const { script, roots, table, ids, element, marked } = film()
  const touch = () => {
    const line = element('a2')
    if (line) lineText(line)?.insert(0, 'Slowly, ')
  }
  touch()
  roots.script.delete(4, 1)
  expect(marked()).toEqual([2, 3])
  confirmShot(table, ids[2] ?? '', shownLines(script), 's1')
  expect(marked()).toEqual([2])
  expect([...(readShots(table)[2]?.sources.keys() ?? [])]).toEqual(['a2'])
  confirmShot(table, ids[3] ?? '', shownLines(script), 's1')
  confirmShot(table, 'nowhere', shownLines(script), 's1')
  touch()
  expect(marked()).toEqual([2, 3])
})

/** Says the same as the engine, in the plainest way, with nothing of it: compares remembered words instead of hashes. */
function oracle(
  shots: { id: string; remembered: Map<string, string> }[],
  lines: { id: string; type: string; text: string; scene: string }[],
): { marks: string[]; uncovered: string[] } {
  const marks: string[] = []
  for (const shot of shots)
    for (const [lineId, words] of shot.remembered) {
      const found = lines.filter(line => line.id === lineId)
      if (found.length === 0) marks.push(`${shot.id} ${lineId} deleted`)
      else if (found[0]?.scene !== 'here') marks.push(`${shot.id} ${lineId} moved`)
      else if (`${found[0].type}/${found[0].text}` !== words) marks.push(`${shot.id} ${lineId} changed`)
    }
  const uncovered = lines.filter(
    line =>
      line.scene === 'here' &&
      (line.type === 'action' || line.type === 'dialogue') &&
      line.text !== '' &&
      !shots.some(shot => shot.remembered.has(line.id)),
  )
  return { marks: marks.sort(), uncovered: uncovered.map(line => line.id) }
}

test('whatever happens to lines and shots, the engine, its incremental form and a naive reader say the same', () => {
  const step = fc.record({
    what: fc.constantFrom('edit', 'type', 'move', 'remove', 'add', 'shuffle', 'cover', 'confirm', 'drop'),
    line: fc.nat(9),
    shot: fc.nat(4),
    text: fc.constantFrom('', 'one', 'two', 'three'),
    cover: fc.uniqueArray(fc.nat(9), { maxLength: 4 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), steps => {
      let lines: ScriptLine[] = []
      const shots = new Map<string, { sources: Map<string, string>; remembered: Map<string, string> }>()
      const engine = new DependencyEngine()
      engine.applyScript({ shown: [] })
      const shownNow = () => wholeScript(lines)
      for (const { what, line: n, shot: s, text, cover } of steps) {
        const id = `l${n}`
        const at = lines.findIndex(line => line.id === id)
        const old = lines[at]
        const put = (line: ScriptLine) => {
          lines = at < 0 ? [...lines, line] : lines.with(at, line)
          engine.applyScript({ ...shownNow(), lines: [line] })
        }
        const cut = (ids: string[]) => {
          const covered = lines.filter(line => ids.includes(line.id))
          const sources = new Map(sourcesOf(covered).map(source => [source.lineId, source.hash]))
          shots.set(`s${s}`, { sources, remembered: new Map(covered.map(l => [l.id, `${l.type}/${l.text}`])) })
          engine.applyScene('here', [coveringThing('here', { id: `s${s}`, sources })])
        }
        if (what === 'add' && !old) put({ id, type: 'action', text, scene: 'here' })
        else if (what === 'edit' && old) put({ ...old, text })
        else if (what === 'type' && old) put({ ...old, type: old.type === 'action' ? 'note' : 'action' })
        else if (what === 'move' && old) put({ ...old, scene: old.scene === 'here' ? 'there' : 'here' })
        else if (what === 'remove' && old) {
          lines = lines.filter(line => line !== old)
          engine.applyScript({ ...shownNow(), lines: [], removedLines: [id] })
        } else if (what === 'shuffle') {
          lines = lines.toReversed()
          engine.applyScript({ ...shownNow(), lines: [] })
        } else if (what === 'cover') cut(cover.map(c => `l${c}`))
        else if (what === 'confirm') cut([...(shots.get(`s${s}`)?.sources.keys() ?? [])])
        else if (what === 'drop') {
          shots.delete(`s${s}`)
          engine.applyScene('here', [], [`shot:s${s}`])
        }
        const list = [...shots].map(([shotId, shot]) => ({ id: shotId, ...shot }))
        const say = (answer: ReturnType<typeof outdatedShots>) => ({
          marks: [...answer.shots].flatMap(([shotId, rs]) => rs.map(r => `${shotId} ${r.lineId} ${r.kind}`)).sort(),
          uncovered: answer.uncovered.map(line => line.id),
        })
        const expected = oracle(list, lines)
        expect(say(outdatedShots(list, lines, 'here'))).toEqual(expected)
        expect(say(outdatedIn(engine, 'here'))).toEqual(expected)
      }
    }),
    { numRuns: 1500 },
  )
})

test('the live answer follows a script that is edited by others, keystroke by keystroke, and equals a full reading', () => {
  const { script, roots, table, element } = film()
  const engine = new DependencyEngine()
  const stop = new ThingReader(table, 's1').watch(({ things, removed }) => engine.applyScene('s1', things, removed))
  const watch = watchScript(script, change => engine.applyScript(change))
  const same = () => {
    const full = outdatedShots(readShots(table), shownLines(script), 's1')
    expect(outdatedIn(engine, 's1').uncovered.map(line => line.id)).toEqual(full.uncovered.map(line => line.id))
    expect([...outdatedIn(engine, 's1').shots].sort()).toEqual([...full.shots].sort())
    return [...full.shots.keys()].length
  }
  expect(same()).toBe(0)
  const typed = element('a1')
  if (typed) lineText(typed)?.insert(0, 'X')
  expect(same()).toBe(1)
  roots.script.delete(4, 1)
  expect(same()).toBe(3)
  roots.script.insert(2, [makeLine('new', 's1', { type: 'action', runs: plain('New.') })])
  expect(outdatedIn(engine, 's1').uncovered.map(line => line.id)).toEqual(['new'])
  same()
  element('a2')?.setAttribute('scene', 's2')
  same()
  roots.scenes.get('s1')?.set('mergedInto', 's2')
  same()
  watch.destroy()
  stop()
  expect(needsShot({ type: 'action', text: 'x' })).toBe(true)
})
