import { Hono } from 'hono'
import type { MadeInvitation } from '../../shared/core/api/people.ts'
import {
  makeInvitation as makeInvitationBody,
  makeShareLink as makeShareLinkBody,
  withSecret,
} from '../../shared/core/api/people.ts'
import { MailError } from '../../shared/node/mail.ts'
import { requireRole } from '../access.ts'
import { countAttempt, MAILS_FROM, MAILS_TO } from '../auth/throttle.ts'
import {
  acceptInvitation,
  listInvitations,
  lookAtInvitation,
  makeInvitation,
  markMailed,
  revokeInvitation,
} from '../people/invitations.ts'
import { invitationLink, invitationMail, shareLinkAddress } from '../people/mails.ts'
import { listShareLinks, lookAtShareLink, makeShareLink, openShareLink, revokeShareLink } from '../people/shareLinks.ts'
import { notFound } from './errors.ts'
import { limitEntry } from './limits.ts'
import { bodyAs, type HttpEnv, type Platform, signedIn } from './platform.ts'

/** /api/projects/:id/invitations and /links: what admins hand out. */
export function handingOutRoutes({ sql, config, mail }: Platform): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()

  routes.get('/:id/invitations', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'members.write')
    return c.json(await listInvitations(sql, id))
  })

  routes.post('/:id/invitations', async c => {
    const projectId = c.req.param('id')
    const { person } = c.var
    await requireRole(sql, person.id, projectId, 'members.write')
    const { email, role } = await bodyAs(c, makeInvitationBody)
    if (email !== undefined && mail.enabled) {
      await countAttempt(
        sql,
        `mails to ${email.toLowerCase()}`,
        MAILS_TO,
        'This address was invited often just now. Nothing was sent; wait an hour.',
      )
      await countAttempt(
        sql,
        `mails from ${person.id}`,
        MAILS_FROM,
        'You invited many people just now. Nothing was sent; wait an hour.',
      )
    }
    const { id, secret, project } = await sql.begin(tx => makeInvitation(tx, person, projectId, { email, role }))
    let notMailed: string | null = null
    if (email !== undefined && !mail.enabled)
      notMailed = 'This server sends no e-mail. Copy the link and send it yourself.'
    else if (email !== undefined)
      try {
        await mail.send(invitationMail(config, { to: email, from: person.name, project, role, secret }))
        await markMailed(sql, id)
      } catch (error) {
        if (!(error instanceof MailError)) throw error
        notMailed = 'The mail server did not take the mail. Copy the link and send it yourself.'
      }
    const [invitation] = await listInvitations(sql, projectId, id)
    if (!invitation) throw notFound()
    const link = invitation.mailed ? null : invitationLink(config, secret)
    return c.json({ invitation, link, notMailed } satisfies MadeInvitation, 201)
  })

  routes.delete('/:id/invitations/:invitationId', async c => {
    const { id, invitationId } = c.req.param()
    await requireRole(sql, c.var.person.id, id, 'members.write')
    await sql.begin(tx => revokeInvitation(tx, c.var.person, id, invitationId))
    return c.body(null, 204)
  })

  routes.get('/:id/links', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'links.write')
    return c.json(await listShareLinks(sql, id))
  })

  routes.post('/:id/links', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'links.write')
    const body = await bodyAs(c, makeShareLinkBody)
    const { shareLink, secret } = await sql.begin(tx => makeShareLink(tx, c.var.person, id, body))
    return c.json({ shareLink, link: shareLinkAddress(config, secret) }, 201)
  })

  routes.delete('/:id/links/:linkId', async c => {
    const { id, linkId } = c.req.param()
    await requireRole(sql, c.var.person.id, id, 'links.write')
    await sql.begin(tx => revokeShareLink(tx, c.var.person, id, linkId))
    return c.body(null, 204)
  })

  return routes
}

/** /api/invitations and /api/links: what whoever holds a link does with it. Looking needs no account, entering does. */
export function linkRoutes(platform: Platform, kind: 'invitations' | 'links'): Hono<HttpEnv> {
  const { sql } = platform
  const [look, enter] = kind === 'invitations' ? [lookAtInvitation, acceptInvitation] : [lookAtShareLink, openShareLink]
  const routes = new Hono<HttpEnv>()
  routes.use(limitEntry(platform))

  routes.post('/look', async c => {
    const { secret } = await bodyAs(c, withSecret)
    return c.json(await look(sql, secret))
  })

  routes.post('/enter', signedIn(platform), async c => {
    const { secret } = await bodyAs(c, withSecret)
    return c.json(await sql.begin(tx => enter(tx, c.var.person, secret)))
  })

  return routes
}
