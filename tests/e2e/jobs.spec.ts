import type { Browser, Page } from '@playwright/test'
import { z } from 'zod'
import { addBeat } from '../../shared/core/beats/write.ts'
import { setLength } from '../../shared/core/brief/brief.ts'
import { readScenes, scriptRoots } from '../../shared/core/script/scenes.ts'
import { readDocument, writeIn } from './documents.ts'
import { breakDown, columnTexts, openScene, rows } from './shotTable.ts'
import { caretTo, expect, importFountain, joinStudio, lineWith, type Studio, test, type Visitor } from './studio.ts'

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

/** A project whose beats are confirmed, and whose script is still to be written: a scene for each. */
const BEATS = ['Letter', 'Bridge', 'Rope', 'Storm', 'Lie', 'Quay', 'Lamp', 'Far bank']

async function withConfirmedBeats(page: Page, studio: Studio, name: string): Promise<string> {
  const made = await page.request.post(`${studio.url}/api/projects`, { data: { name, type: 'narrative' } })
  const { id } = z.object({ id: z.string() }).parse(await made.json())
  await writeIn(page, studio, id, 'brief', doc => {
    setLength(doc, 'least', 6)
    setLength(doc, 'most', 8)
  })
  await writeIn(page, studio, id, 'beats', doc => {
    for (const title of BEATS)
      addBeat(doc, 'the last', { title, body: `Mara finds Jon at the ${title.toLowerCase()}.` }, undefined, title)
  })
  const approve = `${studio.url}/api/projects/${id}/stages/beats/approve`
  expect((await page.request.post(approve, { data: { message: '' } })).ok()).toBe(true)
  return id
}

const headings = (page: Page) => page.locator('.ProseMirror p[data-type="scene_heading"]')
const isBreakdown = (url: string) => url.endsWith('/agents/breakdown')
const close = (...visitors: Visitor[]) => Promise.all(visitors.map(visitor => visitor.leave()))

test.describe('jobs', () => {
  test('a worker that is killed loses nothing and makes nothing twice: right after a press, and in the middle of a script', async ({
    browser,
    studio,
  }) => {
    test.setTimeout(120_000)
    const { ana, ben, projectId } = await twoAtTheScene(browser, studio, 'Killed worker')
    const other = await ana.context.newPage()
    const written = await withConfirmedBeats(other, studio, 'Killed in the middle')
    await other.goto(`${studio.url}/p/${written}/script`)
    await other.getByRole('button', { name: /^Generate Descriptive Master Script/ }).click()
    // looked for with every frame of the page: the rest of the script is a matter of seconds
    await headings(other).nth(1).waitFor()
    const asked = ana.page.waitForResponse(response => isBreakdown(response.url()))
    await ana.page.getByRole('button', { name: /^Break down/ }).click()
    await asked
    studio.kill('jobs')
    expect((await jobs(other, studio, written)).map(job => job.state)).toEqual(['running'])
    const before = await headings(other).count()
    expect(before).toBeLessThan(BEATS.length)

    // people go on in what is there; the rest comes behind it
    await caretTo(other, lineWith(other, 'Mara'), 'Home')
    await other.keyboard.type('Later, ')
    for (const id of [projectId, written])
      await expect
        .poll(async () => (await jobs(other, studio, id)).map(job => job.state), { timeout: 60_000 })
        .toEqual(['done'])
    await expect(headings(other)).toHaveCount(BEATS.length)
    await expect(lineWith(other, 'Later, ')).toBeVisible()
    await ben.page.goto(`${studio.url}/p/${written}/script`)
    await expect(headings(ben.page)).toHaveCount(BEATS.length)
    const script = await readDocument(other, studio, written, 'script')
    const { scenes } = scriptRoots(script)
    const played = readScenes(script).filter(({ heading }) => heading !== '')
    expect(played.map(({ id }) => scenes.get(id)?.get('beat'))).toEqual(BEATS)

    const wanted = await undisturbedRows(other, studio)
    await openScene(ben.page, studio, projectId, FERRY)
    for (const { page } of [ana, ben]) {
      await expect(rows(page)).toHaveCount(wanted.length)
      expect(await columnTexts(page, 'Action')).toEqual(wanted)
    }
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
