import { describe, expect, it } from 'vitest'
import { plain } from '../script/line.ts'
import { parseFountain } from './fountain/parse.ts'
import { FORMATS, losses } from './losses.ts'
import type { Screenplay, ScreenplayLine } from './screenplay.ts'

const WRITTEN = parseFountain(`# Act one

= Before all.

INT. ROOM - DAY

= They meet.

= They part.

Mara [[how old?]] *waits*.

/* Cut. */

!!ANGLE ON DOOR

JON ^
Alone.
`)

describe('what a format cannot hold is listed', () => {
  it('of a script for Final Draft', () => {
    expect(losses(WRITTEN, 'fdx')).toEqual([
      '2 synopses: Final Draft shows them as summaries of their scenes.',
      '1 synopsis without a scene heading above: Final Draft shows it as a paragraph of the element “Outline Body”.',
      '1 section: Final Draft shows it as a paragraph of the elements “Outline 1” to “Outline 6”.',
      '1 cut passage: Final Draft shows it as a script note of the type “Boneyard”.',
      '1 paragraph has a note between the words: in Final Draft they are words of the script, in double brackets.',
      '1 cue is marked as the right-hand speaker with nobody on the left: in Final Draft it stands by itself.',
    ])
  })
  it('of speeches in several paragraphs for Fountain', () => {
    const spoken = (types: readonly ScreenplayLine['type'][]): Screenplay => ({
      titlePage: [],
      lines: types.map(type => ({ type, runs: plain(`Some ${type}`) })),
    })
    expect(losses(spoken(['character', 'dialogue', 'dialogue', 'parenthetical', 'dialogue']), 'fountain')).toEqual([
      '1 paragraph of speech stands below another of the same speaker: it becomes further rows of that one.',
    ])
    expect(losses(spoken(['character', 'lyrics', 'lyrics', 'lyrics']), 'fountain')).toEqual([
      '2 paragraphs of speech stand below another of the same speaker: they become further rows of that one.',
    ])
    expect(losses(spoken(['action', 'lyrics', 'lyrics', 'character', 'dialogue', 'lyrics']), 'fountain')).toEqual([])
    expect(losses(spoken(['character', 'dialogue', 'dialogue']), 'json')).toEqual([])
  })
  it('of a script in production for Fountain', () => {
    const shot: Screenplay = {
      titlePage: [],
      lines: [
        { type: 'scene_heading', runs: plain('INT. A'), omitted: true },
        { type: 'action', runs: plain('B'), revised: 'r' },
      ],
      revisions: [{ id: 'r', name: 'Blue', colour: 'blue', date: '2026-11-25' }],
      production: { pageSize: 'a4', scenesLocked: true, pages: [{ label: '1', line: 0, offset: 0 }] },
      foreign: { fdx: '<FinalDraft/>' },
    }
    expect(losses(shot, 'fountain')).toEqual([
      'Scene numbers are locked: the numbers are in the file, the lock is not.',
      '1 revision: the format has no revisions.',
      '1 paragraph is marked as revised: the words are in the file, the marks are not.',
      '1 page is locked: the file does not say where they begin.',
      'The script is for A4 paper: the format does not say so.',
      '1 omitted scene: other programs print it; a note in the heading says that it is omitted.',
      'What a Final Draft file said beyond the words (fonts, tags, titles of scenes, settings) is not in the file.',
    ])
    expect(losses(shot, 'fdx')).toEqual([
      '1 date of a revision: Final Draft has a place for names only.',
      'Scene numbers are locked: the numbers are in the file, the lock is not.',
    ])
  })
  it('is nothing for JSON, and for a plain script in any format', () => {
    expect(losses(WRITTEN, 'json')).toEqual([])
    for (const format of FORMATS) expect(losses(parseFountain('INT. A - DAY\n\nB.\n\nC\nD.\n'), format)).toEqual([])
  })
  it('is what is not printed', () => {
    expect(losses(WRITTEN, 'pdf')).toEqual([
      '5 notes, sections and synopses: not printed.',
      '1 paragraph has a note between the words: the words are printed, the note is not.',
    ])
    expect(losses(WRITTEN, 'txt')).toContain('1 paragraph has emphasis: plain text has none.')
    const shooting: Screenplay = {
      titlePage: [],
      lines: [
        { type: 'scene_heading', runs: plain('INT. A'), omitted: true, sceneNumber: '4 *' },
        { type: 'action', runs: plain('Gone.') },
        { type: 'scene_heading', runs: plain('INT. B') },
        { type: 'action', runs: plain('Old.'), revised: 'white' },
        { type: 'action', runs: plain('New.'), revised: 'blue' },
      ],
      production: { revision: 'blue' },
    }
    expect(losses(shooting, 'pdf')).toEqual([
      '2 paragraphs belong to omitted scenes: printed are their numbers and the word OMITTED.',
      '1 paragraph is marked in a revision that is not being written now: asterisks stand beside the changes of this one only.',
    ])
    expect(losses(shooting, 'txt')).toContain(
      '2 paragraphs belong to omitted scenes: printed are their numbers and the word OMITTED.',
    )
    expect(losses(shooting, 'fountain')).toContain(
      '1 scene number has signs besides letters, digits, dashes and periods: they are left out.',
    )
  })
})
