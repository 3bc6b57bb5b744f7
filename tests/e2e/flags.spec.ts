import type { Page } from '@playwright/test'
import { addBeat } from '../../shared/core/beats/write.ts'
import { deleteLines, findLine } from '../../shared/core/script/edit.ts'
import { lineText } from '../../shared/core/script/line.ts'
import { readLines, readScenes, scriptRoots } from '../../shared/core/script/scenes.ts'
import { isClean } from './axe.ts'
import { writeIn } from './documents.ts'
import { expect, importFountain, joinStudio, lineWith, test } from './studio.ts'

const FILM = `EXT. LANDING - DAWN

Mara ties the ferry to the post.

INT. FERRY - DAY

Jon waits on the bench with a wet suitcase.

EXT. FAR BANK - NIGHT

Nobody is there.
`
const BEATS = ['Landing', 'Crossing', 'Far bank']
const flagOf = (page: Page, of: 'Script' | 'Beat Sheet') =>
  page.getByRole('region', { name: `Not Up-to-Date with Current ${of}` })

test('flags appear for two people, a revision settles the sheet, and a broken beat leads to a new branch', async ({
  browser,
  studio,
}) => {
  const ana = await joinStudio(browser, studio, 'Ana')
  const project = await importFountain(ana.page, studio, 'Flagged', FILM)
  const stages = `${studio.url}/api/projects/${project.id}/stages`
  await writeIn(ana.page, studio, project.id, 'beats', doc => {
    for (const title of BEATS) addBeat(doc, 'the last', { title, body: `${title} is seen.` }, undefined, title)
  })
  await writeIn(ana.page, studio, project.id, 'script', doc => {
    for (const [at, { id }] of readScenes(doc).entries())
      scriptRoots(doc)
        .scenes.get(id)
        ?.set('beat', BEATS[at] ?? '')
  })
  for (const [path, data] of [
    ['script/fits', { against: 'beats' }],
    ['beats/approve', { message: '' }],
  ] as const)
    expect((await ana.page.request.post(`${stages}/${path}`, { data })).ok()).toBe(true)

  const ben = await joinStudio(browser, studio, 'Ben')

  // a script that is edited by hand: the locked sheet says so, and a press has it revised as suggestions
  await Promise.all([
    ana.page.goto(`${studio.url}/p/${project.id}/script`),
    ben.page.goto(`${studio.url}/p/${project.id}/beats`),
  ])
  await expect(ben.page.getByText(/Ana approved this/)).toBeVisible()
  await writeIn(ana.page, studio, project.id, 'script', doc => {
    const waits = readLines(doc).find(({ text }) => text.startsWith('Jon waits'))
    const line = findLine(scriptRoots(doc), waits?.id ?? '')
    if (line) lineText(line)?.insert(0, 'Late, ')
  })
  await expect(lineWith(ana.page, 'Late, Jon waits')).toBeVisible()
  await expect(flagOf(ben.page, 'Script')).toContainText('Scene 2 “INT. FERRY - DAY” was changed.')
  await expect(flagOf(ana.page, 'Beat Sheet')).toHaveCount(0)
  await isClean(ben.page, 'beat sheet with a flag')
  await flagOf(ben.page, 'Script')
    .getByRole('button', { name: /^Retroactively Revise Beat Sheet to Sync with Script - 0 credits/ })
    .click()
  await ben.page.getByRole('alertdialog').getByRole('button', { name: 'Revise' }).click()
  const suggestion = ben.page.getByRole('article').filter({ hasText: 'Reviser (agent), offline' })
  await expect(suggestion).toContainText('Late, Jon waits')
  await suggestion.getByRole('button', { name: 'What did it see?' }).click()
  await expect(ben.page.getByRole('dialog', { name: 'What did the agent see?' })).toContainText('prompts/revise.md')
  await ben.page.keyboard.press('Escape')
  await suggestion.getByRole('button', { name: 'Accept' }).click()
  await expect(flagOf(ben.page, 'Script')).toHaveCount(0)
  await expect(ben.page.getByRole('textbox', { name: 'Beat 2, text' })).toHaveValue(/^Late, Jon waits/)
  await ben.page.getByRole('button', { name: 'Confirm Beat Sheet & Proceed' }).click()
  await expect(ben.page.getByText(/Ben approved this/)).toBeVisible()

  // a beat’s scene is deleted: the script has a flag of its own, and is written anew on a branch
  await writeIn(ana.page, studio, project.id, 'script', doc => {
    const last = readScenes(doc).at(-1)
    deleteLines(doc, last?.lines.map(({ id }) => id) ?? [])
  })
  const broken = flagOf(ana.page, 'Beat Sheet')
  await expect(broken).toContainText('Scene 3 “EXT. FAR BANK - NIGHT” is gone.')
  await broken.getByRole('button', { name: 'Regenerate on a new branch…' }).click()
  const box = ana.page.getByRole('dialog', { name: 'Regenerate the script on a new branch' })
  await box.getByRole('textbox', { name: 'Why?' }).fill('The far bank has to be in it again.')
  await box.getByRole('textbox', { name: 'Name of the branch' }).fill('Both banks')
  await box.getByRole('button', { name: /^Create branch and regenerate/ }).click()
  await expect(ana.page.getByRole('button', { name: 'Timeline Both banks' })).toBeVisible()
  await ana.page.getByRole('link', { name: /^Script/ }).click()
  await expect(lineWith(ana.page, 'FAR BANK')).toBeVisible({ timeout: 20_000 })
  await ben.page.getByRole('link', { name: /^Script/ }).click()
  await expect(ben.page.locator('.ProseMirror p[data-type="scene_heading"]')).toHaveCount(2)
  await ana.leave()
  await ben.leave()
})
