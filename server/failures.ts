import { z } from 'zod'

const systemError = z.object({
  code: z.string(),
  message: z.string(),
  address: z.string().optional(),
  port: z.number().optional(),
  path: z.string().optional(),
})

/** What to do about the failures of a start that come from the machine rather than from us, by their code. */
const SENTENCES: Record<string, (error: z.infer<typeof systemError>) => string> = {
  EADDRINUSE: ({ address, port }) =>
    `Port ${port ?? '?'} on ${address ?? 'this address'} is taken by another program. Stop it, or set PORT to another number.`,
  EADDRNOTAVAIL: ({ address }) =>
    `This machine has no address ${address ?? ''}. Set HOST to 127.0.0.1, 0.0.0.0 or one it has.`,
  ENOTFOUND: ({ message }) => `A host name cannot be found (${message}). Check HOST and DATABASE_URL.`,
  ECONNREFUSED: ({ address, port }) =>
    `No database answers at ${address ?? 'the address'}${port === undefined ? '' : `:${port}`} in DATABASE_URL. Start it, or unset DATABASE_URL to use the embedded one.`,
  CONNECT_TIMEOUT: () => 'The database in DATABASE_URL does not answer. Check the address and the firewall.',
  '28P01': () => 'The database refused the password in DATABASE_URL.',
  '28000': () => 'The database refused the user in DATABASE_URL.',
  '3D000': ({ message }) => `${message}. Create it, or correct DATABASE_URL.`,
  '42501': ({ message }) => `The user in DATABASE_URL may not make tables: ${message}.`,
  EACCES: ({ message, port }) =>
    port !== undefined && port < 1024
      ? `Ports below 1024 need special rights. Set PORT to a higher number, such as 4000.`
      : `A file may not be used: ${message}. Check its owner and mode, or set DATA_DIR to a folder of yours.`,
  ENOSPC: () => 'The disk is full. Make room and start again; nothing that was saved is lost.',
  EROFS: ({ message }) => `A folder is read-only: ${message}. Set DATA_DIR to a folder that you may write to.`,
  ERR_INVALID_URL: () => 'DATABASE_URL is not an address. It looks like postgres://user:password@host:5432/name.',
}

/** A failed start in a sentence that helps. Our own errors say it themselves. */
export function explainFailure(error: unknown): string {
  const known = error instanceof Error ? systemError.safeParse(error) : null
  const sentence = known?.success ? SENTENCES[known.data.code]?.(known.data) : undefined
  if (sentence !== undefined) return sentence
  if (error instanceof AggregateError && error.errors.length > 0) return explainFailure(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}
