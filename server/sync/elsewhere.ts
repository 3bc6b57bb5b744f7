import { z } from 'zod'
import { readNotification } from '../notification.ts'
import type { Present } from './contract.ts'

/** Milliseconds between two times that a server says who is there, and after which one that says nothing is not there. */
export const TELL_EVERY = 2_000
const FORGOTTEN = 7_000

const told = z.array(z.object({ documentId: z.string(), person: z.object({ id: z.string(), name: z.string() }) }))

/** Who has documents open on the other servers. */
export class Elsewhere {
  readonly #of = new Map<string, { at: number; people: Present[] }>()

  /** What a server said; anything that is no list is none. */
  hear(server: string, said: string): void {
    const people = readNotification(told, said)
    if (people) this.#of.set(server, { at: performance.now(), people })
  }

  all(): Present[] {
    const now = performance.now()
    for (const [server, { at }] of this.#of) if (now - at > FORGOTTEN) this.#of.delete(server)
    return [...this.#of.values()].flatMap(({ people }) => people)
  }
}
