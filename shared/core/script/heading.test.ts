import { describe, expect, it } from 'vitest'
import { type Heading, looksLikeHeading, parseHeading } from './heading.ts'

describe('a scene heading', () => {
  it.each<[string, Heading['setting'], string, string]>([
    ['INT. KITCHEN - NIGHT', 'INT', 'KITCHEN', 'NIGHT'],
    ['ext. beach – magic hour', 'EXT', 'beach', 'magic hour'],
    ['INT./EXT. CAR - MOVING - DAY', 'INT/EXT', 'CAR - MOVING', 'DAY'],
    ['INT/EXT CAR - DAY', 'INT/EXT', 'CAR', 'DAY'],
    ['I/E. CAR -- DAWN', 'INT/EXT', 'CAR', 'DAWN'],
    ['EST. TOWER BRIDGE', 'EXT', 'TOWER BRIDGE', ''],
    ['INT. HOUSE - KITCHEN', 'INT', 'HOUSE - KITCHEN', ''],
    ['INT. FLAT - MOMENTS LATER', 'INT', 'FLAT', 'MOMENTS LATER'],
    ['INT. FLAT - DAY 2', 'INT', 'FLAT', 'DAY 2'],
    ['INT. X-RAY ROOM - NIGHT (1984)', 'INT', 'X-RAY ROOM', 'NIGHT (1984)'],
    ['INNEN. KÜCHE - NACHT', 'INT', 'KÜCHE', 'NACHT'],
    ['EXT. PLACE DE LA RÉPUBLIQUE — JOUR', 'EXT', 'PLACE DE LA RÉPUBLIQUE', 'JOUR'],
    ['ИНТ. КУХНЯ - НОЧЬ', 'INT', 'КУХНЯ', 'НОЧЬ'],
    ['INT. 台所 - 夜', 'INT', '台所', '夜'],
    ['SNIPER SCOPE POV', null, 'SNIPER SCOPE POV', ''],
    ['INTERNATIONAL SPACE STATION - DAY', null, 'INTERNATIONAL SPACE STATION', 'DAY'],
    ['', null, '', ''],
    ['INT.', 'INT', '', ''],
  ])('%j', (text, setting, location, time) => {
    expect(parseHeading(text)).toEqual({ setting, location, time })
  })

  it('is known by its opening, whatever its case', () => {
    for (const text of ['INT. A', 'ext a', 'Est. A', 'int./ext. a', 'I/E A', 'e/i. a'])
      expect(looksLikeHeading(text)).toBe(true)
    for (const text of ['INTO THE WOODS', 'INT', 'Exterior', 'ESTABLISHING', ' INT. A'])
      expect(looksLikeHeading(text)).toBe(false)
  })

  it('is read in linear time', () => {
    const start = performance.now()
    for (const text of [
      `INT. ${' '.repeat(50_000)}`,
      `INT. ${' -'.repeat(25_000)}`,
      '-'.repeat(50_000),
      '–a'.repeat(25_000),
    ])
      parseHeading(text)
    expect(performance.now() - start).toBeLessThan(2_000)
  })
})
