import type { Browser, Page } from '@playwright/test'
import { joinStudio, openScript, type Studio } from '../e2e/studio.ts'
import { importScreenplay } from './projects.ts'
import { percentile } from './table.ts'

const KEYSTROKES = 200

/** Wall-clock milliseconds that both pages share: they run on one machine. */
const watch = (page: Page, marker: string): Promise<void> =>
  page.evaluate(text => {
    const seen: number[] = []
    Object.assign(window, { seen })
    const line = [...document.querySelectorAll('.ProseMirror p')].find(p => p.textContent?.includes(text))
    if (!line) throw new Error(`No line with ${text}.`)
    let length = line.textContent?.length ?? 0
    new MutationObserver(() => {
      const now = line.textContent?.length ?? 0
      for (; length < now; length++) seen.push(performance.timeOrigin + performance.now())
    }).observe(line, { characterData: true, childList: true, subtree: true })
  }, marker)

/** One person types, the other watches the same line; for a short and a feature-length script. */
export async function measureKeystrokes(browser: Browser, studio: Studio): Promise<(string | number)[][]> {
  const rows: (string | number)[][] = []
  const writer = await joinStudio(browser, studio, 'Writer')
  const reader = await joinStudio(browser, studio, 'Reader')
  for (const pages of [6, 120]) {
    const project = await importScreenplay(writer.page, studio, pages)
    for (const { page } of [writer, reader]) await openScript(page, studio, project.id)
    const marker = 'BENCHMARK'
    await writer.page.locator('.ProseMirror p[data-type="action"]').nth(3).click()
    await writer.page.keyboard.press('End')
    await writer.page.keyboard.type(` ${marker} `)
    await reader.page.getByText(marker).waitFor()
    await watch(reader.page, marker)
    const sent: number[] = []
    for (let i = 0; i < KEYSTROKES; i++) {
      sent.push(await writer.page.evaluate(() => performance.timeOrigin + performance.now()))
      await writer.page.keyboard.press('x')
      await reader.page.waitForFunction(
        count => (window as unknown as { seen: number[] }).seen.length >= count,
        i + 1,
        { polling: 5 },
      )
    }
    const seen = await reader.page.evaluate(() => (window as unknown as { seen: number[] }).seen)
    const times = sent.map((at, i) => (seen[i] ?? Number.NaN) - at)
    rows.push([
      `${pages} pages`,
      String(KEYSTROKES),
      percentile(times, 0.5),
      percentile(times, 0.95),
      percentile(times, 0.99),
    ])
  }
  await writer.context.close()
  await reader.context.close()
  return rows
}
