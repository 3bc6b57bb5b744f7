import { useCallback, useState } from 'react'
import type { BeatTask } from '../../shared/core/api/schemas.ts'
import type { Draft } from '../../shared/core/drafts/drafts.ts'
import { useRunAgent } from '../api/hooks.ts'
import { sentenceOf } from '../api/request.ts'
import { type AgentJob, useAgentJob } from '../project/useAgentJob.ts'
import { useDrafts } from '../script/ask/useDrafts.ts'

export interface BeatAgents {
  /** Writes the whole sheet. */
  sheet: AgentJob
  /** Works on one beat. */
  beat: AgentJob
  /** What is being written at this moment, by everybody's agents. */
  drafts: readonly Draft[]
  /** Those about the sheet and not about one beat. */
  sheetDrafts: readonly Draft[]
  /** Why the last press on a beat did nothing. */
  problem: string | null
  /** Asks about one beat. Throws what the server said, for the box that asked. */
  work: (task: BeatTask, rowId: string, instruction?: string) => Promise<void>
  /** The same without throwing: the reason is kept in `problem`. */
  tryTo: (act: Promise<void>) => Promise<void>
}

/** The agents of a beat sheet: what they cost, what they are doing, and how to start them. */
export function useBeatAgents(projectId: string, documentId: string): BeatAgents {
  const isHere = (job: { documentId: string }) => job.documentId === documentId
  const sheet = useAgentJob(projectId, 'beats', isHere)
  const beat = useAgentJob(projectId, 'beat', isHere)
  const drafts = useDrafts(documentId)
  const runAgent = useRunAgent(projectId)
  const [problem, setProblem] = useState<string | null>(null)
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
  const sheetDrafts = drafts.filter(({ target }) => target.lineIds.length === 0)
  return { sheet, beat, drafts, sheetDrafts, problem, work, tryTo }
}
