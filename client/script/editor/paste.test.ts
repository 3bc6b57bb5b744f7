import { describe, expect, it } from 'vitest'
import { screenplaySchema } from '../schema.ts'
import { screenplaySlice } from './paste.ts'

const shown = (text: string) => {
  const out: string[] = []
  screenplaySlice(text, screenplaySchema)?.content.forEach(line => {
    out.push(`${line.attrs.type}: ${line.textContent}`)
  })
  return out
}

describe('pasting plain text', () => {
  it('reads several lines as the elements of a screenplay', () => {
    expect(shown('INT. ROOM - DAY\r\n\r\nRain.\r\n\r\nMARA\r\n(low)\r\nNo.\r\n')).toEqual([
      'scene_heading: INT. ROOM - DAY',
      'action: Rain.',
      'character: MARA',
      'parenthetical: (low)',
      'dialogue: No.',
    ])
  })
  it('never takes the first lines for a title page', () => {
    expect(shown('Note: she waits\nTomorrow: she leaves')).toEqual(['action: Note: she waits\nTomorrow: she leaves'])
  })
  it('gives the lines no ids and no scene', () => {
    const line = screenplaySlice('One.\n\nTwo.', screenplaySchema)?.content.child(0)
    expect(line?.attrs).toMatchObject({ id: null, scene: null })
  })
  it('keeps emphasis', () => {
    const line = screenplaySlice('She *runs*.\n\nHe does not.', screenplaySchema)?.content.child(0)
    expect(line?.child(1).marks.map(mark => mark.type.name)).toEqual(['italic'])
  })
  it('leaves a single line to be pasted as words, and binary to be pasted as it is', () => {
    expect(screenplaySlice('just words', screenplaySchema)).toBeNull()
    expect(screenplaySlice('a\u0000b\nc', screenplaySchema)).toBeNull()
  })
})
