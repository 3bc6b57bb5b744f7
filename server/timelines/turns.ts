/** Project -> what is done last with its timelines. One process writes all documents, so it knows of all that is done. */
const last = new Map<string, Promise<unknown>>()

/**
 * Merges, forks and deletions of one project, one after the other: two who merge the same would write it twice, and a fork in
 * the middle of a merge would begin with half of it. Not to be asked for from inside.
 */
export async function inTurn<T>(projectId: string, act: () => Promise<T>): Promise<T> {
  const mine = (last.get(projectId) ?? Promise.resolve()).then(act)
  // whoever waits does not care how this one ended
  const ended = mine.catch(() => undefined)
  last.set(projectId, ended)
  try {
    return await mine
  } finally {
    if (last.get(projectId) === ended) last.delete(projectId)
  }
}
