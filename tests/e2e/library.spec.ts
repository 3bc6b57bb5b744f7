import { png } from '../integration/library/pictures.ts'
import { expect, joinStudio, test } from './studio.ts'

const SHEET = 'kind,name,description\ncharacter,Mara,A ferry pilot in a soaked yellow coat.\nprop,Lantern,Brass.\n'

test('Ana promotes a character, Ben finds it in the library and uses it in another project, and Ana reads of that before she deletes it', async ({
  browser,
  studio,
}) => {
  // what belongs to an organisation is asked of its members in other specs, too
  const anew = { anew: true }
  const [ana, ben] = [await joinStudio(browser, studio, 'Ana', anew), await joinStudio(browser, studio, 'Ben', anew)]
  const made = async ({ page }: typeof ana, path: string, data: object): Promise<{ id: string }> =>
    (await page.request.post(`${studio.url}${path}`, { data })).json()
  const organisation = await made(ana, '/api/organisations', { name: 'Library Films' })
  const { user } = (await (await ben.page.request.get(`${studio.url}/api/session`)).json()) as { user: { id: string } }
  await made(ana, `/api/organisations/${organisation.id}/members`, { userId: user.id, role: 'admin' })
  const project = async (who: typeof ana, name: string) => {
    const { id } = await made(who, '/api/projects', { name, type: 'narrative' })
    await who.page.request.patch(`${studio.url}/api/projects/${id}`, { data: { organisationId: organisation.id } })
    return id
  }
  const ferry = await project(ana, 'Night Ferry')
  await project(ben, 'Harbour Lights')
  await ana.page.request.post(`${studio.url}/api/projects/${ferry}/assets/sheet`, {
    multipart: { file: { name: 'cast.csv', mimeType: 'text/csv', buffer: Buffer.from(SHEET) } },
  })

  await ana.page.goto(`${studio.url}/p/${ferry}/assets`)
  const promote = ana.page.getByRole('button', { name: 'Promote to Global: Mara' })
  await promote.click()
  await expect(ana.page.getByText('“Mara” is in the asset library now').first()).toBeVisible()
  await promote.click()
  await expect(ana.page.getByText('“Mara” is in the asset library already, exactly so').first()).toBeVisible()

  // Ben finds her by a word of her description, gives her a face and takes her along
  await ben.page.goto(studio.url)
  await ben.page.getByRole('link', { name: 'Asset library' }).click()
  await ben.page.keyboard.press('/')
  await ben.page.keyboard.type('yellow')
  const list = ben.page.getByRole('navigation', { name: 'Assets of the library' })
  await expect(list.getByText('1 asset')).toBeVisible()
  await list.getByRole('link', { name: /^Mara/ }).click()
  const mara = ben.page.getByRole('article', { name: 'Mara' })
  await expect(mara).toContainText('Promoted by Ana just now from Night Ferry (Main)')
  const picture = ben.page.getByLabel('Picture of Mara')
  await picture.setInputFiles({ name: 'mara.png', mimeType: 'image/png', buffer: Buffer.from('<svg></svg>') })
  await expect(mara).toContainText('It is no PNG, JPEG or WebP picture')
  await picture.setInputFiles({ name: 'mara.png', mimeType: 'image/png', buffer: png(320, 240) })
  await expect(mara.getByRole('img', { name: 'Mara' })).toHaveJSProperty('naturalWidth', 320)
  await mara.getByRole('button', { name: 'Use in a project…' }).click()
  const use = ben.page.getByRole('dialog', { name: 'Use “Mara” in a project' })
  await use.getByRole('combobox', { name: 'Project' }).press('Enter')
  await ben.page.getByRole('option', { name: 'Harbour Lights' }).press('Enter')
  await use.getByRole('button', { name: 'Use it there' }).click()
  await expect(mara.getByRole('link', { name: 'Harbour Lights (Main)' })).toBeVisible()

  // she is told where it is before it goes
  await ana.page.getByRole('link', { name: 'Asset library' }).first().click()
  await ana.page.getByRole('link', { name: 'Mara Character · Library Films' }).click()
  await expect(ana.page.getByRole('article').getByRole('link', { name: 'Harbour Lights (Main)' })).toBeVisible()
  await ana.page.getByRole('button', { name: 'Delete Mara' }).click()
  const warning = ana.page.getByRole('alertdialog')
  await expect(warning).toContainText('It is used in “Harbour Lights” (Main)')
  await warning.getByRole('button', { name: 'Cancel' }).click()
  await mara.getByRole('link', { name: 'Harbour Lights (Main)' }).click()
  const copy = ben.page.getByRole('list', { name: 'Characters' }).getByRole('listitem').filter({ hasText: 'Mara' })
  await expect(copy).toContainText('From the asset library, version 2')
  await ana.page.getByRole('button', { name: 'Delete Mara' }).click()
  await warning.getByRole('button', { name: 'Delete anyway' }).click()
  await expect(ana.page.getByRole('navigation', { name: 'Assets of the library' })).not.toContainText('Library Films')
  await expect(copy).toContainText('The original is gone from the library. This copy stays.', { timeout: 10_000 })
  await ana.leave()
  await ben.leave()
})
