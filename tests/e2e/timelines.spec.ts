import type { Page } from '@playwright/test'
import { isClean } from './axe.ts'
import { expect, lineWith, openScript, test, twoInScript } from './studio.ts'

const SCRIPT = `INT. KITCHEN - NIGHT

Mara stands at the sink.

EXT. STREET - NIGHT

Jon walks away from the light.
`

const saved = (page: Page) => expect(page.locator('[data-save-state="saved"]')).toBeVisible()
const menu = (page: Page) => page.getByRole('button', { name: /^Timeline / })
async function typeBehind(page: Page, line: string, words: string): Promise<void> {
  await lineWith(page, line).click()
  await page.keyboard.press('End')
  await page.keyboard.type(words)
  await saved(page)
}

test('two people on two timelines: a branch goes its own way, is compared, and is put away', async ({
  browser,
  studio,
}) => {
  const { ana, ben, project, leave } = await twoInScript(browser, studio, 'Ferry', SCRIPT)

  await test.step('Ana makes a branch; the words of both are there', async () => {
    await menu(ana.page).click()
    await ana.page.getByRole('menuitem', { name: 'Create new branch…' }).click()
    await ana.page.getByRole('button', { name: 'Create branch' }).click()
    await expect(ana.page.getByText('Give the timeline a name.')).toBeVisible()
    await ana.page.getByLabel('Name', { exact: true }).fill('A darker end')
    await ana.page.getByLabel('Why (optional)').fill('What if he stays?')
    await ana.page.keyboard.press('Enter')
    await expect(menu(ana.page)).toHaveAccessibleName('Timeline A darker end')
    await expect(ana.page.getByRole('link', { name: /KITCHEN/ })).toBeVisible()
  })

  await test.step('each writes on a timeline of their own, in every page and after a reload', async () => {
    await ana.page.getByRole('link', { name: /^Script/ }).click()
    await typeBehind(ana.page, 'Jon walks', ' He turns back.')
    await typeBehind(ben.page, 'Mara stands', ' Water runs.')
    await ana.page.reload()
    await expect(lineWith(ana.page, 'Jon walks')).toContainText('He turns back.')
    await expect(lineWith(ana.page, 'Mara stands')).not.toContainText('Water runs.')
    await expect(lineWith(ben.page, 'Jon walks')).not.toContainText('He turns back.')
  })

  await test.step('Ben sees where Ana is, finds her branch in the tree by keyboard, and compares', async () => {
    await menu(ben.page).click()
    await expect(ben.page.getByRole('menuitemcheckbox', { name: /A darker end/ })).toContainText('Ana is here')
    await ben.page.keyboard.press('Escape')
    await ben.page.keyboard.press('Alt+0')
    await expect(ben.page.getByRole('heading', { level: 1, name: 'Version history' })).toBeVisible()
    await expect(ben.page.locator('[data-commit]').filter({ hasText: 'What if he stays?' })).toContainText(
      'Ana is here',
    )
    await expect(ben.page.getByText(/^This project stores \d/)).toBeVisible()
    await ben.page.keyboard.press('/')
    await ben.page.keyboard.type('he stays')
    await expect(ben.page.getByRole('status').filter({ hasText: '1 found' })).toBeVisible()
    await ben.page.keyboard.press('Enter')
    const panel = ben.page.getByRole('complementary', { name: 'The chosen version' })
    await expect(panel).toContainText('What if he stays?')
    await isClean(ben.page, 'version history')
    await panel.getByRole('button', { name: 'Compare with…' }).click()
    await ben.page.getByRole('menuitem', { name: '“A darker end” now' }).click()
    await expect(ben.page.locator('main ins')).toContainText('He turns back.')
    await isClean(ben.page, 'comparison')
    await ben.page.getByRole('link', { name: 'Back to the version history' }).click()
  })

  await test.step('Ben merges what he likes of it; what he leaves is proposed again', async () => {
    await typeBehind(ana.page, 'Mara stands', ' She listens.')
    await ben.page.locator('[data-commit]').filter({ hasText: 'What if he stays?' }).click()
    await ben.page.getByRole('link', { name: 'Merge “A darker end” into “Main”…' }).click()
    await expect(ben.page.getByRole('heading', { level: 1, name: 'Merge “A darker end” into “Main”' })).toBeVisible()
    const changes = ben.page.getByRole('article')
    await expect(changes).toHaveCount(2)
    await isClean(ben.page, 'merge')
    // both wrote behind the same words
    await expect(changes.filter({ hasText: 'She listens.' })).toContainText(/both/i)
    await ben.page.getByLabel('Why (optional)').fill('He should turn back.')
    await ben.page.getByRole('button', { name: 'Merge 1 change' }).click()
    await expect(ben.page.locator('[data-commit]').filter({ hasText: 'He should turn back.' })).toBeVisible()
    await ben.page.locator('[data-commit]').filter({ hasText: 'What if he stays?' }).click()
    await ben.page.getByRole('link', { name: 'Merge “A darker end” into “Main”…' }).click()
    await expect(changes).toHaveCount(1)
    await ben.page.getByRole('link', { name: 'Back to the version history' }).click()
    await ben.page.getByRole('link', { name: /^Script/ }).click()
    await expect(lineWith(ben.page, 'Jon walks')).toContainText('He turns back.')
    await expect(lineWith(ben.page, 'Mara stands')).not.toContainText('She listens.')
  })

  await test.step('whoever is on a timeline that is put away is told; it can be brought back', async () => {
    await menu(ben.page).click()
    await ben.page.getByRole('menuitemcheckbox', { name: /A darker end/ }).click()
    await openScript(ana.page, studio, project.id)
    await menu(ana.page).click()
    await ana.page.getByRole('menuitem', { name: 'Version history' }).click()
    await ana.page.locator('[data-commit]').filter({ hasText: 'What if he stays?' }).click()
    await ana.page
      .getByRole('region', { name: 'Timeline A darker end' })
      .getByRole('button', { name: 'Delete' })
      .click()
    await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
    await expect(ana.page.locator('[data-commit]').filter({ hasText: 'What if he stays?' })).toHaveCount(0)
    await expect(ben.page.getByRole('heading', { name: 'This timeline is not here any more' })).toBeVisible()
    await ben.page.getByRole('link', { name: 'Open the first timeline' }).click()
    await expect(menu(ben.page)).toHaveAccessibleName('Timeline Main')
    await ana.page.getByLabel('With a deleted timeline').check()
    await ana.page.locator('[data-commit]').filter({ hasText: 'What if he stays?' }).click()
    await ana.page.getByRole('button', { name: 'Bring back' }).click()
    await expect(
      ana.page.getByRole('region', { name: 'Timeline A darker end' }).getByRole('button', { name: 'Delete' }),
    ).toBeVisible()
  })
  await leave()
})
