import type { z } from 'zod'
import { type SessionInfo, session } from '../../shared/core/api/schemas.ts'
import { ApiError, api } from '../api/request.ts'
import { inTimeline } from '../api/timeline.ts'

const PREFIX = 'aiuteur answer '
const SESSION = '/api/session'

/** Storage may be forbidden or full: then pages need the server to open, as they did before. */
function quietly<T>(use: () => T): T | null {
  try {
    return use()
  } catch {
    return null
  }
}

const read = (path: string): unknown => quietly(() => JSON.parse(localStorage.getItem(PREFIX + path) ?? 'null'))
const keep = (path: string, answer: unknown): void =>
  void quietly(() => localStorage.setItem(PREFIX + path, JSON.stringify(answer)))
const drop = (path: string): void => void quietly(() => localStorage.removeItem(PREFIX + path))

/**
 * Asks the server, and answers for it with what it said last while it cannot be reached: enough to open a project whose
 * documents are in this browser. A refusal is a refusal, and forgets what was said before.
 */
export async function askOrRecall<T>(of: string, schema: z.ZodType<T>): Promise<T> {
  const path = inTimeline(of)
  try {
    const answer = await api.get(path, schema)
    keep(path, answer)
    return answer
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (!error.unreachable) {
      drop(path)
      throw error
    }
    const recalled = schema.safeParse(read(path))
    if (!recalled.success) throw error
    return recalled.data
  }
}

/** Who is signed in; who was, while the server cannot be reached. Somebody else's answers are not kept beside this. */
export async function askSession(): Promise<SessionInfo> {
  const last = session.safeParse(read(SESSION))
  const now = await askOrRecall(SESSION, session)
  if (last.data?.user?.id !== now.user?.id) {
    forgetAnswers()
    keep(SESSION, now)
  }
  return now
}

/** Whoever comes to this browser next must not find what the last person was told. */
export function forgetAnswers(): void {
  quietly(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key)
  })
}
