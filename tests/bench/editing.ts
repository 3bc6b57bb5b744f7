import { parseArgs } from 'node:util'
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test'
import { bundle, openBundle } from '../browser/build.ts'
import type { Measured } from '../browser/measuredPage.ts'
import { findChromium } from '../e2e/chromium.ts'
import { formatTable, percentile } from './table.ts'

/**
 * 4,000 lines and twenty people in our editor with all its plugins (pages, numbers, suggestions, comments, carets, revisions),
 * beside bare Tiptap with its stock binding and nobody else, in the same browser, by turns:
 *
 *     node tests/bench/editing.ts [--runs 3] [--keys 100] [--minutes 10] [--profile]
 *
 * --minutes types and takes in remote edits for so long in our editor and prints its memory each minute.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    keys: { type: 'string', default: '100' },
    minutes: { type: 'string', default: '0' },
    profile: { type: 'boolean', default: false },
  },
})
const KEYS = Number(values.keys)
const CSS = '.ProseMirror { white-space: pre-wrap; font: 16px/1 monospace; width: 61ch } p { margin: 16px 0 }'
type Stage = { stage: Measured }

interface Figures {
  made: number[]
  painted: number[]
  key: number[]
  remote: number[]
  move: number[]
}
const noFigures = (): Figures => ({ made: [], painted: [], key: [], remote: [], move: [] })

/** Milliseconds that the main thread has worked so far. */
async function worked(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000
}

const frames = (page: Page) =>
  page.evaluate(
    () => new Promise<void>(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
  )

async function open(browser: Browser, code: string, which: 'ours' | 'bare'): Promise<Page> {
  const page = await browser.newPage()
  await openBundle(page, code, CSS, `#${which}`)
  await page.waitForFunction(() => (window as unknown as Stage).stage.times.painted > 0)
  return page
}

async function measure(page: Page, figures: Figures): Promise<void> {
  const times = await page.evaluate(() => (window as unknown as Stage).stage.times)
  figures.made.push(times.made)
  figures.painted.push(times.painted)
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  await page.evaluate(() => (window as unknown as Stage).stage.caretInTheMiddle())
  await frames(page)
  for (let i = 0; i < 10; i++) await page.keyboard.press('k') // warm
  await frames(page)
  // what asking costs by itself is taken off
  const idle: number[] = []
  for (let i = 0; i < 10; i++) {
    const before = await worked(cdp)
    await frames(page)
    idle.push((await worked(cdp)) - before)
  }
  const asking = percentile(idle, 0.5)
  for (let i = 0; i < KEYS; i++) {
    const before = await worked(cdp)
    await page.keyboard.press('k')
    await frames(page)
    figures.key.push((await worked(cdp)) - before - asking)
  }
  for (let i = 0; i < KEYS; i++)
    figures.remote.push(await page.evaluate(() => (window as unknown as Stage).stage.remoteKey()))
  for (let i = 0; i < KEYS / 4; i++)
    figures.move.push(await page.evaluate(() => (window as unknown as Stage).stage.remoteMove()))
}

async function overTime(page: Page, minutes: number): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  await page.evaluate(() => (window as unknown as Stage).stage.caretInTheMiddle())
  for (let minute = 0; minute <= minutes; minute++) {
    await cdp.send('HeapProfiler.collectGarbage')
    const { usedSize } = await cdp.send('Runtime.getHeapUsage')
    const { nodes } = await cdp.send('Memory.getDOMCounters')
    console.log(`minute ${minute}: ${(usedSize / 1e6).toFixed(1)} MB of script, ${nodes} nodes`)
    for (const until = Date.now() + 60_000; minute < minutes && Date.now() < until; ) {
      await page.keyboard.press('k')
      await page.keyboard.press('Backspace')
      await page.evaluate(() => (window as unknown as Stage).stage.remoteKey())
    }
  }
}

/** Where the main thread is while one types, by function. */
async function profile(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  await page.evaluate(() => (window as unknown as Stage).stage.caretInTheMiddle())
  await cdp.send('Profiler.enable')
  await cdp.send('Profiler.setSamplingInterval', { interval: 200 })
  await cdp.send('Profiler.start')
  for (let i = 0; i < KEYS; i++) await page.keyboard.press('k')
  for (let i = 0; i < KEYS; i++) await page.evaluate(() => (window as unknown as Stage).stage.remoteKey())
  const { profile: taken } = await cdp.send('Profiler.stop')
  const spent = new Map<string, number>()
  const names = new Map(
    taken.nodes.map(({ id, callFrame }) => [id, `${callFrame.functionName}:${callFrame.lineNumber}`]),
  )
  taken.samples?.forEach((id, i) => {
    const name = names.get(id) ?? ''
    spent.set(name, (spent.get(name) ?? 0) + (taken.timeDeltas?.[i] ?? 0) / 1000)
  })
  const most = [...spent].sort(([, a], [, b]) => b - a).slice(0, 25)
  console.log(formatTable(['function', 'ms'], most))
}

const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--enable-precise-memory-info'],
})
try {
  const code = await bundle('measuredPage.ts', !values.profile)
  if (values.profile) await profile(await open(browser, code, 'ours'))
  else if (Number(values.minutes) > 0) await overTime(await open(browser, code, 'ours'), Number(values.minutes))
  else {
    const [ours, bare] = [noFigures(), noFigures()]
    for (let run = 0; run < Number(values.runs); run++)
      for (const [which, figures] of [
        ['bare', bare],
        ['ours', ours],
      ] as const) {
        const page = await open(browser, code, which)
        await measure(page, figures)
        await page.close()
      }
    const row = (name: string, of: keyof Figures) => [
      name,
      ...[bare, ours].flatMap(figures => [percentile(figures[of], 0.5), percentile(figures[of], 0.95)]),
    ]
    console.log(`Chromium ${browser.version()}, ${values.runs} runs of ${KEYS} keys; milliseconds of main thread\n`)
    console.log(
      formatTable(
        ['4,000 lines', 'bare Tiptap p50', 'p95', 'ours p50', 'p95'],
        [
          row('making the editor', 'made'),
          row('until its first frame', 'painted'),
          row('own key', 'key'),
          row('remote key', 'remote'),
          row('remote scene move', 'move'),
        ],
      ),
    )
  }
} finally {
  await browser.close()
}
