import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { addBeat, deleteBeats, moveBeats, setBeatText } from '../beats/write.ts'
import { seedBrief, setRating } from '../brief/brief.ts'
import { diffBeats, readBeatsState } from '../history/beatsState.ts'
import { diffBriefs, readBriefState } from '../history/briefState.ts'
import { diffScripts } from '../history/diffScript.ts'
import { diffShots } from '../history/diffShots.ts'
import { readScriptState } from '../history/scriptState.ts'
import { readShotsState } from '../history/shotsState.ts'
import { deleteLines, insertLines, moveScene, setLineText } from '../script/edit.ts'
import { plain } from '../script/line.ts'
import { twoPeople } from '../script/testPeople.ts'
import { addShot, setCell, setDuration } from '../shots/write.ts'
import { mergeHunks } from './merge/merge.ts'
import { summariseViews } from './summariseViews.ts'
import { type Fact, summariseHunks, summary } from './summary.ts'

const HANDS = { authorOf: () => null, remover: null }
function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

/** A script, a beat sheet, a shot table and a brief, before and after an afternoon. */
function afternoon() {
  const [script, scriptAfter] = twoPeople(2)
  moveScene(scriptAfter, 'c', 'a')
  setLineText(scriptAfter, 'a1', 'a1 runs in.')
  insertLines(scriptAfter, 'a2', [
    { type: 'action', runs: plain('Rain.') },
    { type: 'action', runs: plain('Wind.') },
  ])
  insertLines(scriptAfter, 'b2', [{ type: 'scene_heading', runs: plain('INT. HALL - DAY') }])
  deleteLines(scriptAfter, ['b1'])
  const beats = new Y.Doc()
  const [one = '', two = '', three = ''] = ['Home', 'Storm', 'Harbour'].map(title => addBeat(beats, null, { title }))
  const beatsAfter = copyOf(beats)
  setBeatText(beatsAfter, one, 'body', 'He waits.')
  moveBeats(beatsAfter, [three], one)
  deleteBeats(beatsAfter, [two])
  const shots = new Y.Doc()
  const ids = ['x', 'y', 'z'].map(action => addShot(shots, null, { action }))
  const shotsAfter = copyOf(shots)
  for (const id of ids) setDuration(shotsAfter, id, 6)
  addShot(shotsAfter, null, { action: 'The door' })
  const brief = new Y.Doc()
  seedBrief(brief)
  const briefAfter = copyOf(brief)
  setRating(briefAfter, 'PG')
  return { script, scriptAfter, beats, beatsAfter, shots, shotsAfter, brief, briefAfter, ids }
}

describe('a summary', () => {
  it('of what a merge proposes is in plain words, what is alike together', () => {
    const { script, scriptAfter, beats, beatsAfter, shots, shotsAfter, brief, briefAfter } = afternoon()
    const hunks = [
      ...mergeHunks('brief', brief, brief, briefAfter),
      ...mergeHunks('beats', beats, beats, beatsAfter),
      ...mergeHunks('script', script, script, scriptAfter),
      ...mergeHunks('scene', shots, shots, shotsAfter, { sceneNumber: '3' }),
    ]
    expect(summariseHunks(hunks)).toEqual([
      'Scene 3 moved before scene 2',
      'New scene: INT. HALL - DAY (1 line)',
      'Beat 3: words written',
      'Beat 1 moved to the end',
      'Beat 2 removed: Storm',
      '2 new lines in scene 1',
      'Scene 1, action: words changed',
      '1 line of scene 2 removed',
      'and 5 more',
    ])
    expect(summariseHunks(hunks.filter(({ element }) => element.kind === 'shot' || element.kind === 'field'))).toEqual([
      'New shot: The door',
      '3 shots re-timed',
      'Content rating set to PG',
    ])
  })

  it('of two states says the same things', () => {
    const { script, scriptAfter, beats, beatsAfter, shots, shotsAfter, brief, briefAfter, ids } = afternoon()
    setCell(shotsAfter, ids[0] ?? '', 'camera', 'wide')
    const views = [
      diffBriefs(readBriefState(brief), readBriefState(briefAfter), HANDS),
      diffBeats(readBeatsState(beats), readBeatsState(beatsAfter), HANDS),
      diffScripts(readScriptState(script), readScriptState(scriptAfter), HANDS),
    ]
    expect(summariseViews(views)).toEqual([
      'Scene 3 moved before scene 2: it is scene 2 now',
      'New scene: INT. HALL - DAY',
      'Beat 1 changed',
      'Beat 2 removed',
      '1 line changed in scene 1',
      '2 new lines in scene 1',
      '1 line removed in scene 3',
      'Content rating changed',
    ])
    const rows = diffShots(readShotsState(shots), readShotsState(shotsAfter), HANDS)
    expect(summariseViews([{ kind: 'scene', shots: rows, tables: [] }])).toEqual([
      'New shot A: The door',
      'Shot B: 8 s → 6 s',
      'Shot C: 8 s → 6 s',
      'Shot D changed',
    ])
  })

  it('of nothing is empty, and a long one counts what it leaves out', () => {
    expect(summary([])).toEqual([])
    const facts = Array.from({ length: 30 }, (_, i): Fact[] => {
      const name = `Scene ${i + 1}`
      return [
        { kind: 'scene', change: 'changed', name, sentence: `${name} omitted`, count: 1 },
        { kind: 'lines', change: 'added', name, sentence: '', count: 2 },
      ]
    }).flat()
    expect(summary(facts)).toEqual(['30 scenes changed', '60 new lines in 30 places'])
    expect(summary(facts.slice(0, 8))).toEqual(['Scenes 1, 2, 3 and 4 changed', '8 new lines in scenes 1, 2, 3 and 4'])
  })
})
