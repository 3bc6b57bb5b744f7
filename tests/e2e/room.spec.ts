import type { Page } from '@playwright/test'
import { isClean } from './axe.ts'
import { expect, lineWith, test, twoInScript } from './studio.ts'

const FILM = `INT. KITCHEN - DAY

Ada pours tea. A kettle.

ADA
Not again.

INT. CELLAR - CONTINUOUS

Rain on the stairs.

BO
Who is there?

EXT. GARDEN - NIGHT

The gate is open.
`

const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Director' })

async function openRoom(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Director', exact: true }).click()
  await page.getByRole('tab', { name: 'Creative room' }).click()
}

test('the creative room finds what does not hold; two people go to it, discuss it and take its words', async ({
  browser,
  studio,
}) => {
  const { ana, ben, leave } = await twoInScript(browser, studio, 'Tea', FILM)
  await openRoom(ana.page)
  await openRoom(ben.page)
  await panelOf(ana.page)
    .getByRole('button', { name: /^Plot holes.*0 credits/ })
    .click()
  const jump = (page: Page) =>
    panelOf(page).getByRole('listitem').filter({ hasText: 'goes on without a break' }).first()
  await expect(jump(ana.page)).toContainText('Worth a look')
  await expect(jump(ben.page)).toContainText('stayed behind')
  await isClean(ben.page, 'script with the creative room')

  // a click leads to the line
  await jump(ben.page)
    .getByRole('link', { name: /Scene 2.*CONTINUOUS/ })
    .click()
  await expect(ben.page).toHaveURL(/#line=/)
  await expect(async () => {
    const at = await ben.page.evaluate(() => getSelection()?.focusNode?.parentElement?.closest('p')?.textContent)
    expect(at).toContain('CELLAR')
  }).toPass()
  if (process.env.SHOTS)
    for (const theme of ['dark', 'light']) {
      await ben.page.evaluate(name => (document.documentElement.dataset.theme = name), theme)
      await ben.page.screenshot({ path: `${process.env.SHOTS}/room-${theme}.png` })
    }

  // it becomes a comment that everybody reads on those words
  await jump(ben.page).getByRole('button', { name: 'Make it a comment' }).click()
  await expect(panelOf(ana.page).getByText('1 settled')).toBeVisible()
  await panelOf(ana.page).getByText('1 settled').click()
  await panelOf(ana.page).getByRole('link', { name: 'Open the comment' }).click()
  await expect(ana.page.getByRole('complementary', { name: 'Comments' })).toContainText('nobody of scene 1 is in it')

  // what proposes words is a suggestion beside them
  await expect(panelOf(ana.page)).toContainText('Its words stand beside the text as a suggestion')
  await expect(lineWith(ana.page, 'Bo is here.')).toBeVisible()
  await leave()
})
