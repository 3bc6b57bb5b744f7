import { z } from 'zod'
import { merged, mergePreview, mergeRequest } from '../../../shared/core/api/merges.ts'
import {
  comparison,
  forkTimeline,
  regenerateScript,
  renameTimeline,
  scenesUnchanged,
  timelineHistory,
  timelineRow,
} from '../../../shared/core/api/timelines.ts'
import { TIMELINE_QUERY } from '../place.ts'
import type { RouteEntry } from './entry.ts'

/** Story Timelines. */
export const timelineEntries: readonly RouteEntry[] = [
  {
    method: 'get',
    path: '/api/projects/{id}/timelines',
    tag: 'Timelines',
    summary: 'All timelines of a project, and who is on each',
    answer: z.array(timelineRow),
  },
  {
    method: 'get',
    path: '/api/projects/{id}/timelines/history',
    tag: 'Timelines',
    summary: 'All commits of a project, and what its timelines weigh',
    answer: timelineHistory,
  },
  {
    method: 'post',
    path: '/api/projects/{id}/timelines',
    tag: 'Timelines',
    summary: 'Create a new branch, of a timeline as it is now or of an earlier commit',
    query: TIMELINE_QUERY,
    body: forkTimeline,
    status: 201,
    answer: z.object({ projectId: z.string(), timelineId: z.string() }),
  },
  {
    method: 'get',
    path: '/api/projects/{id}/script/regenerate',
    tag: 'Timelines',
    summary: 'How many scenes of the script were written from a beat that did not change',
    query: TIMELINE_QUERY,
    answer: scenesUnchanged,
  },
  {
    method: 'post',
    path: '/api/projects/{id}/script/regenerate',
    tag: 'Timelines',
    summary: 'Have the script written anew from the beat sheet, on a new timeline',
    query: TIMELINE_QUERY,
    body: regenerateScript,
    status: 202,
    answer: z.object({ projectId: z.string(), timelineId: z.string(), jobId: z.string() }),
  },
  {
    method: 'get',
    path: '/api/projects/{id}/compare',
    tag: 'Timelines',
    summary: 'What two commits, or timelines as they are now, say otherwise',
    query: { from: z.string(), to: z.string() },
    answer: comparison,
  },
  {
    method: 'patch',
    path: '/api/timelines/{id}',
    tag: 'Timelines',
    summary: 'Rename a timeline',
    body: renameTimeline,
    status: 204,
  },
  {
    method: 'get',
    path: '/api/timelines/{id}/merge',
    tag: 'Timelines',
    summary: 'What another timeline did that this one does not have, hunk by hunk',
    query: { from: z.string() },
    answer: mergePreview,
  },
  {
    method: 'post',
    path: '/api/timelines/{id}/merge',
    tag: 'Timelines',
    summary: 'Merge what is chosen of another timeline into this one',
    query: { from: z.string() },
    body: mergeRequest,
    answer: merged,
  },
  {
    method: 'delete',
    path: '/api/timelines/{id}',
    tag: 'Timelines',
    summary: 'Put a timeline away; its words stay stored',
    status: 204,
  },
  {
    method: 'post',
    path: '/api/timelines/{id}/restore',
    tag: 'Timelines',
    summary: 'Bring a deleted timeline back',
    status: 204,
  },
]
