import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { AgentCard, JobRow, RunAgent } from '../../shared/core/api/schemas.ts'
import { jobsQuery, useAgents, useJobs, useRunAgent } from '../api/hooks.ts'
import { anything, api, sentenceOf } from '../api/request.ts'
import { useProjectContext } from './context.tsx'
import { isUnderWay } from './jobRules.ts'

export interface AgentJob {
  agent: AgentCard | undefined
  /** The newest job of the agent at this place. */
  job: JobRow | undefined
  /** Queued or running, here or on a colleague's screen. */
  busy: boolean
  /** Why the last press did nothing. */
  problem: string | null
  /** Whether it was started, or joined what runs already; why not is in `problem`. */
  run: (request: RunAgent) => Promise<boolean>
  /** The same for whoever says the problem themselves: throws it. */
  start: (request: RunAgent) => Promise<unknown>
  retry: () => Promise<boolean>
}

/**
 * An agent at one place of the timeline that one is on: what it costs, what its job is doing, and how to start it.
 * `isHere`: is a job of it about this place?
 */
export function useAgentJob(projectId: string, name: string, isHere: (job: JobRow) => boolean): AgentJob {
  const { timelineId } = useProjectContext().project
  const agents = useAgents(projectId)
  const jobs = useJobs(projectId)
  const runAgent = useRunAgent(projectId)
  const queries = useQueryClient()
  const [problem, setProblem] = useState<string | null>(null)
  const [pressed, setPressed] = useState(false)
  const job = (jobs.data ?? [])
    .filter(one => one.agent === name && one.timelineId === timelineId && isHere(one))
    .reduce<JobRow | undefined>(
      (newest, one) => (newest && newest.createdAt >= one.createdAt ? newest : one),
      undefined,
    )

  const press = useCallback(
    async (act: () => Promise<unknown>): Promise<boolean> => {
      setPressed(true)
      setProblem(null)
      try {
        await act()
        await queries.invalidateQueries({ queryKey: jobsQuery(projectId).queryKey })
        return true
      } catch (error) {
        setProblem(sentenceOf(error))
        return false
      } finally {
        setPressed(false)
      }
    },
    [projectId, queries],
  )
  return {
    agent: agents.data?.find(one => one.name === name),
    job,
    busy: pressed || (job !== undefined && isUnderWay(job)),
    problem,
    start: request => runAgent(name, request),
    run: request => press(() => runAgent(name, request)),
    retry: () => press(() => api.post(`/api/jobs/${encodeURIComponent(job?.id ?? '')}/retry`, {}, anything)),
  }
}

/** 'Break down - 0 credits (offline)': what a press costs, and who answers. */
export function agentLabel(verb: string, agent: AgentCard | undefined): string {
  if (!agent) return verb
  const credits = `${agent.credits} ${agent.credits === 1 ? 'credit' : 'credits'}`
  return `${verb} - ${credits}${agent.provider === 'offline' ? ' (offline)' : ''}`
}
