import type { Page } from '@playwright/test'
import { isClean } from './axe.ts'
import { expect, lineWith, test, twoInScript } from './studio.ts'

const SCRIPT = `INT. KITCHEN - NIGHT

Mara looks at the broken cup.

MARA
You said nine.

JON
I do not want to inform the police.
`

/** Words in the colour of somebody, by the name in their tooltip. */
const wordsOf = (page: Page, name: string) => page.locator(`.ProseMirror .written[title="${name}"]`)
const legend = (page: Page) => page.getByRole('region', { name: 'Who wrote what' })
const said = (page: Page) =>
  page
    .locator('.ProseMirror .written')
    .evaluateAll(runs => runs.map(run => `${run.getAttribute('title')}: ${run.textContent}`))

test('who wrote what: two people and an agent, each in their colour as they write, and after all is read again', async ({
  browser,
  studio,
}) => {
  test.setTimeout(240_000)
  const { ana, ben, leave } = await twoInScript(browser, studio, 'Hands', SCRIPT)
  const { page } = ana
  const show = page.getByRole('button', { name: 'Show who wrote what' })
  const names = legend(page).getByRole('listitem')
  const caret = legend(page).getByRole('status')
  await lineWith(page, 'You said nine').click()
  await expect(show).toHaveAttribute('aria-pressed', 'false')
  await expect(page.locator('.ProseMirror .written')).toHaveCount(0)

  // by key, from within the text; she brought the words in
  await page.keyboard.press('F9')
  await expect(show).toHaveAttribute('aria-pressed', 'true')
  await expect(wordsOf(page, 'Ana (you)')).toHaveCount(6)
  await expect(names).toHaveText([/Ana \(you\)$/])
  await expect(caret).toHaveText('The caret is in your words.')

  // a colleague's new words, and own ones inside of them
  await lineWith(ben.page, 'You said nine').click()
  await ben.page.keyboard.press('End')
  await ben.page.keyboard.type(' It is tenish.')
  await expect(wordsOf(page, 'Ben')).toHaveText(' It is tenish.')
  await expect(names).toHaveText([/Ana \(you\)$/, /Ben$/])
  await lineWith(page, 'tenish').click()
  await page.keyboard.press('End')
  await expect(caret).toHaveText('The caret is in Ben’s words.')
  for (let i = 0; i < 'ish.'.length; i++) await page.keyboard.press('ArrowLeft')
  await page.keyboard.type('-or-so-')
  await expect(lineWith(page, 'You said nine')).toHaveText('You said nine. It is ten-or-so-ish.')
  await expect(wordsOf(page, 'Ben')).toHaveText([' It is ten', 'ish.'])
  await expect(wordsOf(page, 'Ana (you)').filter({ hasText: '-or-so-' })).toHaveText('-or-so-')
  await expect(caret).toHaveText('The caret is in your words.')

  // what an agent suggested and somebody accepted is the agent's, and told apart by more than its colour
  await lineWith(page, 'inform the police').click()
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+End')
  await page.keyboard.press('/')
  await page.getByLabel('What should change?').fill('Less formal')
  await page.keyboard.press('Enter')
  const accept = ben.page.getByRole('button', { name: 'Accept', exact: true })
  await expect(accept).toHaveCount(1, { timeout: 20_000 })
  await expect(wordsOf(page, 'Writer (agent)')).toHaveCount(0)
  await accept.click()
  await expect(wordsOf(page, 'Writer (agent)').last()).toHaveText(/cops/)
  await expect(wordsOf(page, 'Writer (agent)').first()).toHaveCSS('text-decoration-style', 'dashed')
  await expect(wordsOf(page, 'Ben').first()).toHaveCSS('text-decoration-style', 'solid')
  await expect(names).toHaveText([/Ana \(you\)$/, /Ben$/, /Writer \(agent\)$/])
  await isClean(page, 'who wrote what')

  // read again by somebody who was there, and by somebody who had not looked
  const before = await said(page)
  await expect(page.locator('[data-save-state="saved"]')).toBeAttached()
  await page.reload()
  await expect(show).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(() => said(page)).toEqual(before)
  await ben.page.keyboard.press('ControlOrMeta+k')
  await expect(ben.page.getByRole('dialog', { name: 'Command palette' })).toBeVisible()
  await ben.page.keyboard.type('who wrote')
  await ben.page.keyboard.press('Enter')
  const forBen = before.map(run => run.replace('Ana (you):', 'Ana:').replace('Ben:', 'Ben (you):'))
  await expect.poll(() => said(ben.page)).toEqual(forBen)

  await show.click()
  await expect(page.locator('.ProseMirror .written')).toHaveCount(0)
  await expect(legend(page)).toHaveCount(0)
  await leave()
})
