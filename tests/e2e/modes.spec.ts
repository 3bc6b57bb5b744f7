import type { Browser, Page } from '@playwright/test'
import {
  briefText,
  type Mode,
  setGenre,
  setLength,
  setMode,
  setRating,
  setTwist,
} from '../../shared/core/brief/brief.ts'
import { writeIn } from './documents.ts'
import { expect, joinStudio, type Studio, test, wordsOf } from './studio.ts'

/**
 * Once for every way to begin, from its file to an approved script: what is typed and pressed on the way is walked through by
 * the specs of the stages (pipeline.spec.ts is the way of an idea, staging.spec.ts that of a screenplay).
 */
interface Beginning {
  name: string
  type: 'narrative' | 'audio'
  mode: Mode
  twist?: string
  file: { name: string; text: string }
  /** What the trace of each variant cites, in order. */
  cites?: readonly string[]
}

/** Ana and Ben go from the brief to the approved script; returns its words. */
async function toScript(
  browser: Browser,
  studio: Studio,
  { name, type, mode, twist = '', file, cites = [] }: Beginning,
) {
  const [ana, ben] = [await joinStudio(browser, studio, 'Ana'), await joinStudio(browser, studio, 'Ben')]
  const made = await ana.page.request.post(`${studio.url}/api/projects`, { data: { name, type } })
  const { id } = (await made.json()) as { id: string }
  await writeIn(ana.page, studio, id, 'brief', doc => {
    setMode(doc, mode)
    setTwist(doc, twist)
    setLength(doc, 'least', 2)
    setLength(doc, 'most', 3)
    setRating(doc, 'PG')
    setGenre(doc, 'drama', true)
    briefText(doc, 'tone')?.insert(0, 'Salty, quick and a little sad.')
  })
  const go = (page: Page, stage: string) => page.goto(`${studio.url}/p/${id}/${stage}`)
  await go(ana.page, 'brief')
  await ana.page
    .getByLabel('Files for the brief')
    .setInputFiles({ name: file.name, mimeType: 'text/plain', buffer: Buffer.from(file.text) })
  await expect(ana.page.getByRole('radio', { name: `Primary: ${file.name}` })).toBeChecked()
  await ana.page.getByRole('button', { name: 'Lock the Brief & Proceed' }).click()
  await expect(ana.page.getByText(/Ana approved this|You approved this/)).toBeVisible()

  await go(ben.page, 'treatment')
  await ben.page.getByRole('button', { name: /^Generate three treatments/ }).click()
  const choose = ben.page.getByRole('article').getByRole('button', { name: 'Choose' })
  await expect(choose).toHaveCount(3)
  await expect(ben.page.getByRole('article').getByText('offline', { exact: true })).toHaveCount(3)
  if (cites.length > 0) await saysWhence(ben.page, cites)
  await choose.first().click()
  await ben.page.getByRole('button', { name: 'Lock the Treatment & Proceed' }).click()

  await go(ana.page, 'beats')
  await ana.page.getByRole('button', { name: /^Generate the beat sheet/ }).click()
  await expect(ana.page.getByRole('button', { name: /^Beat 2:/ })).toBeVisible()
  const beats = await ana.page.getByRole('button', { name: /^Beat \d+:/ }).count()
  await ana.page.getByRole('button', { name: 'Confirm Beat Sheet & Proceed' }).click()

  await go(ben.page, 'script')
  await ben.page.getByRole('button', { name: /^Generate Descriptive Master Script/ }).click()
  await expect(ben.page.locator('.ProseMirror p[data-type="scene_heading"]')).toHaveCount(beats, { timeout: 30_000 })
  await ben.page.getByRole('button', { name: 'Production' }).click()
  await ben.page.getByRole('menuitem', { name: 'Approve Master Script & Proceed' }).click()
  await go(ana.page, 'script')
  await expect(ana.page.getByText(/Ben approved this/)).toBeVisible()
  const words = await wordsOf(ana.page.locator('.ProseMirror p'))
  await ana.leave()
  await ben.leave()
  return words
}

/** The trace of the first variant says of every chapter what it gave. */
async function saysWhence(page: Page, cites: readonly string[]): Promise<void> {
  // the cards of a gallery are others than those between variants that are still written
  await expect(page.getByRole('region', { name: 'Variants being written' })).toHaveCount(0)
  await page.getByRole('button', { name: 'What did it see?' }).first().click()
  const trace = page.getByRole('dialog', { name: 'What did the agent see?' })
  // what was said of this one stands open, in its place among the others
  await expect(trace.locator('details[open] > summary')).toHaveText(['Variant 1'])
  await expect(trace.locator('summary').filter({ hasText: /^Variant/ })).toHaveText([
    'Variant 1',
    'Variant 2',
    'Variant 3',
  ])
  const variant = trace.locator('details', { has: page.getByText('Variant 1', { exact: true }) })
  await variant.getByText(/^why it is so/).click()
  const reasons = variant.locator('pre').filter({ hasText: /^I write by rules[\s\S]*What each gave:/ })
  for (const cite of cites) await expect(reasons).toContainText(new RegExp(`${cite} – (?:“|nothing taken)`))
  await page.keyboard.press('Escape')
}

test('a long text is condensed into an approved script, with its people', async ({ browser, studio }) => {
  const chapters = ['The Harbour', 'The Storm', 'The Island', 'The Return']
  const text = chapters
    .map((title, at) =>
      [
        `Chapter ${at + 1}. ${title}`,
        ...Array.from(
          { length: 10 },
          (_, n) =>
            `Captain Brannock climbed the mast of the Halcyon and shouted at the ${n + 1}th wave. Odette held the wheel and watched the lamp go out over Saltmere. Brannock threw the rope to Odette, who caught it with one hand. "We turn back," said Odette, but Brannock laughed and pointed at ${title.toLowerCase()}.`,
        ),
      ].join('\n\n'),
    )
    .join('\n\n')
  const file = { name: 'halcyon.txt', text }
  const words = await toScript(browser, studio, {
    name: 'Condensed',
    type: 'narrative',
    mode: 'condensation',
    file,
    cites: chapters.map((title, at) => `${at + 1} of 4: Chapter ${at + 1}\\. ${title}`),
  })
  expect(words).toMatch(/BRANNOCK/)
  expect(words).toMatch(/ODETTE/)
})

test('a text with a twist is moved into another world, and its people stay who they are', async ({
  browser,
  studio,
}) => {
  const file = {
    name: 'hamlet.txt',
    text: 'Hamlet comes to the castle for the funeral of the king. A ghost walks past Horatio on the ramparts. The ghost says that Claudius poured poison into the ear of the king. Hamlet plays the madman. Polonius hides behind a curtain in the bedroom of the queen. Hamlet stabs through the curtain with his sword. Ophelia walks to the river. Laertes leaps into the grave. Hamlet and Laertes fight with swords in the great hall. Horatio holds Hamlet in his arms.',
  }
  const words = await toScript(browser, studio, {
    name: 'Transformed',
    type: 'narrative',
    mode: 'transformation',
    twist: 'Hamlet in space',
    file,
  })
  expect(words).toMatch(/HAMLET/)
  expect(words).not.toMatch(/\b(?:castle|ramparts|sword)\b/i)
})

test('an audio film keeps every word of its transcript at its time', async ({ browser, studio }) => {
  const cues = [
    'We left the village at night.',
    'My mother carried the clock.',
    'Nobody spoke on the road.',
    'The bridge was gone.',
    'She wound the clock and waited.',
    'In the morning we swam.',
  ]
  const stamp = (at: number) => `00:00:${String(at * 7 + 1).padStart(2, '0')}`
  const text = cues.map((cue, at) => `${at + 1}\n${stamp(at)},000 --> ${stamp(at)},900\nANNA: ${cue}\n`).join('\n')
  const file = { name: 'anna.srt', text }
  const words = await toScript(browser, studio, { name: 'Heard', type: 'audio', mode: 'expansion', file })
  expect(words.match(/\(at [\d:]+\)/g)).toEqual(cues.map((_, at) => `(at ${stamp(at)})`))
  for (const cue of cues) expect(words).toContain(cue)
})
