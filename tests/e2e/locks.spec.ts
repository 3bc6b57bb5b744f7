import { breakDown, cell, openScene, select, write } from './shotTable.ts'
import { caretTo, expect, importFountain, joinStudio, lineWith, test, twoInScript } from './studio.ts'

const SCRIPT = 'Title: Locked\n\nINT. KITCHEN - NIGHT\n\nMara stands at the sink.\n\nJon walks away.\n'

test.describe('a locked script', () => {
  test('cannot be typed in, says who locked it and why, and goes on when it is unlocked', async ({
    browser,
    studio,
  }) => {
    const { ana, ben, leave } = await twoInScript(browser, studio, 'Locked', SCRIPT)
    await caretTo(ben.page, lineWith(ben.page, 'at the sink'), 'End')
    await ben.page.keyboard.type(' Water runs.')
    await expect(ben.page.getByRole('button', { name: /^Lock the script/ })).toHaveCount(0)

    await ana.page.getByRole('button', { name: 'Lock the script…' }).click()
    await ana.page.getByLabel('Reason').fill('Shooting tomorrow')
    await ana.page.getByRole('dialog').getByRole('button', { name: 'Lock', exact: true }).click()
    for (const { page } of [ana, ben]) {
      await expect(page.getByText(/Ana locked this document: “Shooting tomorrow”/).first()).toBeVisible()
      await expect(page.locator('.ProseMirror')).toHaveAttribute('contenteditable', 'false')
    }
    await expect(lineWith(ana.page, 'Water runs')).toBeVisible()

    await ana.page.getByRole('button', { name: 'Unlock the script' }).click()
    await expect(ben.page.locator('.ProseMirror')).toHaveAttribute('contenteditable', 'true')
    await caretTo(ben.page, lineWith(ben.page, 'walks away'), 'End')
    await ben.page.keyboard.type(' Slowly.')
    await expect(lineWith(ana.page, 'walks away. Slowly.')).toBeVisible()
    await leave()
  })

  test('keeps what somebody wrote without a network as a draft of theirs, and offers it after the lock', async ({
    browser,
    studio,
  }) => {
    test.setTimeout(120_000) // the silence of a network that is gone takes its time to be noticed
    const { ana, ben, leave } = await twoInScript(browser, studio, 'Held back', SCRIPT)
    await ben.context.setOffline(true)
    await expect(ben.page.locator('[data-save-state="offline"]')).toBeAttached({ timeout: 40_000 })
    await caretTo(ben.page, lineWith(ben.page, 'walks away'), 'End')
    await ben.page.keyboard.type(' Slowly.')

    await ana.page.getByRole('button', { name: 'Lock the script…' }).click()
    await ana.page.getByRole('dialog').getByRole('button', { name: 'Lock', exact: true }).click()
    await expect(ana.page.getByRole('button', { name: 'Unlock the script' })).toBeVisible()
    await ben.context.setOffline(false)
    await expect(ben.page.getByText(/kept as a draft that only you can see/)).toBeVisible({ timeout: 30_000 })
    await expect(lineWith(ben.page, 'walks away')).toHaveText('Jon walks away.')
    await expect(ana.page.getByText(/kept as a draft/)).toHaveCount(0)

    await ana.page.getByRole('button', { name: 'Unlock the script' }).click()
    await ben.page.getByRole('button', { name: 'Offer as suggestions' }).click()
    await expect(ben.page.getByText(/kept as a draft/)).toHaveCount(0)
    await expect(ana.page.getByRole('article', { name: 'Ben' })).toContainText('Slowly.')
    await ana.page.getByRole('article', { name: 'Ben' }).getByRole('button', { name: 'Accept' }).click()
    await expect(lineWith(ben.page, 'walks away')).toHaveText('Jon walks away. Slowly.')
    await leave()
  })
})

test.describe('a locked shot list', () => {
  test('cannot be edited by anybody, says who locked it and why, and goes on when it is unlocked', async ({
    browser,
    studio,
  }) => {
    const ana = await joinStudio(browser, studio, 'Ana')
    const project = await importFountain(ana.page, studio, 'Locked shots', SCRIPT)
    const ben = await joinStudio(browser, studio, 'Ben')
    for (const { page } of [ana, ben]) await openScene(page, studio, project.id, 'INT. KITCHEN - NIGHT')
    await breakDown(ana.page)
    await expect(cell(ben.page, '1A', 'Light')).toBeVisible()
    await expect(ben.page.getByRole('button', { name: /^Lock the shot list/ })).toHaveCount(0)

    await ana.page.getByRole('button', { name: 'Lock the shot list…' }).click()
    await ana.page.getByLabel('Reason').fill('Approved')
    await ana.page.getByRole('dialog').getByRole('button', { name: 'Lock', exact: true }).click()
    for (const { page } of [ana, ben]) {
      await expect(page.getByText(/Ana locked this shot list: “Approved”/).first()).toBeVisible()
      const before = await cell(page, '1A', 'Light').textContent()
      await select(page, '1A', 'Light')
      await page.keyboard.type('changed')
      await page.keyboard.press('Enter')
      await expect(cell(page, '1A', 'Light')).toHaveText(before ?? '')
    }

    await ana.page.getByRole('button', { name: 'Unlock the shot list' }).click()
    await expect(ben.page.getByText(/locked this shot list/)).toHaveCount(0)
    await write(ben.page, '1A', 'Light', 'Moonlight')
    await expect(cell(ana.page, '1A', 'Light')).toHaveText('Moonlight')
    for (const visitor of [ana, ben]) await visitor.leave()
  })
})
