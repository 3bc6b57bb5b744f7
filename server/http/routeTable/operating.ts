import { z } from 'zod'
import { operating } from '../../../shared/core/api/operating.ts'
import type { RouteEntry } from './entry.ts'

/** How the server does, for its administrators. */
export const operatingEntries: readonly RouteEntry[] = [
  {
    method: 'get',
    path: '/api/operating',
    tag: 'Server',
    summary: 'Queues, the last failures, and the documents open on the server that answers; for administrators',
    answer: operating,
  },
  {
    method: 'post',
    path: '/api/operating/jobs/{id}/retry',
    tag: 'Server',
    summary: 'Run a failed job again, in the name of whoever asked; for administrators',
    status: 202,
    answer: z.object({ jobId: z.string(), joined: z.boolean() }),
  },
]
