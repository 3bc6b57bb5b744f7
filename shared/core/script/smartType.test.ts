import { describe, expect, it } from 'vitest'
import type { LineType } from './lineTypes.ts'
import { charactersOf, completeCue, completeLocation, completeTime } from './smartType.ts'

const line = (type: LineType, text: string) => ({ type, text })
const cues = (...names: string[]) => names.map(name => line('character', name))

describe('completion', () => {
  const script = [
    line('scene_heading', 'INT. KITCHEN - DAY'),
    ...cues('MARA', 'JON', 'MARA (V.O.)', 'THE MAYOR'),
    line('scene_heading', 'INT. KITCHEN - NIGHT'),
    line('scene_heading', 'EXT. KIOSK - NIGHT'),
    ...cues("Jon (CONT'D)", 'MARA'),
  ]

  it('knows everyone with a cue, the most frequent first', () => {
    expect(charactersOf(script).map(({ name, count }) => [name, count])).toEqual([
      ['MARA', 3],
      ['JON', 2],
      ['THE MAYOR', 1],
    ])
    expect(charactersOf(script)[0]?.extensions).toEqual(['(V.O.)'])
  })
  it('offers whoever spoke before last, as conversations go', () => {
    expect(completeCue('', script)).toEqual(['JON', 'MARA', 'THE MAYOR'])
    expect(completeCue('', [...script, ...cues('JON')])).toEqual(['MARA', 'JON', 'THE MAYOR'])
  })
  it('begins anew in a new scene', () => {
    expect(completeCue('', [...script, line('scene_heading', 'INT. X')])[0]).toBe('MARA')
  })
  it('goes on from what is typed, whatever its case', () => {
    expect(completeCue('th', script)).toEqual(['THE MAYOR'])
    expect(completeCue('x', script)).toEqual([])
  })
  it('does not take the half-typed cue for a character', () => {
    expect(completeCue('MA', [...script, ...cues('MA')])).toEqual(['MARA'])
    expect(completeCue('J', [...cues('JON'), ...cues('J'), ...cues('JUNE')], 1)).toEqual(['JON', 'JUNE'])
  })
  it('offers extensions behind a bracket, those of the character first', () => {
    expect(completeCue('mara (', script)[0]).toBe('MARA (V.O.)')
    expect(completeCue('JON (', script)[0]).toBe("JON (CONT'D)")
    expect(completeCue('JON (o', script)).toEqual(['JON (O.S.)', 'JON (O.C.)'])
  })
  it('offers locations by how often they were used', () => {
    expect(completeLocation('', script)).toEqual(['KITCHEN', 'KIOSK'])
    expect(completeLocation('kio', script)).toEqual(['KIOSK'])
    expect(completeLocation('KITCHEN', script)).toEqual([])
  })
  it('offers times of the script, then the usual ones', () => {
    expect(completeTime('', script).slice(0, 3)).toEqual(['NIGHT', 'DAY', 'MORNING'])
    expect(completeTime('mo', script)).toEqual(['MORNING', 'MOMENTS LATER'])
  })
})
