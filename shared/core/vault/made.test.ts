import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { addAsset, addImageKey } from '../assets/write.ts'
import type { Author } from '../documents/author.ts'
import { deleteRows } from '../documents/table.ts'
import { addFrame, FRAMES } from '../frames/frames.ts'
import { addTake } from '../frames/takes.ts'
import { addPrompt } from '../prompts/prompts.ts'
import { appendScene } from '../script/appendScene.ts'
import { plain } from '../script/line.ts'
import { addState } from '../states/states.ts'
import { addVariant } from '../treatment/write.ts'
import { madeElement } from './madeElement.ts'
import { readMadeRows } from './madeRows.ts'

const ana: Author = { kind: 'person', id: 'ana', name: 'Ana' }
const painter: Author = { kind: 'agent', agent: 'painter', name: 'Painter', jobId: 'job' }
const PICTURE = {
  shot: 'shot',
  media: 'm1',
  inputHash: 'in',
  model: 'painter-1',
  credits: 4,
  at: '2026-01-02T03:04:05.000Z',
}

test('every picture, clip, prompt and state of a scene is kept, those that were taken out too, but nothing that a person typed', () => {
  const doc = new Y.Doc()
  const gone = addFrame(doc, { ...PICTURE, end: 'start', guidance: 'Colder' }, { madeBy: painter })
  deleteRows(doc, FRAMES, [gone])
  addFrame(doc, { ...PICTURE, media: 'm2', end: 'end' }, { madeBy: painter })
  addTake(doc, { ...PICTURE, media: 'c1', seconds: 8 })
  addPrompt(doc, { shot: 'shot', part: 'video', text: 'Dolly in.', dependsOn: new Map([['shot:shot', 'h']]) })
  addPrompt(doc, { shot: 'shot', part: 'frame', text: 'By hand.' }, { madeBy: ana })
  addState(doc, {
    kind: 'prop',
    name: 'Coat',
    text: 'Muddy',
    source: 'new',
    conditions: [{ id: 'c', text: 'Torn', shot: null }],
  })
  const rows = readMadeRows('scene', doc, 'scene')
  expect(rows.map(({ kind, media, body }) => [kind, media, body]).sort()).toEqual([
    ['frame', 'm1', 'Colder'],
    ['frame', 'm2', ''],
    ['state', null, 'Muddy\nTorn'],
    ['take', 'c1', ''],
    ['video-prompt', null, 'Dolly in.'],
  ])
  expect(rows.find(({ id }) => id === gone)).toMatchObject({
    ...{ scene: 'scene', shot: 'shot', title: 'Start frame', model: 'painter-1', credits: 4, inputHash: 'in' },
    ...{ madeBy: painter, at: PICTURE.at },
  })
  expect(rows.find(({ kind }) => kind === 'video-prompt')?.inputHash).toMatch(/^[0-9a-f]{32}$/)
})

test('an asset is kept with every image key that was made of it', () => {
  const doc = new Y.Doc()
  const coat = addAsset(doc, { kind: 'prop', name: 'Coat', description: 'Green.', from: '' })
  const { shot: _, ...key } = PICTURE
  const keyId = addImageKey(doc, coat, { ...key, guidance: 'Older' })
  expect(readMadeRows('assets', doc, null)).toMatchObject([
    { kind: 'asset', id: coat, asset: coat, title: 'Coat', body: 'Green.', media: null },
    { kind: 'image-key', id: keyId, asset: coat, title: 'Coat', body: 'Older', media: 'm1' },
  ])
})

test('rows that a foreign program left half made are no artifacts', () => {
  const doc = new Y.Doc()
  doc.getMap('frames').set('x', 'nothing')
  doc.getMap('frames').set('y', new Y.Map([['shot', 'shot']]))
  expect(readMadeRows('scene', doc, 'scene')).toEqual([])
  expect(readMadeRows('script', doc, null)).toEqual([])
})

test('an update says which scene or variant it makes, where it makes one', () => {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const line = { type: 'action', runs: plain('Rain.') } as const
  const made = <T>(change: () => T): [T, string | null] => {
    updates.length = 0
    const result = doc.transact(change)
    return [result, madeElement(Y.mergeUpdates(updates))]
  }
  const [scene, ofScene] = made(() => appendScene(doc, [line]))
  expect(ofScene).toBe(scene)
  const draft = {
    title: 'One',
    tone: '',
    ending: '',
    chronology: '',
    lines: [line],
    madeBy: painter,
    at: '',
    order: 'a1',
  }
  const [variant, ofVariant] = made(() => addVariant(doc, draft))
  expect(ofVariant).toBe(variant)
  expect(made(() => [appendScene(doc, [line]), appendScene(doc, [line])])[1]).toBeNull()
  expect(made(() => doc.getMap('suggestions').set('s', 1))[1]).toBeNull()
})
