import { type AgentJob, useAgentJob } from '../project/useAgentJob.ts'

export interface Breakdown extends Omit<AgentJob, 'run' | 'start'> {
  run: () => Promise<boolean>
}

/** The breakdown agent for one scene: what it costs, what its job is doing, and how to start it. */
export function useBreakdown(projectId: string, sceneId: string): Breakdown {
  const { run, start: _, ...breakdown } = useAgentJob(projectId, 'breakdown', job => job.sceneId === sceneId)
  return { ...breakdown, run: () => run({ sceneId }) }
}
