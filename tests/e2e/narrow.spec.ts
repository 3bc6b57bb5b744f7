import { isClean } from './axe.ts'
import { expect, importFountain, joinStudio, test } from './studio.ts'

const SCRIPT = `INT. KITCHEN - NIGHT

Mara stands at the sink and counts the lights of the ferries that are out on the water tonight.

EXT. STREET - NIGHT

Jon walks away.
`
/** Pixels: a phone. */
const NARROW = 400

test('the scenes are read on a phone: a heading has the width, nothing is cut off, and it is still a table', async ({
  browser,
  studio,
}) => {
  const ana = await joinStudio(browser, studio, 'Ana', { anew: true })
  const { page } = ana
  const project = await importFountain(page, studio, 'On a phone', SCRIPT)
  await page.setViewportSize({ width: NARROW, height: 850 })
  await page.goto(`${studio.url}/p/${project.id}`)
  const rows = page.getByRole('row').filter({ has: page.getByRole('link') })
  await expect(rows).toHaveCount(2)
  for (const row of await rows.all()) {
    const scene = row.getByRole('cell').filter({ has: page.getByRole('link') })
    expect((await scene.boundingBox())?.width).toBeGreaterThan(NARROW * 0.6)
    await expect(row.getByRole('cell', { name: 'Draft' })).toBeInViewport({ ratio: 1 })
  }
  for (const part of [page.locator('main'), page.getByRole('banner')])
    expect(await part.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
  await expect(page.getByRole('columnheader', { name: 'Length' })).toBeAttached()
  await isClean(page, 'hub on a phone')
  await ana.leave()
})
