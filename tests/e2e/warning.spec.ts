import type { Page } from '@playwright/test'
import type * as Y from 'yjs'
import type { Consequences } from '../../shared/core/api/consequences.ts'
import type { InvalidationLog } from '../../shared/core/api/invalidations.ts'
import { addAsset } from '../../shared/core/assets/write.ts'
import { DependencyEngine } from '../../shared/core/dependencies/engine.ts'
import { refer } from '../../shared/core/dependencies/references.ts'
import { watchProject } from '../../shared/core/dependencies/watchProject.ts'
import { addFrame } from '../../shared/core/frames/frames.ts'
import { addPrompt } from '../../shared/core/prompts/prompts.ts'
import { readScenes } from '../../shared/core/script/scenes.ts'
import { addShot } from '../../shared/core/shots/write.ts'
import { addState } from '../../shared/core/states/states.ts'
import { isClean } from './axe.ts'
import { readDocument, readSceneRows, writeIn } from './documents.ts'
import { outdatedLabels, rows } from './shotTable.ts'
import { caretTo, expect, importFountain, joinStudio, lineWith, openScript, type Studio, test } from './studio.ts'

const SCRIPT = `INT. KITCHEN - NIGHT

Mara stands at the sink.

EXT. STREET - NIGHT

Jon walks away from the light.
`

/** The kitchen with a shot of the sink, its prompt, and a start frame that cost 4 credits. Returns its id. */
async function furnish(page: Page, studio: Studio, projectId: string): Promise<string> {
  const script = await readDocument(page, studio, projectId, 'script')
  const [kitchen] = readScenes(script)
  const scene = kitchen?.id ?? ''
  const line = kitchen?.lines.find(({ text }) => text.includes('sink'))?.id ?? ''
  const make = (doc: Y.Doc): void => {
    const engine = new DependencyEngine()
    watchProject(engine, { script, scenes: [[scene, doc]] })
    const hashes = (...references: Parameters<DependencyEngine['hashes']>[1][]) =>
      engine.hashes(
        scene,
        references.flatMap(one => [...one]),
      )
    const hash = hashes([refer('line', line)]).get(refer('line', line)) ?? ''
    const shot = addShot(doc, null, { action: 'Mara at the sink.', sources: [{ lineId: line, hash }] })
    addPrompt(doc, { shot, part: 'frame', text: 'A sink.', dependsOn: hashes([refer('shot', shot)]) })
    const made = { media: 'm', inputHash: '', model: 'm', credits: 4, at: '', end: 'start' } as const
    addFrame(doc, { ...made, shot, dependsOn: hashes([refer('framePrompt', shot)]) })
  }
  await writeIn(page, studio, projectId, 'scene', make, scene)
  await expect.poll(async () => (await readSceneRows(page, studio, projectId))[0]?.shots).toBe(1)
  return scene
}

/** A coat, and how it looks in the kitchen, which is known there when it has come to rest. */
async function dress(page: Page, studio: Studio, projectId: string, scene: string): Promise<void> {
  let coat = ''
  await writeIn(page, studio, projectId, 'assets', doc => {
    coat = addAsset(doc, { kind: 'prop', name: 'Coat', description: 'Green.', from: '' })
  })
  const assets = await readDocument(page, studio, projectId, 'assets')
  const engine = new DependencyEngine()
  watchProject(engine, { assets })
  const dependsOn = engine.hashes(scene, [refer('asset', coat)])
  const state = { kind: 'prop', name: 'Coat', asset: coat, text: 'Wet', source: 'master', dependsOn } as const
  await writeIn(page, studio, projectId, 'scene', doc => void addState(doc, state), scene)
  const foreseen = async () => {
    const data = { kind: 'deleteAssets', assetIds: [coat] }
    const answer = await page.request.post(`${studio.url}/api/projects/${projectId}/consequences`, { data })
    return ((await answer.json()) as Consequences).counts.states
  }
  await expect.poll(foreseen).toBe(1)
}

test('before a locked script is edited it is said what that outdates and what it costs; all is locked in with one press; the other one sees it, on that timeline alone', async ({
  browser,
  studio,
}) => {
  const [ana, ben] = [await joinStudio(browser, studio, 'Ana'), await joinStudio(browser, studio, 'Ben')]
  const project = await importFountain(ana.page, studio, 'Sink', SCRIPT)
  const kitchen = await furnish(ana.page, studio, project.id)
  const api = (path: string) => `${studio.url}/api/projects/${project.id}${path}`
  await ana.page.request.post(api('/stages/script/approve'), { data: { message: '' } })
  const forked = await ben.page.request.post(api('/timelines'), { data: { name: 'Calm' } })
  const { timelineId } = (await forked.json()) as { timelineId: string }
  const elsewhere = await ben.context.newPage()
  const scene = `${studio.url}/p/${project.id}/scenes/${kitchen}`
  await Promise.all([
    openScript(ana.page, studio, project.id),
    ben.page.goto(scene),
    elsewhere.goto(`${scene}?timeline=${timelineId}`),
  ])
  for (const page of [ben.page, elsewhere]) await expect(rows(page)).toHaveCount(1)

  await test.step('the warning names what is made from the script, why, and the price', async () => {
    await ana.page.getByRole('button', { name: 'Edit anyway' }).click()
    const warning = ana.page.getByRole('alertdialog', { name: 'Edit the script anyway?' })
    await expect(warning).toContainText('It may outdate 1 shot, 1 prompt and 1 frame in 1 scene.')
    await expect(warning).toContainText('Making it again costs 4 credits.')
    await expect(warning.getByRole('row', { name: /the start frame of shot 1A/ })).toContainText(
      'script line 2 → shot 1A → the frame prompt of shot 1A',
    )
    await isClean(ana.page, 'cost and dependency warning')
    await warning.getByRole('button', { name: 'Cancel' }).click()
    await expect(ana.page.locator('.ProseMirror')).toHaveAttribute('contenteditable', 'false')
  })

  await test.step('everything is locked in first, and then the script is open', async () => {
    await ana.page.getByRole('button', { name: 'Edit anyway' }).click()
    await ana.page.getByRole('button', { name: 'Lock in everything first' }).click()
    const where = '“Locked in before editing the script” is in the version history.'
    await expect(ana.page.getByText(where, { exact: true })).toBeVisible()
    await expect(ana.page.locator('.ProseMirror')).toHaveAttribute('contenteditable', 'true')
  })

  await test.step('replacing words everywhere says it, too', async () => {
    await ana.page.keyboard.press('ControlOrMeta+f')
    await ana.page.getByLabel('Find', { exact: true }).fill('sink')
    await ana.page.getByLabel('Replace with').fill('basin')
    await ana.page.getByRole('button', { name: 'Replace all' }).click()
    const warning = ana.page.getByRole('alertdialog', { name: 'Replace “sink” everywhere?' })
    await expect(warning).toContainText('It may outdate 1 shot, 1 prompt and 1 frame in 1 scene.')
    await warning.getByRole('button', { name: 'Cancel' }).click()
    await expect(lineWith(ana.page, 'sink')).toBeVisible()
  })

  await test.step('each edit marks what it outdates for the other one, and undoing it clears that', async () => {
    await caretTo(ana.page, lineWith(ana.page, 'sink'), 'End')
    await ana.page.keyboard.type(' It is full.')
    await expect.poll(() => outdatedLabels(ben.page)).toEqual(['1A'])
    expect(await outdatedLabels(elsewhere)).toEqual([])
    const log = async () =>
      ((await (await ben.page.request.get(api('/invalidations'))).json()) as InvalidationLog).events
    await expect.poll(log).toHaveLength(1)
    await ana.page.keyboard.press('ControlOrMeta+z')
    await expect.poll(() => outdatedLabels(ben.page)).toEqual([])
  })

  await test.step('who outdated what, and that it is cleared, stands in the log', async () => {
    await ben.page.keyboard.press('Alt+0')
    await ben.page.getByRole('button', { name: 'Outdated…' }).click()
    const log = ben.page.getByRole('dialog', { name: 'Outdated on “Main”' })
    await expect(log.getByRole('listitem').filter({ hasText: 'Ana edited Script' })).toContainText(
      'All of it is cleared.',
    )
    await expect(log).toContainText('Nothing is outdated now.')
    await isClean(ben.page, 'log of what became outdated')
  })
  await test.step('an asset is not taken out before it is said what is made from it', async () => {
    await dress(ana.page, studio, project.id, kitchen)
    await ana.page.getByRole('link', { name: 'Assets', exact: true }).click()
    await ana.page.getByRole('button', { name: 'Take Coat out' }).click()
    const warning = ana.page.getByRole('alertdialog', { name: 'Take Coat out?' })
    await expect(warning).toContainText('It outdates 1 visual state in 1 scene.')
    await warning.getByRole('button', { name: 'Cancel' }).click()
    await expect(ana.page.getByRole('heading', { name: 'Coat' })).toBeVisible()
  })
  await ana.leave()
  await ben.leave()
})
