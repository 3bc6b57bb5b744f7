import type { Page } from '@playwright/test'
import { isClean } from './axe.ts'
import { expect, joinStudio, test } from './studio.ts'

/** A text of four chapters, whose people no brief names. */
const NOVEL = ['The Harbour', 'The Storm', 'The Island', 'The Return']
  .map((title, at) =>
    [
      `Chapter ${at + 1}. ${title}`,
      ...Array.from(
        { length: 12 },
        (_, n) =>
          `Captain Brannock climbed the mast of the Halcyon and shouted at the ${n + 1}th wave. Odette held the wheel and watched the lamp go out over Saltmere. Brannock threw the rope to Odette, who caught it with one hand. "We turn back," said Odette, but Brannock laughed and pointed at the ${title.toLowerCase()}.`,
      ),
    ].join('\n\n'),
  )
  .join('\n\n')

const choose = (page: Page, files: Record<string, string | Buffer>) =>
  page.getByLabel('Files for the brief').setInputFiles(
    Object.entries(files).map(([name, content]) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(content),
    })),
  )

test('two people stage files, one of them bad, and condense the Primary into three treatments', async ({
  browser,
  studio,
}) => {
  const [ana, ben] = [await joinStudio(browser, studio, 'Ana'), await joinStudio(browser, studio, 'Ben')]
  const made = await ana.page.request.post(`${studio.url}/api/projects`, {
    data: { name: 'Staged', type: 'narrative' },
  })
  const { id } = (await made.json()) as { id: string }
  for (const { page } of [ana, ben]) await page.goto(`${studio.url}/p/${id}/brief`)
  const files = (page: Page) => page.getByRole('list', { name: 'Files', exact: true }).getByRole('listitem')
  const file = (page: Page, name: string) => files(page).filter({ hasText: name })

  // what is missing is said where it is missing
  await ana.page.getByRole('radio', { name: /^Condensation/ }).check()
  await expect(ben.page.getByRole('radio', { name: /^Condensation/ })).toBeChecked()
  await ana.page.getByRole('button', { name: 'Lock the Brief & Proceed' }).click()
  await expect(ana.page.getByText(/Add the long text as a file/)).toBeVisible()
  await expect(ana.page.getByRole('button', { name: 'Add files' })).toBeFocused()

  await choose(ana.page, {
    'notes.txt': 'Odette is nineteen and fears nothing.',
    'novel.md': NOVEL,
    'scan.pdf': 'no PDF',
  })
  for (const { page } of [ana, ben]) {
    await expect(file(page, 'novel.md')).toContainText(/md · [\d,]+ words/)
    await expect(file(page, 'scan.pdf')).toContainText('It is plain text: rename it to .txt')
    await expect(page.getByRole('radio', { name: 'Primary: notes.txt' })).toBeChecked()
  }

  // a file that is too large never leaves the browser of whoever drops it
  await ana.page.getByRole('region', { name: 'Files' }).evaluate(
    (area, bytes) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([new Uint8Array(bytes)], 'huge.epub'))
      area.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
    },
    26 * 1024 * 1024,
  )
  await expect(file(ana.page, 'huge.epub')).toContainText('A file has at most 25 MB')
  await ana.page.getByRole('button', { name: 'Dismiss huge.epub' }).click()
  await expect(files(ana.page)).toHaveCount(3)

  // the other one says what is what, by keyboard
  await ben.page.getByRole('radio', { name: 'Primary: notes.txt' }).focus()
  await ben.page.keyboard.press('ArrowDown')
  await expect(ana.page.getByRole('radio', { name: 'Primary: novel.md' })).toBeChecked()
  await ben.page.getByRole('combobox', { name: 'What notes.txt is for' }).press('Enter')
  await ben.page.getByRole('option', { name: 'Character notes' }).press('Enter')
  await expect(ana.page.getByRole('combobox', { name: 'What notes.txt is for' })).toHaveText('Character notes')
  await isClean(ana.page, 'brief with files')
  await ana.page.getByRole('button', { name: 'Remove scan.pdf' }).click()
  await expect(files(ben.page)).toHaveCount(2)
  await expect(ana.page.getByRole('button', { name: 'Add files' })).toBeFocused()

  await ana.page.getByLabel('At least, minutes').fill('8')
  await ana.page.getByLabel('At most, minutes').fill('12')
  await ana.page.getByRole('radio', { name: /^PG / }).check()
  await ana.page.getByRole('checkbox', { name: 'adventure' }).check()
  await ana.page.getByRole('textbox', { name: 'Tone' }).fill('Salty, quick and a little sad.')
  await ana.page.getByRole('button', { name: 'Lock the Brief & Proceed' }).click()
  await expect(ben.page.getByText(/Ana approved this/)).toBeVisible()
  await expect(ben.page.getByRole('radio', { name: 'Primary: notes.txt' })).toBeDisabled()

  await ben.page.goto(`${studio.url}/p/${id}/treatment`)
  await ben.page.getByRole('button', { name: /^Generate three treatments/ }).click()
  const cards = ben.page.getByRole('article')
  await expect(cards.getByRole('button', { name: 'Choose' })).toHaveCount(3)
  for (const card of await cards.all()) await expect(card).toContainText(/Brannock|Odette/)
  await ana.leave()
  await ben.leave()
})

test('a screenplay that is Primary becomes the script, and a script that is there is left alone', async ({
  browser,
  studio,
}) => {
  const { page, leave } = await joinStudio(browser, studio, 'Ana')
  const made = await page.request.post(`${studio.url}/api/projects`, { data: { name: 'Skipped', type: 'narrative' } })
  const { id } = (await made.json()) as { id: string }
  await page.goto(`${studio.url}/p/${id}/brief`)
  await page.getByRole('radio', { name: /^Screenplay/ }).check()
  const make = page.getByRole('button', { name: 'Make it the script' })
  await expect(make).toBeDisabled()
  await choose(page, { 'ferry.fountain': 'INT. FERRY - DAY\n\nThe river is high.\n' })
  await expect(page.getByRole('radio', { name: 'Primary: ferry.fountain' })).toBeChecked()
  await make.click()
  await expect(page.getByText('The screenplay is the script', { exact: true })).toBeVisible()
  await make.click()
  await expect(page.getByText(/has a script already; it is unchanged/)).toBeVisible()

  // its people and things come in a sheet, of which an entry is wrong; a colleague sees them come
  const ben = await joinStudio(browser, studio, 'Ben')
  await ben.page.goto(`${studio.url}/p/${id}/brief`)
  await page.getByLabel('Sheet of characters, settings and props').setInputFiles({
    name: 'cast.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('kind,name,description\ncharacter,Tomasz,Ties the rope\nhero,Ewa,Nine\nprop,Rope,Wet hemp\n'),
  })
  for (const reader of [page, ben.page]) {
    const sheet = reader.getByRole('region', { name: 'Characters, settings and props' })
    await expect(sheet.getByRole('term')).toHaveText(['Tomasz', 'Rope'])
    await expect(sheet.getByRole('definition').first()).toHaveText('Ties the rope')
  }
  await expect(page.getByText('cast.csv: 2 assets added.')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Entries that were left out' })).toHaveText(
    'Line 3: “hero” is no kind of asset: it is a character, a setting or a prop.',
  )
  await isClean(page, 'brief with assets')
  await page.goto(`${studio.url}/p/${id}/script`)
  await expect(page.locator('.ProseMirror')).toContainText('The river is high.')
  // the way of a screenplay is at its end
  await page.getByRole('button', { name: 'Production' }).click()
  await page.getByRole('menuitem', { name: 'Approve Master Script & Proceed' }).click()
  await ben.page.goto(`${studio.url}/p/${id}/script`)
  await expect(ben.page.getByText(/Ana approved this/)).toBeVisible()
  await ben.leave()
  await leave()
})
