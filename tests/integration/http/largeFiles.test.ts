import { describe, expect, test } from 'vitest'
import { readScreenplayFile } from '../../../server/import/readFile.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
/** Reading it takes seconds: every paragraph is as long as one may be, and full of marks. */
const spiteful = bytes(Array.from({ length: 200 }, () => '*a _b_ [[n]] '.repeat(3800)).join('\n\n'))

describe('a file that takes long to read', () => {
  test('is given up with a sentence, and nothing else waits for it', async () => {
    let turns = 0
    const timer = setInterval(() => turns++, 5)
    // expected at once: on a busy machine it gives up while the small one still waits
    const slow = expect(readScreenplayFile(spiteful, 1500)).rejects.toMatchObject({
      status: 413,
      message: expect.stringContaining('Nothing was imported'),
    })
    const small = readScreenplayFile(bytes('INT. KITCHEN - DAY\n\nRain.\n'))
    expect((await small).screenplay.lines.map(({ type }) => type)).toEqual(['scene_heading', 'action'])
    await slow
    clearInterval(timer)
    expect(turns).toBeGreaterThan(20)
  })

  test('lets the next ones have their turn', async () => {
    const slow = [readScreenplayFile(spiteful, 300), readScreenplayFile(spiteful, 300)]
    const after = readScreenplayFile(bytes('Rain.\n'))
    for (const one of slow) await expect(one).rejects.toMatchObject({ status: 413 })
    expect((await after).screenplay.lines).toHaveLength(1)
  })

  test('that is no screenplay is refused by name', async () => {
    await expect(readScreenplayFile(bytes('%PDF-1.7\n'))).rejects.toMatchObject({ code: 'broken' })
  })
})
