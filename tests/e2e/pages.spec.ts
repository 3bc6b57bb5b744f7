import type { Page } from '@playwright/test'
import { caretTo, command, expect, lineWith, test, twoInScript } from './studio.ts'

const FILLER = Array.from({ length: 24 }, (_, i) => `Step ${i + 1} of the stair.`).join('\n\n')
const SPEECH = Array.from({ length: 12 }, (_, i) => `Number ${i + 1} is a sentence by itself.`).join(' ')
const SCRIPT = `EXT. STAIR - DAY

${FILLER}

PAGINA
${SPEECH}

Nobody answers.
`

const status = (page: Page) => page.locator('.page-status')
const gaps = (page: Page) => page.locator('.ProseMirror .page-gap')
const written = (page: Page, part: 'foot' | 'head' | 'name') =>
  part === 'name'
    ? gaps(page).locator('.page-gap-name').first().getAttribute('data-text')
    : gaps(page).first().getAttribute(`data-${part}`)

test('pages break as printed while people type, stay where they are locked, and fit A4', async ({
  browser,
  studio,
}) => {
  const { ana, ben, leave } = await twoInScript(browser, studio, 'Paged', SCRIPT)
  const { page } = ana

  // a speech goes over the page: (MORE), the number of the next page, the name again
  await expect(gaps(page)).toHaveCount(1)
  expect(await written(page, 'foot')).toBe('(MORE)')
  expect(await written(page, 'head')).toBe('2.')
  expect(await written(page, 'name')).toBe("PAGINA (CONT'D)")
  await lineWith(page, 'Nobody answers').click()
  await expect(status(page)).toHaveText('Page 2 of 2 · 1 min by pages')
  await lineWith(page, 'Step 3 of').click()
  await expect(status(page)).toContainText('Page 1 of 2')

  // none of it is in the words: they are the same for the other person, and for the clipboard
  expect(await lineWith(ben.page, 'Number 1 is').textContent()).toBe(SPEECH)

  // two rows more, and the whole speech is on the next page, for both
  await caretTo(ben.page, lineWith(ben.page, 'Step 24 of'), 'End')
  for (const word of ['One', 'Two']) {
    await ben.page.keyboard.press('Enter')
    await ben.page.keyboard.type(`${word} more.`)
  }
  for (const each of [page, ben.page]) await expect.poll(() => written(each, 'foot')).toBe('')

  // locked, the next page stays, and what is added goes between
  await command(page, 'Lock pages')
  await caretTo(page, lineWith(page, 'Two more'), 'End')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Added when all had their pages.')
  await expect(gaps(page)).toHaveCount(2)
  await expect.poll(() => written(page, 'head')).toBe('1A.')
  await expect(status(page)).toContainText('Page 1A of 2')
  await command(page, 'Unlock pages')
  await expect(gaps(page)).toHaveCount(1)

  await command(page, 'Set on A4')
  await expect(page.locator('.ProseMirror')).toHaveAttribute('data-paper', 'a4')
  await expect.poll(() => written(page, 'head')).toBe('2.')
  await leave()
})
