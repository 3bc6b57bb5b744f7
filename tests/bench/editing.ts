import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test'
import type { LineType } from '../../shared/core/script/lineTypes.ts'
import { bundle, openBundle } from '../browser/build.ts'
import type { Measured } from '../browser/measuredPage.ts'
import { findChromium } from '../e2e/chromium.ts'
import { formatTable, percentile } from './table.ts'

/**
 * 4,000 lines and twenty people in our editor with all its plugins (pages, numbers, suggestions, comments, carets, revisions),
 * beside bare Tiptap with its stock binding and nobody else, in the same browser, by turns:
 *
 *     node tests/bench/editing.ts [--runs 3] [--keys 100] [--minutes 10] [--profile ours|bare]
 *
 * What is measured is the processor time of the main thread from the event to the end of all that follows it, layout and
 * painting included: other programs on the machine do not count. --minutes types and takes in remote edits for so long in
 * our editor and prints its memory each minute; --profile prints where the time goes.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    keys: { type: 'string', default: '100' },
    minutes: { type: 'string', default: '0' },
    profile: { type: 'string' },
  },
})
const KEYS = Number(values.keys)
/** Both look like our page: other styles would be measured otherwise. */
const styleOf = (name: string) => readFileSync(new URL(`../../client/script/${name}`, import.meta.url), 'utf8')
const CSS = styleOf('editor/screenplay.css') + styleOf('pages/pages.css')
type Stage = { stage: Measured }
type Which = 'ours' | 'bare'

const ACTS = {
  made: 'the editor and its first frame',
  drawn: 'and its pages',
  key: 'own key in action',
  cue: 'own key in a cue',
  row: 'a row of words',
  remote: 'remote key',
  move: 'remote scene move',
} as const
type Figures = Record<keyof typeof ACTS, number[]>
const noFigures = (): Figures => ({ made: [], drawn: [], key: [], cue: [], row: [], remote: [], move: [] })

/** Waits until what was begun is on the screen, and what was put off until then is done. */
const frames = (page: Page) =>
  page.evaluate(
    () => new Promise<void>(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 5)))),
  )

/** Until the first frame is out; what follows it is not part of it. */
const makeAndPaint = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>(done =>
        setTimeout(() => {
          ;(window as unknown as Stage).stage.make()
          requestAnimationFrame(() => setTimeout(done))
        }),
      ),
  )
const noFrame = async () => {}
const nothing: (page: Page) => Promise<unknown> = async () => {}

/** Calls a method of the page's stage, as a task of the page: what runs in a command of the debugger is not counted. */
const stage = (page: Page, act: 'make' | 'join' | 'prepareKey' | 'prepareMove' | 'receive') =>
  page.evaluate(
    name =>
      new Promise<void>(done =>
        setTimeout(() => {
          ;(window as unknown as Stage).stage[name]()
          done()
        }),
      ),
    act,
  )
const caretIn = async (page: Page, type: LineType) => {
  await page.evaluate(line => (window as unknown as Stage).stage.caretIn(line), type)
  await frames(page)
}

/** Processor time of a page's main thread, in milliseconds. */
class Clock {
  readonly #cdp: CDPSession
  readonly #page: Page
  /** What asking costs by itself. */
  #asking = 0

  private constructor(page: Page, cdp: CDPSession) {
    this.#page = page
    this.#cdp = cdp
  }

  static async of(page: Page): Promise<Clock> {
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
    const clock = new Clock(page, cdp)
    const idle: number[] = []
    for (let i = 0; i < 10; i++) idle.push(await clock.time(async () => {}))
    clock.#asking = percentile(idle, 0.5)
    return clock
  }

  /** What `act` takes with all that follows it `until` then. */
  async time(act: () => Promise<unknown>, until = frames): Promise<number> {
    const before = await this.#worked()
    await act()
    await until(this.#page)
    return (await this.#worked()) - before - (until === frames ? this.#asking : 0)
  }

  async #worked(): Promise<number> {
    const { metrics } = await this.#cdp.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000
  }
}

async function open(browser: Browser, code: string, which: Which): Promise<Page> {
  const page = await browser.newPage()
  await openBundle(page, code, CSS, `#${which}`)
  return page
}

async function ready(page: Page): Promise<void> {
  await stage(page, 'make')
  await stage(page, 'join')
  await caretIn(page, 'action')
}

/** The same in all editors, by turns: whatever else the machine does meets all of them. */
async function measure(subjects: readonly { page: Page; figures: Figures }[]): Promise<void> {
  const clocks = await Promise.all(subjects.map(({ page }) => Clock.of(page)))
  const each = async (act: (page: Page, clock: Clock, figures: Figures) => Promise<unknown>) => {
    for (const [i, { page, figures }] of subjects.entries()) await act(page, clocks[i] as Clock, figures)
  }
  const times = async (count: number, of: keyof Figures, act: (page: Page) => Promise<unknown>, before = nothing) => {
    for (let i = 0; i < count; i++)
      await each(async (page, clock, figures) => {
        await before(page)
        figures[of].push(await clock.time(() => act(page)))
      })
  }
  const press = (page: Page) => page.keyboard.press('k')
  await each(async (page, clock, figures) => {
    const painted = await clock.time(() => makeAndPaint(page), noFrame)
    figures.made.push(painted)
    figures.drawn.push(painted + (await clock.time(() => frames(page))))
    await stage(page, 'join')
    await caretIn(page, 'character')
    for (let i = 0; i < 10; i++) await press(page) // warm
  })
  await times(KEYS / 2, 'cue', press)
  await each(page => caretIn(page, 'action'))
  await times(KEYS, 'key', press)
  await times(KEYS / 4, 'row', page =>
    page.keyboard.insertText('a word that is as long as a row of the page and its end '),
  )
  const receive = (page: Page) => stage(page, 'receive')
  await times(KEYS, 'remote', receive, page => stage(page, 'prepareKey'))
  await times(KEYS / 4, 'move', receive, page => stage(page, 'prepareMove'))
}

async function overTime(page: Page, minutes: number): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  await ready(page)
  for (let minute = 0; minute <= minutes; minute++) {
    await cdp.send('HeapProfiler.collectGarbage')
    const { usedSize } = await cdp.send('Runtime.getHeapUsage')
    const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters')
    console.log(
      `minute ${minute}: ${(usedSize / 1e6).toFixed(1)} MB of script, ${nodes} nodes, ${jsEventListeners} listeners`,
    )
    for (const until = Date.now() + 60_000; minute < minutes && Date.now() < until; ) {
      await page.keyboard.press('k')
      await page.keyboard.press('Backspace')
      await stage(page, 'prepareKey')
      await stage(page, 'receive')
    }
  }
}

/** Where the main thread is while one types, by function. */
async function profile(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Profiler.enable')
  await cdp.send('Profiler.setSamplingInterval', { interval: 200 })
  const told = async (name: string, act: () => Promise<unknown>) => {
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
    const before = await cdp.send('Performance.getMetrics')
    await cdp.send('Profiler.start')
    await act()
    await frames(page)
    const { profile: taken } = await cdp.send('Profiler.stop')
    const after = await cdp.send('Performance.getMetrics')
    const parts = after.metrics.flatMap(({ name: part, value }, i) =>
      part.endsWith('Duration') ? [`${part} ${((value - (before.metrics[i]?.value ?? 0)) * 1000).toFixed(1)}`] : [],
    )
    const spent = new Map<string, number>()
    const names = new Map(
      taken.nodes.map(({ id, callFrame }) => [id, `${callFrame.functionName}:${callFrame.lineNumber}`]),
    )
    taken.samples?.forEach((id, i) => {
      const at = names.get(id) ?? ''
      spent.set(at, (spent.get(at) ?? 0) + (taken.timeDeltas?.[i] ?? 0) / 1000)
    })
    const most = [...spent].sort(([, a], [, b]) => b - a).slice(0, 25)
    console.log(`\n${name}: ${parts.join(', ')}\n${formatTable(['function', 'ms'], most)}`)
  }
  await told('making', () => stage(page, 'make'))
  await ready(page)
  await told(`${KEYS} keys`, async () => {
    for (let i = 0; i < KEYS; i++) {
      await page.keyboard.press('k')
      await frames(page)
    }
  })
  await told(`${KEYS} remote keys`, async () => {
    for (let i = 0; i < KEYS; i++) {
      await stage(page, 'prepareKey')
      await stage(page, 'receive')
      await frames(page)
    }
  })
}

const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--enable-precise-memory-info'],
})
try {
  const code = await bundle('measuredPage.ts', !values.profile)
  if (values.profile) await profile(await open(browser, code, values.profile as Which))
  else if (Number(values.minutes) > 0) await overTime(await open(browser, code, 'ours'), Number(values.minutes))
  else {
    const [ours, bare] = [noFigures(), noFigures()]
    for (let run = 0; run < Number(values.runs); run++) {
      const pages = [await open(browser, code, 'bare'), await open(browser, code, 'ours')] as const
      await measure([
        { page: pages[0], figures: bare },
        { page: pages[1], figures: ours },
      ])
      for (const page of pages) await page.close()
    }
    const row = (name: string, of: keyof Figures) => [
      name,
      ...[bare, ours].flatMap(figures => [percentile(figures[of], 0.5), percentile(figures[of], 0.95)]),
    ]
    console.log(`Chromium ${browser.version()}, ${values.runs} runs of ${KEYS} keys; milliseconds of main thread\n`)
    const rows = (Object.keys(ACTS) as (keyof Figures)[]).map(act => row(ACTS[act], act))
    console.log(formatTable(['4,000 lines', 'bare Tiptap p50', 'p95', 'ours p50', 'p95'], rows))
  }
} finally {
  await browser.close()
}
