import * as Y from 'yjs'
import { z } from 'zod'

/**
 * The text of running agents as it arrives, in the side document that `draftsName` names: key -> Y.Map of these. A job that
 * answers in parts has a draft of each.
 */
export const DRAFT_STATES = ['waiting', 'writing'] as const
export type DraftState = (typeof DRAFT_STATES)[number]

/** The key of a draft: the id of the job, and of a part behind a colon. Ids have none. */
export const draftKey = (jobId: string, part: string): string => (part === '' ? jobId : `${jobId}:${part}`)
/** Is it the key of a draft of this job? */
export const isDraftOf = (key: string, jobId: string): boolean => key === jobId || key.startsWith(`${jobId}:`)

export interface Draft {
  jobId: string
  /** Which part of its answer: 'variant-2'; '' of a job that answers at once. */
  part: string
  /** The agent by its registered name, and as people know it. */
  agent: string
  name: string
  askedBy: { id: string; name: string } | null
  instruction: string
  /** The lines that the answer will be about. */
  target: { lineIds: string[] }
  text: string
  /** 'waiting' until the first word arrives, and between two tries. */
  state: DraftState
}

const stored = z.object({
  agent: z.string(),
  name: z.string(),
  askedBy: z.object({ id: z.string(), name: z.string() }).nullable(),
  instruction: z.string(),
  target: z.object({ lineIds: z.array(z.string()) }),
  text: z.instanceof(Y.Text).transform(text => text.toString()),
  state: z.enum(DRAFT_STATES),
})

const entries = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('drafts')

/** The running drafts, in no order that means anything; malformed ones are left out. */
export function readDrafts(doc: Y.Doc): Draft[] {
  const drafts: Draft[] = []
  for (const [key, entry] of entries(doc).entries()) {
    if (!(entry instanceof Y.Map)) continue
    const parsed = stored.safeParse(Object.fromEntries(entry.entries()))
    const [jobId = '', ...part] = key.split(':')
    if (parsed.success) drafts.push({ jobId, part: part.join(':'), ...parsed.data })
  }
  return drafts
}

/** Puts up an empty draft; a draft that the job left behind (its worker died) is replaced. */
export function startDraft(doc: Y.Doc, { jobId, part, ...fields }: Omit<Draft, 'text' | 'state'>): void {
  const entry = new Y.Map<unknown>()
  for (const [key, value] of Object.entries(fields)) entry.set(key, value)
  entry.set('text', new Y.Text())
  entry.set('state', 'waiting' satisfies DraftState)
  entries(doc).set(draftKey(jobId, part), entry)
}

/** Makes the draft say `text`: what it says already stays, only the rest is written. */
export function writeDraft(doc: Y.Doc, key: string, text: string): void {
  const entry = entries(doc).get(key)
  const shown = entry instanceof Y.Map ? entry.get('text') : null
  if (!(entry instanceof Y.Map) || !(shown instanceof Y.Text)) return
  const now = shown.toString()
  if (text === now) return
  let same = 0
  while (same < now.length && same < text.length && now[same] === text[same]) same++
  // never between the halves of a surrogate pair
  if (same > 0 && /[\uD800-\uDBFF]/.test(text[same - 1] ?? '')) same--
  doc.transact(() => {
    if (same < now.length) shown.delete(same, now.length - same)
    if (same < text.length) shown.insert(same, text.slice(same))
    const state: DraftState = text === '' ? 'waiting' : 'writing'
    if (entry.get('state') !== state) entry.set('state', state)
  })
}

export const removeDraft = (doc: Y.Doc, key: string): void => entries(doc).delete(key)
