import type { Browser, Page } from '@playwright/test'
import { breakDown, labels, labelsCovering, openScene, outdatedLabels, row, rows } from './shotTable.ts'
import {
  caretTo,
  expect,
  importFountain,
  joinStudio,
  lineWith,
  openScript,
  type Studio,
  test,
  type Visitor,
} from './studio.ts'

const SCRIPT = `INT. KITCHEN - NIGHT

Mara stands at the sink. Water runs.

MARA
You said nine.

INT. FERRY - DAWN

Mara sits alone on the long bench.

MARA
Is this seat taken?

Jon puts a wet suitcase between them.

JON
It is now.
`
const FERRY = 'INT. FERRY - DAWN'

interface Room {
  ana: Visitor
  ben: Visitor
  /** The hub, open at both. */
  hubs: Page[]
}

/** Ana in the script, Ben at the broken-down scene, and the hub open at both. */
async function writerAndPlanner(browser: Browser, studio: Studio, name: string): Promise<Room> {
  const ana = await joinStudio(browser, studio, 'Ana')
  const project = await importFountain(ana.page, studio, name, SCRIPT)
  const ben = await joinStudio(browser, studio, 'Ben')
  await openScene(ben.page, studio, project.id, FERRY)
  await breakDown(ben.page)
  await openScript(ana.page, studio, project.id)
  const hubs = [await ana.context.newPage(), await ben.context.newPage()]
  for (const hub of hubs) await hub.goto(`${studio.url}/p/${project.id}`)
  for (const hub of hubs) await expect(hubRow(hub)).toContainText('Broken down', { timeout: 20_000 })
  return { ana, ben, hubs }
}

const hubRow = (hub: Page) => hub.getByRole('row').filter({ has: hub.getByRole('link', { name: FERRY, exact: true }) })

async function typeAtTheEnd(page: Page, line: string, words: string): Promise<void> {
  await lineWith(page, line).click()
  await page.keyboard.press('End')
  await page.keyboard.type(words)
}

const close = (...visitors: Visitor[]) => Promise.all(visitors.map(visitor => visitor.leave()))

test.describe('shots and the script they cover', () => {
  test('an edited line marks exactly the shots that cover it, with the reason, for everybody; undoing it clears them', async ({
    browser,
    studio,
  }) => {
    const { ana, ben, hubs } = await writerAndPlanner(browser, studio, 'Outdated')
    const count = await rows(ben.page).count()
    const covering = await labelsCovering(ben.page, 'wet suitcase')
    expect(covering.length).toBeGreaterThan(0)
    expect(covering.length).toBeLessThan(count)
    expect(await outdatedLabels(ben.page)).toEqual([])

    await typeAtTheEnd(ana.page, 'wet suitcase', ' It leaks.')
    await expect.poll(() => outdatedLabels(ben.page)).toEqual(covering)
    const [first = ''] = covering
    await row(ben.page, first).getByRole('button', { name: 'Outdated' }).click()
    const why = ben.page.getByRole('dialog', { name: `Why shot ${first} is outdated` })
    await expect(why).toContainText('Line “Jon puts a wet suitcase between them. It leaks.” changed.')
    await ben.page.keyboard.press('Escape')
    for (const hub of hubs) {
      await expect(hubRow(hub)).toContainText(
        `OutdatedScript changed under ${covering.length} of ${count} ${count === 1 ? 'shot' : 'shots'}`,
        { timeout: 20_000 },
      )
      await expect(hub.getByRole('navigation', { name: 'Stages' })).toContainText('1 outdated')
    }

    await lineWith(ana.page, 'wet suitcase').click()
    await ana.page.keyboard.press('ControlOrMeta+z')
    await expect(lineWith(ana.page, 'wet suitcase')).toHaveText('Jon puts a wet suitcase between them.')
    await expect.poll(() => outdatedLabels(ben.page)).toEqual([])
    for (const hub of hubs) await expect(hubRow(hub)).toContainText('Broken down', { timeout: 20_000 })
    await close(ana, ben)
  })

  test('“It still fits” clears a mark for everybody; a new line is without a shot until it is broken down', async ({
    browser,
    studio,
  }) => {
    const { ana, ben, hubs } = await writerAndPlanner(browser, studio, 'It still fits')
    const before = await labels(ben.page)
    const covering = await labelsCovering(ben.page, 'It is now.')
    await typeAtTheEnd(ana.page, 'It is now.', ' Sit.')
    await expect.poll(() => outdatedLabels(ben.page)).toEqual(covering)
    for (const hub of hubs) await expect(hubRow(hub)).toContainText('Outdated', { timeout: 20_000 })
    for (const label of covering) {
      await row(ben.page, label).getByRole('button', { name: 'Outdated' }).click()
      await ben.page.getByRole('button', { name: 'It still fits', exact: true }).click()
    }
    await expect.poll(() => outdatedLabels(ben.page)).toEqual([])
    for (const hub of hubs) await expect(hubRow(hub)).toContainText('Broken down', { timeout: 20_000 })

    await caretTo(ana.page, lineWith(ana.page, 'It is now. Sit.'), 'End')
    await ana.page.keyboard.press('Enter')
    await ana.page.keyboard.type('A gull lands on the suitcase.')
    const script = ben.page.getByRole('list', { name: 'Script of the scene' })
    await expect(script.getByRole('listitem').filter({ hasText: 'A gull lands' })).toContainText('No shot')
    await expect(ben.page.getByText('1 script line has no shot.')).toBeVisible()
    expect(await outdatedLabels(ben.page)).toEqual([])
    for (const hub of hubs) await expect(hubRow(hub)).toContainText('1 line without a shot', { timeout: 20_000 })

    await ben.page.getByRole('button', { name: /^Break down the rest/ }).click()
    await expect(rows(ben.page)).toHaveCount(before.length + 1, { timeout: 20_000 })
    await expect(ben.page.getByText('1 script line has no shot.')).toBeHidden()
    expect(await labelsCovering(ben.page, 'A gull lands')).toHaveLength(1)
    await close(ana, ben)
  })
})
