import { readFile } from 'node:fs/promises'
import type { Browser, Locator, Page } from '@playwright/test'
import { SAMPLE_TITLE } from '../../shared/core/sample/sampleScreenplay.ts'
import { openScene, rows, table } from './shotTable.ts'
import {
  caretTo,
  expect,
  importFountain,
  joinStudio,
  lineWith,
  openScript,
  type Studio,
  startStudio,
  test,
  type Visitor,
  visitStudio,
} from './studio.ts'

const SCRIPT = `Title: The Ferry
Author: Ana

INT. KITCHEN - NIGHT #1#

Mara stands at the sink. Water *runs*.

MARA (V.O.)
(quietly)
You said nine.

JON ^
I did not say which nine.

> CUT TO:

EXT. STREET - NIGHT #2#

Jon walks away from the light.
`

const close = (...visitors: Visitor[]) => Promise.all(visitors.map(visitor => visitor.leave()))
const card = (page: Page, name: string): Locator =>
  page.getByRole('article').filter({ has: page.getByRole('heading', { name, exact: true }) })

/** Chooses a file in the dialog of a new project and sends it. */
async function importByDialog(page: Page, studio: Studio, name: string, file: Buffer, fileName: string): Promise<void> {
  await page.goto(studio.url)
  await page.getByRole('button', { name: 'New project' }).click()
  const dialog = page.getByRole('dialog', { name: 'New project' })
  await dialog.getByLabel('Name').fill(name)
  const choosing = page.waitForEvent('filechooser')
  await dialog.getByLabel('Screenplay (optional)').click()
  await (await choosing).setFiles({ name: fileName, mimeType: 'text/plain', buffer: file })
  await expect(dialog.getByText(fileName)).toBeVisible()
  await dialog.getByRole('button', { name: 'Import and create' }).click()
}

/** Saves the script by the menu of the hub and reads the file. */
async function exportFromHub(page: Page, format: RegExp): Promise<{ name: string; text: string }> {
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('menuitem', { name: format }).click()
  const download = await saving
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') }
}

/** Makes an account on the pages, from the address that the terminal printed. */
async function signUp(browser: Browser, studio: Studio, name: string, email: string): Promise<Visitor> {
  const visitor = await visitStudio(browser, studio)
  const { page } = visitor
  await page.goto(studio.joinUrl)
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: 'Make an account' }).click()
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill('a long enough secret')
  await page.getByRole('button', { name: 'Make the account' }).click()
  await page.waitForURL(url => !url.pathname.startsWith('/sign-up'))
  return visitor
}

test.describe('projects', () => {
  test('the first visit asks for a name and opens the living sample; the second visitor joins in as an editor', async ({
    browser,
  }) => {
    test.setTimeout(180_000)
    const studio = await startStudio()
    try {
      const ana = await visitStudio(browser, studio)
      const { page } = ana
      await page.goto(studio.joinUrl)
      await expect(page.getByRole('heading', { name: 'What is your name?' })).toBeVisible()
      await page.getByRole('button', { name: 'Enter the studio' }).click()
      await expect(page.getByText('Type a name, so that the others know who writes.')).toBeVisible()
      await page.getByLabel('Name').fill('Ana')
      await page.getByRole('button', { name: 'Enter the studio' }).click()

      await expect(page.getByRole('button', { name: `Project ${SAMPLE_TITLE}` })).toBeVisible()
      await expect(lineWith(page, 'A farmhouse kitchen with the life taken out of it.')).toBeVisible()
      const waiting = page.getByRole('article', { name: 'Writer (agent)' })
      await expect(waiting).toHaveCount(1)
      await expect(waiting).toContainText('Show that he is late without saying so.')
      await expect(waiting.getByRole('button', { name: 'Accept' })).toBeVisible()
      const scenes = page.getByRole('navigation', { name: 'Scenes' }).getByRole('listitem')
      await expect.poll(() => scenes.count()).toBeGreaterThan(4)
      const count = await scenes.count()

      await page.getByRole('navigation', { name: 'Stages' }).getByRole('link', { name: 'Scenes' }).click()
      await expect(page.getByRole('link', { name: 'INT. KITCHEN - MORNING' })).toBeVisible()
      await expect(page.getByText(`${count} scenes`, { exact: true })).toBeVisible()
      const planned = page.getByRole('row').filter({ hasText: 'Broken down' })
      await expect(planned).toHaveCount(1)
      await planned.getByRole('link').click()
      await expect(table(page)).toBeVisible()
      expect(await rows(page).count()).toBeGreaterThan(4)

      const ben = await joinStudio(browser, studio, 'Ben')
      await openScript(page, studio, new URL(page.url()).pathname.split('/')[2] ?? '')
      await ben.page.goto(studio.url)
      await expect(card(ben.page, SAMPLE_TITLE)).toContainText('Editor')
      await card(ben.page, SAMPLE_TITLE).getByRole('link').click()
      await ben.page.getByRole('navigation', { name: 'Stages' }).getByRole('link', { name: 'Script' }).click()
      await caretTo(ben.page, lineWith(ben.page, 'It takes a while to come.'), 'End')
      await ben.page.keyboard.type(' Then it does.')
      await expect(lineWith(page, 'It takes a while to come.')).toHaveText('It takes a while to come. Then it does.')
      await close(ana, ben)
    } finally {
      await studio.stop()
    }
  })

  test('a project is made, renamed, archived and brought back, and its cards follow', async ({ browser, studio }) => {
    const ana = await joinStudio(browser, studio, 'Ana')
    const { page } = ana
    await page.goto(studio.url)
    await page.getByRole('button', { name: 'New project' }).click()
    const dialog = page.getByRole('dialog', { name: 'New project' })
    await dialog.getByRole('button', { name: 'Create' }).click()
    await expect(dialog.getByLabel('Name')).toHaveAttribute('aria-invalid', 'true')
    await dialog.getByLabel('Name').fill('Slow Boat')
    await dialog.getByRole('button', { name: 'Create' }).click()
    await expect(page.getByText('Begin with an idea, a page or a screenplay')).toBeVisible()
    await page.getByRole('link', { name: 'Start writing' }).click()
    await expect(page.getByRole('textbox', { name: 'Screenplay' })).toBeFocused()

    const ben = await joinStudio(browser, studio, 'Ben')
    await ben.page.goto(studio.url)
    await expect(card(ben.page, 'Slow Boat')).toContainText('Editor')

    await page.goto(studio.url)
    await page.getByRole('button', { name: 'Actions for Slow Boat' }).click()
    await page.getByRole('menuitem', { name: 'Rename' }).click()
    await page.getByLabel('Name of the project').fill('Slow Ferry')
    await page.keyboard.press('Enter')
    await expect(card(page, 'Slow Ferry')).toBeVisible()
    await expect(card(page, 'Slow Ferry').getByRole('link')).toBeFocused()
    await ben.page.reload()
    await expect(card(ben.page, 'Slow Ferry')).toBeVisible()
    await ben.page.getByRole('button', { name: 'Actions for Slow Ferry' }).click()
    await expect(ben.page.getByRole('menuitem', { name: /Archive/ })).toBeDisabled()
    await expect(ben.page.getByRole('menuitem', { name: /Archive/ })).toContainText('Only the owner can archive it.')

    await page.getByRole('button', { name: 'Actions for Slow Ferry' }).click()
    await page.getByRole('menuitem', { name: 'Archive' }).click()
    await expect(card(page, 'Slow Ferry')).toBeHidden()
    await page.reload()
    await page.getByRole('button', { name: /^Archived/ }).click()
    await page.getByRole('button', { name: 'Actions for Slow Ferry' }).click()
    await page.getByRole('menuitem', { name: 'Bring back' }).click()
    await expect(page.getByRole('region', { name: 'Active' }).getByRole('link', { name: 'Slow Ferry' })).toBeVisible()
    await close(ana, ben)
  })

  test('a Fountain file becomes a project, its export becomes the same again, and a broken file becomes nothing', async ({
    browser,
    studio,
  }) => {
    const ana = await joinStudio(browser, studio, 'Ana')
    const { page } = ana
    await importByDialog(page, studio, 'Ferry', Buffer.from(SCRIPT), 'ferry.fountain')
    await expect(page.getByRole('link', { name: 'INT. KITCHEN - NIGHT' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'EXT. STREET - NIGHT' })).toBeVisible()
    const first = await exportFromHub(page, /^Fountain/)
    expect(first.name).toBe('Ferry.fountain')
    for (const words of ['Title: The Ferry', 'Water *runs*.', 'MARA (V.O.)', '(quietly)', 'JON ^', '#2#'])
      expect(first.text).toContain(words)

    await importByDialog(page, studio, 'Ferry again', Buffer.from(first.text), first.name)
    await expect(page.getByRole('link', { name: 'EXT. STREET - NIGHT' })).toBeVisible()
    expect((await exportFromHub(page, /^Fountain/)).text).toBe(first.text)

    // by way of Final Draft, which has another place for synopses, and says so
    const synopsis = first.text.replace('EXT. STREET - NIGHT #2#', 'EXT. STREET - NIGHT #2#\n\n= They part.')
    await importByDialog(page, studio, 'Ferry with a synopsis', Buffer.from(synopsis), 'ferry.fountain')
    await expect(page.getByRole('link', { name: 'EXT. STREET - NIGHT' })).toBeVisible()
    const draft = await exportFromHub(page, /^Final Draft/)
    expect(draft.name).toBe('Ferry with a synopsis.fdx')
    const told = page.getByRole('dialog', { name: 'Exported as Final Draft' })
    await expect(told).toContainText('1 synopsis: Final Draft shows it as the summary of its scene.')
    await told.getByRole('button', { name: 'OK' }).click()
    await importByDialog(page, studio, 'Ferry by Final Draft', Buffer.from(draft.text), draft.name)
    await expect(page.getByRole('link', { name: 'EXT. STREET - NIGHT' })).toBeVisible()
    expect((await exportFromHub(page, /^Fountain/)).text).toBe(synopsis)

    // by way of PDF, made for somebody
    const saving = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('menuitem', { name: /^PDF/ }).click()
    await page.getByRole('dialog', { name: 'Export as PDF' }).getByLabel('Watermark (optional)').fill('Ben')
    await page.keyboard.press('Enter')
    const printed = await saving
    const unprinted = page.getByRole('dialog', { name: 'Exported as PDF' })
    await expect(unprinted).toContainText('1 note, section or synopsis: not printed.')
    await unprinted.getByRole('button', { name: 'OK' }).click()
    const pdf = await readFile(await printed.path())
    await importByDialog(page, studio, 'Ferry by PDF', pdf, printed.suggestedFilename())
    const sure = page.getByRole('dialog', { name: 'The screenplay is imported' })
    await expect(sure).toContainText('100% sure: everything fitted.')
    await sure.getByRole('button', { name: 'OK' }).click()
    await expect(page.getByRole('link', { name: 'EXT. STREET - NIGHT' })).toBeVisible()

    const bytes = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 97) % 256))
    await importByDialog(page, studio, 'Broken', bytes, 'photo.fountain')
    const dialog = page.getByRole('dialog', { name: 'New project' })
    await expect(dialog.getByRole('alert')).toContainText('The file is not text. Nothing was imported.')
    await expect(dialog.getByLabel('Name')).toHaveValue('Broken')
    await page.goto(studio.url)
    await expect(card(page, 'Ferry again')).toBeVisible()
    await expect(card(page, 'Broken')).toHaveCount(0)
    await close(ana)
  })

  test('an account added as viewer reads and cannot write, and is out at once when removed; a stranger sees nothing', async ({
    browser,
    studio,
  }) => {
    const ana = await joinStudio(browser, studio, 'Ana')
    const project = await importFountain(ana.page, studio, 'Readers', SCRIPT)
    const email = `vera.${project.id}@example.org`.toLowerCase()
    const vera = await signUp(browser, studio, 'Vera', email)
    await expect(vera.page.getByRole('button', { name: `Project ${SAMPLE_TITLE}` })).toBeVisible()
    const stranger = vera.page.getByRole('heading', { name: 'There is no project here for you' })
    await vera.page.goto(`${studio.url}/p/${project.id}`)
    await expect(stranger).toBeVisible()
    await vera.page.goto(studio.url)
    await expect(card(vera.page, SAMPLE_TITLE)).toBeVisible()
    await expect(card(vera.page, 'Readers')).toHaveCount(0)

    await ana.page.goto(`${studio.url}/p/${project.id}/people`)
    await ana.page.getByLabel('Add somebody by e-mail').fill('nobody@example.org')
    await ana.page.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(ana.page.getByText(/There is no account for nobody@example\.org/)).toBeVisible()
    await ana.page.getByLabel('Add somebody by e-mail').fill(email)
    await ana.page.getByLabel('Role', { exact: true }).click()
    await ana.page.getByRole('option', { name: /^Viewer/ }).click()
    await ana.page.getByRole('button', { name: 'Add', exact: true }).click()
    const member = ana.page.getByRole('list', { name: 'Members' }).getByRole('listitem').filter({ hasText: 'Vera' })
    await expect(member).toContainText(email)

    await vera.page.reload()
    await expect(card(vera.page, 'Readers')).toContainText('Viewer')
    await openScene(vera.page, studio, project.id, 'INT. KITCHEN - NIGHT')
    const breakDown = vera.page.getByRole('button', { name: /^Break down/ })
    await expect(breakDown).toBeDisabled()
    await breakDown.focus()
    await expect(vera.page.getByRole('tooltip')).toContainText('Ask its owner to make you an editor.')
    await openScript(vera.page, studio, project.id)
    await expect(vera.page.locator('[data-save-state="read-only"]')).toBeAttached()
    await expect(vera.page.getByRole('textbox', { name: 'Screenplay' })).toHaveAttribute('contenteditable', 'false')
    await lineWith(vera.page, 'Mara stands').click()
    await vera.page.keyboard.type('VERA')
    await expect(lineWith(vera.page, 'Mara stands')).toHaveText('Mara stands at the sink. Water runs.')
    await expect(vera.page.getByRole('button', { name: /^Bold/ })).toBeDisabled()
    // reads along live
    const writer = await ana.context.newPage()
    await openScript(writer, studio, project.id)
    await caretTo(writer, lineWith(writer, 'Mara stands'), 'End')
    await writer.keyboard.type(' It stops.')
    await expect(lineWith(vera.page, 'It stops.')).toBeVisible()

    await member.getByRole('button', { name: 'Remove Vera' }).click()
    await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Remove Vera' }).click()
    await expect(stranger).toBeVisible({ timeout: 5_000 })
    await expect(lineWith(vera.page, 'Mara stands')).toHaveCount(0)
    await vera.page.reload()
    await expect(stranger).toBeVisible()
    await close(ana, vera)
  })
})
