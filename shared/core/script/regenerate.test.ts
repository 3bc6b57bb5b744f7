import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { readBeats } from '../beats/beats.ts'
import { beatHash } from '../beats/hash.ts'
import { addBeat } from '../beats/write.ts'
import { appendScene } from './appendScene.ts'
import { plain } from './line.ts'
import { clearScript, sceneBehind, scenesInStep } from './regenerate.ts'
import { readScenes } from './scenes.ts'

function film() {
  const sheet = new Y.Doc()
  let after: string | null = null
  for (const title of ['One', 'Two', 'Three']) after = addBeat(sheet, after, { title, body: `${title} happens.` })
  const beats = readBeats(sheet)
  const script = new Y.Doc()
  for (const beat of beats)
    appendScene(
      script,
      [
        { type: 'scene_heading', runs: plain(`INT. ${beat.title.toUpperCase()} - DAY`) },
        { type: 'action', runs: plain(beat.body) },
      ],
      { beat: beat.id, beatHash: beatHash(beat) },
    )
  return { sheet, beats, script }
}
const headings = (doc: Y.Doc) => readScenes(doc).map(scene => scene.heading)

test('scenes whose beat changed, or that nobody wrote from a beat, are not in step', () => {
  const { beats, script } = film()
  appendScene(script, [{ type: 'scene_heading', runs: plain('EXT. ROAD - DAY') }])
  const [one, two, three] = beats
  const changed = beats.map(beat => (beat === two ? { ...beat, body: 'Something else.' } : beat))
  expect([...scenesInStep(script, changed).keys()]).toEqual([one?.id, three?.id])
})

test('what is kept stays as it is, and a scene that is written anew comes to its place', () => {
  const { beats, script } = film()
  const [, two] = beats
  const keep = new Set(readScenes(script).flatMap((scene, place) => (place === 1 ? [] : [scene.id])))
  const before = readScenes(script).filter(scene => keep.has(scene.id))
  clearScript(script, keep)
  expect(readScenes(script).map(({ id, lines }) => [id, lines])).toEqual(before.map(({ id, lines }) => [id, lines]))
  appendScene(
    script,
    [{ type: 'scene_heading', runs: plain('EXT. ANEW - NIGHT') }],
    { beat: two?.id ?? '' },
    sceneBehind(script, two?.id ?? '', beats),
  )
  expect(headings(script)).toEqual(['INT. ONE - DAY', 'EXT. ANEW - NIGHT', 'INT. THREE - DAY'])
})

test('with nothing kept the script is empty, and scenes follow each other', () => {
  const { beats, script } = film()
  clearScript(script, new Set())
  expect(headings(script)).toEqual([])
  for (const beat of beats)
    appendScene(
      script,
      [{ type: 'scene_heading', runs: plain(`EXT. ${beat.title.toUpperCase()} - NIGHT`) }],
      { beat: beat.id },
      sceneBehind(script, beat.id, beats),
    )
  expect(headings(script)).toEqual(['EXT. ONE - NIGHT', 'EXT. TWO - NIGHT', 'EXT. THREE - NIGHT'])
})
