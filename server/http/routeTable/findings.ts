import { z } from 'zod'
import { findingRow, patchFinding } from '../../../shared/core/api/findings.ts'
import type { RouteEntry } from './entry.ts'

/** What the creative room found. */
export const findingEntries: readonly RouteEntry[] = [
  {
    method: 'get',
    path: '/api/projects/{id}/findings',
    tag: 'Director',
    summary: 'What the creative room found, and where each finding stands now',
    answer: z.array(findingRow),
  },
  {
    method: 'patch',
    path: '/api/projects/{id}/findings/{finding}',
    tag: 'Director',
    summary: 'Dismiss a finding, open it again, or name the thread in which it is discussed',
    body: patchFinding,
    answer: z.array(findingRow),
  },
]
