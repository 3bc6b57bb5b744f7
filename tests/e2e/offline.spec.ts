import type { Page } from '@playwright/test'
import { expect, lineWith, openScript, test, twoInScript, type Visitor, wordsOf } from './studio.ts'

const SCRIPT = `INT. KITCHEN - NIGHT

Mara stands at the sink. Water runs.

EXT. STREET - NIGHT

Jon walks away from the light.
`

const state = (page: Page, name: 'saved' | 'offline') => page.locator(`[data-save-state="${name}"]`)

/** The pages are in this browser: they will open without a network. */
const pagesKept = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready
    const found = await caches.match('/index.html')
    return found !== undefined
  })

async function cut(...people: Visitor[]): Promise<void> {
  for (const { context } of people) await context.setOffline(true)
  // the silence of a network that is gone takes its time to be noticed
  for (const { page } of people) await expect(state(page, 'offline')).toBeAttached({ timeout: 40_000 })
}

async function typeAt(page: Page, line: string, edge: 'Home' | 'End', words: string): Promise<void> {
  await lineWith(page, line).click()
  await page.keyboard.press(edge)
  await page.keyboard.type(words)
}

const text = (page: Page) => wordsOf(page.locator('.ProseMirror p'))

test.describe('without a network', () => {
  test.setTimeout(150_000)

  test('two people write, one closes the tab and opens it again; on return all of it is there for both, once', async ({
    browser,
    studio,
  }) => {
    const { ana, ben, project, leave } = await twoInScript(browser, studio, 'Cut off', SCRIPT, {
      serviceWorkers: 'allow',
    })
    for (const { page } of [ana, ben]) {
      await expect(state(page, 'saved')).toBeAttached()
      await expect.poll(() => pagesKept(page)).toBe(true)
    }
    await cut(ana, ben)
    await typeAt(ana.page, 'Water runs', 'End', ' ANA-BEFORE')
    await typeAt(ben.page, 'Water runs', 'Home', 'BEN-FIRST ')
    await ben.page.keyboard.press('End')
    await ben.page.keyboard.press('Enter')
    await ben.page.keyboard.type('A tap drips, says Ben.')

    await ana.page.close()
    ana.page = await ana.context.newPage()
    await openScript(ana.page, studio, project.id)
    await expect(lineWith(ana.page, 'Water runs')).toHaveText('Mara stands at the sink. Water runs. ANA-BEFORE')
    await expect(state(ana.page, 'offline')).toBeAttached()
    await expect(ana.page.locator('.ProseMirror')).toHaveAttribute('contenteditable', 'true')
    await typeAt(ana.page, 'from the light', 'End', ' ANA-AFTER')

    for (const { context } of [ana, ben]) await context.setOffline(false)
    for (const { page } of [ana, ben]) {
      await expect(lineWith(page, 'BEN-FIRST')).toContainText('ANA-BEFORE', { timeout: 40_000 })
      await expect(lineWith(page, 'ANA-AFTER')).toBeVisible({ timeout: 40_000 })
      await expect(state(page, 'saved')).toBeAttached({ timeout: 40_000 })
    }
    await expect.poll(async () => (await text(ana.page)) === (await text(ben.page))).toBe(true)
    const exported = await (
      await ana.page.request.get(`${studio.url}/api/projects/${project.id}/export?format=fountain`)
    ).text()
    for (const whole of [await text(ana.page), exported])
      for (const words of [
        'ANA-BEFORE',
        'ANA-AFTER',
        'BEN-FIRST',
        'A tap drips, says Ben.',
        'Mara stands',
        'Jon walks',
      ])
        expect(whole.split(words), `${words} in:\n${whole}`).toHaveLength(2)

    await ben.page.reload()
    await expect(lineWith(ben.page, 'ANA-AFTER')).toBeVisible()
    await leave()
  })

  test('whoever signed out is not signed in, and finds nothing of the project', async ({ browser, studio }) => {
    const { ana, ben, project, leave } = await twoInScript(browser, studio, 'Signed out', SCRIPT, {
      serviceWorkers: 'allow',
    })
    await expect.poll(() => pagesKept(ana.page)).toBe(true)
    await ana.page.getByRole('button', { name: 'Account of Ana' }).click()
    await ana.page.getByRole('menuitem', { name: 'Sign out' }).click()
    await ana.page.waitForURL(url => url.pathname === '/join')
    await ana.context.setOffline(true)
    await ana.page.goto(`${studio.url}/p/${project.id}/script`)
    await expect(ana.page.getByRole('heading', { name: 'This address has no key' })).toBeVisible()
    await expect(ana.page.getByText('Mara stands')).toHaveCount(0)
    await ana.context.setOffline(false)
    await ben.context.setOffline(false)
    await leave()
  })
})
