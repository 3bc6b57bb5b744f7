import type { Author } from '../../shared/core/documents/author.ts'

/** Whoever made a thing, in words: 'Ana', 'Beat sheet (agent)', 'Beat sheet (agent), offline'. */
export const makerName = (author: Author): string =>
  author.kind === 'agent' ? `${author.name} (agent)${isOffline(author) ? ', offline' : ''}` : author.name

/** Did the rules of the offline crew write it? */
export const isOffline = (author: Author | null): boolean => author?.kind === 'agent' && author.offline === true
