import { gzipSync } from 'node:zlib'
import type { Browser } from '@playwright/test'
import { joinStudio, type Studio } from '../e2e/studio.ts'
import { importScreenplay } from './projects.ts'
import { percentile } from './table.ts'

const RUNS = 10

/** Kilobytes of JavaScript, gzipped, that a browser gets which was never here: the list of projects, and then a script. */
export async function measureFirstLoad(browser: Browser, studio: Studio): Promise<(string | number)[][]> {
  const owner = await joinStudio(browser, studio, 'Ana')
  const project = await importScreenplay(owner.page, studio, 6)
  const context = await browser.newContext({ serviceWorkers: 'block' })
  await context.addCookies(await owner.context.cookies())
  const page = await context.newPage()
  let bytes = 0
  let files = 0
  const reading: Promise<void>[] = []
  page.on('response', response => {
    if (response.request().resourceType() === 'script' && response.status() === 200)
      reading.push(
        response.body().then(body => {
          files++
          bytes += gzipSync(body).length
        }),
      )
  })
  const rows: (string | number)[][] = []
  const row = async (name: string, goal: string) => {
    await page.waitForLoadState('networkidle')
    await Promise.all(reading)
    rows.push([name, String(files), bytes / 1000, goal])
  }
  await page.goto(studio.url)
  await page.getByRole('heading').first().waitFor()
  await row('the list of projects', '<= 250')
  await page.goto(`${studio.url}/p/${project.id}/script`)
  await page.locator('.ProseMirror p').first().waitFor()
  await row('and a script, with the editor', '')
  await context.close()
  await owner.leave()
  return rows
}

/** Milliseconds from a press on a stage of the rail to the frame in which its page stands, when its code is there already. */
export async function measureRoutes(browser: Browser, studio: Studio): Promise<(string | number)[][]> {
  const { page, leave } = await joinStudio(browser, studio, 'Ana')
  const project = await importScreenplay(page, studio, 120)
  await page.goto(`${studio.url}/p/${project.id}/brief`)
  const rows: (string | number)[][] = []
  for (const [name, path] of [
    ['Brief', 'brief'],
    ['Treatment', 'treatment'],
    ['Beat sheet', 'beats'],
    ['Assets', 'assets'],
    ['Scenes', 'hub'],
  ] as const) {
    const times: number[] = []
    for (let run = -1; run < RUNS; run++) {
      const away = page.locator(`nav a[href*="/p/${project.id}/people"], a[href*="/p/${project.id}/people"]`).first()
      await away.click()
      await page.waitForURL(/people/)
      await page.waitForTimeout(300)
      const link = page.locator(`a[href$="/p/${project.id}/${path}"]`).first()
      if ((await link.count()) === 0) break
      await page.evaluate(to => {
        const state = { from: 0, to: 0 }
        Object.assign(window, { route: state })
        const before = document.querySelector('main')?.firstElementChild
        document.addEventListener('click', () => (state.from = performance.now()), { capture: true, once: true })
        const look = () => {
          const now = document.querySelector('main')?.firstElementChild
          if (location.pathname.endsWith(to) && now && now !== before) state.to = performance.now()
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }, path)
      await link.click()
      await page.waitForFunction(() => (window as unknown as { route: { to: number } }).route.to > 0)
      const milliseconds = await page.evaluate(() => {
        const { from, to } = (window as unknown as { route: { from: number; to: number } }).route
        return to - from
      })
      if (run >= 0) times.push(milliseconds)
    }
    if (times.length > 0) rows.push([name, String(times.length), percentile(times, 0.5), Math.max(...times)])
  }
  await leave()
  return rows
}
