import type { z } from 'zod'

/** What another process said, by NOTIFY or through Redis; null when it makes no sense. */
export function readNotification<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
