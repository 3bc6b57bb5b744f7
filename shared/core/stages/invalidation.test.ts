import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { keyOf, readAssets } from '../assets/assets.ts'
import { addAsset, addImageKey, lockImageKey } from '../assets/write.ts'
import { readThings } from '../dependencies/readThings.ts'
import { addFrame, approveFrame, frameFor, readFrames, unapproveFrame } from '../frames/frames.ts'
import { addTake, approveTake, readTakes, unapproveTake } from '../frames/takes.ts'
import { addShot } from '../shots/write.ts'
import { addState, readStates, setState } from '../states/states.ts'
import { mergeHunks } from '../timelines/merge/merge.ts'
import { invalidateAssets, invalidateScene, keepAssets, keepScene } from './invalidation.ts'

const MADE = { inputHash: '', model: 'm', credits: 1, at: '' }

/** A scene with a locked state, an approved clip, and of two start frames the first one approved. */
function scene() {
  const doc = new Y.Doc()
  const shot = addShot(doc, null, {})
  const [first, second] = ['first', 'second'].map(media => addFrame(doc, { ...MADE, shot, media, end: 'start' }))
  approveFrame(doc, first ?? '')
  approveTake(doc, addTake(doc, { ...MADE, shot, media: 'clip', seconds: 8 }))
  const state = addState(doc, { kind: 'prop', name: 'Coat', text: 'Wet', source: 'new', status: 'locked' })
  const approved = () => [
    frameFor(readFrames(doc), shot, 'start')?.media,
    readFrames(doc).map(frame => frame.approved),
    readTakes(doc)[0]?.approved,
    readStates(doc)[0]?.status,
  ]
  return { doc, second: second ?? '', state, approved }
}

test('what is invalidated is a draft again, and which frame counts is as it was; keeping it brings all back', () => {
  const { doc, approved } = scene()
  const [before, things] = [approved(), readThings(doc, 's')]
  expect(before).toEqual(['first', [true, false], true, 'locked'])
  invalidateScene(doc)
  expect(approved()).toEqual(['first', [false, false], false, 'edited'])
  expect(readThings(doc, 's').map(({ reference, hash }) => [reference, hash])).toEqual(
    things.map(({ reference, hash }) => [reference, hash]),
  )
  keepScene(doc)
  expect(approved()).toEqual(before)
})

test('what is approved anew since waits no more, and is kept as it was chosen then', () => {
  const { doc, second, state, approved } = scene()
  invalidateScene(doc)
  approveFrame(doc, second)
  setState(doc, state, { status: 'locked' })
  expect(approved()).toEqual(['second', [false, true], false, 'locked'])
  keepScene(doc)
  expect(approved()).toEqual(['second', [false, true], true, 'locked'])
  unapproveFrame(doc, second)
  unapproveTake(doc, readTakes(doc)[0]?.id ?? '')
  expect(approved()).toEqual(['second', [false, false], false, 'locked'])
})

test('what waits on one timeline is merged into no other', () => {
  const { doc } = scene()
  const assets = new Y.Doc()
  addAsset(assets, { kind: 'prop', name: 'Coat', description: '', from: '' })
  for (const [kind, mine, invalidate] of [
    ['scene', doc, invalidateScene],
    ['assets', assets, invalidateAssets],
  ] as const) {
    const theirs = new Y.Doc()
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine))
    invalidate(theirs)
    expect(mergeHunks(kind, mine, mine, theirs)).toEqual([])
    expect(mergeHunks(kind, theirs, theirs, mine)).toEqual([])
  }
})

test('every asset waits; one that is kept or locked again does not, and its picture is the same all the time', () => {
  const doc = new Y.Doc()
  const [ana, ben] = ['Ana', 'Ben'].map(name => {
    const id = addAsset(doc, { kind: 'character', name, description: '', from: '' })
    lockImageKey(doc, id, addImageKey(doc, id, { ...MADE, media: name, guidance: '' }))
    return id
  })
  const waiting = () => readAssets(doc).map(asset => [keyOf(asset)?.media, asset.invalidated])
  invalidateAssets(doc)
  expect(waiting()).toEqual([
    ['Ana', true],
    ['Ben', true],
  ])
  keepAssets(doc, [ana ?? ''])
  lockImageKey(doc, ben ?? '', readAssets(doc)[1]?.lockedKey ?? '')
  expect(waiting()).toEqual([
    ['Ana', false],
    ['Ben', false],
  ])
})
