import { isClean } from './axe.ts'
import { expect, importFountain, joinStudio, test } from './studio.ts'

test('two people fill in the brief, lock it, and one edits it anyway', async ({ browser, studio }) => {
  const ana = await joinStudio(browser, studio, 'Ana')
  const project = await importFountain(ana.page, studio, 'Briefed', 'INT. FERRY - DAY\n\nThe river is high.\n')
  const ben = await joinStudio(browser, studio, 'Ben')
  await Promise.all([ana, ben].map(({ page }) => page.goto(`${studio.url}/p/${project.id}/brief`)))
  for (const { page } of [ana, ben]) await expect(page.getByRole('heading', { name: 'Brief' })).toBeVisible()
  const lock = { name: 'Lock the Brief & Proceed' }

  // what is missing is said beside each field, and the first of them has the focus
  await ana.page.getByRole('button', lock).click()
  await expect(ana.page.getByText('Choose at least one genre.')).toBeVisible()
  await expect(ana.page.getByLabel('At least, minutes')).toBeFocused()
  await isClean(ana.page, 'brief with what is missing')

  await ana.page.getByLabel('At least, minutes').fill('five')
  await ana.page.getByLabel('At least, minutes').blur()
  await expect(ana.page.getByText(/Minutes are a number/)).toBeVisible()
  await expect(ana.page.getByLabel('At least, minutes')).toHaveValue('five')

  // both at once, each where the other sees it
  await ana.page.getByLabel('At least, minutes').fill('5')
  await ana.page.getByLabel('At most, minutes').fill('3')
  await expect(ana.page.getByText('The shortest length is longer than the longest.')).toBeVisible()
  await ana.page.getByLabel('At most, minutes').fill('12')
  await ana.page.getByRole('radio', { name: /^PG-13/ }).check()
  await ben.page.getByRole('checkbox', { name: 'drama' }).check()
  await ben.page.getByRole('textbox', { name: 'Tone' }).fill('Dry and tender.')
  await expect(ana.page.getByRole('list', { name: 'Also in tone' }).getByRole('button', { name: /Ben/ })).toBeVisible()
  await ana.page.getByRole('checkbox', { name: 'comedy' }).check()
  await ana.page.getByRole('textbox', { name: 'Tone' }).press('Control+Home')
  await ana.page.keyboard.type('Warm. ')
  await expect(ben.page.getByRole('textbox', { name: 'Tone' })).toHaveValue('Warm. Dry and tender.')
  await expect(ben.page.getByRole('radio', { name: /^PG-13/ })).toBeChecked()

  // one's own undo only
  await ben.page.getByRole('textbox', { name: 'Tone' }).press('Control+z')
  await expect(ana.page.getByRole('textbox', { name: 'Tone' })).toHaveValue('Warm. ')
  await ben.page.getByRole('button', { name: 'Redo' }).click()
  await expect(ana.page.getByRole('textbox', { name: 'Tone' })).toHaveValue('Warm. Dry and tender.')

  await ben.page.getByRole('textbox', { name: 'The idea' }).fill('A ferryman who cannot swim.')
  await expect(ana.page.getByRole('textbox', { name: 'The idea' })).toHaveValue('A ferryman who cannot swim.')
  await ana.page.getByRole('button', lock).click()
  await expect(ben.page.getByText(/Ana approved this/)).toBeVisible()
  await expect(ben.page.getByRole('textbox', { name: 'Tone' })).not.toBeEditable()
  await expect(ben.page.getByRole('link', { name: /^Brief.*locked$/ })).toBeVisible()
  await ben.page.reload()
  await expect(ben.page.getByRole('checkbox', { name: 'comedy' })).toBeChecked()
  await isClean(ben.page, 'locked brief')
  // what all was made by is changed on a branch of its own, or here
  await ben.page.getByRole('button', { name: 'Edit anyway' }).click()
  await ben.page.getByRole('alertdialog').getByRole('button', { name: 'On a new branch…' }).click()
  await ben.page.getByRole('dialog', { name: 'Create a new branch' }).getByLabel('Name').fill('Colder')
  await ben.page.getByRole('button', { name: 'Create branch' }).click()
  await expect(ben.page.getByRole('button', { name: 'Timeline Colder' })).toBeVisible()
  await ben.page
    .getByRole('link', { name: /^Brief.*locked$/ })
    .first()
    .click()
  await expect(ben.page.getByRole('checkbox', { name: 'comedy' })).toBeChecked()
  await ben.page.goto(`${studio.url}/p/${project.id}/brief`)
  await ben.page.getByRole('button', { name: 'Edit anyway' }).click()
  await ben.page.getByRole('alertdialog').getByRole('button', { name: 'Edit anyway' }).click()
  await expect(ana.page.getByRole('textbox', { name: 'Tone' })).toBeEditable()

  await ana.page.getByRole('link', { name: /^Script/ }).click()
  await ana.page.getByRole('button', { name: 'Production' }).click()
  await ana.page.getByRole('menuitem', { name: 'Approve Master Script & Proceed' }).click()
  await expect(ana.page.getByText(/Ana approved this/)).toBeVisible()
  await expect(ana.page.locator('.ProseMirror')).toHaveAttribute('contenteditable', 'false')
  await ana.page.getByRole('link', { name: /^Brief/ }).click()
  await ana.page.getByRole('heading', { name: 'Brief' }).waitFor()
  await ana.page.keyboard.press('Alt+4')
  await expect(ana.page.getByRole('heading', { name: 'History of the brief' })).toBeVisible()
  await expect(ana.page.getByText('Brief locked').first()).toBeVisible()
  await ana.leave()
  await ben.leave()
})
