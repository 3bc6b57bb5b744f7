import type { Page } from '@playwright/test'
import { isClean } from './axe.ts'
import { expect, joinStudio, lineWith, type Studio, test } from './studio.ts'

const IDEA =
  'Tomasz, a ferryman who never learnt to swim, takes the wedding of his daughter Ewa over the river. Halfway across the motor dies, and Marek, the groom, says that he does not want to go on. Ewa hears it under her veil. The only oar is in the hands of Babcia Jadwiga, who has wanted to say something for forty years.'

async function newProject(page: Page, studio: Studio, name: string): Promise<string> {
  const answer = await page.request.post(`${studio.url}/api/projects`, { data: { name, type: 'narrative' } })
  const { id } = (await answer.json()) as { id: string }
  return id
}

test('from an idea to an approved script with the offline crew, in two browsers', async ({ browser, studio }) => {
  const [ana, ben] = [await joinStudio(browser, studio, 'Ana'), await joinStudio(browser, studio, 'Ben')]
  const id = await newProject(ana.page, studio, 'Bug')
  const go = (page: Page, stage: string) => page.goto(`${studio.url}/p/${id}/${stage}`)

  // 1: the brief. Nothing after it begins before it is locked.
  await go(ben.page, 'treatment')
  const generate = ben.page.getByRole('button', { name: /^Generate three treatments - 0 credits \(offline\)/ })
  await expect(generate).toBeDisabled()
  await go(ana.page, 'brief')
  await ana.page.getByLabel('At least, minutes').fill('3')
  await ana.page.getByLabel('At most, minutes').fill('5')
  await ana.page.getByRole('radio', { name: /^PG / }).check()
  await ana.page.getByRole('checkbox', { name: 'drama' }).check()
  await ana.page.getByRole('textbox', { name: 'Tone' }).fill('Dry and tender, unhurried.')
  await ana.page.getByRole('textbox', { name: 'The idea' }).fill(IDEA)
  await ana.page.getByRole('button', { name: 'Lock the Brief & Proceed' }).click()

  // 2: three treatments; one is chosen and locked
  await generate.click()
  const cards = ben.page.getByRole('article')
  await expect(cards).toHaveCount(3)
  for (const card of await cards.all()) await expect(card.getByRole('button', { name: 'Choose' })).toBeVisible()
  await cards.first().getByRole('button', { name: 'Choose' }).click()
  await ben.page.getByRole('button', { name: 'Lock the Treatment & Proceed' }).click()

  // 3: the beats, each with its passage; the script waits for them
  await go(ana.page, 'beats')
  await ana.page.getByRole('button', { name: /^Generate the beat sheet/ }).click()
  const beats = ana.page.getByRole('textbox', { name: /^Beat \d+, title/ })
  await expect(beats.first()).toBeVisible()
  const count = await beats.count()
  expect(count).toBeGreaterThanOrEqual(3)
  await go(ben.page, 'script')
  await expect(ben.page.getByText('once that is confirmed')).toBeVisible()
  await ana.page.getByRole('button', { name: 'Confirm Beat Sheet & Proceed' }).click()

  // 4: the script appears scene by scene, and is open meanwhile
  await ben.page.getByRole('button', { name: /^Generate Descriptive Master Script/ }).click()
  const scenes = ben.page.locator('.ProseMirror p[data-type="scene_heading"]')
  await expect(scenes.first()).toBeVisible()
  await go(ana.page, 'script')
  await ana.page.locator('.ProseMirror p[data-type="action"]').first().click()
  await ana.page.keyboard.press('Home')
  await ana.page.keyboard.type('Dawn. ')
  await expect(scenes).toHaveCount(count)
  await expect(lineWith(ben.page, 'Dawn. ')).toBeVisible()
  await ben.page.getByRole('button', { name: 'Beat sheet', exact: true }).click()
  await expect(ben.page.getByRole('complementary', { name: 'Beat sheet' }).getByRole('listitem')).toHaveCount(count)
  await scenes.nth(1).click()
  await expect(ben.page.locator('.beat[aria-current]')).toContainText('Scene 2')
  await isClean(ben.page, 'script with its beats')

  // what was edited by hand is a flag of the beats, and a person may say that it fits
  await go(ana.page, 'beats')
  const flag = ana.page.getByRole('region', { name: 'Not Up-to-Date with Current Script' })
  await expect(flag).toContainText(/Scene 1 .* was changed\./)
  await flag.getByRole('button', { name: 'It still fits' }).click()
  await expect(flag).toHaveCount(0)

  await ben.page.getByRole('button', { name: 'Production' }).click()
  await ben.page.getByRole('menuitem', { name: 'Approve Master Script & Proceed' }).click()
  await expect(ben.page.getByText(/Ben approved this/)).toBeVisible()
  await ana.leave()
  await ben.leave()
})
