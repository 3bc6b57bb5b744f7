import { z } from 'zod'
import { consequences, operation } from '../../../shared/core/api/consequences.ts'
import { invalidationLog } from '../../../shared/core/api/invalidations.ts'
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
  {
    method: 'get',
    path: '/api/projects/{id}/invalidations',
    tag: 'Stages',
    summary: 'The log of what became outdated on a timeline: by whose edit, when, and when it was cleared',
    query: { before: z.int().optional(), ...TIMELINE_QUERY },
    answer: invalidationLog,
  },
  {
    method: 'post',
    path: '/api/projects/{id}/consequences',
    tag: 'Stages',
    summary: 'What an operation would make outdated, why, and what it would cost to make it again. Nothing is changed',
    query: TIMELINE_QUERY,
    body: operation,
    answer: consequences,
  },
]
