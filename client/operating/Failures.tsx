import { useMutation, useQueryClient } from '@tanstack/react-query'
import { findAgent } from '../../shared/core/agents/catalog.ts'
import type { FailedJob } from '../../shared/core/api/operating.ts'
import { anything, api, sentenceOf } from '../api/request.ts'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/Toast.tsx'
import { relativeTime } from '../ui/time.ts'
import styles from './operating.module.css'

const nameOf = ({ agent, project }: FailedJob): string => `${findAgent(agent)?.title ?? agent} in ${project.name}`

/** The last jobs that failed, with what the people who asked read, and the way to run them again for them. */
export function Failures({ failures }: { failures: readonly FailedJob[] }) {
  const queries = useQueryClient()
  const toast = useToast()
  const again = useMutation({
    mutationFn: ({ id }: FailedJob) => api.post(`/api/operating/jobs/${encodeURIComponent(id)}/retry`, {}, anything),
    onSuccess: (_, job) => toast({ title: `${nameOf(job)} runs again` }),
    onError: error => toast({ title: 'It was not started again', detail: sentenceOf(error), tone: 'danger' }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['operating'] }),
  })
  return (
    <section aria-labelledby="failures" className={styles.part}>
      <h2 id="failures" className={styles.heading} tabIndex={-1}>
        Failed last
      </h2>
      {failures.length === 0 && <p className={styles.nothing}>No job that failed waits for anybody.</p>}
      {failures.length > 0 && (
        <ol className={styles.list} aria-labelledby="failures">
          {failures.map(job => (
            <li key={job.id} className={styles.failure}>
              <div>
                <p className={styles.name}>{nameOf(job)}</p>
                <p>{job.message}</p>
                <p className={styles.about}>
                  {[
                    job.askedBy === null ? 'Asked by somebody who is gone' : `Asked by ${job.askedBy}`,
                    `${job.attempts} ${job.attempts === 1 ? 'attempt' : 'attempts'}`,
                    ...(job.failedAt === null ? [] : [relativeTime(job.failedAt)]),
                  ].join(' · ')}
                </p>
              </div>
              <Button
                size="small"
                aria-label={`Run again: ${nameOf(job)}`}
                pending={again.isPending && again.variables.id === job.id}
                disabledReason={job.askedBy === null ? 'Nobody is left in whose name it could run.' : null}
                onClick={() => {
                  // the button goes with its row
                  document.getElementById('failures')?.focus()
                  again.mutate(job)
                }}
              >
                Run again
              </Button>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
