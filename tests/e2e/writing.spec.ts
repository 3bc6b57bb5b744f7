import { caretTo, expect, lineWith, test, twoInScript } from './studio.ts'

const SCRIPT = `Title: Two Hands

INT. KITCHEN - NIGHT

Mara stands at the sink. Water runs.

MARA
You said nine.

EXT. STREET - NIGHT

Jon walks away from the light.
`

const saved = '[data-save-state="saved"]'

test.describe('two people in one script', () => {
  test('see each other type, each with a caret and a name, and it stays after a reload', async ({
    browser,
    studio,
  }) => {
    const { ana, ben, leave } = await twoInScript(browser, studio, 'Two Hands', SCRIPT)

    await caretTo(ana.page, lineWith(ana.page, 'Water runs'), 'End')
    await ana.page.keyboard.type(' A tap drips.')
    await expect(lineWith(ben.page, 'A tap drips.')).toHaveText('Mara stands at the sink. Water runs. A tap drips.')
    await expect(ben.page.locator('.remote-caret[data-name="Ana"]')).toBeAttached()
    await expect(ben.page.getByLabel('Also here').getByRole('button', { name: /^Ana/ })).toBeVisible()

    await caretTo(ben.page, lineWith(ben.page, 'You said nine'), 'End')
    await ben.page.keyboard.type(' I waited.')
    await expect(lineWith(ana.page, 'I waited.')).toBeVisible()

    await expect(ana.page.locator(saved)).toBeAttached()
    await expect(ben.page.locator(saved)).toBeAttached()
    await ana.page.reload()
    await expect(lineWith(ana.page, 'A tap drips.')).toBeVisible()
    await expect(lineWith(ana.page, 'I waited.')).toBeVisible()
    await leave()
  })

  test('undo takes back only one’s own words', async ({ browser, studio }) => {
    const { ana, ben, leave } = await twoInScript(browser, studio, 'Undo', SCRIPT)
    await caretTo(ana.page, lineWith(ana.page, 'Water runs'), 'End')
    await ana.page.keyboard.type(' ANAWORDS')
    await expect(lineWith(ben.page, 'ANAWORDS')).toBeVisible()
    await caretTo(ben.page, lineWith(ben.page, 'ANAWORDS'), 'Home')
    await ben.page.keyboard.type('BENWORDS ')
    await expect(lineWith(ana.page, 'BENWORDS')).toBeVisible()
    await ana.page.keyboard.press('ControlOrMeta+z')
    await expect(lineWith(ben.page, 'BENWORDS')).toHaveText('BENWORDS Mara stands at the sink. Water runs.')
    await ana.page.keyboard.press('ControlOrMeta+Shift+z')
    await expect(lineWith(ben.page, 'BENWORDS')).toContainText('ANAWORDS')
    await leave()
  })

  test('elements follow Tab and Enter, and a new heading is a new scene in the navigator of both', async ({
    browser,
    studio,
  }) => {
    const { ana, ben, leave } = await twoInScript(browser, studio, 'Keys', SCRIPT)
    const scenes = (page: typeof ana.page) => page.getByRole('navigation', { name: 'Scenes' }).getByRole('listitem')
    await expect(scenes(ben.page)).toHaveCount(2)

    await caretTo(ana.page, lineWith(ana.page, 'Jon walks away'), 'End')
    await ana.page.keyboard.press('Enter')
    await ana.page.keyboard.press('Tab')
    await ana.page.keyboard.type('ma')
    await expect(ana.page.getByRole('listbox', { name: 'Completions' })).toContainText('MARA')
    await ana.page.keyboard.press('Tab')
    await expect(ana.page.locator('p[data-type="character"]').last()).toHaveText('MARA')
    await ana.page.keyboard.press('Enter')
    await ana.page.keyboard.type('Jon?')
    await expect(ben.page.locator('p[data-type="dialogue"]', { hasText: 'Jon?' })).toBeVisible()
    await ana.page.keyboard.press('Enter')
    await ana.page.keyboard.type('int. car - night')
    await expect(ben.page.locator('p[data-type="scene_heading"]', { hasText: 'INT. CAR - NIGHT' })).toBeVisible()
    await expect(scenes(ben.page)).toHaveCount(3)
    await expect(scenes(ben.page).last()).toContainText('INT. CAR - NIGHT')
    await leave()
  })

  test('what is typed offline is kept, said to be only here, and merges on return', async ({ browser, studio }) => {
    const { ana, ben, leave } = await twoInScript(browser, studio, 'Without a net', SCRIPT)
    await expect(ana.page.locator(saved)).toBeAttached()
    await ana.context.setOffline(true)
    await expect(ana.page.locator('[data-save-state="offline"]')).toBeAttached({ timeout: 40_000 })
    await caretTo(ana.page, lineWith(ana.page, 'Water runs'), 'End')
    await ana.page.keyboard.type(' OFFLINE-ANA')
    await expect(ana.page.getByRole('button', { name: 'Offline', exact: true })).toBeVisible()
    await caretTo(ben.page, lineWith(ben.page, 'Water runs'), 'Home')
    await ben.page.keyboard.type('MEANWHILE-BEN ')
    await expect(lineWith(ben.page, 'OFFLINE-ANA')).toHaveCount(0)
    await ana.context.setOffline(false)
    for (const { page } of [ana, ben]) {
      await expect(lineWith(page, 'OFFLINE-ANA')).toHaveText(
        'MEANWHILE-BEN Mara stands at the sink. Water runs. OFFLINE-ANA',
        { timeout: 30_000 },
      )
      await expect(page.locator(saved)).toBeAttached({ timeout: 30_000 })
    }
    await leave()
  })

  test('a server killed in mid-typing loses nothing', async ({ browser, studio }) => {
    const { ana, ben, leave } = await twoInScript(browser, studio, 'Killed', SCRIPT)
    await caretTo(ana.page, lineWith(ana.page, 'Jon walks away'), 'End')
    const words = Array.from({ length: 30 }, (_, i) => `W${i}`)
    for (const [i, word] of words.entries()) {
      if (i === 10) studio.kill('server')
      await ana.page.keyboard.type(` ${word}`)
    }
    await studio.ready()
    const whole = `Jon walks away from the light. ${words.join(' ')}`
    await expect(ana.page.locator(saved)).toBeAttached({ timeout: 40_000 })
    await expect(lineWith(ben.page, 'Jon walks away')).toHaveText(whole, { timeout: 40_000 })
    await ben.page.reload()
    await expect(lineWith(ben.page, 'Jon walks away')).toHaveText(whole)
    await leave()
  })
})
