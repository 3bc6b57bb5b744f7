import type { Page } from '@playwright/test'
import { expect, importFountain, joinStudio, test } from './studio.ts'

const entries = (page: Page) => page.getByRole('list', { name: 'Changes of rights' })

test('an owner reads who changed what in the organisation, and deletes it by keyboard: its project stays', async ({
  browser,
  studio,
}) => {
  const ana = await joinStudio(browser, studio, 'Ana', { anew: true })
  const { page } = ana
  const project = await importFountain(page, studio, 'Night Ferry', 'INT. FERRY - NIGHT\n\nMara counts the lights.\n')
  const made = await page.request.post(`${studio.url}/api/organisations`, { data: { name: 'Ferry Films' } })
  const { id } = await made.json()
  await page.request.patch(`${studio.url}/api/projects/${project.id}`, { data: { organisationId: id } })

  await page.goto(`${studio.url}/o/${id}`)
  await expect(entries(page)).toContainText('Ana put “Night Ferry” into Ferry Films')
  await expect(entries(page)).toContainText('Ana made the organisation')

  const ask = page.getByRole('button', { name: 'Delete Ferry Films…' })
  await ask.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alertdialog')).toContainText('Its project stays with its own owner')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('alertdialog')).toBeHidden()
  await page.route(`**/api/organisations/${id}`, route => route.abort(), { times: 1 })
  await ask.click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).press('Enter')
  await expect(page.getByText('The organisation is as it was.')).toBeVisible()

  await ask.click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).press('Enter')
  // people of other specs may have made one of the same name
  await expect(page.locator(`[data-project-card="${project.id}"]`)).toContainText('Owner')

  await page.goto(`${studio.url}/account`)
  await expect(entries(page)).toContainText('Ana deleted the organisation Ferry Films')
  await ana.leave()
})
