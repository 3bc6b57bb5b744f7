import { createHash } from 'node:crypto'
import type * as Y from 'yjs'
import type { ServerMessage } from '../../shared/core/api/serverMessages.ts'
import { stateOf } from '../../shared/core/documents/content.ts'
import type { DocumentKind } from '../../shared/core/documents/kinds.ts'
import { EDITOR_VERSION } from '../../shared/core/editorVersion.ts'

/** Lets everybody who has the document open compare what they show with what it says here. */
export const settledMessage = (kind: DocumentKind, doc: Y.Doc, content: string): ServerMessage => ({
  type: 'settled',
  editor: EDITOR_VERSION,
  kind,
  state: createHash('sha256').update(stateOf(doc)).digest('hex'),
  content,
})
