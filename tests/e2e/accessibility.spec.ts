import type { Page } from '@playwright/test'
import { SAMPLE_TITLE } from '../../shared/core/sample/sampleScreenplay.ts'
import { isClean } from './axe.ts'
import { breakDown, openScene, table } from './shotTable.ts'
import { caretTo, expect, importFountain, joinStudio, lineWith, openScript, test, visitStudio } from './studio.ts'

const SCRIPT = `INT. KITCHEN - NIGHT

Mara very slowly walks across the very quiet kitchen and she really looks at the broken cup.

MARA
You said nine.

EXT. STREET - NIGHT

Jon walks away from the light.

JON
I did not say which nine.
`

test('every page is without findings of axe (WCAG 2.1 A and AA), in dark and in light', async ({ browser, studio }) => {
  test.setTimeout(120_000)
  const outside = await visitStudio(browser, studio)
  const door = outside.page
  await door.goto(studio.joinUrl)
  await expect(door.getByLabel('Name')).toBeVisible()
  await isClean(door, 'join')
  await door.goto(`${studio.url}/sign-in`)
  await door.getByRole('button', { name: 'Sign in' }).click()
  await expect(door.getByText('Type your password.')).toBeVisible()
  await isClean(door, 'sign-in')
  await door.goto(`${studio.url}/sign-up`)
  await door.getByRole('button', { name: 'Make the account' }).click()
  await expect(door.getByText('Type a name, so that the others know who writes.')).toBeVisible()
  await isClean(door, 'sign-up')
  await outside.leave()

  const ana = await joinStudio(browser, studio, 'Ana')
  const { page } = ana
  const project = await importFountain(page, studio, 'Without findings', SCRIPT)
  const ben = await joinStudio(browser, studio, 'Ben')
  await openScript(ben.page, studio, project.id)
  await lineWith(ben.page, 'You said nine').click()

  await openScript(page, studio, project.id)
  await caretTo(page, lineWith(page, 'broken cup'), 'Home')
  await page.keyboard.press('Shift+End')
  await page.keyboard.press('/')
  await page.getByLabel('What should change?').fill('Tighten it')
  await isClean(page, 'the question to an agent')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Accept', exact: true })).toBeVisible({ timeout: 20_000 })
  await expect(page.locator('.remote-caret[data-name="Ben"]')).toBeAttached()
  await isClean(page, 'script with a suggestion')

  await openScene(page, studio, project.id, 'EXT. STREET - NIGHT')
  await expect(page.getByRole('button', { name: /^Break down/ })).toBeVisible()
  await isClean(page, 'scene without shots')
  await breakDown(page)
  await caretTo(ben.page, lineWith(ben.page, 'Jon walks away'), 'End')
  await ben.page.keyboard.type(' Slowly.')
  await expect(table(page).getByRole('button', { name: 'Outdated' }).first()).toBeVisible()
  await isClean(page, 'scene with an outdated shot')
  await page.goto(`${studio.url}/p/${project.id}`)
  await expect(page.getByText(/Script changed under/)).toBeVisible({ timeout: 20_000 })
  await isClean(page, 'hub')
  await page.goto(`${studio.url}/p/${project.id}/beats`)
  await expect(page.getByRole('heading', { name: 'No beats yet' })).toBeVisible()
  await isClean(page, 'beat sheet without beats')
  const sheet = {
    name: 'cast.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('kind,name,description\ncharacter,Mara,Soaked\n'),
  }
  await page.request.post(`${studio.url}/api/projects/${project.id}/assets/sheet`, { multipart: { file: sheet } })
  await page.goto(`${studio.url}/p/${project.id}/assets`)
  await page.getByRole('button', { name: 'Promote to Global: Mara' }).click()
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(page.getByRole('article', { name: 'Mara' })).toBeVisible()
  await isClean(page, 'an asset of the library')
  await page.goBack()
  await expect(page.getByRole('list', { name: 'Characters' })).toBeVisible()
  await isClean(page, 'the assets of a project')
  await page.goto(`${studio.url}/p/${project.id}/people`)
  await expect(page.getByRole('list', { name: 'Members' }).getByText('Ben').first()).toBeVisible()
  await isClean(page, 'people')
  await page.goto(studio.url)
  await expect(page.getByRole('link', { name: 'Without findings' })).toBeVisible()
  await isClean(page, 'dashboard')
  await page.keyboard.press('n')
  await expect(page.getByRole('dialog', { name: 'New project' })).toBeVisible()
  await isClean(page, 'new project')
  await ana.leave()
  await ben.leave()
})

test('by keyboard alone: from the dashboard into the sample, its editor, the help and the command palette', async ({
  browser,
  studio,
}) => {
  const ana = await joinStudio(browser, studio, 'Ana')
  const { page } = ana
  const { keyboard } = page
  /** Presses Tab until `wanted` has the focus. */
  const tabTo = async (wanted: ReturnType<Page['getByRole']>, what: string) => {
    for (let presses = 0; presses < 40; presses++) {
      if (await wanted.evaluate(node => node === document.activeElement)) return
      await keyboard.press('Tab')
    }
    throw new Error(`Tab does not reach ${what}.`)
  }
  await page.goto(studio.url)
  const sample = page.getByRole('link', { name: SAMPLE_TITLE, exact: true })
  await expect(sample).toBeVisible()
  await tabTo(sample, 'the card of the sample')
  await keyboard.press('Enter')
  const stages = page.getByRole('navigation', { name: 'Stages' })
  await expect(stages).toBeVisible()
  await tabTo(stages.getByRole('link', { name: /^Script/ }), 'the link to the script')
  await keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(help).toBeVisible()
  await isClean(page, 'the help')
  await keyboard.press('Escape')
  await expect(help).toBeHidden()
  await expect(stages.getByRole('link', { name: /^Script/ })).toBeFocused()
  await keyboard.press('Enter')

  const editor = page.getByRole('textbox', { name: 'Screenplay' })
  await expect(editor).toBeFocused()
  await keyboard.press('ControlOrMeta+End')
  await keyboard.press('Enter')
  // in the text a question mark is a question mark
  await keyboard.type('Who is there?')
  await expect(lineWith(page, 'Who is there?')).toBeVisible()
  await expect(help).toBeHidden()
  // a slash so soon after the keys that select that the browser has not told of the selection yet: it asks about the
  // words and does not replace them
  await lineWith(page, 'Who is there?').evaluate(line => {
    getSelection()?.selectAllChildren(line)
    line.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true, cancelable: true }))
  })
  await expect(page.getByLabel('What should change?')).toBeFocused()
  await keyboard.press('Escape')
  await expect(editor).toBeFocused()
  await expect(lineWith(page, 'Who is there?')).toHaveText(/^who is there\?$/i)

  await keyboard.press('ControlOrMeta+k')
  const palette = page.getByRole('dialog', { name: 'Command palette' })
  await expect(palette).toBeVisible()
  await isClean(page, 'the command palette')
  await keyboard.type('people')
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()
  await ana.leave()
})
