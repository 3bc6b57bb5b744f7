import { describe, expect, test } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { shownLines, sourcesOf } from '../../../shared/core/dependencies/lines.ts'
import { lineText, makeLine, plain } from '../../../shared/core/script/line.ts'
import type { LineType } from '../../../shared/core/script/lineTypes.ts'
import { addScene, readScenes, scriptRoots } from '../../../shared/core/script/scenes.ts'
import { addShot, deleteShots, setCell } from '../../../shared/core/shots/write.ts'
import { bindTextarea } from '../../ui/bindTextarea.ts'
import { guestStore } from './cellPresence.ts'
import { createSceneStore, lastMoments } from './sceneStore.ts'
import { createShotStore } from './shotStore.ts'

function script() {
  const doc = new Y.Doc()
  const roots = scriptRoots(doc)
  const lines: [string, string, LineType, string][] = [
    ['s1', 'h1', 'scene_heading', 'INT. KITCHEN - NIGHT'],
    ['s1', 'a1', 'action', 'Ana waits.'],
    ['s1', 'c1', 'character', 'ANA (V.O.)'],
    ['s1', 'd1', 'dialogue', 'You said nine.'],
    ['s2', 'h2', 'scene_heading', 'EXT. YARD - DAY'],
    ['s2', 'a2', 'action', 'Ben runs.'],
  ]
  addScene(roots.scenes, 's1', { order: 'a1' })
  addScene(roots.scenes, 's2', { order: 'a2' })
  roots.script.push(lines.map(([scene, id, type, text]) => makeLine(id, scene, { type, runs: plain(text) })))
  const type = (id: string, text: string) => {
    for (const element of roots.script.toArray())
      if (element instanceof Y.XmlElement && element.getAttribute('id') === id) lineText(element)?.insert(0, text)
  }
  return { doc, roots, type }
}

describe('the shots of a table', () => {
  test('a keystroke in one row makes one new object and leaves the others as they are', () => {
    const doc = new Y.Doc()
    const a = addShot(doc, null, { action: 'a' })
    const b = addShot(doc, a, { action: 'b' })
    const store = createShotStore(doc)
    const stop = store.subscribe(() => {})
    const before = store.get()
    setCell(doc, b, 'action', 'b!')
    expect(store.get().map(shot => shot.action)).toEqual(['a', 'b!'])
    expect(store.get()[0]).toBe(before[0])
    expect(store.get()[1]).not.toBe(before[1])
    deleteShots(doc, [a])
    expect(store.get().map(shot => shot.id)).toEqual([b])
    stop()
  })
})

describe('the scene of a page', () => {
  test('follows the script: its own lines, the scene before, and what is outdated', () => {
    const { doc, roots, type } = script()
    const table = new Y.Doc()
    const sources = sourcesOf(shownLines(doc).filter(line => line.id === 'a2'))
    const shot = addShot(table, null, { sources })
    const store = createSceneStore(doc, createShotStore(table), 's2')
    let told = 0
    const stop = store.subscribe(() => told++)
    expect(store.get().scene).toMatchObject({ number: '2', heading: 'EXT. YARD - DAY' })
    expect(store.get().previous?.id).toBe('s1')
    expect(store.get().outdated.shots.size).toBe(0)

    type('a2', 'Slowly, ')
    expect(store.get().outdated.shots.get(shot)).toMatchObject([{ kind: 'changed', lineId: 'a2' }])
    expect(store.get().scene?.lines.map(line => line.text)).toContain('Slowly, Ben runs.')
    type('h2', 'X')
    expect(store.get().scene?.heading).toBe('XEXT. YARD - DAY')
    type('d1', 'No. ')
    expect(lastMoments(store.get().previous ?? readScenes(doc)[1] ?? never()).line?.text).toBe('No. You said nine.')

    roots.script.push([makeLine('a3', 's2', { type: 'action', runs: plain('New.') })])
    expect(store.get().outdated.uncovered.map(line => line.id)).toEqual(['a3'])
    addShot(table, shot, { sources: sourcesOf(shownLines(doc).filter(line => line.id === 'a3')) })
    expect(store.get().outdated.uncovered).toEqual([])

    const quiet = told
    roots.scenes.get('s1')?.set('order', 'a3')
    expect(told).toBeGreaterThan(quiet)
    expect(store.get().scene?.number).toBe('1')
    expect(store.get().previous).toBeNull()
    expect(store.get().next?.id).toBe('s1')
    stop()
  })

  test('that is gone from the script is null, and is there again when it comes back', () => {
    const { doc, roots } = script()
    const store = createSceneStore(doc, createShotStore(new Y.Doc()), 's2')
    const undo = new Y.UndoManager([roots.script])
    const stop = store.subscribe(() => {})
    roots.script.delete(4, 2)
    expect(store.get().scene).toBeNull()
    undo.undo()
    expect(store.get().scene?.number).toBe('2')
    stop()
  })

  test('the rearview mirror says who spoke last, without extensions of the cue', () => {
    const [scene] = readScenes(script().doc)
    expect(lastMoments(scene ?? never())).toMatchObject({
      action: { text: 'Ana waits.' },
      line: { speaker: 'ANA', text: 'You said nine.' },
    })
  })
})

test('others in a cell are known by name and colour; what is no such state is left out', () => {
  const awareness = new Awareness(new Y.Doc())
  awareness.setLocalState({ user: { id: 'me', name: 'Me' }, cell: { shotId: 's', column: 'action', editing: true } })
  const store = guestStore(awareness)
  const add = (client: number, state: Record<string, unknown>) => {
    awareness.states.set(client, state)
    awareness.emit('change', [{ added: [client], updated: [], removed: [] }, 'test'])
  }
  const stop = store.subscribe(() => {})
  add(2, { user: { id: 'u2', name: 'Ben' }, cell: { shotId: 's', column: 'light', editing: true } })
  const row = store.get().get('s')
  expect(row).toMatchObject([
    { name: 'Ben', column: 'light', editing: true, colour: expect.stringMatching(/^var\(--person-\d\)$/) },
  ])
  add(3, { user: { id: 'u3', name: 'Mal' }, cell: { shotId: 's', column: '__proto__', editing: true } })
  add(4, { user: 'nobody' })
  expect(store.get().get('s')).toBe(row)
  stop()
  awareness.destroy()
})

/** As much of a textarea as the binding touches: tests run without a browser. */
class Area extends EventTarget {
  value = ''
  selectionStart = 0
  selectionEnd = 0
  ownerDocument = { activeElement: this }
  setSelectionRange(start: number, end: number): void {
    this.selectionStart = start
    this.selectionEnd = end
  }
  /** Types `text` over the selection, as a keyboard does. */
  type(text: string, from = this.selectionStart, to = from): void {
    this.value = this.value.slice(0, from) + text + this.value.slice(to)
    this.setSelectionRange(from + text.length, from + text.length)
    this.dispatchEvent(new Event('input'))
  }
}

describe('two people in one cell', () => {
  function two() {
    const docs = [new Y.Doc(), new Y.Doc()] as const
    docs[0].clientID = 11
    docs[1].clientID = 12
    docs[0].getText('cell').insert(0, 'Ana waits.')
    const sync = () => {
      for (const [from, to] of [docs, docs.toReversed()])
        if (from && to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from), 'remote')
    }
    sync()
    const areas = docs.map(doc => {
      const area = new Area()
      bindTextarea(area as unknown as HTMLTextAreaElement, doc.getText('cell'), {})
      return area
    })
    const [ana = never(), ben = never()] = areas
    return { ana, ben, docs, sync }
  }

  test('see each other type, and each caret stays at its letters', () => {
    const { ana, ben, sync } = two()
    ana.setSelectionRange(4, 4)
    ben.type(' She hums.', 10)
    sync()
    expect(ana.value).toBe('Ana waits. She hums.')
    expect(ana.selectionStart).toBe(4)
    ana.type('slowly ')
    ben.type('Then ', 0)
    sync()
    expect(ana.value).toBe('Then Ana slowly waits. She hums.')
    expect(ben.value).toBe(ana.value)
    expect(ana.value.slice(0, ana.selectionStart)).toBe('Then Ana slowly ')
  })

  test('a composition is not disturbed by the other, and lands where its place has moved to', () => {
    const { ana, ben, sync } = two()
    ana.setSelectionRange(4, 4)
    ana.dispatchEvent(new Event('compositionstart'))
    ana.type('に')
    ben.type('Then ', 0)
    sync()
    expect(ana.value).toBe('Ana にwaits.')
    ana.type('日', 4, 5)
    ana.dispatchEvent(new Event('compositionend'))
    sync()
    expect(ana.value).toBe('Then Ana 日waits.')
    expect(ben.value).toBe(ana.value)
    expect(ana.selectionStart).toBe(10)
  })

  test('typing at random, both always show the text that is shared', () => {
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e6))
    console.info(`cell editor fuzz: SEED=${seed}`)
    let state = seed
    const next = (n: number) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
      return (state >>> 8) % n
    }
    const { ana, ben, docs, sync } = two()
    for (let step = 0; step < 700; step++) {
      const area = next(2) ? ana : ben
      const from = next(area.value.length + 1)
      const to = Math.min(area.value.length, from + (next(3) === 0 ? next(6) : 0))
      area.type(next(4) === 0 ? '' : (['a', 'b ', 'aa', 'né'][next(4)] ?? ''), from, to)
      if (next(3) === 0) sync()
      expect(ana.value).toBe(docs[0].getText('cell').toString())
      expect(ben.value).toBe(docs[1].getText('cell').toString())
    }
    sync()
    expect(ana.value).toBe(ben.value)
  })
})

function never(): never {
  throw new Error('not there')
}
