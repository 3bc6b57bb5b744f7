import { z } from 'zod'
import { confirmAct, directorMessage, directorThread, sayToDirector } from '../../../shared/core/api/director.ts'
import type { RouteEntry } from './entry.ts'

const P = '/api/projects/{id}/director'

/** The thread of a project with the director. */
export const directorEntries: readonly RouteEntry[] = [
  {
    method: 'get',
    path: P,
    tag: 'Director',
    summary: 'What was said, oldest first: the newest messages, or those before a place',
    query: { before: z.int().optional() },
    answer: directorThread,
  },
  {
    method: 'post',
    path: P,
    tag: 'Director',
    summary: 'Say something; the director answers, or says what it understood and waits',
    body: sayToDirector,
    status: 201,
    answer: directorThread,
  },
  {
    method: 'post',
    path: `${P}/{message}/confirm`,
    tag: 'Director',
    summary: 'Have done what the director understood; whoever is second gets what the first began',
    body: confirmAct,
    answer: directorMessage,
  },
  {
    method: 'post',
    path: `${P}/{message}/dismiss`,
    tag: 'Director',
    summary: 'Leave what the director understood',
    answer: directorMessage,
  },
]
