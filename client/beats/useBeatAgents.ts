import { useCallback, useState } from 'react'
import type { AgentCard, BeatTask, JobRow } from '../../shared/core/api/schemas.ts'
import type { Draft } from '../../shared/core/drafts/drafts.ts'
import { useAgents, useJobs, useRunAgent } from '../api/hooks.ts'
import { sentenceOf } from '../api/request.ts'
import { useDrafts } from '../script/ask/useDrafts.ts'

export interface BeatAgents {
  /** Writes the whole sheet. */
  sheet: AgentCard | undefined
  /** Works on one beat. */
  beat: AgentCard | undefined
  /** The newest job for the whole sheet. */
  sheetJob: JobRow | undefined
  /** Is the sheet being written, here or on a colleague's screen? */
  sheetBusy: boolean
  /** What is being written at this moment, by everybody's agents. */
  drafts: readonly Draft[]
  /** Why the last press did nothing. */
  problem: string | null
  /** Throws what the server said, for the box that asked. */
  writeSheet: (why?: string) => Promise<void>
  work: (task: BeatTask, rowId: string, instruction?: string) => Promise<void>
  /** The same without throwing: the reason is kept in `problem`. */
  tryTo: (act: Promise<void>) => Promise<void>
}

/** The agents of a beat sheet: what they cost, what they are doing, and how to start them. */
export function useBeatAgents(projectId: string, documentId: string): BeatAgents {
  const agents = useAgents(projectId)
  const jobs = useJobs(projectId)
  const drafts = useDrafts(documentId)
  const runAgent = useRunAgent(projectId)
  const [problem, setProblem] = useState<string | null>(null)
  const [pressed, setPressed] = useState(false)
  const sheetJob = (jobs.data ?? [])
    .filter(job => job.agent === 'beats' && job.documentId === documentId)
    .reduce<JobRow | undefined>(
      (newest, job) => (newest && newest.createdAt >= job.createdAt ? newest : job),
      undefined,
    )
  const writeSheet = useCallback(
    async (why?: string) => {
      setPressed(true)
      try {
        await runAgent('beats', { documentId, ...(why === undefined ? {} : { instruction: why }) })
      } finally {
        setPressed(false)
      }
    },
    [runAgent, documentId],
  )
  const work = useCallback(
    async (task: BeatTask, rowId: string, instruction?: string) => {
      await runAgent('beat', { documentId, rowId, task, ...(instruction === undefined ? {} : { instruction }) })
    },
    [runAgent, documentId],
  )
  const tryTo = useCallback(async (act: Promise<void>) => {
    setProblem(null)
    try {
      await act
    } catch (error) {
      setProblem(sentenceOf(error))
    }
  }, [])
  return {
    sheet: agents.data?.find(agent => agent.name === 'beats'),
    beat: agents.data?.find(agent => agent.name === 'beat'),
    sheetJob,
    sheetBusy: pressed || sheetJob?.state === 'queued' || sheetJob?.state === 'running',
    drafts,
    problem,
    writeSheet,
    work,
    tryTo,
  }
}
