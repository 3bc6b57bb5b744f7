import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { appendScene } from './appendScene.ts'
import { findLine, moveScene } from './edit.ts'
import { type LineDraft, lineText, plain } from './line.ts'
import { readScenes, scriptRoots } from './scenes.ts'

const scene = (heading: string): LineDraft[] => [
  { type: 'scene_heading', runs: plain(heading) },
  { type: 'action', runs: plain(`Something happens in ${heading}.`) },
]
const headings = (doc: Y.Doc): string[] => readScenes(doc).map(({ heading }) => heading)

test('a scene goes behind the last one that is shown, wherever its lines are', () => {
  const doc = new Y.Doc()
  const first = appendScene(doc, scene('INT. SHED - DAY'))
  const second = appendScene(doc, scene('EXT. RIVER - DAY'), { beat: 'b1', beatHash: 'h' })
  moveScene(doc, first, second)
  appendScene(doc, scene('EXT. JETTY - NIGHT'))
  expect(headings(doc)).toEqual(['EXT. RIVER - DAY', 'INT. SHED - DAY', 'EXT. JETTY - NIGHT'])
  expect(scriptRoots(doc).scenes.get(second)?.toJSON()).toMatchObject({ beat: 'b1', beatHash: 'h' })
})

test('what a colleague types in the last scene at the same moment stays in it', () => {
  const [one, two] = [new Y.Doc(), new Y.Doc()]
  one.clientID = 1
  two.clientID = 2
  appendScene(one, scene('INT. SHED - DAY'))
  Y.applyUpdate(two, Y.encodeStateAsUpdate(one))
  appendScene(one, scene('EXT. RIVER - DAY'))
  const line = findLine(scriptRoots(two), readScenes(two)[0]?.lines[1]?.id ?? '')
  if (line) lineText(line)?.insert(0, 'Rain. ')
  Y.applyUpdate(two, Y.encodeStateAsUpdate(one))
  Y.applyUpdate(one, Y.encodeStateAsUpdate(two))
  for (const doc of [one, two]) {
    expect(headings(doc)).toEqual(['INT. SHED - DAY', 'EXT. RIVER - DAY'])
    expect(readScenes(doc)[0]?.lines[1]?.text).toBe('Rain. Something happens in INT. SHED - DAY.')
  }
})
