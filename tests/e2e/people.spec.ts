import type { Browser, Page } from '@playwright/test'
import { type Mailbox, openMailbox } from '../integration/people/mailbox.ts'
import { isClean } from './axe.ts'
import {
  expect,
  importFountain,
  joinStudio,
  lineWith,
  type Studio,
  startStudio,
  test,
  type Visitor,
  visitStudio,
} from './studio.ts'

const SCRIPT = 'INT. FERRY - NIGHT\n\nMara counts the lights.\n'
const SECRET = 'a long enough secret'

let mailbox: Mailbox
let studio: Studio
test.beforeAll(async () => {
  test.setTimeout(180_000)
  mailbox = await openMailbox()
  studio = await startStudio({ SMTP_URL: mailbox.url })
})
test.afterAll(async () => {
  await studio.stop()
  await mailbox.stop()
})

async function stranger(browser: Browser): Promise<Visitor> {
  const visitor = await visitStudio(browser, studio)
  await visitor.page.emulateMedia({ reducedMotion: 'reduce' })
  return visitor
}

async function signUpOn(page: Page, name: string, email: string): Promise<void> {
  await page.getByRole('link', { name: 'Make an account' }).click()
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(SECRET)
  await page.getByRole('button', { name: 'Make the account' }).click()
}

/** Somebody who has an account and is signed in, on a blank page. */
async function withAccount(browser: Browser, name: string): Promise<Visitor> {
  const visitor = await stranger(browser)
  const account = { name, email: `${name.toLowerCase()}@example.org`, password: SECRET }
  const made = await visitor.page.request.post(`${studio.url}/api/auth/sign-up/email`, { data: account })
  expect(made.ok()).toBe(true)
  return visitor
}

const mailed = async (to: string, page: string): Promise<string> => {
  await expect.poll(() => mailbox.secret(to, page)).not.toBeNull()
  return mailbox.secret(to, page) ?? ''
}

test('an invitation brings somebody in by mail, a share link for as long as it lives, and the log says who did what', async ({
  browser,
}) => {
  const ana = await joinStudio(browser, studio, 'Ana')
  const project = await importFountain(ana.page, studio, 'Night Ferry', SCRIPT)
  const { page } = ana
  await page.goto(`${studio.url}/p/${project.id}/people`)
  await page.getByLabel('Add somebody by e-mail').fill('vera@example.org')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Invite vera@example.org' }).click()
  const waiting = page.getByRole('list', { name: 'Invitations' })
  await expect(waiting).toContainText('vera@example.org')
  await expect(waiting).toContainText('Mailed')
  await isClean(page, 'people')

  const newcomer = await stranger(browser)
  const vera = newcomer.page
  await vera.goto(`${studio.url}/invite#${await mailed('vera@example.org', 'invite')}`)
  await expect(vera.getByRole('heading', { name: 'Join “Night Ferry”' })).toBeVisible()
  expect(vera.url()).not.toContain('#')
  await isClean(vera, 'invitation')
  await signUpOn(vera, 'Vera', 'vera@example.org')
  await vera.getByRole('button', { name: 'Accept the invitation' }).click()
  await expect(lineWith(vera, 'Mara counts')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Members' })).toContainText('Vera')
  await expect(waiting).toBeHidden()

  await page.getByRole('tab', { name: 'Members' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.getByLabel('What the link is for (optional)').fill('Press')
  await page.getByRole('button', { name: 'Make a link' }).click()
  const link = await page.getByLabel('Share link', { exact: true }).inputValue()
  await isClean(page, 'share links')
  const reader = await withAccount(browser, 'Gus')
  const gus = reader.page
  await gus.goto(link)
  await expect(gus.getByRole('heading', { name: 'Open “Night Ferry”' })).toBeVisible()
  await gus.getByRole('button', { name: 'Open the project' }).click()
  await expect(lineWith(gus, 'Mara counts')).toBeVisible()
  await expect(gus.locator('[data-save-state="read-only"]')).toBeAttached()

  await page.getByRole('button', { name: 'Revoke Press' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(gus.getByRole('heading', { name: 'There is no project here for you' })).toBeVisible({ timeout: 5_000 })
  await gus.goto(link)
  await expect(gus.getByText('This link was taken back or has expired.')).toBeVisible()

  await page.getByRole('tab', { name: 'Changes of rights' }).click()
  const log = page.getByRole('list', { name: 'Changes of rights' })
  for (const entry of [
    'Ana revoked the share link “Press”',
    'Gus came in by the share link “Press” as viewer',
    'Vera accepted the invitation for vera@example.org as editor',
    'Ana invited vera@example.org as editor',
    'Ana made the project',
  ])
    await expect(log).toContainText(entry)
  await isClean(page, 'changes of rights')
  for (const one of [ana, newcomer, reader]) await one.leave()
})

test('a forgotten password is replaced by mail, and the account page ends sessions, makes keys and changes the password', async ({
  browser,
}) => {
  const rosa = await withAccount(browser, 'Rosa')
  const { page } = rosa
  const forgetful = await stranger(browser)
  const lost = forgetful.page
  await lost.goto(`${studio.url}/sign-in`)
  await lost.getByRole('link', { name: 'Forgot your password?' }).click()
  await isClean(lost, 'forgotten password')
  await lost.getByLabel('E-mail').fill('rosa@example.org')
  await lost.getByRole('button', { name: 'Send the link' }).click()
  await expect(lost.getByRole('status').first()).toContainText('If there is an account with this address')
  await lost.goto(`${studio.url}/reset-password#${await mailed('rosa@example.org', 'reset-password')}`)
  await lost.getByLabel('New password').fill('another long secret')
  await lost.getByRole('button', { name: 'Change the password' }).click()
  await lost.getByRole('link', { name: 'Sign in' }).click()
  await lost.getByLabel('E-mail').fill('rosa@example.org')
  await lost.getByLabel('Password').fill('another long secret')
  await lost.getByRole('button', { name: 'Sign in' }).click()
  await expect(lost.getByRole('button', { name: 'Account of Rosa' })).toBeVisible()
  // the reset signed the other browser out
  await page.goto(studio.url)
  await expect(page.getByRole('button', { name: 'Account of Rosa' })).toBeHidden()

  await lost.getByRole('button', { name: 'Account of Rosa' }).click()
  await lost.getByRole('menuitem', { name: 'Account' }).click()
  await expect(lost.getByRole('list', { name: 'Sessions' }).getByRole('listitem')).toHaveCount(1)
  await lost.getByLabel('What the key is for').fill('Backup')
  await lost.getByRole('button', { name: 'Make a key' }).click()
  const key = await lost.getByLabel('Key for Backup').inputValue()
  const authorization = `Bearer ${key}`
  const asKey = () => fetch(`${studio.url}/api/projects`, { headers: { authorization } }).then(({ status }) => status)
  expect(await asKey()).toBe(200)
  await lost.getByLabel('Present password').fill('not this one')
  await lost.getByLabel('New password').fill('a third long secret')
  await lost.getByRole('button', { name: 'Change the password' }).click()
  await expect(lost.getByText('This is not your present password.')).toBeVisible()
  await isClean(lost, 'account')
  await lost.getByLabel('Present password').fill('another long secret')
  await lost.getByRole('button', { name: 'Change the password' }).click()
  await expect(lost.getByText('Your password is changed', { exact: true }).first()).toBeVisible()
  await lost.getByRole('button', { name: 'Revoke Backup' }).click()
  await lost.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
  await expect.poll(asKey).toBe(401)
  for (const one of [rosa, forgetful]) await one.leave()
})

test('an organisation is made on the dashboard, a project moves into it, and its people see the project', async ({
  browser,
}) => {
  const olga = await withAccount(browser, 'Olga')
  const pia = await withAccount(browser, 'Pia')
  const { page } = olga
  const other = pia.page

  await importFountain(page, studio, 'Lighthouse', SCRIPT)
  await page.goto(studio.url)
  await page.getByRole('button', { name: 'Organisation: all projects' }).click()
  await page.getByRole('menuitem', { name: 'New organisation' }).click()
  await page.getByLabel('Name of the organisation').fill('Ferry Films')
  await page.keyboard.press('Enter')
  await expect(page.getByText('No projects here yet')).toBeVisible()
  await page.getByRole('button', { name: 'Show all' }).click()
  await page.getByRole('button', { name: 'Actions for Lighthouse' }).click()
  await page.getByRole('menuitem', { name: 'Move to Ferry Films' }).click()
  await expect(page.getByRole('article').filter({ hasText: 'Lighthouse' })).toContainText('Ferry Films')
  // the menu that closes gives the focus back, which would close the one opened next
  await expect(page.getByRole('menu')).toBeHidden()
  await page.getByRole('button', { name: 'Organisation: all projects' }).click()
  await page.getByRole('menuitemcheckbox', { name: /^Ferry Films/ }).click()
  await expect(page.getByRole('article')).toHaveCount(1)
  await page.getByRole('button', { name: 'Organisation: Ferry Films' }).click()
  await page.getByRole('menuitem', { name: 'People of Ferry Films' }).click()
  await page.getByLabel('Add somebody by e-mail').fill('pia@example.org')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('list', { name: 'Members' })).toContainText('Pia')
  await isClean(page, 'organisation')

  await other.goto(studio.url)
  await expect(other.getByRole('article').filter({ hasText: 'Lighthouse' })).toContainText('Editor')
  for (const one of [olga, pia]) await one.leave()
})
