import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { needsShot, shownLines } from '../dependencies/lines.ts'
import { outdatedShots } from '../dependencies/outdated.ts'
import { parseFountain } from '../formats/fountain/parse.ts'
import { writeFountain } from '../formats/fountain/write.ts'
import { paginateScript } from '../pages/scriptPages.ts'
import { textOfRuns } from '../script/line.ts'
import type { LineType } from '../script/lineTypes.ts'
import { secondsOfLines } from '../script/measure.ts'
import { FRONT, readLines, readScenes } from '../script/scenes.ts'
import { readScreenplay } from '../script/seed.ts'
import { charactersOf } from '../script/smartType.ts'
import { SHOT_COLUMNS, SHOT_SECONDS, TEXT_COLUMNS } from '../shots/columns.ts'
import { readShots } from '../shots/shots.ts'
import { acceptSuggestion } from '../suggestions/settle.ts'
import { readSuggestions } from '../suggestions/status.ts'
import {
  SAMPLE_SUGGESTION,
  sampleShotScene,
  seedSampleScript,
  seedSampleShots,
  seedSampleSuggestion,
} from './sample.ts'
import { SAMPLE_FOUNTAIN } from './sampleScreenplay.ts'

function sample() {
  const script = new Y.Doc()
  script.transact(() => {
    seedSampleScript(script)
    seedSampleSuggestion(script)
  })
  const scene = new Y.Doc()
  scene.transact(() => seedSampleShots(scene, script))
  return { script, scene }
}

describe('the sample screenplay', () => {
  const { titlePage, lines } = parseFountain(SAMPLE_FOUNTAIN)
  const measured = lines.map(line => ({ ...line, text: textOfRuns(line.runs) }))

  it('is six to ten pages long', () => {
    const { pages } = paginateScript(sample().script)
    expect(pages.length).toBeGreaterThanOrEqual(6)
    expect(pages.length).toBeLessThanOrEqual(10)
    expect(secondsOfLines(measured) / 60).toBeGreaterThan(5)
  })
  it('has two people in three rooms, in nine to fourteen scenes', () => {
    const headings = measured.filter(line => line.type === 'scene_heading').map(line => line.text)
    expect(headings.length).toBeGreaterThanOrEqual(9)
    expect(headings.length).toBeLessThanOrEqual(14)
    expect(new Set(headings.map(text => text.split(' - ')[0]))).toEqual(
      new Set(['INT. KITCHEN', 'INT. BEDROOM', 'INT. WORKSHOP']),
    )
    expect(
      charactersOf(measured)
        .map(speaker => speaker.name)
        .sort(),
    ).toEqual(['INES', 'TOMAS'])
  })
  it('shows what a screenplay can hold', () => {
    const types = new Set<LineType>(lines.map(line => line.type))
    for (const type of ['parenthetical', 'transition', 'note', 'shot'] as const) expect(types).toContain(type)
    expect(lines.some(line => line.dual)).toBe(true)
    expect(measured.some(line => line.type === 'character' && line.text.includes('(V.O.)'))).toBe(true)
  })
  it('is Fountain as we export it', () => {
    expect(titlePage[0]).toEqual({ key: 'Title', value: 'Ten Minutes Fast' })
    expect(writeFountain({ titlePage, lines })).toBe(SAMPLE_FOUNTAIN)
    expect(readScreenplay(sample().script).lines).toEqual(lines)
  })
})

describe('the shot table of the sample', () => {
  const { script, scene } = sample()
  const shots = readShots(scene)
  const { id, lines } = sampleShotScene(script)

  it('has six to nine shots with every mandatory cell', () => {
    expect(shots.length).toBeGreaterThanOrEqual(6)
    expect(shots.length).toBeLessThanOrEqual(9)
    for (const shot of shots) {
      for (const column of TEXT_COLUMNS)
        if (SHOT_COLUMNS.find(spec => spec.key === column)?.required) expect(shot[column]).not.toBe('')
      expect(shot.duration).toBeGreaterThanOrEqual(SHOT_SECONDS.least)
      expect(shot.rationale).not.toBe('')
    }
  })
  it('covers every line of the scene exactly once, and is up to date', () => {
    const covered = shots.flatMap(shot => [...shot.sources.keys()])
    expect([...covered].sort()).toEqual(lines.map(line => line.id).sort())
    expect(lines.filter(needsShot).length).toBeGreaterThan(10)
    const found = outdatedShots(shots, shownLines(script), id)
    expect([...found.shots.values()].flat()).toEqual([])
    expect(found.uncovered).toEqual([])
  })
  it('says all of the dialogue, word for word and once', () => {
    const said = shots.flatMap(shot => shot.dialogue.split('\n').filter(text => text !== ''))
    expect(said.map(text => text.replace(/^[A-Z]+: /, ''))).toEqual(
      lines.filter(line => line.type === 'dialogue').map(line => line.text),
    )
  })
})

describe('the suggestion that waits in the sample', () => {
  it('is pending, and rewrites the line when somebody accepts it', () => {
    const { script } = sample()
    const [waiting, ...others] = readSuggestions(script)
    expect(others).toEqual([])
    expect(waiting?.status).toBe('pending')
    expect(waiting?.suggestion.askedBy).toBeNull()
    if (waiting) acceptSuggestion(script, waiting.suggestion.id, 'test')
    const texts = readLines(script).map(line => line.text)
    expect(texts).toContain(SAMPLE_SUGGESTION.after)
    expect(texts).not.toContain(SAMPLE_SUGGESTION.before)
  })
  it('is in the first scene, where it is seen at once', () => {
    const { script } = sample()
    const first = readScenes(script).find(scene => scene.id !== FRONT)
    expect(first?.lines.map(line => line.text)).toContain(SAMPLE_SUGGESTION.before)
  })
})
