import type { Locator, Page } from '@playwright/test'
import { isClean } from './axe.ts'
import { breakDown, cell, openScene, select, table, write } from './shotTable.ts'
import { caretTo, expect, importFountain, joinStudio, lineWith, openScript, test, twoInScript } from './studio.ts'

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
  await caretTo(ben.page, lineWith(ben.page, 'You said nine'), 'End')
  await ben.page.keyboard.type(' It is tenish.')
  await expect(wordsOf(page, 'Ben')).toHaveText(' It is tenish.')
  await expect(names).toHaveText([/Ana \(you\)$/, /Ben$/])
  await caretTo(page, lineWith(page, 'tenish'), 'End')
  await expect(caret).toHaveText('The caret is in Ben’s words.')
  for (let i = 0; i < 'ish.'.length; i++) await page.keyboard.press('ArrowLeft')
  await page.keyboard.type('-or-so-')
  await expect(lineWith(page, 'You said nine')).toHaveText('You said nine. It is ten-or-so-ish.')
  await expect(wordsOf(page, 'Ben')).toHaveText([' It is ten', 'ish.'])
  await expect(wordsOf(page, 'Ana (you)').filter({ hasText: '-or-so-' })).toHaveText('-or-so-')
  await expect(caret).toHaveText('The caret is in your words.')

  // what an agent suggested and somebody accepted is the agent's, and told apart by more than its colour
  await caretTo(page, lineWith(page, 'inform the police'), 'Home')
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

test('who wrote what in a shot table: an agent, two people and who set the seconds, also for those who only hear it', async ({
  browser,
  studio,
}) => {
  test.setTimeout(120_000)
  const { ana, ben, project, leave } = await twoInScript(browser, studio, 'Hands in cells', SCRIPT)
  const { page } = ana
  for (const visitor of [ana, ben]) await openScene(visitor.page, studio, project.id, 'INT. KITCHEN - NIGHT')
  await breakDown(page)
  const action = cell(page, '1A', 'Action')
  const before = (await action.innerText()).trim()
  const wordsIn = (of: Locator) =>
    of
      .locator('.written')
      .evaluateAll(runs => runs.map(run => `${run.getAttribute('title')}: ${run.textContent?.trim()}`))

  // by key, from a cell; what the agent wrote is dashed, its numbers have a line of the same kind
  await select(page, '1A', 'Action')
  await page.keyboard.press('F9')
  await expect(page.getByRole('button', { name: 'Show who wrote what' })).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(() => wordsIn(action)).toEqual([`Breakdown (agent): ${before}`])
  await expect(action.locator('.written')).toHaveCSS('text-decoration-style', 'dashed')
  await expect(cell(page, '1A', 'Sec').locator('.is-agent.is-value')).toHaveAttribute('title', 'Breakdown (agent)')
  await expect(legend(page).getByRole('status')).toHaveText('In this cell: Breakdown (agent).')

  // a colleague writes on and sets the seconds; own words inside of his, with the colours under them
  await select(ben.page, '1A', 'Action')
  await ben.page.keyboard.press('F2')
  await ben.page.keyboard.type(' It rains.')
  await expect.poll(() => wordsIn(action)).toEqual([`Breakdown (agent): ${before}`, 'Ben: It rains.'])
  await ben.page.keyboard.press('Escape')
  await expect.poll(() => wordsIn(action)).toEqual([`Breakdown (agent): ${before}`])
  await ben.page.keyboard.press('F2')
  await ben.page.keyboard.type(' It rains.')
  await ben.page.keyboard.press('Enter')
  await write(ben.page, '1A', 'Sec', '7')
  await expect.poll(() => wordsIn(cell(page, '1A', 'Sec'))).toEqual(['Ben: 7'])
  await page.keyboard.press('F2')
  for (let i = 0; i < 'rains.'.length; i++) await page.keyboard.press('ArrowLeft')
  await page.keyboard.type('now ')
  const all = [`Breakdown (agent): ${before}`, 'Ben: It', 'Ana (you): now', 'Ben: rains.']
  await expect.poll(() => wordsIn(action.locator('.cell-hands'))).toEqual(all)
  await page.keyboard.press('Enter')
  await expect.poll(() => wordsIn(action)).toEqual(all)
  await select(page, '1A', 'Action')
  await expect(legend(page).getByRole('status')).toHaveText('In this cell: Breakdown (agent), Ben, Ana (you).')
  await expect(legend(page).getByRole('listitem')).toHaveText([/Ana \(you\)$/, /Ben$/, /Breakdown \(agent\)$/])
  await isClean(page, 'who wrote what in a table')

  // read again, and switched off from within an open cell
  await expect(page.locator('[data-save-state="saved"]')).toBeAttached()
  await page.reload()
  await expect.poll(() => wordsIn(action)).toEqual(all)
  await select(page, '1A', 'Action')
  await page.keyboard.press('F2')
  await expect(action.getByRole('textbox')).toBeFocused()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(action).toBeFocused()
  await page.keyboard.press('F2')
  await page.keyboard.press('F9')
  await expect(table(page).locator('.written')).toHaveCount(0)
  await expect(legend(page)).toHaveCount(0)
  await leave()
})

test('who wrote what in a long script: the lines in sight have their colours wherever one goes', async ({
  browser,
  studio,
}) => {
  const ana = await joinStudio(browser, studio, 'Ana')
  const { page } = ana
  const lines = Array.from({ length: 600 }, (_, i) => `Moment ${i + 1} passes.`)
  const project = await importFountain(page, studio, 'Long hands', `INT. HALL - DAY\n\n${lines.join('\n\n')}\n`)
  await openScript(page, studio, project.id)
  const moment = (n: number) => lineWith(page, `Moment ${n} passes.`).locator('.written')
  await lineWith(page, 'Moment 2 ').click()
  await page.keyboard.press('F9')
  await expect(moment(1)).toHaveCount(1)
  await expect(moment(300)).toHaveCount(0)
  for (const n of [300, 600, 450]) {
    await lineWith(page, `Moment ${n} `).scrollIntoViewIfNeeded()
    await expect(moment(n)).toHaveCount(1)
    await expect(moment(1)).toHaveCount(0)
  }
  // the caret is where it was: writing goes back there
  await page.keyboard.press('End')
  await page.keyboard.type(' Slowly.')
  await expect(lineWith(page, 'Moment 2 passes. Slowly.').locator('.written')).toBeInViewport()
  await ana.leave()
})
