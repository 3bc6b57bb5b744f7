import type { Page } from '@playwright/test'
import { isClean } from './axe.ts'
import { readSceneRows } from './documents.ts'
import { breakDown, openScene } from './shotTable.ts'
import { expect, test, twoInScript } from './studio.ts'

const SCRIPT = `INT. KITCHEN - NIGHT

Mara stands at the sink and counts the ferries.

MARA
Three, and the little one.

EXT. STREET - NIGHT

Jon walks away from the light.
`

const artifacts = (page: Page) => page.locator('[data-artifact]')
const panel = (page: Page) => page.getByRole('complementary', { name: 'The chosen artifact' })

test('what an agent makes for one is in the vault for the other: found, tagged, explained, and once, also after a fork', async ({
  browser,
  studio,
}) => {
  const { ana, ben, project, leave } = await twoInScript(browser, studio, 'Vault', SCRIPT)

  await test.step('Ben waits at an empty vault; what Ana has broken down appears', async () => {
    await ben.page.keyboard.press('Alt+v')
    await expect(ben.page.getByRole('heading', { level: 1, name: 'Nothing was made yet' })).toBeVisible()
    await isClean(ben.page, 'empty vault')
    await openScene(ana.page, studio, project.id, 'INT. KITCHEN - NIGHT')
    await breakDown(ana.page)
    await expect(artifacts(ben.page)).toHaveCount(1)
    await expect(ben.page.getByRole('region', { name: 'Shot list' })).toContainText('Scene 1 · INT. KITCHEN - NIGHT')
  })

  await test.step('Ben reads it by keyboard and tags it; Ana sees the tag and finds it by that', async () => {
    await artifacts(ben.page).focus()
    await ben.page.keyboard.press('Enter')
    await expect(panel(ben.page)).toContainText('Mara stands at the sink')
    await expect(panel(ben.page).getByRole('region', { name: /^The words of/ })).toContainText('Shot 1')
    await expect(panel(ben.page)).toContainText('Offline crew')
    await panel(ben.page).getByLabel('Add a tag').fill('for the trailer')
    await ben.page.keyboard.press('Enter')
    await expect(panel(ben.page).getByRole('list', { name: 'Tags' })).toContainText('for the trailer')
    await isClean(ben.page, 'vault')

    await ana.page.getByRole('button', { name: 'Artifact Vault' }).click()
    await expect(artifacts(ana.page)).toContainText('for the trailer')
    await ana.page.keyboard.press('/')
    await ana.page.keyboard.type('walrus')
    await expect(ana.page.getByRole('heading', { name: 'Nothing like that was made' })).toBeVisible()
    await ana.page.getByLabel('Search the vault').fill('trail ferr')
    await expect(ana.page.getByRole('status').filter({ hasText: '1 of 1' })).toBeVisible()
  })

  await test.step('Ana sees what the agent saw, and goes to where it stands', async () => {
    await artifacts(ana.page).click()
    await panel(ana.page).getByRole('button', { name: 'What did it see?' }).click()
    const dialog = ana.page.getByRole('dialog', { name: 'What did the agent see?' })
    await expect(dialog).toContainText('offline')
    await ana.page.keyboard.press('Escape')
    await panel(ana.page).getByRole('link', { name: 'Open its scene' }).click()
    await expect(ana.page.getByRole('heading', { level: 1, name: 'INT. KITCHEN - NIGHT' })).toBeVisible()
  })

  await test.step('Ben promotes an asset from the vault, and it is in the library', async () => {
    const sheet = {
      name: 'cast.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('kind,name,description\nprop,Lamp,Brass.'),
    }
    const sent = await ana.page.request.post(`${studio.url}/api/projects/${project.id}/assets/sheet`, {
      multipart: { file: sheet },
    })
    expect(sent.ok()).toBe(true)
    await ben.page
      .getByRole('region', { name: 'Assets' })
      .locator('[data-artifact]')
      .filter({ hasText: 'Lamp' })
      .click()
    await panel(ben.page).getByRole('button', { name: 'Promote to Global: Lamp' }).click()
    await expect(ben.page.getByText('“Lamp” is in the asset library now').first()).toBeVisible()
  })

  await test.step('a branch takes it along and does not make it again', async () => {
    await ana.page.getByRole('button', { name: /^Timeline / }).click()
    await ana.page.getByRole('menuitem', { name: 'Create new branch…' }).click()
    await ana.page.getByLabel('Name', { exact: true }).fill('A darker end')
    await ana.page.keyboard.press('Enter')
    await expect(ana.page.getByRole('button', { name: 'Timeline A darker end' })).toBeVisible()
    await expect(ben.page.getByRole('button', { name: 'A darker end 0' })).toBeVisible()
    await expect(artifacts(ben.page)).toHaveCount(2)
    await ana.page.keyboard.press('Alt+v')
    await expect(artifacts(ana.page)).toHaveCount(2)
    await artifacts(ana.page).first().click()
    await expect(panel(ana.page).getByRole('definition').filter({ hasText: 'Main' })).toBeVisible()
  })
  await test.step('the address that leads to a scene of the script leads to where it begins', async () => {
    const street = (await readSceneRows(ben.page, studio, project.id))[1]?.id
    await ben.page.goto(`${studio.url}/p/${project.id}/script#scene=${street}`)
    const current = ben.page.getByRole('navigation', { name: 'Scenes' }).locator('[aria-current="location"]')
    await expect(current).toContainText('STREET')
  })
  await leave()
})
