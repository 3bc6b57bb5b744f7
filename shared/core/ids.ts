const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A random id of 16 base-62 characters (95 bits). Ids are never derived from content. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  let id = ''
  for (const byte of bytes) id += ALPHABET[byte % 62]
  return id
}

/**
 * Is this an id that everything can hold: 1 to 200 characters, none of them a control character or half a character?
 * Documents are written by any client with rights, and Postgres takes no NUL.
 */
export const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[^\p{Cc}\p{Cs}]{1,200}$/u.test(value)

/** A random Yjs client id (32 bits), for clones whose edits must never collide with a live client's. */
export function newClientId(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 1
}
