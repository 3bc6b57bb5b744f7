import type { Query } from '../../shared/node/database.ts'

/** Visitors of local mode have a name and no e-mail; better-auth needs one, and this can never receive anything. */
const DOMAIN = '@visitor.invalid'

export const visitorEmail = (id: string): string => `${id.toLowerCase()}${DOMAIN}`
export const isVisitorEmail = (email: string): boolean => email.toLowerCase().endsWith(DOMAIN)

/** A condition for rows of "user" named u. */
export const allVisitors = (sql: Query) => sql`u.email like ${`%${DOMAIN}`}`

/** An account as others may see it: a visitor's address is nobody's mailbox. */
export const shown = <T extends { email: string }>(account: T): T =>
  isVisitorEmail(account.email) ? { ...account, email: '' } : account
