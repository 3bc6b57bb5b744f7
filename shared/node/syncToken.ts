import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** Who stands behind a sync connection. An agent may see the one document that its job is about. */
const identity = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('person'),
    id: z.string().min(1),
    name: z.string(),
    /** By which session or key: when it ends, so does what was opened with it. */
    session: z.string().optional(),
    apiKey: z.string().optional(),
  }),
  z.object({
    kind: z.literal('agent'),
    agent: z.string().min(1),
    name: z.string(),
    jobId: z.string().min(1),
    documentId: z.string().min(1),
  }),
])
export type Identity = z.infer<typeof identity>

const claims = z.object({ identity, expires: z.number() })

const sign = (secret: string, body: string): Buffer =>
  createHmac('sha256', secret).update(`aiuteur sync token\n${body}`).digest()

/** A token that lets its bearer open a sync connection as `identity` for `seconds`. `expiresAt` is ISO 8601. */
export function makeSyncToken(secret: string, identity: Identity, seconds = 300): { token: string; expiresAt: string } {
  const expires = Date.now() + seconds * 1000
  const body = Buffer.from(JSON.stringify({ identity, expires })).toString('base64url')
  return { token: `${body}.${sign(secret, body).toString('base64url')}`, expiresAt: new Date(expires).toISOString() }
}

/** The identity in a token that we signed and that has not expired; null for everything else. */
export function readSyncToken(secret: string, token: string): Identity | null {
  const [body, signature, ...rest] = token.split('.')
  if (body === undefined || signature === undefined || rest.length > 0) return null
  const expected = sign(secret, body)
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  const parsed = claims.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')))
  return parsed.success && parsed.data.expires > Date.now() ? parsed.data.identity : null
}
