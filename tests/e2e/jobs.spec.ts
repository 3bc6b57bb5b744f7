import type { Browser, Page } from '@playwright/test'
import { z } from 'zod'
import { breakDown, columnTexts, openScene, rows } from './shotTable.ts'
import { expect, importFountain, joinStudio, type Studio, test, type Visitor } from './studio.ts'

const SCRIPT = `INT. FERRY - DAWN

Mara sits alone on the long bench.

MARA
Is this seat taken?

Jon puts a wet suitcase between them.

JON
It is now.
`
const FERRY = 'INT. FERRY - DAWN'

/** Two people at the same scene of a project of their own. */
async function twoAtTheScene(
  browser: Browser,
  studio: Studio,
  name: string,
): Promise<{ ana: Visitor; ben: Visitor; projectId: string }> {
  const ana = await joinStudio(browser, studio, 'Ana')
  const { id } = await importFountain(ana.page, studio, name, SCRIPT)
  const ben = await joinStudio(browser, studio, 'Ben')
  for (const { page } of [ana, ben]) await openScene(page, studio, id, FERRY)
  return { ana, ben, projectId: id }
}

/** The rows that a breakdown of the scene makes when nothing goes wrong: the offline agent always answers the same. */
async function undisturbedRows(page: Page, studio: Studio): Promise<string[]> {
  const project = await importFountain(page, studio, 'Undisturbed', SCRIPT)
  await openScene(page, studio, project.id, FERRY)
  await breakDown(page)
  return columnTexts(page, 'Action')
}

const jobList = z.array(z.object({ id: z.string(), state: z.string() }))

async function jobs(page: Page, studio: Studio, projectId: string): Promise<z.infer<typeof jobList>> {
  const answer = await page.request.get(`${studio.url}/api/projects/${projectId}/jobs`)
  return jobList.parse(await answer.json())
}

const isBreakdown = (url: string) => url.endsWith('/agents/breakdown')
const close = (...visitors: Visitor[]) => Promise.all(visitors.map(visitor => visitor.leave()))

test.describe('jobs', () => {
  test('a worker that is killed right after the press loses nothing and makes nothing twice', async ({
    browser,
    studio,
  }) => {
    test.setTimeout(120_000)
    const { ana, ben, projectId } = await twoAtTheScene(browser, studio, 'Killed worker')
    const asked = ana.page.waitForResponse(response => isBreakdown(response.url()))
    await ana.page.getByRole('button', { name: /^Break down/ }).click()
    await asked
    studio.kill('jobs')
    await expect
      .poll(async () => (await jobs(ana.page, studio, projectId)).map(job => job.state), { timeout: 60_000 })
      .toEqual(['done'])
    const other = await ana.context.newPage()
    const wanted = await undisturbedRows(other, studio)
    for (const { page } of [ana, ben]) {
      await expect(rows(page)).toHaveCount(wanted.length)
      expect(await columnTexts(page, 'Action')).toEqual(wanted)
    }
    await ben.page.reload()
    await expect(rows(ben.page)).toHaveCount(wanted.length)
    await close(ana, ben)
  })

  test('two people who press at the same moment get one set of rows, of one job', async ({ browser, studio }) => {
    const { ana, ben, projectId } = await twoAtTheScene(browser, studio, 'Same moment')
    // both presses wait at the gate until both are there
    let open = () => {}
    const gate = new Promise<void>(done => {
      open = done
    })
    const held: string[] = []
    for (const { page } of [ana, ben])
      await page.route(
        url => isBreakdown(url.pathname),
        async route => {
          held.push(route.request().url())
          await gate
          await route.continue()
        },
      )
    for (const { page } of [ana, ben]) await page.getByRole('button', { name: /^Break down/ }).click()
    await expect.poll(() => held.length).toBe(2)
    const answers = [ana, ben].map(({ page }) => page.waitForResponse(response => isBreakdown(response.url())))
    open()
    for (const answer of await Promise.all(answers)) expect(answer.ok()).toBe(true)

    await expect(rows(ana.page).first()).toBeVisible({ timeout: 20_000 })
    await expect
      .poll(async () => (await jobs(ana.page, studio, projectId)).map(job => job.state), { timeout: 20_000 })
      .toEqual(['done'])
    const other = await ana.context.newPage()
    const wanted = await undisturbedRows(other, studio)
    for (const { page } of [ana, ben]) {
      await expect(rows(page)).toHaveCount(wanted.length)
      expect(await columnTexts(page, 'Action')).toEqual(wanted)
    }
    await close(ana, ben)
  })
})
