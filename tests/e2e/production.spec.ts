import type { Page } from '@playwright/test'
import { isClean } from './axe.ts'
import {
  caretTo,
  command,
  expect,
  importFountain,
  joinStudio,
  lineWith,
  openScript,
  test,
  twoInScript,
} from './studio.ts'

const SCRIPT = `# Act One

INT. MILL - NIGHT

Vera counts the sacks.

VERA
There were forty.

OTTO
There are forty.

EXT. RIVER - NIGHT

The wheel stands still.

INT. OFFICE - DAY

A letter on the desk.
`

const scenesOf = (page: Page) => page.getByRole('navigation', { name: 'Scenes' }).locator('[data-scene]')
const order = (page: Page) => scenesOf(page).locator('.navigator-heading').allTextContents()

/** Do two lines stand on the same row, the second one to the right of the first? */
async function beside(page: Page, left: string, right: string): Promise<boolean> {
  const [a, b] = [await lineWith(page, left).boundingBox(), await lineWith(page, right).boundingBox()]
  return a !== null && b !== null && Math.abs(a.y - b.y) < 1 && a.x + a.width <= b.x
}

/** The words of the line that the caret is in. */
const caretLine = (page: Page): Promise<string | null | undefined> =>
  page.evaluate(() => document.getSelection()?.focusNode?.parentElement?.closest('p')?.textContent)

test('two people move scenes, by drag and by keys, while a third types in one', async ({ browser, studio }) => {
  const { ana, ben, project, leave } = await twoInScript(browser, studio, 'Moving mills', SCRIPT)
  const cem = await joinStudio(browser, studio, 'Cem')
  await openScript(cem.page, studio, project.id)
  await expect(scenesOf(cem.page)).toHaveCount(3)
  await caretTo(cem.page, lineWith(cem.page, 'Vera counts'), 'End')
  await cem.page.keyboard.type(' One is open')

  // Ana drags the last scene to the top; the line shows where it would go
  const last = await scenesOf(ana.page).nth(2).boundingBox()
  const first = await scenesOf(ana.page).nth(0).boundingBox()
  if (!last || !first) throw new Error('The scenes are not in sight.')
  await ana.page.mouse.move(last.x + 60, last.y + 8)
  await ana.page.mouse.down()
  await ana.page.mouse.move(first.x + 60, first.y + 4, { steps: 4 })
  await expect(scenesOf(ana.page).nth(0)).toHaveAttribute('data-drop', 'before')
  await ana.page.mouse.up()
  // Ben moves the mill down by keys, and keeps the focus on it
  await scenesOf(ben.page)
    .getByRole('button', { name: /INT\. MILL/ })
    .focus()
  await ben.page.keyboard.press('Alt+ArrowDown')
  await cem.page.keyboard.type(', one is gone.')

  const moved = ['INT. OFFICE - DAY', 'EXT. RIVER - NIGHT', 'INT. MILL - NIGHT']
  for (const { page } of [ana, ben, cem]) {
    await expect.poll(() => order(page)).toEqual(moved)
    await expect(lineWith(page, 'Vera counts')).toHaveText('Vera counts the sacks. One is open, one is gone.')
    await expect(page.locator('.ProseMirror p', { hasText: 'Vera counts' })).toHaveCount(1)
  }
  await expect(scenesOf(ben.page).getByRole('button', { name: /INT\. MILL/ })).toBeFocused()
  await expect(ben.page.locator('#announcements')).toHaveText('INT. MILL - NIGHT now follows EXT. RIVER - NIGHT.')
  // each takes their own move back
  await ana.page.locator('.ProseMirror').focus()
  await ana.page.keyboard.press('ControlOrMeta+z')
  for (const { page } of [ana, ben, cem])
    await expect.poll(async () => (await order(page))[0]).toBe('EXT. RIVER - NIGHT')
  await leave()
  await cem.leave()
})

test('a shooting script by keyboard: locked numbers, a revision with asterisks, dual dialogue, an omitted scene', async ({
  browser,
  studio,
}) => {
  const { page, leave } = await joinStudio(browser, studio, 'Ana')
  const project = await importFountain(page, studio, 'Shooting mills', SCRIPT)
  await openScript(page, studio, project.id)
  await command(page, 'Lock scene numbers')
  await command(page, 'Start a revision…')
  await expect(page.getByRole('dialog', { name: 'Start a revision' })).toBeVisible()
  await isClean(page, 'the dialog of a revision')
  await page.getByRole('textbox', { name: 'Name' }).focus()
  await page.keyboard.type('Network notes')
  await page.keyboard.press('Enter')

  const river = lineWith(page, 'The wheel stands')
  await river.click()
  await page.keyboard.press('End')
  await page.keyboard.type(' nobody sees it.')
  // a sentence begins with a capital, whatever was typed
  await expect(river).toHaveText('The wheel stands still. Nobody sees it.')
  await expect(river).toHaveClass(/revised/)
  // a new scene between two locked ones
  await page.keyboard.press('Enter')
  await page.keyboard.press('ControlOrMeta+1')
  await page.keyboard.type('ext. bank - night')
  await expect(scenesOf(page).filter({ hasText: 'EXT. BANK' }).locator('.navigator-number')).toHaveText('2A')

  await lineWith(page, 'There are forty').click()
  await page.keyboard.press('ControlOrMeta+d')
  await expect(page.locator('p[data-type="character"][data-dual]')).toHaveText('OTTO')
  // beside each other as they are printed, and the arrows go as it looks
  await expect.poll(() => beside(page, 'There were forty', 'There are forty')).toBe(true)
  await lineWith(page, 'There were forty').click()
  await page.keyboard.press('ArrowDown')
  expect(await caretLine(page)).toMatch(/RIVER/i)
  await page.keyboard.press('ArrowUp')
  expect(await caretLine(page)).toBe('There were forty.')
  await lineWith(page, 'There are forty').click()
  for (const line of ['OTTO', 'Vera counts the sacks.']) {
    await page.keyboard.press('ArrowUp')
    expect(await caretLine(page)).toBe(line)
  }
  await lineWith(page, 'There are forty').click()
  await page.keyboard.press('ControlOrMeta+d')
  await expect(page.locator('p[data-dual]')).toHaveCount(0)

  await lineWith(page, 'A letter on').click()
  await command(page, 'Omit this scene')
  await expect(lineWith(page, 'A letter on')).toBeHidden()
  await expect(page.locator('p.omitted')).toHaveAttribute('data-number', '3')
  await lineWith(page, 'Vera counts').click()
  await page.keyboard.press('F2')
  await expect.poll(() => page.evaluate(() => document.getSelection()?.anchorNode?.textContent)).toBe('OTTO')

  await command(page, 'Changes')
  const changes = page.getByRole('complementary', { name: 'Changes' })
  await expect(changes.getByRole('button', { name: /Nobody sees it/ })).toBeVisible()
  await isClean(page, 'the script with its changes beside it')
  await page.keyboard.press('Escape')
  await command(page, 'Notes and bookmarks')
  await page.getByRole('button', { name: 'Bookmark this line' }).press('Enter')
  await expect(page.getByRole('complementary').getByRole('button', { name: /^OTTO/ })).toBeVisible()
  await isClean(page, 'notes and bookmarks')
  await command(page, 'Read aloud')
  await expect(page.getByRole('complementary', { name: 'Read aloud' })).toContainText(/voices|Read from the caret/)
  await lineWith(page, 'Vera counts').click()
  await page.keyboard.press('ControlOrMeta+Shift+l')
  await expect(page.getByRole('toolbar', { name: 'Script' })).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('toolbar', { name: 'Script' })).toBeVisible()
  // what one does with a scene, without the other button of a mouse
  await scenesOf(page).first().getByRole('button').first().focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('button', { name: 'Actions for scene 1', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: /Move down/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('navigation', { name: 'Scenes' }).getByRole('button').first().focus()
  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  for (const shortcut of [
    'Next changed line',
    'Set two speeches beside each other',
    'Next note',
    'Move a scene in the list',
  ])
    await expect(help.getByText(shortcut)).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Production' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitemcheckbox', { name: /Lock scene numbers/ })).toBeChecked()
  await isClean(page, 'the production menu')
  await leave()
})
