import { isClean } from './axe.ts'
import { expect, test, visitStudio } from './studio.ts'

test('what is no e-mail address is said at its field, and asked of nobody', async ({ browser, studio }) => {
  const { page, leave } = await visitStudio(browser, studio)
  await page.goto(`${studio.url}/sign-in`)
  const asked: string[] = []
  page.on('request', request => asked.push(request.url()))
  await page.getByLabel('Password').fill('a long enough secret')
  const field = page.getByLabel('E-mail')
  for (const typed of ['ana', 'ana@', 'ana @example.org']) {
    await field.fill(typed)
    await field.press('Enter')
    await expect(field).toHaveAccessibleDescription('Type an e-mail address, such as ana@example.org.')
    await expect(field).toHaveAttribute('aria-invalid', 'true')
  }
  await isClean(page, 'sign-in, no address')
  expect(asked.filter(url => url.includes('/api/auth/'))).toEqual([])

  await field.fill(' ana@example.org ')
  await field.press('Enter')
  await expect(page.getByText('No account has this e-mail address with this password.')).toBeVisible()
  await expect(field).not.toHaveAttribute('aria-invalid')
  await leave()
})
