import type { Browser } from '@playwright/test'
import { joinStudio, type Studio } from '../e2e/studio.ts'
import { importScreenplay } from './projects.ts'
import { percentile } from './table.ts'

const RUNS = 10

/** From the click on "Script" to the first lines on the page: cold (a new browser) and warm (its local copy is there). */
export async function measureOpening(browser: Browser, studio: Studio): Promise<(string | number)[][]> {
  const rows: (string | number)[][] = []
  for (const pages of [6, 120]) {
    const owner = await joinStudio(browser, studio, `Owner ${pages}`)
    const project = await importScreenplay(owner.page, studio, pages)
    const open = async (page: typeof owner.page): Promise<{ milliseconds: number; lines: number }> => {
      await page.goto(`${studio.url}/p/${project.id}/people`)
      const link = page.getByRole('link', { name: /^Script/ })
      await link.waitFor()
      await page.evaluate(() => {
        const state = { from: 0, to: 0 }
        Object.assign(window, { opening: state })
        document.addEventListener('click', () => (state.from = performance.now()), { capture: true, once: true })
        const look = () => {
          if (document.querySelector('.ProseMirror p[data-type="scene_heading"]')) state.to = performance.now()
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      })
      await link.click()
      await page.waitForFunction(() => (window as unknown as { opening: { to: number } }).opening.to > 0)
      return page.evaluate(() => {
        const { from, to } = (window as unknown as { opening: { from: number; to: number } }).opening
        return { milliseconds: to - from, lines: document.querySelectorAll('.ProseMirror p').length }
      })
    }
    const cold: number[] = []
    let lines = 0
    for (let run = 0; run < RUNS; run++) {
      const visitor = await joinStudio(browser, studio, `Visitor ${pages} ${run}`)
      const result = await open(visitor.page)
      cold.push(result.milliseconds)
      lines = result.lines
      await visitor.context.close()
    }
    const warm: number[] = []
    await open(owner.page)
    for (let run = 0; run < RUNS; run++) warm.push((await open(owner.page)).milliseconds)
    for (const [name, times] of [
      ['first visit', cold],
      ['warm', warm],
    ] as const)
      rows.push([`${pages} pages`, String(lines), name, String(RUNS), percentile(times, 0.5), Math.max(...times)])
    await owner.context.close()
  }
  return rows
}
