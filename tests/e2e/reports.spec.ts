import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { readBeats } from '../../shared/core/beats/beats.ts'
import { addBeat } from '../../shared/core/beats/write.ts'
import { briefText } from '../../shared/core/brief/brief.ts'
import { isClean } from './axe.ts'
import { readDocument, writeIn } from './documents.ts'
import { breakDown, cell, openScene } from './shotTable.ts'
import { caretTo, expect, lineWith, test, twoInScript } from './studio.ts'

const SCRIPT = `Title: Counted

INT. BOATHOUSE - NIGHT

Wilma ties the rope. WILMA is cold, her wilma wet.

WILMA (V.O.)
Nine knots, always nine knots.

OSKAR
Wilma, the boat.

EXT. LANDING STAGE - DAY

Oskar rows. The rope is gone.

WILMA
Come back.
`

const panel = (page: Page) => page.getByRole('complementary', { name: 'Find and replace' })
const script = (page: Page) => page.getByRole('textbox', { name: 'Screenplay' })

test('two people read reports, find and replace, and rename a character while both write', async ({
  browser,
  studio,
}) => {
  test.setTimeout(120_000)
  const { ana, ben, project, leave } = await twoInScript(browser, studio, 'Counted by two', SCRIPT)
  const { page } = ana

  // a shot of the first scene names her, too
  await openScene(page, studio, project.id, 'INT. BOATHOUSE - NIGHT')
  await breakDown(page)
  await expect(cell(page, '1A', 'Characters')).toContainText('WILMA')

  // reports follow what a colleague types
  await page.keyboard.press('Alt+5')
  await expect(page.getByRole('heading', { level: 1, name: 'Reports' })).toBeVisible()
  await expect(page.getByRole('row', { name: /INT\. BOATHOUSE - NIGHT/ })).toContainText('WILMA, OSKAR')
  await isClean(page, 'the scenes report')
  await page.getByRole('navigation', { name: 'Reports' }).getByRole('link', { name: 'Characters' }).click()
  const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) })
  await expect(row('OSKAR').getByRole('cell').nth(1)).toHaveText('3')
  await caretTo(ben.page, lineWith(ben.page, 'Wilma, the boat'), 'End')
  await ben.page.keyboard.type(' It sank, it sank.')
  await expect(row('OSKAR').getByRole('cell').nth(1)).toHaveText('7')
  await page.getByRole('button', { name: 'Character', exact: true }).click()
  await expect(page.getByRole('columnheader', { name: 'Character' })).toHaveAttribute('aria-sort', 'ascending')
  await expect(page.getByRole('row').nth(1)).toContainText('OSKAR')
  await isClean(page, 'the characters report')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: /^CSV/ }).click()
  expect(await readFile(await (await download).path(), 'utf8')).toContain('\r\nOSKAR,7,1,1,')
  const nav = page.getByRole('navigation', { name: 'Reports' })
  await nav.getByRole('link', { name: 'Dialogue balance' }).click()
  await expect(page.getByRole('img', { name: /^WILMA: 7 words, 50\.0 % of the dialogue/ })).toBeVisible()
  await page.getByText('Show as a table').click()
  await isClean(page, 'the dialogue balance')
  await nav.getByRole('link', { name: 'Pacing' }).click()
  await isClean(page, 'the pacing')
  await page.getByRole('link', { name: 'EXT. LANDING STAGE - DAY' }).click()
  await expect(script(page)).toBeFocused()

  // find with an element filter, as words and as a pattern
  await page.keyboard.press('ControlOrMeta+f')
  const find = panel(page).getByLabel('Find', { exact: true })
  await expect(find).toBeFocused()
  await find.fill('rope')
  await expect(panel(page).getByText('2 matches')).toBeVisible()
  await expect(page.locator('.ProseMirror .found')).toHaveCount(2)
  await isClean(page, 'the find panel')
  await page.keyboard.press('Enter')
  await expect(page.locator('.ProseMirror .found-now')).toHaveText('rope')
  await panel(page).getByRole('button', { name: 'Regular expression' }).click()
  await find.fill('(a+)+$|(')
  await expect(panel(page).getByText(/This is no regular expression/)).toBeVisible()
  await find.fill('(nine) (knots)')
  await panel(page).getByLabel('Replace with').fill('$2 of $1')
  await expect(panel(page).getByText('2 matches')).toBeVisible()
  await panel(page).getByRole('button', { name: 'Replace all' }).click()
  // a shot was made of that line
  await page.getByRole('alertdialog').getByRole('button', { name: 'Replace all' }).click()
  await expect(lineWith(ben.page, 'knots of')).toHaveText('knots of Nine, always knots of nine.')
  await panel(page).getByRole('button', { name: 'Undo' }).click()
  await expect(lineWith(ben.page, 'Nine knots')).toHaveText('Nine knots, always nine knots.')

  // the brief and the beat sheet are of the project, too
  await writeIn(page, studio, project.id, 'brief', doc => briefText(doc, 'tone')?.insert(0, 'Tight as nine knots.'))
  await writeIn(page, studio, project.id, 'beats', doc => {
    addBeat(doc, null, { title: 'Nine knots', body: 'Wilma ties the boat.' })
  })
  const beats = async () =>
    readBeats(await readDocument(page, studio, project.id, 'beats')).map(({ title, body }) => `${title}: ${body}`)
  await panel(page).getByRole('combobox', { name: 'Where' }).click()
  await page.getByRole('option', { name: 'Whole project' }).click()
  await expect(panel(page).getByRole('link', { name: /^Beat 1, title.*Nine knots/ })).toBeVisible()
  await expect(panel(page).getByRole('link', { name: /^Brief, tone.*nine knots/ })).toBeVisible()

  // rename her everywhere while Ben goes on in a line that names her
  await page.getByRole('navigation', { name: 'Stages' }).getByRole('link', { name: 'Reports' }).click()
  await nav.getByRole('link', { name: 'Characters' }).click()
  await page.getByRole('button', { name: 'Rename WILMA everywhere' }).click()
  await expect(panel(page).getByRole('checkbox', { name: /^Cues/ })).toBeChecked()
  await expect(panel(page).getByText(/^Shot 1A, characters/)).toBeVisible()
  await expect(panel(page).getByRole('checkbox', { name: /^Brief, treatment, beats and assets/ })).toBeChecked()
  await panel(page).getByLabel('New name').fill('Astrid')
  await expect(panel(page).getByRole('checkbox', { name: /^Scene 1 .*her wilma astrid wet/ })).not.toBeChecked()
  await isClean(page, 'renaming a character')
  await caretTo(ben.page, lineWith(ben.page, 'ties the rope'), 'End')
  await ben.page.keyboard.type(' Wind.')
  await panel(page)
    .getByRole('button', { name: /^Rename in \d+ places$/ })
    .click()
  // shots hang on these lines, and are told of first
  await page.getByRole('button', { name: 'Rename', exact: true }).click()
  await expect(lineWith(ben.page, 'ties the rope')).toHaveText(
    'Astrid ties the rope. ASTRID is cold, her wilma wet. Wind.',
  )
  await expect(ben.page.locator('p[data-type="character"]').first()).toHaveText('ASTRID (V.O.)')
  await expect(
    panel(page).getByText(/Renamed \d+ places: \d+ in the script, \d+ in the shots of scene 1 and 1 in the beat sheet/),
  ).toBeVisible()
  await openScene(ben.page, studio, project.id, 'INT. BOATHOUSE - NIGHT')
  await expect(cell(ben.page, '1A', 'Characters')).toContainText('ASTRID')
  await expect.poll(beats).toEqual(['Nine knots: Astrid ties the boat.'])
  // one undo takes all of it back, and leaves what Ben wrote
  await lineWith(page, 'ties the rope').click()
  await page.keyboard.press('ControlOrMeta+z')
  await expect(lineWith(page, 'ties the rope')).toHaveText('Wilma ties the rope. WILMA is cold, her wilma wet. Wind.')
  await expect(cell(ben.page, '1A', 'Characters')).toContainText('WILMA')
  await expect.poll(beats).toEqual(['Nine knots: Wilma ties the boat.'])
  await leave()
})
