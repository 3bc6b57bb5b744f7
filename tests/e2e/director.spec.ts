import type { Page } from '@playwright/test'
import { briefText, setGenre, setLength, setRating } from '../../shared/core/brief/brief.ts'
import { isClean } from './axe.ts'
import { writeIn } from './documents.ts'
import { expect, joinStudio, test } from './studio.ts'

const IDEA =
  'Tomasz, a ferryman who never learnt to swim, takes the wedding of his daughter Ewa over the river. Halfway across the motor dies, and Marek, the groom, says that he does not want to go on.'

const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Director' })

async function tell(page: Page, words: string): Promise<void> {
  await panelOf(page).getByLabel('Message to the director').fill(words)
  await page.keyboard.press('Enter')
}

test('two people lead the film through its breakpoints by talking to the director', async ({ browser, studio }) => {
  const [ana, ben] = [await joinStudio(browser, studio, 'Ana'), await joinStudio(browser, studio, 'Ben')]
  const made = await ana.page.request.post(`${studio.url}/api/projects`, { data: { name: 'Bug', type: 'narrative' } })
  const { id } = (await made.json()) as { id: string }
  await writeIn(ana.page, studio, id, 'brief', doc => {
    setLength(doc, 'least', 3)
    setLength(doc, 'most', 5)
    setRating(doc, 'PG')
    setGenre(doc, 'drama', true)
    briefText(doc, 'tone')?.insert(0, 'Dry and tender, unhurried.')
    briefText(doc, 'idea')?.insert(0, IDEA)
  })
  await ana.page.goto(`${studio.url}/p/${id}/treatment`)
  await ben.page.goto(`${studio.url}/p/${id}/brief`)
  await ana.page.getByRole('button', { name: 'Director', exact: true }).click()
  await expect(panelOf(ana.page)).toContainText('stops and waits for you')

  // what was said and what was understood is there for both, and nothing has happened
  await ben.page.getByRole('button', { name: 'Director', exact: true }).waitFor()
  await tell(ana.page, 'Looks good!')
  const confirm = (page: Page) => panelOf(page).getByRole('button', { name: /^Lock the brief & write the treatment/ })
  await expect(confirm(ana.page)).toContainText('0 credits')
  await ben.page.getByRole('button', { name: 'Director: 2 new' }).click()
  await expect(panelOf(ben.page)).toContainText('Looks good!')
  await isClean(ben.page, 'brief with the director')

  // Ben confirms; the treatments are written, and there it stops
  await confirm(ben.page).click()
  await expect(panelOf(ana.page)).toContainText('Ben confirmed it. The brief is locked.')
  await expect(panelOf(ana.page)).toContainText('Nothing goes on until you say so')
  await expect(panelOf(ana.page)).toContainText('Treatment writer is done: 0 credits')
  await panelOf(ben.page).getByRole('link', { name: 'Open the treatment' }).click()
  await expect(ben.page.getByRole('article')).toHaveCount(3)

  // a reason is asked for where a stage is written anew, and it lasts over a reload
  await tell(ben.page, 'try again')
  await panelOf(ben.page)
    .getByRole('button', { name: /^Write the treatment anew/ })
    .click()
  await expect(panelOf(ben.page)).toContainText('Say in at least 10 characters why')
  await ana.page.reload()
  await panelOf(ana.page).getByLabel('Why, and what should be different?').fill('The ending is too neat: let her stay.')
  await panelOf(ana.page)
    .getByRole('button', { name: /^Write the treatment anew/ })
    .click()
  await expect(panelOf(ben.page)).toContainText('Ana confirmed it.')
  await panelOf(ana.page).getByLabel('Message to the director').press('Escape')
  await expect(panelOf(ana.page)).toHaveCount(0)
  await expect(ana.page.getByRole('button', { name: /^Director/ })).toBeFocused()
  if (process.env.SHOTS) {
    for (const theme of ['dark', 'light']) {
      await ben.page.evaluate(name => (document.documentElement.dataset.theme = name), theme)
      await ben.page.screenshot({ path: `${process.env.SHOTS}/chat-${theme}.png` })
    }
  }
  await ana.leave()
  await ben.leave()
})
