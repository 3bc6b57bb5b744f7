import type { Page } from '@playwright/test'
import { isClean } from './axe.ts'
import { cell, openScene, select, write } from './shotTable.ts'
import { expect, importFountain, joinStudio, lineWith, openScript, test } from './studio.ts'

const SCRIPT = 'INT. GALLEY - NIGHT\n\nMarlow pours the rum slowly.\n\nNobody drinks.\n'

/** Selects words of the script as by pointer, also where one cannot type. */
async function selectWords(page: Page, words: string): Promise<void> {
  await lineWith(page, words).click()
  await page.evaluate(wanted => {
    const editor = document.querySelector<HTMLElement>('.ProseMirror')
    if (!editor) throw new Error('no editor')
    const walker = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(wanted) ?? -1
      if (at >= 0) return document.getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length)
    }
    throw new Error(`no “${wanted}”`)
  }, words)
}

const marked = (page: Page) => page.locator('.commented').allTextContents()

test('comments: written, answered, mentioned, resolved, through edits and a reload, and by somebody who may only comment', async ({
  browser,
  studio,
}) => {
  const olga = await joinStudio(browser, studio, 'Olga Comments')
  const piet = await joinStudio(browser, studio, 'Piet Comments')
  const cora = await joinStudio(browser, studio, 'Cora Comments')
  const { id } = await importFountain(olga.page, studio, 'Rum', SCRIPT)
  const who = await (await cora.page.request.get(`${studio.url}/api/session`)).json()
  const made = await olga.page.request.post(`${studio.url}/api/projects/${id}/members`, {
    data: { userId: who.user.id, role: 'commenter' },
  })
  expect(made.ok()).toBe(true)
  for (const { page } of [olga, piet]) await openScript(page, studio, id)
  const panel = (page: Page) => page.getByRole('complementary', { name: 'Comments' })
  const thread = (page: Page) => panel(page).getByRole('listitem', { name: /^Comment by Olga/ })

  // by key, with a mention
  await selectWords(olga.page, 'pours the rum')
  await olga.page.keyboard.press('Control+Alt+m')
  const field = olga.page.getByRole('combobox', { name: 'New comment' })
  await expect(field).toBeFocused()
  await field.pressSequentially('Why rum, @piet')
  await expect(olga.page.getByRole('option', { name: 'Piet Comments' })).toBeVisible()
  await field.press('Enter')
  await expect(field).toHaveValue('Why rum, @Piet Comments ')
  await field.press('Control+Enter')
  await expect(thread(olga.page)).toContainText('Why rum, @Piet Comments')
  await expect.poll(() => marked(piet.page)).toEqual(['pours the rum'])
  // the list of scenes counts it for both, and leads to it
  const counted = (page: Page) => page.getByRole('button', { name: '1 open comment in scene 1', exact: true })
  await expect(counted(olga.page)).toBeVisible()
  await counted(piet.page).click()
  await expect(thread(piet.page)).toBeFocused()
  await piet.page.keyboard.press('Escape')
  await expect(panel(piet.page)).toHaveCount(0)

  // the bell leads to the thread, and the answer comes back
  const bell = piet.page.getByRole('button', { name: 'Notifications, 1 unread' })
  await bell.click()
  await isClean(piet.page, 'the notifications')
  await piet.page.getByRole('link', { name: /mentioned you in Rum/ }).click()
  await expect(piet.page.getByRole('button', { name: 'Notifications', exact: true })).toBeVisible()
  await expect(thread(piet.page)).toBeFocused()
  const answer = piet.page.getByRole('combobox', { name: 'Reply' })
  await answer.fill('He is a sailor.')
  await answer.press('Control+Enter')
  await expect(thread(olga.page)).toContainText('He is a sailor.')

  // one edits around the words, the other makes the line another element
  await thread(piet.page)
    .getByRole('button', { name: /^Go to/ })
    .click()
  await piet.page.keyboard.press('Home')
  await piet.page.keyboard.type('Tired, ')
  // at their edge: a caret in the middle of words parts what is drawn of them
  await olga.page.locator('.commented').click({ position: { x: 1, y: 5 } })
  await olga.page.keyboard.press('Control+Alt+o')
  await expect(thread(olga.page)).toBeFocused()
  await olga.page.keyboard.press('Escape')
  await olga.page.keyboard.press('Tab')
  for (const { page } of [olga, piet]) {
    await expect(lineWith(page, 'pours the rum')).toContainText('Tired, Marlow')
    await expect.poll(() => marked(page)).toEqual(['pours the rum'])
  }

  // resolved for both, found by filter, opened again after a reload
  await olga.page.getByRole('button', { name: 'Comments', exact: true }).click()
  await isClean(olga.page, 'the script with its comments')
  await thread(piet.page).getByRole('button', { name: 'Resolve' }).click()
  await expect(panel(olga.page)).toContainText('No open comments.')
  await expect.poll(() => marked(olga.page)).toEqual([])
  await expect(counted(olga.page)).toHaveCount(0)
  await olga.page.reload()
  await olga.page.getByRole('button', { name: 'Comments', exact: true }).click()
  await panel(olga.page).getByText('Resolved 1').click()
  await expect(thread(olga.page)).toContainText('Resolved by Piet Comments')
  await thread(olga.page).getByRole('button', { name: 'Open again' }).click()
  await expect.poll(() => marked(piet.page)).toEqual(['pours the rum'])

  // somebody who may comment and nothing else
  await openScript(cora.page, studio, id)
  await expect(cora.page.locator('.ProseMirror')).toHaveAttribute('contenteditable', 'false')
  await expect.poll(() => marked(cora.page)).toEqual(['pours the rum'])
  await selectWords(cora.page, 'Nobody drinks')
  await cora.page.getByRole('button', { name: 'Comment', exact: true }).click()
  await cora.page.getByRole('combobox', { name: 'New comment' }).fill('I do.')
  await cora.page.getByRole('button', { name: 'Comment', exact: true }).last().click()
  await expect.poll(() => marked(olga.page)).toEqual(['pours the rum', 'Nobody drinks'])
  await panel(olga.page).getByText('Open 2').click()
  await expect(panel(olga.page)).toContainText('I do.')
  await expect(lineWith(olga.page, 'Nobody drinks')).toHaveText('Nobody drinks.')

  // on a cell of a shot, in the same panel
  await openScene(olga.page, studio, id, 'INT. GALLEY - NIGHT')
  await olga.page.getByRole('button', { name: 'Add a row by hand' }).click()
  await write(olga.page, '1A', 'Action', 'A bottle')
  await select(olga.page, '1A', 'Action')
  await olga.page.keyboard.press('Control+Alt+m')
  await olga.page.getByRole('combobox', { name: 'New comment' }).pressSequentially('Green, @cora')
  await olga.page.keyboard.press('Tab')
  await olga.page.keyboard.press('Control+Enter')
  await expect(cell(olga.page, '1A', 'Action')).toBeFocused()
  await expect(cell(olga.page, '1A', 'Action')).toHaveAttribute('data-commented', 'true')
  await cora.page.getByRole('button', { name: 'Notifications, 1 unread' }).click()
  await cora.page.getByRole('link', { name: /Green, @Cora/ }).click()
  await expect(cora.page.getByRole('tabpanel', { name: 'Comments 1' })).toContainText('Shot 1A, Action')
  await cora.page.getByRole('combobox', { name: 'Reply' }).fill('Or brown.')
  await cora.page.keyboard.press('Control+Enter')
  await expect(olga.page.getByRole('tabpanel', { name: 'Comments 1' })).toContainText('Or brown.')
  await isClean(olga.page, 'the shot table with its comments')

  for (const visitor of [olga, piet, cora]) await visitor.leave()
})
