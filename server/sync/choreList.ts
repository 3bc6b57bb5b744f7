import type { Chore } from './chores.ts'

/** What the server keeps right in every open document. */
export const CHORES: readonly Chore[] = []
