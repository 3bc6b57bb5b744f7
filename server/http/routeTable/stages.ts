import { z } from 'zod'
import { approveStage, stageFits, stageRow } from '../../../shared/core/api/stages.ts'
import type { RouteEntry } from './entry.ts'

const stages = z.array(stageRow)

/** The stages that people approve. */
export const stageEntries: readonly RouteEntry[] = [
  {
    method: 'get',
    path: '/api/projects/{id}/stages',
    tag: 'Stages',
    summary: 'How each stage stands: a draft, or locked by whom',
    answer: stages,
  },
  {
    method: 'post',
    path: '/api/projects/{id}/stages/{stage}/approve',
    tag: 'Stages',
    summary: 'Approve a stage: its document is locked for everybody and the timeline gets a commit',
    body: approveStage,
    answer: stages,
  },
  {
    method: 'post',
    path: '/api/projects/{id}/stages/{stage}/reopen',
    tag: 'Stages',
    summary: 'Edit anyway: an approved stage is open again',
    answer: stages,
  },
  {
    method: 'post',
    path: '/api/projects/{id}/stages/{stage}/fits',
    tag: 'Stages',
    summary: 'It still fits: the stage is in step with what another one says now, and its flag goes',
    body: stageFits,
    answer: stages,
  },
]
