import type { Page } from '@playwright/test'
import { isClean } from './axe.ts'
import { caretTo, expect, lineWith, openScript, test, twoInScript } from './studio.ts'

const SCRIPT = `Title: The Ferry

INT. KITCHEN - NIGHT

Mara stands at the sink.

EXT. STREET - NIGHT

Jon walks away from the light.

INT. FERRY - DAWN

Mara sits alone.
`

/** Puts the caret behind the last word of a line and types. */
async function typeBehind(page: Page, line: string, words: string): Promise<void> {
  await lineWith(page, line).click()
  await page.keyboard.press('End')
  await page.keyboard.type(words)
}
const versions = (page: Page) => page.getByRole('navigation', { name: 'Versions' })
const paper = (page: Page) => page.locator('main section.paper, main .paper')
const saved = (page: Page) => expect(page.locator('[data-save-state="saved"]')).toBeVisible()

test('two people name a version, see who changed what since, and go back while one types on', async ({
  browser,
  studio,
}) => {
  const { ana, ben, project, leave } = await twoInScript(browser, studio, 'Ferry', SCRIPT)
  await ben.page.keyboard.press('Alt+4')
  await expect(ben.page.getByRole('heading', { level: 1, name: 'History of the script' })).toBeVisible()
  await expect(versions(ben.page).getByRole('button')).toHaveCount(1)

  // Ana names a version; Ben sees it without a reload
  await typeBehind(ana.page, 'Mara stands', ' Water runs.')
  await ana.page.getByRole('button', { name: 'History', exact: true }).click()
  await ana.page.getByRole('button', { name: 'Name this version' }).click()
  await ana.page.getByRole('button', { name: 'Keep' }).click()
  await expect(ana.page.getByText('Give the version a name.')).toBeVisible()
  await ana.page.getByLabel('Name', { exact: true }).fill('First draft')
  await ana.page.keyboard.press('Enter')
  for (const { page } of [ana, ben])
    await expect(versions(page).getByRole('button', { name: /First draft/ })).toContainText('Ana')
  await expect(paper(ana.page).locator('ins')).toContainText('Water runs.')
  await expect(ana.page.getByRole('list', { name: 'Who changed what' })).toContainText('Ana2 words added')
  // without transitions, so that no colour is read halfway
  await isClean(ana.page, 'history')

  // both change it; the difference says whose words are whose
  for (const { page } of [ana, ben]) await openScript(page, studio, project.id)
  await typeBehind(ben.page, 'Jon walks', ' Slowly.')
  await typeBehind(ana.page, 'Mara sits', ' She waits.')
  await Promise.all([saved(ana.page), saved(ben.page)])
  await ana.page.getByRole('button', { name: 'History', exact: true }).click()
  await versions(ana.page)
    .getByRole('button', { name: /First draft/ })
    .click()
  await ana.page.getByRole('combobox', { name: 'Show' }).click()
  await ana.page.getByRole('option', { name: /What changed since/ }).click()
  await expect(paper(ana.page).locator('ins[title="added by Ben"]')).toContainText('Slowly.')
  await expect(paper(ana.page).locator('ins[title="added by Ana"]')).toContainText('She waits.')
  await expect(ana.page.getByRole('button', { name: '1 scene without changes' })).toBeVisible()

  // Ana goes back while Ben types on in a line of his own
  await caretTo(ben.page, lineWith(ben.page, 'Mara stands'), 'End')
  const typing = ben.page.keyboard.type(' And then she sings an old song about a boat.', { delay: 25 })
  await ana.page.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(ana.page.getByRole('alertdialog')).toContainText('What stands there now is kept')
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Restore' }).click()
  await expect(versions(ana.page).getByRole('button', { name: /Before restoring “First draft”/ })).toBeVisible()
  await typing
  await expect(lineWith(ben.page, 'Jon walks')).toHaveText('Jon walks away from the light.')
  await expect(lineWith(ben.page, 'Mara stands')).toHaveText(/^Mara stands at the sink\. Water runs\..*about a boat\.$/)

  // by keyboard, and with the file that one can take home
  await versions(ana.page).getByRole('button').first().focus()
  await ana.page.keyboard.press('End')
  await expect(versions(ana.page).getByRole('button').last()).toBeFocused()
  await versions(ana.page).getByRole('button', { name: 'Named by Ana' }).filter({ hasNotText: 'Before' }).click()
  const download = ana.page.waitForEvent('download')
  await ana.page.getByRole('button', { name: 'Export', exact: true }).click()
  await ana.page.getByRole('menuitem', { name: /^Fountain/ }).click()
  expect((await download).suggestedFilename()).toBe('Ferry, First draft.fountain')
  await leave()
})
