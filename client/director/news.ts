import type { DirectorMessage } from '../../shared/core/api/director.ts'

/** What happened in a thread since it was read before, in sentences for whoever does not see it; nothing of one's own words. */
export function newsOf(
  before: readonly DirectorMessage[],
  after: readonly DirectorMessage[],
  userId: string,
): string[] {
  const known = new Map(before.map(message => [message.id, message]))
  const last = before.at(-1)?.place ?? 0
  return after.flatMap(message => {
    const was = known.get(message.id)
    if (!was) return message.place > last && message.author?.id !== userId ? [said(message)] : []
    // what a model read, or what somebody added a reason to
    if (was.body !== message.body) return [said(message)]
    return [decided(was, message), worked(was, message)].filter(sentence => sentence !== null)
  })
}

const said = ({ author, body, act }: DirectorMessage): string =>
  `${author?.name ?? 'Director'}: ${act ? 'Understood: ' : ''}${body}`

function decided(was: DirectorMessage, { state, decidedBy, outcome }: DirectorMessage): string | null {
  if (was.state === state) return null
  if (state === 'done') return `${decidedBy} confirmed it. ${outcome ?? ''}`.trim()
  if (state === 'refused') return `Nothing was done: ${outcome}`
  return state === 'dismissed' ? `${decidedBy ?? 'Director'}: it was left.` : null
}

function worked({ job: was }: DirectorMessage, { job }: DirectorMessage): string | null {
  if (!job || was?.state === job.state) return null
  if (job.state === 'done') return 'The agent is done.'
  return job.state === 'failed' ? `The agent says: ${job.error?.message ?? 'it failed.'}` : null
}
