import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { addAsset, addImageKey, lockImageKey } from '../assets/write.ts'
import { type AssetsState, diffAssets, readAssetsState } from './assetsState.ts'

const nobody = { authorOf: () => 0, remover: null }
const key = (media: string) => ({
  media,
  inputHash: 'h',
  model: 'm',
  credits: 1,
  guidance: '',
  at: '2026-12-01T00:00:00Z',
})

test('an asset is compared by the picture that stands for it: the locked key, else the one in use', () => {
  const doc = new Y.Doc()
  const states: AssetsState[] = []
  const id = addAsset(doc, { kind: 'prop', name: 'Coat', description: 'Red.', from: '' })
  states.push(readAssetsState(doc))
  const first = addImageKey(doc, id, key('picture-1'))
  states.push(readAssetsState(doc))
  lockImageKey(doc, id, first)
  addImageKey(doc, id, key('picture-2'))
  states.push(readAssetsState(doc))
  lockImageKey(doc, id, null)
  states.push(readAssetsState(doc))
  const told = states.slice(1).map((now, i) => diffAssets(states[i] ?? [], now, nobody).assets[0])
  expect(told.map(asset => asset && [asset.status, asset.media])).toEqual([
    ['changed', { before: null, after: 'picture-1' }],
    ['same', { before: 'picture-1', after: 'picture-1' }],
    ['changed', { before: 'picture-1', after: 'picture-2' }],
  ])
})
