import { z } from 'zod'

/** An address as people type it into the entry pages. */
export const emailAddress = z.string().trim().pipe(z.email('Type an e-mail address, such as ana@example.org.'))
