import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { readBeats } from '../beats/beats.ts'
import { addBeat, deleteBeats, moveBeats, setBeatText } from '../beats/write.ts'
import { appendScene } from '../script/appendScene.ts'
import { deleteLines, findLine, mergeScene, setLineText } from '../script/edit.ts'
import { lineText, plain } from '../script/line.ts'
import { readScenes, scriptRoots } from '../script/scenes.ts'
import { chooseVariant } from '../treatment/variants.ts'
import { addVariant } from '../treatment/write.ts'
import { differences, fingerprintOf, reasonSentence, reasonsOf } from './stageFlags.ts'

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

test('of a script that loses a beat’s scene, or the lines where it turns, it is known that a beat is broken', () => {
  const doc = new Y.Doc()
  const scene = (heading: string, beat: string, lines: readonly string[]) =>
    appendScene(
      doc,
      [
        { type: 'scene_heading', runs: plain(heading) },
        ...lines.map(text => ({ type: 'action' as const, runs: plain(text) })),
      ],
      { beat, beatHash: '' },
    )
  scene('INT. SHED - DAY', 'one', ['Rain.'])
  scene('EXT. RIVER - DAY', 'one', ['She rows.', 'The rope holds.', 'It breaks.', ' '])
  scene('INT. BAR - NIGHT', 'two', ['He sings.'])
  const was = fingerprintOf('script', doc)
  const linesOf = (heading: string) =>
    readScenes(doc)
      .find(one => one.heading === heading)
      ?.lines.map(({ id }) => id) ?? []
  const broken = () => reasonsOf('script', was, doc).flatMap(reason => (reason.breaks ? [reasonSentence(reason)] : []))
  expect(reasonsOf('script', was, doc)).toEqual([])

  // words are edited, lines above the end and the first of two scenes go: the turn is still there
  const river = linesOf('EXT. RIVER - DAY')
  setLineText(doc, river[3] ?? '', 'It does not break.')
  deleteLines(doc, [river[1] ?? '', river[2] ?? '', ...linesOf('INT. SHED - DAY')])
  expect(sentences(was, fingerprintOf('script', doc))).toHaveLength(2)
  expect(broken()).toEqual([])
  // as it is where a scene is joined to another one
  const [first, second] = readScenes(doc)
  mergeScene(doc, first?.id ?? '', second?.id ?? '')
  expect(broken()).toEqual([])

  deleteLines(doc, [river[3] ?? ''])
  expect(broken()).toEqual(['The end of scene 1 “EXT. RIVER - DAY”, where its beat turns, is gone.'])
  const bar = readScenes(doc).flatMap(({ lines }) =>
    lines.flatMap(({ id, text }) => (text === 'He sings.' ? [id] : [])),
  )
  deleteLines(doc, bar)
  expect(broken()).toEqual([
    'Scene 3 “INT. BAR - NIGHT” is gone.',
    'The end of scene 1 “EXT. RIVER - DAY”, where its beat turns, is gone.',
  ])
})
