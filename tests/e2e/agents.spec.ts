import type { Page } from '@playwright/test'
import { caretTo, expect, lineWith, test, twoInScript } from './studio.ts'

const SCRIPT = `INT. KITCHEN - NIGHT

Mara very slowly walks across the very quiet kitchen and she really looks at the broken cup.

MARA
I really do not think that you should be going out tonight.
`

/** Selects a whole line by keyboard. */
async function selectLine(page: Page, text: string): Promise<void> {
  await lineWith(page, text).click()
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+End')
}

const cards = (page: Page) => page.getByRole('article').filter({ has: page.getByRole('button', { name: /^Accept/ }) })

test.describe('asking an agent', () => {
  test('by the slash key: both see the suggestion with who asked; accepting changes the text for both, undone by the accepter', async ({
    browser,
    studio,
  }) => {
    const { ana, ben, leave } = await twoInScript(browser, studio, 'Ask', SCRIPT)
    const before = (await lineWith(ana.page, 'broken cup').textContent()) ?? ''

    await selectLine(ana.page, 'broken cup')
    await ana.page.keyboard.press('/')
    await ana.page.getByLabel('What should change?').fill('Tighten it')
    await expect(ana.page.getByRole('button', { name: /Ask.*0 credits.*offline/ })).toBeVisible()
    await ana.page.keyboard.press('Enter')

    await expect(cards(ben.page)).toHaveCount(1, { timeout: 20_000 })
    await expect(cards(ben.page)).toContainText('Ana')
    await expect(cards(ben.page)).toContainText('Tighten it')
    // nothing in the text changed yet
    await ben.page.reload()
    await expect(cards(ben.page)).toHaveCount(1)

    await cards(ben.page).getByRole('button', { name: 'Accept', exact: true }).click()
    await expect(cards(ana.page)).toHaveCount(0)
    await expect.poll(async () => (await lineWith(ana.page, 'cup').textContent()) ?? '').not.toBe(before)
    const after = (await lineWith(ana.page, 'cup').textContent()) ?? ''
    await expect(lineWith(ben.page, 'cup')).toHaveText(after)

    await lineWith(ben.page, 'cup').click()
    await ben.page.keyboard.press('ControlOrMeta+z')
    await expect(lineWith(ana.page, 'broken cup')).toHaveText(before)
    await leave()
  })

  test('by right-click; while a colleague types in the line nothing is lost; rejecting leaves the words', async ({
    browser,
    studio,
  }) => {
    const { ana, ben, leave } = await twoInScript(browser, studio, 'Reject', SCRIPT)
    await selectLine(ana.page, 'going out tonight')
    await lineWith(ana.page, 'going out tonight').click({ button: 'right', position: { x: 320, y: 8 } })
    await ana.page.getByRole('menuitem', { name: /Ask an agent/ }).click()
    await ana.page.getByLabel('What should change?').fill('Less formal')
    await ana.page.getByRole('button', { name: /^Ask/ }).last().click()
    await caretTo(ben.page, lineWith(ben.page, 'going out tonight'), 'End')
    await ben.page.keyboard.type(' BENWORDS')
    await expect(cards(ana.page)).toHaveCount(1, { timeout: 20_000 })
    await cards(ana.page)
      .getByRole('button', { name: /^Reject/ })
      .click()
    await expect(cards(ben.page)).toHaveCount(0)
    await expect(lineWith(ana.page, 'BENWORDS')).toHaveText(
      'I really do not think that you should be going out tonight. BENWORDS',
    )
    await leave()
  })

  test('an agent that finds nothing to change says so, and nothing failed', async ({ browser, studio }) => {
    const { ana, ben, leave } = await twoInScript(browser, studio, 'Nothing', SCRIPT)
    await selectLine(ana.page, 'broken cup')
    await ana.page.keyboard.press('/')
    await ana.page.getByLabel('What should change?').fill('replace "submarine" with "ship"')
    await ana.page.keyboard.press('Enter')
    const said = ana.page.getByRole('listitem').filter({ hasText: 'Writer found nothing to change' })
    await expect(said).toContainText('I found no “submarine” in the selection', { timeout: 20_000 })
    await expect(said.getByRole('button', { name: 'Retry' })).toHaveCount(0)
    for (const { page } of [ana, ben]) {
      const jobs = page.getByRole('button', { name: 'Jobs', exact: true })
      await jobs.click()
      const list = page.getByRole('dialog', { name: 'Jobs of the agents' })
      await expect(list).toContainText('Writer found nothing to change')
      await expect(list.getByRole('heading')).toHaveText(['Done'])
      await expect(page.getByText(/failed/i)).toHaveCount(0)
    }
    await leave()
  })

  test('two people accept at the same moment, one of them offline: it applies once', async ({ browser, studio }) => {
    const { ana, ben, leave } = await twoInScript(browser, studio, 'Both', SCRIPT)
    await selectLine(ana.page, 'broken cup')
    await ana.page.keyboard.press('ControlOrMeta+j')
    await ana.page.getByLabel('What should change?').fill('Tighten it')
    await ana.page.keyboard.press('Enter')
    for (const { page } of [ana, ben]) await expect(cards(page)).toHaveCount(1, { timeout: 20_000 })
    await ben.context.setOffline(true)
    await expect(ben.page.locator('[data-save-state="offline"]')).toBeAttached({ timeout: 40_000 })
    await cards(ben.page).getByRole('button', { name: 'Accept', exact: true }).click()
    await cards(ana.page).getByRole('button', { name: 'Accept', exact: true }).click()
    const mine = (await lineWith(ana.page, 'cup').textContent()) ?? ''
    await expect(lineWith(ben.page, 'cup')).toHaveText(mine)
    await ben.context.setOffline(false)
    await expect(ben.page.locator('[data-save-state="saved"]')).toBeAttached({ timeout: 30_000 })
    await expect(lineWith(ben.page, 'cup')).toHaveText(mine)
    await expect(lineWith(ana.page, 'cup')).toHaveText(mine)
    await leave()
  })
})
