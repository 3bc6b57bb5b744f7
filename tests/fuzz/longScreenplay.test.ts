import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { parseFountain } from '../../shared/core/formats/fountain/parse.ts'
import { writeFountain } from '../../shared/core/formats/fountain/write.ts'
import { paginateScreenplay } from '../../shared/core/pages/scriptPages.ts'
import { readScreenplay, seedScript } from '../../shared/core/script/seed.ts'
import { longScreenplay } from '../fixtures/longScreenplay.ts'

describe('a screenplay of feature length', () => {
  it('has about 120 pages, 4,000 lines and 100 scenes, the same for the same seed', () => {
    const { lines } = longScreenplay()
    const pages = paginateScreenplay(longScreenplay()).pages.length
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
