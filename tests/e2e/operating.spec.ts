import { z } from 'zod'
import { isClean } from './axe.ts'
import { expect, joinStudio, test, twoInScript } from './studio.ts'

const WORDS = 'INT. FERRY - DAWN\n\nMara sits alone.\n'
const FAILED = {
  id: 'failed-job',
  agent: 'breakdown',
  project: { id: 'p', name: 'Somebody’s film' },
  askedBy: 'Cy',
  attempts: 4,
  message: 'The provider did not answer. Nothing was changed. Press Retry in a while.',
  failedAt: new Date().toISOString(),
}

test('an administrator sees who has what open, and runs what failed again by keyboard; nobody else gets the page', async ({
  browser,
  studio,
}) => {
  const { leave } = await twoInScript(browser, studio, 'Crossing', WORDS)
  const eve = await joinStudio(browser, studio, 'Eve', { anew: true })
  await eve.page.goto(`${studio.url}/operating`)
  await expect(eve.page.getByText('Only administrators of this server see how it does.')).toBeVisible()
  const answer = await eve.page.request.get(`${studio.url}/api/session`)
  const { user } = z.object({ user: z.object({ id: z.string() }) }).parse(await answer.json())
  expect(await studio.account('appoint', user.id)).toBe(`${user.id} is an administrator now.`)

  // no job fails by itself here
  let asked = ''
  await eve.page.route('**/api/operating', async route => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, json: { ...(await answer.json()), failures: asked ? [] : [FAILED] } })
  })
  await eve.page.route('**/api/operating/jobs/*/retry', async route => {
    asked = route.request().url()
    await route.fulfill({ status: 202, json: { jobId: FAILED.id, joined: false } })
  })
  await eve.page.goto(studio.url)
  await eve.page.getByRole('button', { name: /^Account of/ }).click()
  await eve.page.getByRole('menuitem', { name: 'Queue and documents' }).click()
  const documents = eve.page.getByRole('table', { name: 'Open documents' })
  await expect(documents.getByRole('row', { name: /^Script Crossing .*Ana and Ben/ })).toBeVisible()
  await expect(eve.page.getByRole('table', { name: 'Queues' }).getByRole('row', { name: /^Agents \d/ })).toBeVisible()
  await isClean(eve.page, 'queue and documents')

  const again = eve.page.getByRole('button', { name: 'Run again: Breakdown in Somebody’s film' })
  await again.focus()
  await eve.page.keyboard.press('Enter')
  await expect(eve.page.getByText('No job that failed waits for anybody.')).toBeVisible()
  await expect(eve.page.getByRole('heading', { name: 'Failed last' })).toBeFocused()
  expect(asked).toContain(FAILED.id)
  await Promise.all([leave(), eve.leave()])
})
