import { outdatedList } from '../../../shared/core/api/outdated.ts'
import { TIMELINE_QUERY } from '../place.ts'
import type { RouteEntry } from './entry.ts'

/** What is outdated. */
export const outdatedEntries: readonly RouteEntry[] = [
  {
    method: 'get',
    path: '/api/projects/{id}/outdated',
    tag: 'Stages',
    summary: 'What is outdated on a timeline, why, and what it would cost to make it again',
    query: TIMELINE_QUERY,
    answer: outdatedList,
  },
]
