import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { longScreenplay, randomFrom } from '../../../tests/fixtures/longScreenplay.ts'
import { setOmitted, setPageSize } from '../script/production.ts'
import { FRONT, readScenes } from '../script/scenes.ts'
import { seedScript } from '../script/seed.ts'
import { PAPERS } from './layout.ts'
import type { PageLine, PageOptions } from './page.ts'
import { paginate } from './paginate.ts'
import { sceneEighths, scriptEighths } from './sceneEighths.ts'
import { lockPages, paginateScript } from './scriptPages.ts'
import { filler, line } from './testScript.ts'

const heading = () => line('scene_heading', 'INT. KITCHEN - DAY')
/** A scene whose heading and paragraphs take so many rows (odd), the two empty ones above it not counted. */
const scene = (rows: number): PageLine[] => [heading(), ...filler(rows - 2)]

/** Eighths of scenes that stand one after the other. */
function lengths(scenes: readonly PageLine[][], options: PageOptions = {}): number[] {
  const of = new Map(scenes.flatMap((lines, i) => lines.map(({ id }) => [id, `s${i}`] as const)))
  const found = sceneEighths(paginate(scenes.flat(), options), of)
  return scenes.map((_, i) => found.get(`s${i}`) ?? 0)
}

describe('the length of a scene on paper', () => {
  it('is an eighth at the least, and eight on a page of its own', () => {
    expect(lengths([scene(3)])).toEqual([1])
    expect(lengths([scene(53), scene(3)])).toEqual([8, 1])
  })
  it('goes from its heading to the next, by the nearest lines of a page divided into eight', () => {
    // 27 rows and the two above the next heading: 29 of 54 are 4.3 eighths
    expect(lengths([scene(27), scene(23)])).toEqual([4, 4])
  })
  it('counts the foot of a full page with the scene above it', () => {
    // the heading of the second would stand last, and goes over the page
    expect(lengths([scene(49), scene(3)])).toEqual([8, 1])
  })
  it('does not count what a forced break or a locked page leaves empty', () => {
    expect(lengths([[...scene(27), line('page_break', '')], scene(3)])).toEqual([4, 1])
    const [first, second] = [scene(27), scene(53)]
    const locked = [first, second].map(([top], i) => ({ label: String(i + 1), line: top?.id ?? '', offset: 0 }))
    expect(lengths([first, second], { locked })).toEqual([4, 8])
  })
  it('is measured in the rows of the paper', () => {
    const [, after] = lengths([scene(27), scene(53)], { size: 'a4' })
    expect(lengths([scene(57), scene(3)], { size: 'a4' })).toEqual([8, 1])
    expect(after).toBe(7)
  })
  it('takes what stands before the first heading to the first scene', () => {
    const of = (lines: PageLine[], name: string) => lines.map(({ id }) => [id, name] as const)
    const [front, first] = [filler(11), scene(13)]
    const pagination = paginate([...front, ...first])
    expect(sceneEighths(pagination, new Map([...of(front, FRONT), ...of(first, 's')]))).toEqual(new Map([['s', 4]]))
    expect(sceneEighths(paginate(front), new Map(of(front, FRONT)))).toEqual(new Map([[FRONT, 2]]))
  })
  it('is nothing of an omitted scene, and of a scene that prints nothing', () => {
    const omitted = scene(27).map(each => ({ ...each, omitted: true }))
    expect(lengths([scene(27), omitted, scene(13)])).toEqual([4, 0, 2])
    expect(lengths([scene(27), [line('note', 'later')]])).toEqual([4, 0])
  })
})

const SEEDS = Number(process.env.FUZZ_SEEDS ?? 4)
describe('the eighths of all scenes', () => {
  it.each(Array.from({ length: SEEDS }, (_, i) => i + 1))(
    'add up to the pages, but for scenes that are raised to an eighth (seed %i)',
    seed => {
      const random = randomFrom(seed)
      const doc = new Y.Doc()
      seedScript(
        doc,
        longScreenplay({ seed, scenes: 5 + Math.floor(random() * 40), lines: 200 + Math.floor(random() * 600) }),
      )
      if (random() < 0.5) setPageSize(doc, 'a4')
      const { pages, options } = paginateScript(doc)
      const { rows } = PAPERS[options.size ?? 'letter']
      const onLast = (pages.at(-1)?.rows.at(-1)?.row ?? 0) + 1
      const whole = Math.round((pages.length - 1 + onLast / rows) * 8)
      const found = [...scriptEighths(doc).values()]
      const sum = found.reduce((total, eighths) => total + eighths, 0)
      const least = found.filter(eighths => eighths === 1).length
      expect(sum).toBeGreaterThanOrEqual(whole)
      expect(sum - whole).toBeLessThanOrEqual(least)
      // pages that are locked where they are change nothing but what a scene has of an empty foot
      lockPages(doc)
      const after = scriptEighths(doc)
      expect(after.size).toBe(found.length)
      for (const { id } of readScenes(doc).slice(2, 5)) setOmitted(doc, id, true, 'test')
      const kept = [...scriptEighths(doc)].filter(([, eighths]) => eighths > 0)
      expect(kept).toHaveLength(found.length - 3)
    },
  )
})
