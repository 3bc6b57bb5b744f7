import type { Browser } from '@playwright/test'
import { isClean } from './axe.ts'
import {
  expect,
  importFountain,
  joinStudio,
  lineWith,
  openScript,
  type Studio,
  test,
  twoInScript,
  type Visitor,
  visitStudio,
  wordsOf,
} from './studio.ts'

const SCRIPT = 'INT. KITCHEN - NIGHT\n\nMara stands at the sink.\n\nJon walks away.\n'
const REASON = 'Too many borrowed umbrellas'
/** Milliseconds within which a suspension is felt. */
const FELT = 5000
const HOUR = 3_600_000

const suspend = async (studio: Studio, account: string): Promise<void> =>
  expect(await studio.account('suspend', account, ...REASON.split(' '))).toBe(`${account} is suspended now.`)
const restore = async (studio: Studio, account: string): Promise<void> =>
  expect(await studio.account('restore', account)).toBe(`${account} is not suspended now.`)

/** Somebody with an account by e-mail, whom Ana made an editor of her project; on a blank page. */
async function editorByMail(browser: Browser, studio: Studio, ana: Visitor, projectId: string, email: string) {
  const ben = await visitStudio(browser, studio)
  const account = { name: 'Ben', email, password: 'a long enough secret' }
  for (const answer of [
    await ben.page.request.post(`${studio.url}/api/auth/sign-up/email`, { data: account }),
    await ana.page.request.post(`${studio.url}/api/projects/${projectId}/members`, { data: { email, role: 'editor' } }),
  ])
    expect(answer.ok(), await answer.text()).toBe(true)
  return { ben, account }
}

/** That the page says that the account is suspended, and why. */
async function isTold({ page }: Visitor, within = FELT): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Suspended' })).toBeVisible({ timeout: within })
  await expect(page.getByText(`The reason given: “${REASON}”.`)).toBeVisible()
  await expect(page.getByText('is kept in this browser')).toBeVisible()
}

test.describe('an account that is suspended', () => {
  test.setTimeout(150_000)

  test('while typing: is told why within seconds, asks no more, and goes on with every word once it is restored', async ({
    browser,
    studio,
  }) => {
    const { ana, ben, project, leave } = await twoInScript(browser, studio, 'Suspended', SCRIPT, { anew: true })
    const projectUrl = `${studio.url}/api/projects/${project.id}`
    const { user } = await (await ben.page.request.get(`${studio.url}/api/session`)).json()
    // the hour in which his page must not ask again is not waited for
    await ben.page.clock.install()
    await openScript(ben.page, studio, project.id)
    await lineWith(ben.page, 'at the sink').click()
    await ben.page.keyboard.press('End')
    await ben.page.keyboard.type(' Before.')
    await expect(lineWith(ana.page, 'Before.')).toBeVisible()

    const editor = ben.page.locator('.ProseMirror')
    let typed = 'Mara stands at the sink. Before.'
    const typing = (async () => {
      for (let i = 0; ; i++) {
        await ben.page.keyboard.type(` W${i}`)
        if ((await editor.count()) === 0) return
        typed += ` W${i}`
      }
    })()
    await suspend(studio, user.id)
    await isTold(ben)
    await typing
    await isClean(ben.page, 'suspended')
    for (const answer of [
      await ben.page.request.get(projectUrl),
      await ben.page.request.post(`${projectUrl}/agents/rewrite`, { data: { instruction: 'Tighten it' } }),
    ])
      expect([answer.status(), (await answer.json()).error.code]).toEqual([403, 'account-suspended'])

    const asked: string[] = []
    ben.page.on('request', request => asked.push(new URL(request.url()).pathname))
    ben.page.on('websocket', socket => asked.push(new URL(socket.url()).pathname))
    await ben.page.clock.fastForward(HOUR)
    await ben.page.evaluate(() => fetch('/api/health').then(answer => answer.ok))
    expect(asked).toEqual(['/api/health'])

    const hers = lineWith(ana.page, 'at the sink')
    await lineWith(ana.page, 'walks away').click()
    await ana.page.keyboard.press('End')
    await ana.page.keyboard.type(' Slowly.')
    await expect(ana.page.locator('[data-save-state="saved"]')).toBeAttached()
    const exported = async () => (await ana.page.request.get(`${projectUrl}/export?format=fountain`)).text()
    expect(await exported()).toContain('Jon walks away. Slowly.')

    await ben.page.getByRole('button', { name: 'Try again' }).click()
    await isTold(ben)
    await restore(studio, user.id)
    await ben.page.getByRole('button', { name: 'Try again' }).click()
    const his = lineWith(ben.page, 'at the sink')
    await expect(his).toContainText(typed)
    await lineWith(ben.page, 'walks away').click()
    await ben.page.keyboard.press('End')
    await ben.page.keyboard.type(' After.')
    await expect.poll(() => wordsOf(lineWith(ana.page, 'walks away'))).toBe('Jon walks away. Slowly. After.')
    await expect(ben.page.locator('[data-save-state="saved"]')).toBeAttached()
    expect(await wordsOf(hers)).toBe(await wordsOf(his))
    expect(await exported()).toContain(typed)
    await leave()
  })

  test('without a network: is told on return, on reload and on signing in; its words are taken when it is restored', async ({
    browser,
    studio,
  }) => {
    const ana = await joinStudio(browser, studio, 'Ana')
    const project = await importFountain(ana.page, studio, 'Suspended away', SCRIPT)
    const { ben, account } = await editorByMail(browser, studio, ana, project.id, 'ben.away@example.org')
    const { page, context } = ben
    for (const one of [ana, ben]) await openScript(one.page, studio, project.id)
    await expect(page.locator('[data-save-state="saved"]')).toBeAttached()
    await context.setOffline(true)
    await expect(page.locator('[data-save-state="offline"]')).toBeAttached({ timeout: 40_000 })
    await lineWith(page, 'walks away').click()
    await page.keyboard.press('End')
    await page.keyboard.type(' Slowly.')

    await suspend(studio, account.email)
    await context.setOffline(false)
    await isTold(ben, 40_000)
    await page.reload()
    await isTold(ben)
    await page.getByRole('link', { name: 'Sign in with another account' }).click()
    await page.getByLabel('E-mail').fill(account.email)
    await page.getByLabel('Password').fill(account.password)
    const enter = page.getByRole('button', { name: 'Sign in' })
    await enter.click()
    await expect(page.getByRole('alert')).toContainText(`The reason given: “${REASON}”.`)
    expect(await wordsOf(lineWith(ana.page, 'walks away'))).toBe('Jon walks away.')

    await restore(studio, account.email)
    await enter.click()
    await expect(page.getByRole('button', { name: 'Account of Ben' })).toBeVisible()
    await openScript(page, studio, project.id)
    await expect.poll(() => wordsOf(lineWith(ana.page, 'walks away'))).toBe('Jon walks away. Slowly.')
    await expect(page.locator('[data-save-state="saved"]')).toBeAttached()
    for (const one of [ana, ben]) await one.leave()
  })

  test('is marked in the lists of people, while somebody looks at them, until it is restored', async ({
    browser,
    studio,
  }) => {
    const ana = await joinStudio(browser, studio, 'Ana', { anew: true })
    const project = await importFountain(ana.page, studio, 'Suspended member', SCRIPT)
    const { ben, account } = await editorByMail(browser, studio, ana, project.id, 'ben.listed@example.org')
    const made = await ana.page.request.post(`${studio.url}/api/organisations`, { data: { name: 'Umbrellas' } })
    const { id } = await made.json()
    const data = { email: account.email, role: 'viewer' }
    expect((await ana.page.request.post(`${studio.url}/api/organisations/${id}/members`, { data })).ok()).toBe(true)

    const rows = ana.page.getByRole('list', { name: 'Members' }).getByRole('listitem')
    const his = rows.filter({ hasText: account.email })
    await ana.page.goto(`${studio.url}/p/${project.id}/people`)
    await expect(his).toContainText('Ben')
    await expect(rows.filter({ hasText: 'Suspended' })).toHaveCount(0)
    await suspend(studio, account.email)
    await expect(his).toContainText('Suspended')
    await expect(rows.filter({ hasText: 'Suspended' })).toHaveCount(1)
    await isClean(ana.page, 'people, one suspended')
    await ana.page.goto(`${studio.url}/o/${id}`)
    await expect(his).toContainText('Suspended')
    await isClean(ana.page, 'organisation, one suspended')

    await ana.page.goto(`${studio.url}/p/${project.id}/people`)
    await expect(his).toContainText('Suspended')
    await restore(studio, account.email)
    await expect(rows.filter({ hasText: 'Suspended' })).toHaveCount(0)
    await expect(his).toContainText('Ben')
    for (const one of [ana, ben]) await one.leave()
  })
})
