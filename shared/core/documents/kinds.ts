/** Every kind of shared document that exists so far; see docs/architecture.md for the root types of each. */
export const DOCUMENT_KINDS = ['brief', 'treatment', 'beats', 'script', 'assets', 'scene', 'comments'] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

/** Does a document of this kind have comments of its own? They are another document, made with it. */
export const hasComments = (kind: DocumentKind): boolean => kind !== 'comments'

/**
 * The unlogged side document of `documentId`, where running agents stream their drafts for all to see.
 * Root: `drafts` Y.Map jobId -> Y.Map {@link DraftFields}. Gone when the last agent leaves.
 */
export const draftsName = (documentId: string): string => `${documentId}~drafts`
export const isDraftsName = (name: string): boolean => name.endsWith('~drafts')
export const draftsTarget = (name: string): string => name.slice(0, -'~drafts'.length)
