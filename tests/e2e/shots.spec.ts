import type { Browser, Page } from '@playwright/test'
import { breakDown, cell, columnTexts, labels, openScene, row, rows, select, table, write } from './shotTable.ts'
import { expect, importFountain, joinStudio, type Studio, test, type Visitor } from './studio.ts'

const SCRIPT = `Title: The Ferry

INT. KITCHEN - NIGHT

Mara stands at the sink. Water runs.

MARA
You said nine.

EXT. STREET - NIGHT

Jon walks away from the light.

JON
I did not say which nine.

The street lamp goes out.

INT. FERRY - DAWN

Mara sits alone on the long bench.

MARA
Is this seat taken?

Jon puts a wet suitcase between them.

JON
It is now.

The horn sounds. Neither looks up.
`
const FERRY = 'INT. FERRY - DAWN'

const saved = (page: Page) => page.locator('[data-save-state="saved"]')

/** Two people at the third scene. */
async function twoAtTheFerry(browser: Browser, studio: Studio, name: string): Promise<{ ana: Visitor; ben: Visitor }> {
  const ana = await joinStudio(browser, studio, 'Ana')
  const project = await importFountain(ana.page, studio, name, SCRIPT)
  const ben = await joinStudio(browser, studio, 'Ben')
  for (const { page } of [ana, ben]) await openScene(page, studio, project.id, FERRY)
  return { ana, ben }
}

/** A table with `count` empty rows, made by hand by Ana and there for Ben. */
async function rowsByHand(ana: Page, ben: Page, count: number): Promise<void> {
  await ana.getByRole('button', { name: 'Add a row by hand' }).click()
  await expect(rows(ana)).toHaveCount(1)
  for (let have = 1; have < count; have++) {
    await ana.getByRole('button', { name: 'Add shot' }).click()
    await expect(rows(ana)).toHaveCount(have + 1)
  }
  await expect(rows(ben)).toHaveCount(count)
}

const close = (...visitors: Visitor[]) => Promise.all(visitors.map(visitor => visitor.leave()))

test.describe('the shot table', () => {
  test('Break down fills the table of both; it is there after a reload and after the server was killed', async ({
    browser,
    studio,
  }) => {
    const { ana, ben } = await twoAtTheFerry(browser, studio, 'Breakdown')
    const mirror = ben.page.getByRole('region', { name: 'Rearview mirror' })
    await expect(mirror).toContainText('2 EXT. STREET - NIGHT')
    await expect(mirror).toContainText('The street lamp goes out.')
    await expect(mirror).toContainText('JON: I did not say which nine.')
    await expect(ana.page.getByRole('button', { name: 'Break down - 0 credits (offline)' })).toBeVisible()

    const count = await breakDown(ana.page)
    expect(count).toBeGreaterThan(1)
    await expect(rows(ben.page)).toHaveCount(count)
    const made = await columnTexts(ana.page, 'Action')
    expect(await columnTexts(ben.page, 'Action')).toEqual(made)
    expect(await labels(ben.page)).toEqual(['3A', '3B', '3C', '3D', '3E', '3F', '3G', '3H'].slice(0, count))
    // every line of dialogue stands in the table word for word, once
    const dialogue = (await columnTexts(ben.page, 'Dialogue')).join('\n')
    for (const line of ['Is this seat taken?', 'It is now.']) expect(dialogue.split(line)).toHaveLength(2)
    for (const column of ['Sec', 'Setting', 'Light', 'Camera'] as const)
      expect(await columnTexts(ben.page, column)).not.toContain('')
    await expect(ben.page.getByText('Broken down', { exact: true })).toBeVisible()

    await write(ben.page, '3A', 'Light', 'One grey window')
    await expect(cell(ana.page, '3A', 'Light')).toHaveText('One grey window')
    await expect(saved(ben.page)).toBeAttached()
    await ana.page.reload()
    await expect(cell(ana.page, '3A', 'Light')).toHaveText('One grey window')

    studio.kill('server')
    await write(ben.page, '3B', 'Light', 'The same window')
    await studio.ready()
    await expect(saved(ben.page)).toBeAttached({ timeout: 30_000 })
    await expect(cell(ana.page, '3B', 'Light')).toHaveText('The same window', { timeout: 30_000 })
    await ana.page.reload()
    await expect(rows(ana.page)).toHaveCount(count)
    await expect(cell(ana.page, '3A', 'Light')).toHaveText('One grey window')
    await expect(cell(ana.page, '3B', 'Light')).toHaveText('The same window')
    await close(ana, ben)
  })

  test('two people write in different cells and in the same cell at once, and see where the other is', async ({
    browser,
    studio,
  }) => {
    const { ana, ben } = await twoAtTheFerry(browser, studio, 'At once')
    await rowsByHand(ana.page, ben.page, 2)

    await Promise.all([
      write(ana.page, '3A', 'Camera', 'Wide, from the pier'),
      write(ben.page, '3B', 'Action', 'Jon sits down.'),
    ])
    for (const { page } of [ana, ben]) {
      await expect(cell(page, '3A', 'Camera')).toHaveText('Wide, from the pier')
      await expect(cell(page, '3B', 'Action')).toHaveText('Jon sits down.')
    }

    await select(ben.page, '3A', 'Action')
    const seen = cell(ana.page, '3A', 'Action')
    await expect(seen).toHaveAttribute('data-guest', 'there')
    await expect(seen).toHaveAttribute('data-guest-names', 'Ben')
    expect(await seen.evaluate(node => getComputedStyle(node, '::before').content)).toContain('Ben')
    await ben.page.keyboard.type('The bench is long.')
    await expect(seen).toHaveAttribute('data-guest', 'editing')
    // letter by letter, before the cell is left
    await expect(seen).toHaveText('The bench is long.')

    await seen.dblclick()
    await expect(ana.page.getByRole('textbox', { name: 'Action of shot 3A' })).toBeFocused()
    await ana.page.keyboard.press('Home')
    await Promise.all([
      ana.page.keyboard.type('Fog outside. ', { delay: 20 }),
      ben.page.keyboard.type(' Mara waits.', { delay: 20 }),
    ])
    await Promise.all([ana.page.keyboard.press('Enter'), ben.page.keyboard.press('Enter')])
    for (const { page } of [ana, ben])
      await expect(cell(page, '3A', 'Action')).toHaveText('Fog outside. The bench is long. Mara waits.')
    await expect(cell(ana.page, '3A', 'Action')).not.toHaveAttribute('data-guest')
    await close(ana, ben)
  })

  test('the keys of a spreadsheet: arrows, Tab, Enter, typing replaces, F2 keeps, Esc gives up', async ({
    browser,
    studio,
  }) => {
    const { ana, ben } = await twoAtTheFerry(browser, studio, 'Keys')
    const { page } = ana
    await rowsByHand(page, ben.page, 2)
    const keyboard = page.keyboard

    await select(page, '3A', 'Action')
    await keyboard.press('ArrowRight')
    await expect(cell(page, '3A', 'Dialogue')).toBeFocused()
    await keyboard.press('ArrowDown')
    await expect(cell(page, '3B', 'Dialogue')).toBeFocused()
    await keyboard.press('ArrowLeft')
    await expect(cell(page, '3B', 'Action')).toBeFocused()
    await keyboard.press('ArrowUp')
    await expect(cell(page, '3A', 'Action')).toBeFocused()
    await keyboard.press('End')
    await expect(cell(page, '3A', 'Continuity')).toBeFocused()
    await keyboard.press('Tab')
    await expect(row(page, '3B').getByRole('rowheader')).toBeFocused()
    await keyboard.press('Shift+Tab')
    await expect(cell(page, '3A', 'Continuity')).toBeFocused()

    await select(page, '3A', 'Action')
    await keyboard.type('Rain on the glass')
    await keyboard.press('Tab')
    await expect(cell(page, '3A', 'Dialogue')).toBeFocused()
    await expect(cell(ben.page, '3A', 'Action')).toHaveText('Rain on the glass')
    await keyboard.press('ArrowLeft')
    await keyboard.type('Snow')
    await keyboard.press('Enter')
    await expect(cell(page, '3B', 'Action')).toBeFocused()
    await expect(cell(ben.page, '3A', 'Action')).toHaveText('Snow')

    await select(page, '3A', 'Action')
    await keyboard.press('F2')
    await expect(page.getByRole('textbox', { name: 'Action of shot 3A' })).toHaveValue('Snow')
    await keyboard.type(' falls')
    await keyboard.press('Enter')
    await expect(cell(ben.page, '3A', 'Action')).toHaveText('Snow falls')

    await select(page, '3A', 'Action')
    await keyboard.type('Wrong words')
    await expect(cell(ben.page, '3A', 'Action')).toHaveText('Wrong words')
    await keyboard.press('Escape')
    await expect(cell(page, '3A', 'Action')).toBeFocused()
    for (const one of [page, ben.page]) await expect(cell(one, '3A', 'Action')).toHaveText('Snow falls')

    await keyboard.press('Delete')
    await expect(cell(ben.page, '3A', 'Action')).toHaveText('')
    await close(ana, ben)
  })

  test('a duration that is none is kept as typed with what is wrong, and never saved', async ({ browser, studio }) => {
    const { ana, ben } = await twoAtTheFerry(browser, studio, 'Seconds')
    const { page } = ana
    await rowsByHand(page, ben.page, 1)
    await expect(cell(ben.page, '3A', 'Sec')).toHaveText('8')

    await select(page, '3A', 'Sec')
    await page.keyboard.type('soon')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert')).toHaveText('“soon” is no number of seconds. Type a number, such as 8 or 2.5.')
    const field = page.getByRole('textbox', { name: 'Seconds of shot 3A' })
    await expect(field).toBeFocused()
    await field.fill('90')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert')).toHaveText('A shot lasts 0.5 to 60 seconds, not 90.')
    await expect(cell(ben.page, '3A', 'Sec')).toHaveText('8')
    await field.fill('2,5')
    await page.keyboard.press('Enter')
    for (const one of [page, ben.page]) await expect(cell(one, '3A', 'Sec')).toHaveText('2.5')
    await expect(ben.page.getByText('2.5 s', { exact: true })).toBeVisible()
    await close(ana, ben)
  })

  test('a range is copied to other rows, and cells come from a spreadsheet, new rows included', async ({
    browser,
    studio,
  }) => {
    const { ana, ben } = await twoAtTheFerry(browser, studio, 'Clipboard')
    const { page } = ana
    await ana.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await rowsByHand(page, ben.page, 4)
    await write(page, '3A', 'Setting', 'The long bench')
    await write(page, '3A', 'Light', 'Grey, from the left')
    await write(page, '3B', 'Setting', 'The "wet" window')
    await write(page, '3B', 'Light', 'One lamp')

    await select(page, '3A', 'Setting')
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('ControlOrMeta+c')
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      'The long bench\tGrey, from the left\r\n"The ""wet"" window"\tOne lamp',
    )
    await select(page, '3C', 'Setting')
    await page.keyboard.press('ControlOrMeta+v')
    for (const one of [page, ben.page]) {
      await expect(cell(one, '3C', 'Setting')).toHaveText('The long bench')
      await expect(cell(one, '3C', 'Light')).toHaveText('Grey, from the left')
      await expect(cell(one, '3D', 'Setting')).toHaveText('The "wet" window')
      await expect(cell(one, '3D', 'Light')).toHaveText('One lamp')
    }

    // as a spreadsheet writes it: a cell with a line break stands in quotes
    await page.evaluate(() =>
      navigator.clipboard.writeText('4\tHorn sounds\tMARA: Is this\r\n12,5\t"Two\nlines"\tJON: It is'),
    )
    await select(page, '3D', 'Sec')
    await page.keyboard.press('ControlOrMeta+v')
    for (const one of [page, ben.page]) {
      await expect(rows(one)).toHaveCount(5)
      await expect(cell(one, '3D', 'Sec')).toHaveText('4')
      await expect(cell(one, '3D', 'Action')).toHaveText('Horn sounds')
      await expect(cell(one, '3D', 'Dialogue')).toHaveText('MARA: Is this')
      await expect(cell(one, '3E', 'Sec')).toHaveText('12.5')
      await expect(cell(one, '3E', 'Dialogue')).toHaveText('JON: It is')
    }
    expect((await columnTexts(ben.page, 'Action')).at(-1)).toBe('Two\nlines')
    // one paste is one step
    await page.keyboard.press('ControlOrMeta+z')
    await expect(rows(ben.page)).toHaveCount(4)
    await expect(cell(ben.page, '3D', 'Action')).toHaveText('')
    await expect(cell(ben.page, '3D', 'Setting')).toHaveText('The "wet" window')
    await close(ana, ben)
  })

  test('rows are added, duplicated, moved and deleted, renumbered for both; undo takes back one’s own only', async ({
    browser,
    studio,
  }) => {
    const { ana, ben } = await twoAtTheFerry(browser, studio, 'Rows')
    const { page } = ana
    await rowsByHand(page, ben.page, 3)
    for (const [label, action] of [
      ['3A', 'one'],
      ['3B', 'two'],
      ['3C', 'three'],
    ] as const)
      await write(page, label, 'Action', action)
    const bothShow = async (...actions: string[]) => {
      for (const one of [page, ben.page]) {
        await expect.poll(() => columnTexts(one, 'Action')).toEqual(actions)
        expect(await labels(one)).toEqual(actions.map((_, place) => `3${'ABCDEF'[place]}`))
      }
    }
    await bothShow('one', 'two', 'three')

    await select(page, '3C', 'Action')
    await page.keyboard.press('Alt+ArrowUp')
    await bothShow('one', 'three', 'two')
    await expect(cell(page, '3B', 'Action')).toBeFocused()
    await page.keyboard.press('Alt+ArrowUp')
    await bothShow('three', 'one', 'two')

    await select(ben.page, '3B', 'Action')
    await ben.page.getByRole('button', { name: 'Duplicate' }).click()
    await bothShow('three', 'one', 'one', 'two')
    await write(ben.page, '3C', 'Action', 'ben')
    await bothShow('three', 'one', 'ben', 'two')

    await select(page, '3A', 'Action')
    await page.keyboard.press('ControlOrMeta+Backspace')
    await bothShow('one', 'ben', 'two')
    await select(page, '3C', 'Action')
    await page.keyboard.press('ControlOrMeta+Enter')
    await bothShow('one', 'ben', 'two', '')

    // Ana: her row, her deletion, her two moves; Ben's row and word stay
    await page.keyboard.press('ControlOrMeta+z')
    await bothShow('one', 'ben', 'two')
    await page.keyboard.press('ControlOrMeta+z')
    await bothShow('three', 'one', 'ben', 'two')
    await page.keyboard.press('ControlOrMeta+Shift+z')
    await bothShow('one', 'ben', 'two')
    // Ben: his word, then his copy
    await select(ben.page, '3B', 'Action')
    await ben.page.keyboard.press('ControlOrMeta+z')
    await bothShow('one', 'one', 'two')
    await ben.page.keyboard.press('ControlOrMeta+z')
    await bothShow('one', 'two')
    await expect(table(ben.page)).toBeVisible()
    await close(ana, ben)
  })
})
