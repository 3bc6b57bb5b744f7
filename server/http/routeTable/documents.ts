import { z } from 'zod'
import { documentAuthors } from '../../../shared/core/api/authors.ts'
import { documentLock, lockDocument, unlockDocument } from '../../../shared/core/api/locks.ts'
import * as api from '../../../shared/core/api/schemas.ts'
import { strayRow } from '../../../shared/core/api/strays.ts'
import * as versions from '../../../shared/core/api/versions.ts'
import { pdfQuery } from '../../export/pdf.ts'
import { EXPORT_FORMATS } from '../exportFile.ts'
import { tokenRequest } from '../session.ts'
import type { RouteEntry } from './entry.ts'

const list = <T extends z.ZodType>(of: T) => z.array(of)

/** Documents, their versions and locks. */
export const documentRoutes: readonly RouteEntry[] = [
  {
    method: 'get',
    path: '/api/documents/{id}',
    tag: 'Documents',
    summary: 'One document',
    answer: api.documentRow.extend({ projectId: z.string() }),
  },
  {
    method: 'post',
    path: '/api/documents/{id}/updates',
    tag: 'Documents',
    summary: 'Take a Yjs update (V1) that is too large for a frame of the socket; answered when it is durable',
    bytes: true,
    status: 204,
  },
  {
    method: 'post',
    path: '/api/documents/{id}/lock',
    tag: 'Documents',
    summary: 'Let nobody write in it, or in one root of it, and tell everybody why',
    body: lockDocument,
    status: 201,
    answer: documentLock,
  },
  {
    method: 'delete',
    path: '/api/documents/{id}/lock',
    tag: 'Documents',
    summary: 'Let people write in it again, or in one root of it',
    query: unlockDocument.shape,
    status: 204,
  },
  {
    method: 'get',
    path: '/api/documents/{id}/state',
    tag: 'Documents',
    summary: 'All of it that is durable, as a Yjs update (V1)',
    media: 'application/octet-stream',
  },
  {
    method: 'get',
    path: '/api/documents/{id}/strays',
    tag: 'Documents',
    summary: 'Content that no schema knew, moved out of the document; for admins',
    answer: list(strayRow),
  },
  {
    method: 'get',
    path: '/api/documents/{id}/authors',
    tag: 'Documents',
    summary: 'Whom its Yjs client ids belong to',
    answer: documentAuthors,
  },
  {
    method: 'get',
    path: '/api/documents/{id}/versions',
    tag: 'Versions',
    summary: 'Its versions, newest first',
    answer: list(versions.versionRow),
  },
  {
    method: 'post',
    path: '/api/documents/{id}/versions',
    tag: 'Versions',
    summary: 'Name a version of it, or of its whole timeline',
    body: versions.nameVersion,
    status: 201,
    answer: versions.versionRow,
  },
  {
    method: 'get',
    path: '/api/versions/{id}',
    tag: 'Versions',
    summary: 'What the document said',
    answer: versions.versionPreview,
  },
  {
    method: 'get',
    path: '/api/versions/{id}/diff',
    tag: 'Versions',
    summary: 'How it differs from another version, or from now',
    query: { against: z.string().optional() },
    answer: versions.versionDiff,
  },
  {
    method: 'post',
    path: '/api/versions/{id}/restore',
    tag: 'Versions',
    summary: 'Bring it back, as a new change',
    answer: versions.versionRestored,
  },
  {
    method: 'get',
    path: '/api/versions/{id}/export',
    tag: 'Versions',
    summary: 'The script as it was, as a file',
    query: { format: z.enum(EXPORT_FORMATS).optional(), ...pdfQuery },
    media: '*/*',
  },
  { method: 'delete', path: '/api/versions/{id}', tag: 'Versions', summary: 'Delete a named version', status: 204 },
  {
    method: 'post',
    path: '/api/sync/token',
    tag: 'Documents',
    summary: 'Lets a program open the socket, for five minutes',
    body: tokenRequest,
    answer: api.syncToken,
  },
]
