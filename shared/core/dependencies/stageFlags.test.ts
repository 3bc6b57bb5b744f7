import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { readBeats } from '../beats/beats.ts'
import { addBeat, deleteBeats, moveBeats, setBeatText } from '../beats/write.ts'
import { appendScene } from '../script/appendScene.ts'
import { findLine } from '../script/edit.ts'
import { lineText, plain } from '../script/line.ts'
import { readScenes, scriptRoots } from '../script/scenes.ts'
import { chooseVariant } from '../treatment/variants.ts'
import { addVariant } from '../treatment/write.ts'
import { differences, fingerprintOf, reasonSentence } from './stageFlags.ts'

const sentences = (was: ReturnType<typeof fingerprintOf>, now: ReturnType<typeof fingerprintOf>): string[] =>
  differences(was, now).map(reasonSentence)

test('beats that were changed, added and taken off are named; a new order alone says nothing', () => {
  const doc = new Y.Doc()
  const [first, second] = [
    addBeat(doc, null, { title: 'Out' }),
    addBeat(doc, null, { title: 'Home', body: 'She is back.' }),
  ]
  const was = fingerprintOf('beats', doc)
  moveBeats(doc, [second], first)
  expect(sentences(was, fingerprintOf('beats', doc))).toEqual([])
  setBeatText(doc, second, 'body', 'She is not back.')
  addBeat(doc, readBeats(doc).at(-1)?.id ?? null, { title: 'End' })
  deleteBeats(doc, [first])
  expect(sentences(was, fingerprintOf('beats', doc))).toEqual([
    'Beat 1 “Home” was changed.',
    'Beat 2 “End” is new.',
    'Beat 2 “Out” is gone.',
  ])
  setBeatText(doc, second, 'body', 'She is back.')
  expect(sentences(was, fingerprintOf('beats', doc))).toEqual(['Beat 2 “End” is new.', 'Beat 2 “Out” is gone.'])
})

test('of a script the scenes count whose words changed, and those that are gone', () => {
  const doc = new Y.Doc()
  for (const heading of ['INT. SHED - DAY', 'EXT. RIVER - DAY'])
    appendScene(doc, [
      { type: 'scene_heading', runs: plain(heading) },
      { type: 'action', runs: plain('Rain.') },
    ])
  const was = fingerprintOf('script', doc)
  const [, river] = readScenes(doc)
  const line = findLine(scriptRoots(doc), river?.lines[1]?.id ?? '')
  if (line) lineText(line)?.insert(0, 'More ')
  scriptRoots(doc)
    .scenes.get(readScenes(doc)[0]?.id ?? '')
    ?.set('omitted', true)
  expect(sentences(was, fingerprintOf('script', doc))).toEqual([
    'Scene 2 “EXT. RIVER - DAY” was changed.',
    'Scene 1 “INT. SHED - DAY” is gone.',
  ])
})

test('of a treatment the chosen variant counts alone', () => {
  const doc = new Y.Doc()
  const draft = { title: '', tone: '', ending: '', chronology: '', madeBy: null, at: '' }
  const one = addVariant(doc, { ...draft, lines: [{ type: 'general', runs: plain('A ferry.') }] })
  const two = addVariant(doc, { ...draft, lines: [{ type: 'general', runs: plain('A bridge.') }] })
  chooseVariant(doc, one)
  const was = fingerprintOf('treatment', doc)
  chooseVariant(doc, two)
  expect(sentences(was, fingerprintOf('treatment', doc))).toEqual([
    'The passage “A bridge.” is new.',
    'The passage “A ferry.” is gone.',
  ])
})
