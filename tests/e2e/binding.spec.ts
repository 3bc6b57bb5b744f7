import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, expect, test } from '@playwright/test'
import { bundle, openBundle } from '../browser/build.ts'
import type { StrictStage } from '../browser/strictPage.tsx'
import { Random } from '../fuzz/binding/random.ts'
import { minimise } from '../fuzz/house/minimise.ts'
import { anyStep, type Step, Typist } from './typing.ts'

/**
 * The editor in a real browser, with trusted events, beside a colleague in the same page. The short form runs with every
 * `npm test`; the long one:
 *
 *     TYPING_SESSIONS=200 TYPING_FROM=1 npx playwright test --config tests/e2e/playwright.config.ts binding
 */
const sessions = Number(process.env.TYPING_SESSIONS ?? 2)
const first = Number(process.env.TYPING_FROM ?? 1)
const STEPS = 60
const CSS = `${readFileSync(new URL('../../client/script/editor/screenplay.css', import.meta.url), 'utf8')}
.paper { --font-script: monospace }`

let code: string
test.beforeAll(async () => {
  code = await bundle('writingPage.ts')
})

/** Plays the steps on a page of their own; resolves with what went wrong first, or null. */
async function play(context: BrowserContext, steps: readonly Step[]): Promise<string | null> {
  const page = await context.newPage()
  const thrown: string[] = []
  page.on('pageerror', error => thrown.push(error.stack ?? error.message))
  await openBundle(page, code, CSS)
  const typist = await Typist.at(page)
  const wrong = async (what: string): Promise<string | null> => {
    const problem = await page.evaluate(() => window.stage.problem())
    return thrown[0] ?? (problem === null ? null : `after ${what}: ${problem}`)
  }
  try {
    for (const step of steps) {
      await typist.does(step)
      const found = await wrong(JSON.stringify(step))
      if (found !== null) return found
    }
    await typist.commit('本')
    const settled = page.waitForFunction(() => !window.stage.isWaiting, null, { timeout: 3000 })
    if (!(await settled.catch(() => null)))
      return `a composition does not end: ${await page.evaluate(() => window.stage.state())}`
    await page.evaluate(() => {
      window.stage.receive()
      window.stage.send()
    })
    return (await wrong('the end')) ?? (await page.evaluate(() => window.stage.difference()))
  } finally {
    await page.close()
  }
}

test(`${sessions} sessions from seed ${first}: whatever one types, composes, pastes, cuts and drags, and a colleague does meanwhile`, async ({
  context,
}) => {
  test.setTimeout(60_000 + sessions * 60_000)
  for (let seed = first; seed < first + sessions; seed++) {
    const random = new Random(seed)
    const steps = Array.from({ length: STEPS }, () => anyStep(random))
    const problem = await play(context, steps)
    if (problem === null) continue
    console.log(`seed ${seed}: ${problem}`)
    const least = await minimise(steps, async part => (await play(context, part)) !== null, 25)
    throw new Error(`seed ${seed}: ${problem}\nleast: ${JSON.stringify(least, null, 1)}`)
  }
})

test('a composition goes on, whatever a colleague does to its line, and both are there when it ends', async ({
  page,
}) => {
  await openBundle(page, code, CSS)
  const typist = await Typist.at(page)
  // from the last line of the script up: every round has a line of its own
  const rounds = ['typeBefore', 'cycle', 'split', 'delete', 'moveScene'] as const
  for (const [i, what] of rounds.entries()) {
    await page.evaluate(id => window.stage.caretIn(id, 4), `l${3 - (i % 4)}2`)
    await typist.compose('に')
    await page.evaluate(([act, id]) => window.stage.colleagueActs(act, id), [what, `l${3 - (i % 4)}2`] as const)
    await page.evaluate(() => window.stage.receive())
    expect(await page.evaluate(() => window.stage.isComposing), what).toBe(true)
    await typist.compose('にほ')
    await typist.commit(`日本${i}`)
    await page.waitForFunction(() => !window.stage.isWaiting)
    expect(await page.evaluate(() => window.stage.problem()), what).toBeNull()
    expect((await page.evaluate(() => window.stage.lines())).join('\n'), what).toContain(`日本${i}`)
    await page.evaluate(() => window.stage.send())
  }
  // the letters of a composition in an element of capitals are exchanged when it is over
  await page.evaluate(() => window.stage.caretIn('front0', 8))
  await typist.compose('né')
  await typist.compose('née')
  expect(await page.evaluate(() => window.stage.isComposing)).toBe(true)
  await typist.commit('née')
  await expect.poll(() => page.evaluate(() => window.stage.lines()[0])).toBe('FADE IN:NÉE')
  const lines = await page.evaluate(() => window.stage.lines())
  expect(lines.filter(line => line.includes('BEN'))).toHaveLength(1)
  await page.evaluate(() => window.stage.send())
  expect(await page.evaluate(() => window.stage.difference())).toBeNull()
})

test('the line in which one types is laid out by itself, and always as high as its words', async ({ page }) => {
  await openBundle(page, code, CSS)
  const problem = () => page.evaluate(() => window.stage.problem())
  await page.evaluate(() => window.stage.caretIn('l12', 3))
  await page.keyboard.press('a')
  await page.keyboard.press('b')
  await expect.poll(() => page.evaluate(() => window.stage.isFixed)).toBe(true)
  for (let i = 0; i < 14; i++) {
    await page.keyboard.type(' and on')
    expect(await problem()).toBeNull()
  }
  const rows = () => page.evaluate(() => document.querySelector('.being-typed')?.getBoundingClientRect().height)
  expect(await rows()).toBe(3 * 16)
  for (let i = 0; i < 22; i++) {
    await page.keyboard.press('Control+Backspace')
    expect(await problem()).toBeNull()
  }
  expect(await rows()).toBe(2 * 16)
  // a colleague writes more in it, another element stands otherwise, and whoever composes redraws it
  await page.evaluate(() => {
    window.stage.send()
    window.stage.colleagueActs('typeBefore', 'l12')
    window.stage.colleagueActs('cycle', 'l12')
    window.stage.receive()
  })
  expect(await problem()).toBeNull()
  await page.keyboard.type('a row of words that is so long that it takes two at the least')
  expect(await problem()).toBeNull()
  const typist = await Typist.at(page)
  await typist.compose('に')
  expect(await page.evaluate(() => window.stage.isFixed)).toBe(false)
  await typist.commit('日本')
  await page.waitForFunction(() => !window.stage.isWaiting)
  await page.keyboard.type('on')
  await expect.poll(() => page.evaluate(() => window.stage.isFixed)).toBe(true)
  await expect.poll(() => page.evaluate(() => window.stage.isFixed)).toBe(false)
})

test('a caret that was moved in the moment in which something is drawn stays where it was moved to', async ({
  page,
}) => {
  await openBundle(page, code, CSS)
  await page.evaluate(() => window.stage.caretIn('l12', 4))
  await page.keyboard.press('x')
  // as a key does: the browser tells of it later
  const home = (what: 'edit' | 'mark') =>
    page.evaluate(drawn => {
      const { stage } = window
      const selection = getSelection()
      selection?.collapse(selection.focusNode, 0)
      if (drawn === 'edit') {
        stage.colleagueActs('typeBefore', 'l11')
        stage.receive()
      } else stage.mark('l12')
      return stage.caret()
    }, what)
  expect(await home('edit')).toEqual(['l12', 0])
  await page.keyboard.press('End')
  // the browser says so a moment later
  await expect.poll(() => page.evaluate(() => window.stage.caret())).toEqual(['l12', 11])
  expect(await home('mark')).toEqual(['l12', 0])
  await page.keyboard.press('y')
  expect((await page.evaluate(() => window.stage.lines()))[7]).toMatch(/^Y/)
  expect(await page.evaluate(() => window.stage.problem())).toBeNull()
})

test('the editor is bound to its document also where React mounts everything twice', async ({ page }) => {
  await openBundle(page, await bundle('strictPage.tsx', false, 'development'), CSS)
  const stage = () => page.evaluate(() => (window as unknown as { stage: StrictStage }).stage.lines())
  await page.getByText('INT. ROOM 0').click()
  await page.keyboard.press('End')
  await page.keyboard.type('!')
  expect((await stage())[1]).toBe('INT. ROOM 0!')
  await expect(page.locator('output')).toHaveText('bound')
})

test('what is pasted from Word, Google Docs, Final Draft and web pages is read as a screenplay, and only its words', async ({
  page,
}) => {
  await openBundle(page, code, CSS)
  const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/clipboard', name), 'utf8')
  const paste = (html: string, text: string) =>
    page.evaluate(
      ([h, t]) => {
        window.stage.selectAll()
        window.stage.paste(h, t)
      },
      [html, text] as const,
    )
  const elements = () => page.evaluate(() => window.stage.elements())
  const wanted = [
    'scene_heading: INT. KITCHEN - NIGHT',
    'action: Rain. A tap drips.',
    'character: MARA (O.S.)',
    'parenthetical: (low)',
    'dialogue: You said nine.',
    'transition: CUT TO:',
  ]
  for (const name of ['word.html', 'wordStyles.html', 'googleDocs.html', 'webPage.html', 'preformatted.html']) {
    await paste(fixture(name), 'the plain words')
    expect(await elements(), name).toEqual(wanted)
    expect(await page.evaluate(() => window.stage.problem()), name).toBeNull()
  }
  for (const name of ['finalDraft.txt', 'indented.txt', 'fountain.txt']) {
    await paste('', fixture(name))
    await expect.poll(elements, { message: name }).toEqual(wanted)
  }
  await paste(fixture('hostile.html'), 'harmless')
  const seen = await page.evaluate(() => ({
    foreign: [...document.querySelectorAll('#editor *')].filter(found => !/^(P|B|I|U|BR|DIV|SPAN)$/.test(found.tagName))
      .length,
    handlers: document.querySelectorAll('#editor [onclick], #editor [onerror], #editor [href], #editor [src]').length,
    hacked: 'hacked' in window,
    ids: window.stage.ids(),
  }))
  expect(seen).toMatchObject({ foreign: 0, handlers: 0, hacked: false })
  expect(new Set(seen.ids).size).toBe(seen.ids.length)
  expect(seen.ids).not.toContain('l01')

  const before = await elements()
  const took = await page.evaluate(() => {
    window.stage.selectAll()
    const [html, text] = ['<p>x</p>'.repeat(1_300_000), 'Rain falls.\n'.repeat(900_000)]
    const from = performance.now()
    window.stage.paste(html, text)
    return performance.now() - from
  })
  expect(await page.evaluate(() => window.stage.refused)).toEqual(['That is too long to paste'])
  expect(await elements()).toEqual(before)
  expect(took).toBeLessThan(5000)
})
