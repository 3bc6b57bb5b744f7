import type { Browser } from '@playwright/test'
import { z } from 'zod'
import { timelineHistory, timelineRow } from '../../shared/core/api/timelines.ts'
import { writeFountain } from '../../shared/core/formats/fountain/write.ts'
import { importFountain, joinStudio, type Studio } from '../e2e/studio.ts'
import { longScreenplay } from '../fixtures/longScreenplay.ts'
import { percentile } from './table.ts'

const RUNS = 20
const SCENES = 60

/** From the request to the answer, milliseconds, for a feature with 60 scene documents; and what a branch weighs. */
export async function measureForks(browser: Browser, studio: Studio): Promise<(string | number)[][]> {
  const { page, leave } = await joinStudio(browser, studio, 'Ana')
  const screenplay = longScreenplay({ scenes: SCENES, lines: 4_000 })
  const { id } = await importFountain(page, studio, 'Feature', writeFountain(screenplay))
  const path = `${studio.url}/api/projects/${id}/timelines`
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const before = performance.now()
    const answer = await page.request.post(path, { data: { name: `Branch ${run}` } })
    if (!answer.ok()) throw new Error(await answer.text())
    times.push(performance.now() - before)
  }
  const timelines = z.array(timelineRow).parse(await (await page.request.get(path)).json())
  const weights = timelineHistory.parse(await (await page.request.get(`${path}/history`)).json()).bytes
  const bytes = (main: boolean): number =>
    Math.max(...timelines.filter(one => one.main === main).map(({ id }) => weights[id] ?? Number.NaN))
  await leave()
  const [first = 0, ...later] = times
  return [
    ['the first, with a commit of the head', 1, first, first],
    ['of a head that nobody changed', later.length, percentile(later, 0.5), Math.max(...later)],
    ['kilobytes of the film itself', 1, bytes(true) / 1000, bytes(true) / 1000],
    ['kilobytes of a branch where nobody wrote yet', later.length, bytes(false) / 1000, bytes(false) / 1000],
  ]
}
