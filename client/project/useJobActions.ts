import { useMutation, useQueryClient } from '@tanstack/react-query'
import { jobsQuery } from '../api/hooks.ts'
import { anything, api, sentenceOf } from '../api/request.ts'
import { useToast } from '../ui/Toast.tsx'

/** Starts a failed job again, or stops a running one. */
export function useJobActions(projectId: string) {
  const queries = useQueryClient()
  const toast = useToast()
  const act = useMutation({
    mutationFn: ({ jobId, action }: { jobId: string; action: 'retry' | 'cancel' }) =>
      api.post(`/api/jobs/${encodeURIComponent(jobId)}/${action}`, {}, anything),
    onError: (error, { action }) =>
      toast({
        title: action === 'retry' ? 'It was not started again' : 'It was not cancelled',
        detail: sentenceOf(error),
        tone: 'danger',
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: jobsQuery(projectId).queryKey }),
  })
  return {
    retry: (jobId: string): void => act.mutate({ jobId, action: 'retry' }),
    cancel: (jobId: string): void => act.mutate({ jobId, action: 'cancel' }),
    /** The job that is being acted on. */
    pending: act.isPending ? act.variables.jobId : null,
  }
}
