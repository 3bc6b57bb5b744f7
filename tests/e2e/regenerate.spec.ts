import type { Page } from '@playwright/test'
import { addAsset } from '../../shared/core/assets/write.ts'
import { readBeats } from '../../shared/core/beats/beats.ts'
import { addBeat, setBeatText } from '../../shared/core/beats/write.ts'
import { addShot } from '../../shared/core/shots/write.ts'
import { isClean } from './axe.ts'
import { readSceneRows, writeIn } from './documents.ts'
import { expect, joinStudio, type Studio, test } from './studio.ts'

const BEATS = [
  ['The letter', 'Mara finds a letter from Jon in the kitchen and burns it.'],
  ['The pier', 'Jon waits for Mara on the pier in the rain.'],
] as const

/** A film whose script was written from two beats, of which the second has been edited and confirmed since. */
async function filmWithEditedBeats(page: Page, studio: Studio): Promise<string> {
  const api = async (path: string, data: object): Promise<{ id: string; jobId: string }> => {
    const answer = await page.request.post(`${studio.url}/api/projects${path}`, { data })
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`)
    return answer.json()
  }
  const { id } = await api('', { name: 'Letters', type: 'narrative' })
  await writeIn(page, studio, id, 'beats', doc => {
    let after: string | null = null
    for (const [title, body] of BEATS) after = addBeat(doc, after, { title, body })
  })
  await api(`/${id}/stages/beats/approve`, { message: '' })
  const { jobId } = await api(`/${id}/agents/script`, {})
  const job = async () =>
    ((await (await page.request.get(`${studio.url}/api/jobs/${jobId}`)).json()) as { state: string }).state
  await expect.poll(job, { timeout: 20_000 }).toBe('done')
  const first = async () => (await readSceneRows(page, studio, id)).find(({ heading }) => heading !== '')
  await expect.poll(async () => (await first())?.documentId ?? null).not.toBeNull()
  const sceneId = (await first())?.id ?? ''
  await writeIn(page, studio, id, 'scene', doc => void addShot(doc, null, { action: 'A shot.' }), sceneId)
  await expect.poll(async () => (await first())?.shots).toBe(1)
  await writeIn(page, studio, id, 'assets', doc => {
    addAsset(doc, { kind: 'character', name: 'Mara', description: 'Soaked.', from: '' })
  })
  await api(`/${id}/stages/beats/reopen`, {})
  await writeIn(page, studio, id, 'beats', doc => {
    setBeatText(doc, readBeats(doc)[1]?.id ?? '', 'body', 'Jon has left the pier. A dog waits there.')
  })
  await api(`/${id}/stages/beats/approve`, { message: '' })
  return id
}

test('a script is written anew on a branch with a name and a reason alone; what came along is to be approved again, or kept', async ({
  browser,
  studio,
}) => {
  const [ana, ben] = [await joinStudio(browser, studio, 'Ana'), await joinStudio(browser, studio, 'Ben')]
  const id = await filmWithEditedBeats(ana.page, studio)
  for (const { page } of [ana, ben]) await page.goto(`${studio.url}/p/${id}/script`)
  const headings = (page: Page) => page.locator('.ProseMirror p[data-type="scene_heading"]')
  await headings(ben.page).first().waitFor()
  const before = await headings(ben.page).allTextContents()

  await ana.page.getByRole('button', { name: 'Regenerate on a new branch…' }).click()
  const dialog = ana.page.getByRole('dialog', { name: 'Regenerate the script on a new branch' })
  await expect(dialog.getByRole('checkbox', { name: /^Keep \d unchanged of/ })).toBeChecked()
  const go = dialog.getByRole('button', { name: /^Create branch and regenerate/ })
  await go.click()
  await expect(dialog.getByText(/at least 10 characters/)).toBeVisible()
  await dialog.getByLabel('Why?').fill('The dog must be there before the ferry leaves.')
  await go.click()
  await expect(dialog.getByText('Give the timeline a name.')).toBeVisible()
  await expect(dialog.getByLabel('Name of the branch')).toBeFocused()
  await expect(dialog.getByLabel('Why?')).not.toHaveAttribute('aria-invalid')
  await isClean(ana.page, 'mandatory branch')
  await dialog.getByLabel('Name of the branch').fill('With a dog')
  await go.click()
  await expect(ana.page.getByRole('button', { name: 'Timeline With a dog' })).toBeVisible()

  const invalidated = ana.page.getByRole('region', { name: 'Invalidated' })
  await expect(invalidated).toContainText('What is made in 1 scene, and 1 asset, is to be approved again')
  await expect(ana.page.getByRole('row', { name: /Invalidated/ })).toHaveCount(1)
  await isClean(ana.page, 'invalidated scenes')
  // the other one sees the mark at the asset there, and sees it go
  const elsewhere = await ben.context.newPage()
  await elsewhere.goto(ana.page.url())
  await elsewhere.getByRole('link', { name: 'Assets', exact: true }).click()
  const mark = elsewhere.getByText('Invalidated: to be approved again')
  await expect(mark).toBeVisible()
  await expect(elsewhere.getByRole('region', { name: 'Invalidated' })).toContainText('1 asset is to be approved again')
  await isClean(elsewhere, 'invalidated assets')
  await invalidated.getByRole('button', { name: 'Keep 2 unchanged' }).click()
  await expect(invalidated).toHaveCount(0)
  await expect(ana.page.getByRole('row', { name: /Invalidated/ })).toHaveCount(0)
  await expect(mark).toHaveCount(0)
  await expect(elsewhere.getByRole('region', { name: 'Invalidated' })).toHaveCount(0)

  // Ben's timeline is whole
  await expect(headings(ben.page)).toHaveText(before)
  await expect(ben.page.getByRole('button', { name: 'Timeline Main' })).toBeVisible()
  await ana.leave()
  await ben.leave()
})
