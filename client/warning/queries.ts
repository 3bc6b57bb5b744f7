import { type Consequences, consequences, type Operation } from '../../shared/core/api/consequences.ts'
import { api } from '../api/request.ts'

/** Milliseconds after which nobody waits for the answer any more: the warning is never in the way. */
const PATIENCE = 3_000

/** What an operation would make outdated. Throws what a request throws. */
export const askConsequences = (projectId: string, operation: Operation): Promise<Consequences> =>
  api.post(`/api/projects/${encodeURIComponent(projectId)}/consequences`, operation, consequences)

/** The same for whoever is about to do it; null: nobody knows, since the server is away or busy. */
export async function foresee(projectId: string, operation: Operation): Promise<Consequences | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const patience = new Promise<null>(resolve => {
    timer = setTimeout(resolve, PATIENCE, null)
  })
  try {
    return await Promise.race([askConsequences(projectId, operation), patience])
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}
