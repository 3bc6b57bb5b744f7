import { may, writingIn } from '../../shared/core/access.ts'
import type { Author } from '../../shared/core/documents/author.ts'
import { colourOf } from '../../shared/core/documents/colour.ts'
import { draftsTarget, isDraftsName } from '../../shared/core/documents/kinds.ts'
import type { Identity, Member, PresentUser, SyncDependencies } from './contract.ts'
import { Refusal } from './refusal.ts'

/** The id of the stored document that a name on the wire is about. */
export const baseDocument = (name: string): string => (isDraftsName(name) ? draftsTarget(name) : name)

/** Who comes with this token or cookie. Throws a {@link Refusal}. */
export async function identified(
  { identify }: Pick<SyncDependencies, 'identify'>,
  credentials: { token: string; cookie: string | null },
): Promise<Identity> {
  const identity = await answer(() => identify(credentials))
  if (!identity) throw new Refusal('signInNeeded', 'Sign in again: nobody is known by this token or session.')
  return identity
}

/**
 * Lets somebody into a document. Throws a {@link Refusal}: a stranger reads the same one as somebody who asks for a document
 * that does not exist.
 */
export async function admit(
  { authorise }: Pick<SyncDependencies, 'authorise'>,
  identity: Identity,
  name: string,
): Promise<Member> {
  const member = await authoriseMember(authorise, identity, name)
  if (!member) throw new Refusal('documentGone', 'There is no such document here for you.')
  return member
}

/** The member as of now, or null when the identity may not read the document (any more). */
export async function authoriseMember(
  authorise: SyncDependencies['authorise'],
  identity: Identity,
  name: string,
): Promise<Member | null> {
  const documentId = baseDocument(name)
  if (identity.kind === 'agent' && identity.documentId !== documentId) return null
  const allowed = await answer(() => authorise(identity, documentId))
  if (!allowed || !may(allowed.role, 'document.read')) return null
  return { identity, author: authorOfIdentity(identity), user: userOf(identity), ...allowed }
}

/**
 * People write in documents as their role allows; agents write in the drafts alone, and what they make enters a document
 * through `job_results`.
 */
export function mayWrite({ identity, role, document }: Member, name: string): boolean {
  if (isDraftsName(name)) return identity.kind === 'agent'
  return identity.kind === 'person' && may(role, writingIn(document.kind))
}

export function authorOfIdentity(identity: Identity): Author {
  if (identity.kind === 'person') return { kind: 'person', id: identity.id, name: identity.name }
  return { kind: 'agent', agent: identity.agent, name: identity.name, jobId: identity.jobId }
}

function userOf(identity: Identity): PresentUser {
  if (identity.kind === 'person') return { id: identity.id, name: identity.name, colour: colourOf(identity.id) }
  return { id: identity.agent, name: identity.name, colour: colourOf(identity.agent), agent: true }
}

/** A store that does not answer is no refusal: the client shall come again. */
async function answer<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (cause) {
    if (cause instanceof Refusal) throw cause
    const refusal = new Refusal('restarting', 'The server cannot check who you are just now. It will be tried again.')
    refusal.cause = cause
    throw refusal
  }
}
