import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { enteredProject, invitationRow, madeInvitation } from '../../../shared/core/api/people.ts'
import {
  addMember,
  bodyOf,
  createProject,
  personWith,
  signUp,
  startTestServer,
  type TestPerson,
  type TestServer,
} from '../factories.ts'
import { type Mailbox, openMailbox } from './mailbox.ts'

let mailbox: Mailbox
let server: TestServer
let withoutMail: TestServer
let owner: TestPerson
let projectId: string
beforeAll(async () => {
  mailbox = await openMailbox()
  server = await startTestServer({ env: { SMTP_URL: mailbox.url, MAIL_FROM: 'Film <film@example.org>' } })
  withoutMail = await startTestServer({ databaseUrl: server.databaseUrl })
  owner = await signUp(server, 'Owner')
})
afterAll(async () => {
  await withoutMail.stop()
  await server.stop()
  await mailbox.stop()
})
beforeEach(async () => {
  mailbox.refuse = false
  projectId = (await createProject(owner, 'Night, Boat')).id
})

const invite = async (by: TestPerson, body: unknown) =>
  madeInvitation.parse(bodyOf(await by.call('POST', `/api/projects/${projectId}/invitations`, body)))
const look = (by: TestPerson, secret: string) => by.call('POST', '/api/invitations/look', { secret })
const accept = (by: TestPerson, secret: string) => by.call('POST', '/api/invitations/enter', { secret })
const secretOf = (link: string | null): string => {
  const secret = link?.split('#')[1]
  if (!secret) throw new Error(`${link} has no secret.`)
  return secret
}
const pending = async (by: TestPerson) =>
  invitationRow.array().parse(bodyOf(await by.call('GET', `/api/projects/${projectId}/invitations`)))

describe('an invitation by e-mail', () => {
  test('arrives with a link that nobody else saw, and makes whoever accepts it a member, once', async () => {
    const made = await invite(owner, { email: 'New.Friend@example.com', role: 'editor' })
    expect(made).toMatchObject({ link: null, notMailed: null, invitation: { state: 'pending', mailed: true } })
    const mail = mailbox.mails.at(-1)
    expect(mail?.to).toEqual(['New.Friend@example.com'])
    expect(mail?.text).toContain('From: Film <film@example.org>')
    expect(mail?.text).toContain('works once')
    const secret = mailbox.secret('New.Friend@example.com', 'invite') ?? ''
    expect(JSON.stringify(made)).not.toContain(secret)

    const stranger = personWith(server, '')
    expect(bodyOf(await look(stranger, secret))).toMatchObject({
      projectName: 'Night, Boat',
      role: 'editor',
      from: 'Owner',
    })
    expect((await accept(stranger, secret)).status).toBe(401)
    const friend = await signUp(server, 'Friend')
    expect(enteredProject.parse(bodyOf(await accept(friend, secret)))).toEqual({ projectId, role: 'editor' })
    expect(bodyOf(await friend.call('GET', `/api/projects/${projectId}`))).toMatchObject({ role: 'editor' })
    for (const answer of [await accept(await signUp(server, 'Late'), secret), await look(stranger, secret)])
      expect(answer).toMatchObject({ status: 404, body: { error: { code: 'invitation-gone' } } })
    expect(await pending(owner)).toEqual([])
  })

  test('that the mail server does not take is shown to the inviter to copy, and works', async () => {
    mailbox.refuse = true
    const made = await invite(owner, { email: 'full@example.com', role: 'viewer' })
    expect(made.notMailed).toContain('Copy the link')
    expect(made.invitation.mailed).toBe(false)
    expect((await accept(await signUp(server, 'Full'), secretOf(made.link))).status).toBe(200)
  })

  test('on a server without SMTP is shown to the inviter, and said so', async () => {
    const there = { ...owner, call: personWith(withoutMail, owner.cookie).call }
    const made = await invite(there, { email: 'x@example.com', role: 'viewer' })
    expect(made.notMailed).toContain('sends no e-mail')
    expect(made.link).toMatch(new RegExp(`^${withoutMail.url}/invite#`))
  })

  test('cannot be used to flood a mailbox', async () => {
    for (let i = 0; i < 5; i++) await invite(owner, { email: 'flood@example.com', role: 'viewer' })
    const body = { email: 'FLOOD@example.com', role: 'viewer' }
    const sixth = await owner.call('POST', `/api/projects/${projectId}/invitations`, body)
    expect(sixth.status).toBe(429)
    expect(Number(sixth.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(mailbox.mails.filter(({ to }) => to[0]?.toLowerCase() === 'flood@example.com')).toHaveLength(5)
  })

  test('takes the place of an earlier one to the same address', async () => {
    await invite(owner, { email: 'twice@example.com', role: 'viewer' })
    const first = mailbox.secret('twice@example.com', 'invite') ?? ''
    await invite(owner, { email: 'Twice@Example.com', role: 'editor' })
    expect((await look(owner, first)).status).toBe(404)
    expect((await pending(owner)).map(({ role }) => role)).toEqual(['editor'])
  })
})

describe('an invitation by link', () => {
  test('of two who accept at the same moment one gets in', async () => {
    const { link } = await invite(owner, { role: 'editor' })
    const people = [await signUp(server, 'One'), await signUp(server, 'Two')]
    const answers = await Promise.all(people.map(person => accept(person, secretOf(link))))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404])
  })

  test('is worth nothing once it is taken back, has expired, or its maker lost the right to give it', async () => {
    const { sql } = server.platform
    const late = await signUp(server, 'Late')
    const revoked = await invite(owner, { role: 'viewer' })
    const path = `/api/projects/${projectId}/invitations/${revoked.invitation.id}`
    expect((await owner.call('DELETE', path)).status).toBe(204)
    expect((await owner.call('DELETE', path)).status).toBe(404)
    const expired = await invite(owner, { role: 'viewer' })
    await sql`update invitations set expires_at = now() where id = ${expired.invitation.id}`
    const admin = await signUp(server, 'Admin')
    await addMember(owner, projectId, admin, 'admin')
    const orphaned = await invite(admin, { role: 'editor' })
    await addMember(owner, projectId, admin, 'editor')
    for (const { link } of [revoked, expired, orphaned])
      expect((await accept(late, secretOf(link))).body).toMatchObject({ error: { code: 'invitation-gone' } })
    expect((await late.call('GET', `/api/projects/${projectId}`)).status).toBe(404)
  })

  test('never takes a stronger role away', async () => {
    const { link } = await invite(owner, { role: 'viewer' })
    expect(bodyOf(await accept(owner, secretOf(link)))).toEqual({ projectId, role: 'owner' })
  })

  test('an admin cannot invite an owner', async () => {
    const admin = await signUp(server, 'Admin')
    await addMember(owner, projectId, admin, 'admin')
    expect((await admin.call('POST', `/api/projects/${projectId}/invitations`, { role: 'owner' })).status).toBe(403)
  })

  test('its secret is stored nowhere', async () => {
    const { link } = await invite(owner, { role: 'viewer' })
    const rows = await server.platform.sql`select * from invitations`
    expect(JSON.stringify(rows)).not.toContain(secretOf(link))
  })
})
