import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { landing } from './session.ts'

/**
 * Runs `getIn` (which may return the project to open first) and moves on to where the person wanted to be.
 * `mutate` starts it; `error` is the refusal.
 */
export function useEnter<T>(getIn: (form: T) => Promise<string | null>, next: string | undefined) {
  const queries = useQueryClient()
  const router = useRouter()
  return useMutation({
    mutationFn: async (form: T) => {
      const projectId = await getIn(form)
      return landing(queries, next, projectId)
    },
    onSuccess: href => router.navigate({ href, replace: true }),
  })
}
