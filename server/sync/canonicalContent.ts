import { createHash } from 'node:crypto'
import type * as Y from 'yjs'
import { canonicalContent } from '../../shared/core/documents/content.ts'
import type { DocumentKind } from '../../shared/core/documents/kinds.ts'

/** 64 hex digits that change exactly when the canonical content does. */
export const contentHash = (kind: DocumentKind, doc: Y.Doc): string =>
  createHash('sha256').update(canonicalContent(kind, doc)).digest('hex')
