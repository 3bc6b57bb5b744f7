import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { parseFountain } from '../../shared/core/formats/fountain/parse.ts'
import { writeFountain } from '../../shared/core/formats/fountain/write.ts'
import { textOfRuns } from '../../shared/core/script/line.ts'
import { eighthsOf } from '../../shared/core/script/measure.ts'
import { readScreenplay, seedScript } from '../../shared/core/script/seed.ts'
import { longScreenplay } from '../fixtures/longScreenplay.ts'

describe('a screenplay of feature length', () => {
  it('has about 120 pages, 4,000 lines and 100 scenes, the same for the same seed', () => {
    const { lines } = longScreenplay()
    const pages = eighthsOf(lines.map(line => ({ ...line, text: textOfRuns(line.runs) }))) / 8
    expect(pages).toBeGreaterThan(105)
    expect(pages).toBeLessThan(135)
    expect(Math.abs(lines.length - 4_000)).toBeLessThan(50)
    expect(lines.filter(line => line.type === 'scene_heading')).toHaveLength(100)
    expect(longScreenplay()).toEqual(longScreenplay({ seed: 1 }))
    expect(longScreenplay({ seed: 2 })).not.toEqual(longScreenplay())
  })

  it.each([1, 2, 3])('goes through Fountain and a document unchanged (seed %i)', seed => {
    const screenplay = longScreenplay({ seed })
    expect(parseFountain(writeFountain(screenplay))).toEqual(screenplay)
    const doc = new Y.Doc()
    doc.transact(() => seedScript(doc, screenplay))
    expect(readScreenplay(doc)).toEqual(screenplay)
  })
})
