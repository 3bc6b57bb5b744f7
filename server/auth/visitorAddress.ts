import { isLoopback, wasForwarded } from '../../shared/node/loopback.ts'

/** Set by us on every request to better-auth, whatever the client sent: who is limited when somebody tries passwords. */
export const ADDRESS_HEADER = 'x-aiuteur-address'

/** The visitor's address: the socket's, or what a proxy of ours added last to X-Forwarded-For. */
export function visitorAddress(headers: Headers, socketAddress: string | undefined, trustProxy: boolean): string {
  const forwarded = trustProxy ? headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return (forwarded || socketAddress || 'unknown').replace(/^::ffff:/, '')
}

/** Programs on this very machine are not limited: they are tests, or the person who owns the database anyway. */
export const isUnlimited = (headers: Headers, address: string): boolean => !wasForwarded(headers) && isLoopback(address)
