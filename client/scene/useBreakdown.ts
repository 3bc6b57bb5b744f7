import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AgentCard, JobRow } from '../../shared/core/api/schemas.ts'
import { jobsQuery, useAgents, useJobs, useRunAgent } from '../api/hooks.ts'
import { anything, api, sentenceOf } from '../api/request.ts'

export interface Breakdown {
  agent: AgentCard | undefined
  /** The scene's newest breakdown job. */
  job: JobRow | undefined
  /** Queued or running, here or on a colleague's screen. */
  busy: boolean
  /** Why the last press did nothing. */
  problem: string | null
  run: () => Promise<void>
  retry: () => Promise<void>
}

/** The breakdown agent for one scene: what it costs, what its job is doing, and how to start it. */
export function useBreakdown(projectId: string, sceneId: string): Breakdown {
  const agents = useAgents(projectId)
  const jobs = useJobs(projectId)
  const runAgent = useRunAgent(projectId)
  const queries = useQueryClient()
  const [problem, setProblem] = useState<string | null>(null)
  const [pressed, setPressed] = useState(false)
  const job = (jobs.data ?? [])
    .filter(one => one.agent === 'breakdown' && one.sceneId === sceneId)
    .reduce<JobRow | undefined>(
      (newest, one) => (newest && newest.createdAt >= one.createdAt ? newest : one),
      undefined,
    )

  const press = async (act: () => Promise<unknown>): Promise<void> => {
    setPressed(true)
    setProblem(null)
    try {
      await act()
      await queries.invalidateQueries({ queryKey: jobsQuery(projectId).queryKey })
    } catch (error) {
      setProblem(sentenceOf(error))
    } finally {
      setPressed(false)
    }
  }
  return {
    agent: agents.data?.find(one => one.name === 'breakdown'),
    job,
    busy: pressed || job?.state === 'queued' || job?.state === 'running',
    problem,
    run: () => press(() => runAgent('breakdown', { sceneId })),
    retry: () => press(() => api.post(`/api/jobs/${encodeURIComponent(job?.id ?? '')}/retry`, {}, anything)),
  }
}

/** 'Break down - 0 credits (offline)': what a press costs, and who answers. */
export function breakdownLabel(verb: string, agent: AgentCard | undefined): string {
  if (!agent) return verb
  const credits = `${agent.credits} ${agent.credits === 1 ? 'credit' : 'credits'}`
  return `${verb} - ${credits}${agent.provider === 'offline' ? ' (offline)' : ''}`
}
