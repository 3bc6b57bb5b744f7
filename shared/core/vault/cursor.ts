import { z } from 'zod'

/** Where a page of the vault ends: what its last artifact is sorted by. */
const cursor = z.tuple([z.int32(), z.int32(), z.int32(), z.int(), z.string()])
/** Timeline, stage and scene by their places, microseconds before the year 1970 (the newest first), id. */
export type VaultCursor = z.infer<typeof cursor>

export const writeCursor = (at: VaultCursor): string => JSON.stringify(at)

/** Null for one that this server did not write. */
export function readCursor(text: string): VaultCursor | null {
  try {
    return cursor.parse(JSON.parse(text))
  } catch {
    return null
  }
}
