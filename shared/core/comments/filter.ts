import { mentionedIn } from './mentions.ts'
import type { Thread } from './thread.ts'

/** The lists that threads can be looked at in. */
export const FILTERS = ['open', 'resolved', 'mine', 'mentions'] as const
export type Filter = (typeof FILTERS)[number]

/** Is a thread in this list of `me`? 'mine': I wrote in it; 'mentions': somebody mentioned me in it. */
export function isIn({ resolvedBy, messages }: Thread, filter: Filter, me: string): boolean {
  switch (filter) {
    case 'open':
      return resolvedBy === null
    case 'resolved':
      return resolvedBy !== null
    case 'mine':
      return messages.some(({ author, deleted }) => author === me && !deleted)
    case 'mentions':
      return messages.some(({ body }) => mentionedIn(body).includes(me))
  }
}
