import { createHash, randomBytes } from 'node:crypto'

/** 192 random bits for a link or a key, as people pass them on. */
export const newSecret = (): string => randomBytes(24).toString('base64url')

/** What is stored of a secret. It has full entropy, so a plain hash cannot be turned back. */
export const secretHash = (secret: string): Buffer => createHash('sha256').update(secret).digest()
