import { CircleAlert, CircleCheck, CircleMinus, Eye, Workflow } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { may } from '../../shared/core/access.ts'
import type { JobRow } from '../../shared/core/api/schemas.ts'
import { useAgents, useJobs, useScenes } from '../api/hooks.ts'
import { useTimelines } from '../timelines/queries.ts'
import { SawDialog } from '../traces/SawDialog.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { Popover } from '../ui/Popover.tsx'
import { Spinner } from '../ui/Spinner.tsx'
import { useToast } from '../ui/Toast.tsx'
import { relativeTime } from '../ui/time.ts'
import { BudgetDialog, Costs } from './Costs.tsx'
import { useProjectContext } from './context.tsx'
import styles from './Jobs.module.css'
import { endKey, foundNothing, isUnderWay, lastDone, openFailures, untoldEnds } from './jobRules.ts'
import { useJobActions } from './useJobActions.ts'

/** What the agents are doing in this project, what failed and why, with the way on. */
export function JobsIndicator() {
  const { project, role, user } = useProjectContext()
  const read = useJobs(project.id).data
  const jobs = read ?? []
  const titleOf = useJobTitles(project.id)
  const { retry, cancel, pending } = useJobActions(project.id)
  const running = jobs.filter(isUnderWay)
  const failed = openFailures(jobs, Date.now())
  const done = lastDone(jobs)
  const readerReason = may(role, 'agent.run') ? null : 'Editors can do this.'
  useEndToasts(read, user.id, titleOf, may(role, 'agent.run') ? retry : null)

  const words =
    failed.length > 0 ? `${failed.length} failed` : running.length > 0 ? `${running.length} running` : 'Jobs'
  const [open, setOpen] = useState(false)
  const [budgeting, setBudgeting] = useState(false)
  const [saw, setSaw] = useState<string | null>(null)
  const sawButton = (job: JobRow) => (
    <IconButton
      size="small"
      label="What did the agent see?"
      onClick={() => {
        // the list would stand over the dialog
        setOpen(false)
        setSaw(job.id)
      }}
    >
      <Eye />
    </IconButton>
  )
  return (
    <>
      {budgeting && <BudgetDialog projectId={project.id} onClose={() => setBudgeting(false)} />}
      {saw !== null && <SawDialog jobId={saw} onClose={() => setSaw(null)} />}
      <Popover
        label="Jobs of the agents"
        wide
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button
            variant="quiet"
            className={styles.button}
            data-failed={failed.length > 0 || undefined}
            icon={
              failed.length > 0 ? (
                <CircleAlert aria-hidden="true" />
              ) : running.length > 0 ? (
                <Spinner label={null} />
              ) : (
                <Workflow aria-hidden="true" />
              )
            }
          >
            {words}
          </Button>
        }
      >
        {jobs.length === 0 && <p className={styles.nothing}>No agent has been asked for anything yet.</p>}
        <JobList title="Failed" jobs={failed}>
          {job => (
            <>
              <CircleAlert className={styles.failed} aria-hidden="true" />
              <Words job={job} title={titleOf(job)} detail={job.error?.message ?? 'It stopped without saying why.'} />
              {sawButton(job)}
              <Button
                size="small"
                pending={pending === job.id}
                disabledReason={readerReason}
                onClick={() => retry(job.id)}
              >
                Retry
              </Button>
            </>
          )}
        </JobList>
        <JobList title="Running" jobs={running}>
          {job => (
            <>
              <span className={styles.running}>
                <Spinner label={null} />
              </span>
              <Words
                job={job}
                title={titleOf(job)}
                detail={job.state === 'queued' ? 'Waiting for its turn' : 'Working'}
              />
              <Button
                size="small"
                variant="quiet"
                pending={pending === job.id}
                disabledReason={readerReason}
                onClick={() => cancel(job.id)}
              >
                Cancel
              </Button>
            </>
          )}
        </JobList>
        <JobList title="Done" jobs={done}>
          {job => {
            const found = foundNothing(job)
            return (
              <>
                {found ? (
                  <CircleMinus className={styles.idle} aria-hidden="true" />
                ) : (
                  <CircleCheck className={styles.done} aria-hidden="true" />
                )}
                <Words
                  job={job}
                  title={found ? `${titleOf(job)} ${found}` : titleOf(job)}
                  detail={(found && job.error?.message) ?? relativeTime(job.finishedAt ?? job.createdAt)}
                />
                {sawButton(job)}
              </>
            )
          }}
        </JobList>
        <Costs
          projectId={project.id}
          role={role}
          onBudget={() => {
            setOpen(false)
            setBudgeting(true)
          }}
        />
      </Popover>
    </>
  )
}

interface JobListProps {
  title: string
  jobs: readonly JobRow[]
  children: (job: JobRow) => React.ReactNode
}

function JobList({ title, jobs, children }: JobListProps) {
  if (jobs.length === 0) return null
  return (
    <>
      <h2 className={styles.heading}>{title}</h2>
      <ul>
        {jobs.map(job => (
          <li key={job.id} className={styles.job}>
            {children(job)}
          </li>
        ))}
      </ul>
    </>
  )
}

function Words({ job, title, detail }: { job: JobRow; title: string; detail: string }) {
  return (
    <div>
      <p className={styles.title}>{title}</p>
      <p className={styles.detail}>
        {job.askedBy && `${job.askedBy.name}: `}
        {job.instruction && `“${job.instruction}” `}
        {detail}
      </p>
    </div>
  )
}

/** Names a job for people: 'Breakdown, scene 3', and the timeline where it is not the one that one is on. */
function useJobTitles(projectId: string): (job: JobRow) => string {
  const agents = useAgents(projectId).data
  const scenes = useScenes(projectId).data
  const timelines = useTimelines(projectId).data
  const { timelineId } = useProjectContext().project
  return job => {
    const agent = agents?.find(card => card.name === job.agent)?.title ?? job.agent
    if (job.timelineId !== timelineId) {
      const name = timelines?.find(timeline => timeline.id === job.timelineId)?.name
      return name === undefined ? `${agent}, on another timeline` : `${agent}, on “${name}”`
    }
    const number = scenes?.find(scene => scene.id === job.sceneId)?.number
    return number ? `${agent}, scene ${number}` : agent
  }
}

/** Tells the person who asked for a job that it failed, with the way on, or found nothing to do: once for each end. */
function useEndToasts(
  jobs: readonly JobRow[] | undefined,
  userId: string,
  titleOf: (job: JobRow) => string,
  retry: ((jobId: string) => void) | null,
): void {
  const toast = useToast()
  /** Null until the list was read for the first time: what ended before that is no news. */
  const told = useRef<Set<string> | null>(null)
  useEffect(() => {
    if (!jobs) return
    told.current ??= new Set(jobs.map(endKey))
    for (const job of untoldEnds(jobs, userId, told.current)) {
      told.current.add(endKey(job))
      const found = foundNothing(job)
      const detail = job.error?.message ?? 'It stopped without saying why. Nothing was changed.'
      if (found) toast({ title: `${titleOf(job)} ${found}`, detail })
      else
        toast({
          title: `${titleOf(job)} failed`,
          detail,
          tone: 'danger',
          ...(retry ? { action: { label: 'Retry', run: () => retry(job.id) } } : {}),
        })
    }
  }, [jobs, userId, titleOf, retry, toast])
}
