import { z } from 'zod'
import { cleanName } from '../text/storable.ts'

/** Root types of scene documents that can be locked by themselves: the stage that owns one freezes it and nothing else. */
export const LOCKABLE_ROOTS = ['shots', 'states', 'prompts', 'frames', 'takes', 'endState'] as const
export type LockableRoot = (typeof LOCKABLE_ROOTS)[number]

const LOCKED: Record<LockableRoot, string> = {
  shots: 'this shot list',
  states: 'the visual states of this scene',
  prompts: 'the prompts of this scene',
  frames: 'the frames of this scene',
  takes: 'the takes of this scene',
  endState: 'the end state of this scene',
}
/** What a lock covers, in words; null: all of the document. */
export const lockedWords = (root: LockableRoot | null | undefined): string => (root ? LOCKED[root] : 'this document')

/** POST /api/documents/:id/lock. Nobody changes the document, or this root of it, until DELETE of the same. */
export const lockDocument = z.object({
  /** Shown to everybody. */
  reason: z.string().transform(cleanName).pipe(z.string().max(500, 'A reason has at most 500 characters.')).default(''),
  /** Null: all of the document. */
  root: z.enum(LOCKABLE_ROOTS).nullable().default(null),
})

/** DELETE /api/documents/:id/lock?root=…; without `root` the lock of the whole document. */
export const unlockDocument = z.object({ root: z.enum(LOCKABLE_ROOTS).optional() })

export const documentLock = z.object({
  /** The root type that it covers; null: all of the document. */
  root: z.enum(LOCKABLE_ROOTS).nullable(),
  /** The name of whoever locked it. */
  by: z.string(),
  reason: z.string(),
  /** It is the approval of the document's stage: whoever may approve may reopen it. */
  approved: z.boolean(),
  /** ISO 8601. */
  at: z.string(),
  /** Number of the last row of the log that was written before. */
  seq: z.number().int(),
})
export type DocumentLock = z.infer<typeof documentLock>

/** The lock under which a root type is, or (null) the document as a whole. */
export const lockOn = (locks: readonly DocumentLock[], root: LockableRoot | null): DocumentLock | null =>
  locks.find(lock => lock.root === null) ?? locks.find(lock => lock.root === root) ?? null
