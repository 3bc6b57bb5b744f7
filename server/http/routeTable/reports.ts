import { z } from 'zod'
import type { RouteEntry } from './entry.ts'

/** Reports of a script as files. */
export const reportEntries: readonly RouteEntry[] = [
  {
    method: 'get',
    path: '/api/projects/{id}/reports/{report}',
    tag: 'Projects',
    summary: 'What the script says in numbers: scenes, characters, locations, dialogue or pacing, as CSV or PDF',
    query: { format: z.enum(['csv', 'pdf']).optional() },
    media: 'text/csv',
  },
]
