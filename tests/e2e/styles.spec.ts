import type { Page } from '@playwright/test'
import { isClean } from './axe.ts'
import { expect, joinStudio, test } from './studio.ts'

/** Passages of a manner that none of the shipped styles has. */
const SAMPLE = ['the kitchen', 'the harbour', 'the stairs', 'the snow', 'the trial', 'the supper']
  .map(
    place =>
      `Nobody had told ${place} that the war was over, and ${place} went on as before, like a clock in an empty house. ${'It had its habits, and it kept them. '.repeat(9)}`,
  )
  .join('\n\n')

const entry = (page: Page, name: RegExp) =>
  page.getByRole('navigation', { name: 'Written styles' }).getByRole('link', { name })

test('two people make a style of samples, search it, choose it in the brief and see that the treatment follows it', async ({
  browser,
  studio,
}) => {
  // what belongs to an organisation is asked of its members in other specs, too
  const anew = { anew: true }
  const [ana, ben] = [await joinStudio(browser, studio, 'Ana', anew), await joinStudio(browser, studio, 'Ben', anew)]
  const { request } = ana.page
  const made = async (path: string, data: object): Promise<{ id: string }> =>
    (await request.post(`${studio.url}${path}`, { data })).json()
  const organisation = await made('/api/organisations', { name: 'Ferry Films' })
  const { user } = (await (await ben.page.request.get(`${studio.url}/api/session`)).json()) as { user: { id: string } }
  await made(`/api/organisations/${organisation.id}/members`, { userId: user.id, role: 'editor' })
  const project = await made('/api/projects', { name: 'Night Ferry', type: 'narrative' })
  await request.patch(`${studio.url}/api/projects/${project.id}`, { data: { organisationId: organisation.id } })

  await ana.page.goto(studio.url)
  await ana.page.getByRole('link', { name: 'Written styles' }).click()
  await expect(entry(ana.page, /^Lyrical/)).toContainText(/passages/)
  await ana.page.keyboard.press('n')
  await ana.page.getByLabel('Name', { exact: true }).fill('House voice')
  await expect(ana.page.getByRole('combobox', { name: 'Whose it is' })).toHaveText('Ferry Films')
  await ana.page.keyboard.press('Enter')
  await expect(ana.page.getByRole('heading', { name: 'House voice' })).toBeVisible()

  await ana.page.getByLabel('Samples of the style').setInputFiles([
    { name: 'pages.txt', mimeType: 'text/plain', buffer: Buffer.from(SAMPLE) },
    { name: 'scan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('no PDF') },
  ])
  await ben.page.goto(`${studio.url}/styles`)
  await entry(ben.page, /^House voice/).click()
  for (const { page } of [ana, ben]) {
    const samples = page.getByRole('list', { name: 'Samples' }).getByRole('listitem')
    await expect(samples.filter({ hasText: 'pages.txt' })).toContainText('6 passages')
    await expect(samples.filter({ hasText: 'scan.pdf' })).toContainText('It is plain text: rename it to .txt')
  }
  await ana.page.getByRole('button', { name: 'Remove scan.pdf' }).click()
  await expect(ana.page.getByRole('button', { name: 'Add samples' })).toBeFocused()

  await ben.page.getByRole('searchbox', { name: /Search the passages/ }).fill('boats in a port')
  await ben.page.keyboard.press('Enter')
  await expect(ben.page.getByText(/The 6 passages nearest to/)).toBeVisible()
  await expect(ben.page.getByRole('article').getByRole('listitem').filter({ hasText: 'near' }).first()).toContainText(
    'the harbour',
  )
  await isClean(ben.page, 'a written style')

  for (const { page } of [ana, ben]) await page.goto(`${studio.url}/p/${project.id}/brief`)
  const chosen = (page: Page) => page.getByRole('combobox', { name: 'Written style' })
  await chosen(ben.page).press('Enter')
  await ben.page.getByRole('option', { name: 'House voice' }).press('Enter')
  await expect(chosen(ana.page)).toHaveText('House voice')
  await ana.page.getByLabel('At least, minutes').fill('8')
  await ana.page.getByLabel('At most, minutes').fill('10')
  await ana.page.getByRole('radio', { name: /^PG / }).check()
  await ana.page.getByRole('checkbox', { name: 'drama' }).check()
  await ana.page.getByRole('textbox', { name: 'Tone' }).fill('Dry, tender and a little sad.')
  await ana.page
    .getByRole('textbox', { name: 'The idea' })
    .fill('Tomas rows strangers across the Vltava. Mila asks him for a way back.')
  await ana.page.getByRole('button', { name: 'Lock the Brief & Proceed' }).click()
  await expect(ben.page.getByText(/Ana approved this/)).toBeVisible()

  await ben.page.goto(`${studio.url}/p/${project.id}/treatment`)
  await ben.page.getByRole('button', { name: /^Generate three treatments/ }).click()
  const cards = ben.page.getByRole('article')
  await expect(cards.getByRole('button', { name: 'Choose' })).toHaveCount(3)
  await expect(cards.first()).toContainText('style: House voice')
  await ben.page.getByRole('button', { name: 'Jobs' }).click()
  await ben.page.getByRole('button', { name: 'What did the agent see?' }).click()
  const first = ben.page.getByRole('dialog').getByRole('group').filter({ hasText: 'Variant 1' }).first()
  await first.getByText('Variant 1', { exact: true }).click()
  await first.getByText(/searched the style “House voice”/).click()
  await expect(first.getByText(/compared with every passage/)).toBeVisible()
  await ben.page.keyboard.press('Escape')

  // it says where it is used before it goes
  await ana.page.goto(`${studio.url}/styles`)
  await entry(ana.page, /^House voice/).click()
  await expect(ana.page.getByText(/Used in Night Ferry/)).toBeVisible()
  await ana.page.getByRole('button', { name: 'Delete House voice' }).click()
  await expect(ana.page.getByRole('alertdialog')).toContainText('The brief of “Night Ferry” names it')
  await ana.page.getByRole('button', { name: 'Delete anyway' }).click()
  await expect(entry(ana.page, /^House voice/)).toBeHidden()
  await ben.page.goto(`${studio.url}/p/${project.id}/brief`)
  await expect(ben.page.getByText(/“House voice” was deleted/)).toBeVisible()
  await ana.leave()
  await ben.leave()
})
