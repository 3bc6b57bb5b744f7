import type * as Y from 'yjs'
import { type DirectorAct, sentenceOf } from '../core/director/acts.ts'
import type { Answered } from '../core/director/reading.ts'
import { readSituation, type Situation } from '../core/director/situation.ts'
import { BREAKPOINTS } from '../core/director/words.ts'
import type { DocumentKind } from '../core/documents/kinds.ts'
import { newId } from '../core/ids.ts'
import { STAGES, type StageId } from '../core/stages/stages.ts'
import { storable, storableJson } from '../core/text/storable.ts'
import { CHANNEL, notify, type Query } from './database.ts'
import { loadDocument } from './documents.ts'
import type { Place } from './timelines.ts'

/** Tells every open browser of the project to read the thread again, once `sql` commits. */
export async function announceThread(sql: Query, projectId: string): Promise<void> {
  await notify(sql, CHANNEL.projectEvent, { projectId, type: 'director' })
}

/** The order of the thread is the order in which messages are committed: one at a time is written. */
export async function holdThread(tx: Query, projectId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`director ${projectId}`}, 0))`
}

interface Answer {
  body: string
  answers?: string | null
  act?: DirectorAct | null
  state?: 'reading' | 'waiting' | null
  /** The job in which a model reads the message. */
  readingJobId?: string | null
}

/** What the director says, in the transaction of `tx`. Returns the id of the message. */
export async function directorSays(tx: Query, { projectId, timelineId }: Place, answer: Answer): Promise<string> {
  const id = newId()
  const { body, answers = null, act = null, state = null, readingJobId = null } = answer
  await tx`
    insert into director_messages (id, project_id, timeline_id, body, answers, act, state, reading_job_id)
    values (${id}, ${projectId}, ${timelineId}, ${storable(body)}, ${answers},
      ${act === null ? null : tx.json(storableJson(act))}, ${state}, ${readingJobId})`
  await announceThread(tx, projectId)
  return id
}

/** Offers an act, to be confirmed. A question for a reason that it answers is settled by that. */
export async function propose(tx: Query, at: Place, act: DirectorAct, answers: string): Promise<void> {
  await settleQuestion(tx, at, act)
  await directorSays(tx, at, { body: sentenceOf(act), answers, act, state: 'waiting' })
}

async function settleQuestion(tx: Query, { timelineId }: Place, act: DirectorAct): Promise<void> {
  if (act.kind !== 'write' || act.why === '') return
  await tx`
    update director_messages set state = 'dismissed', outcome = 'The reason was said below.'
    where timeline_id = ${timelineId} and state = 'waiting' and act->>'kind' = 'write'
      and act->>'stage' = ${act.stage} and act->>'why' = ''`
}

/** What a model read, in the place of the row that waits for it. */
export async function answerReading(tx: Query, jobId: string, { body, act }: Answered): Promise<void> {
  const [row] = await tx<{ projectId: string }[]>`
    update director_messages
    set body = ${storable(body)}, act = ${act === null ? null : tx.json(storableJson(act))},
      state = ${act === null ? null : 'waiting'}
    where reading_job_id = ${jobId} and state = 'reading' returning project_id as "projectId"`
  if (!row) return
  await announceThread(tx, row.projectId)
}

/** The agent of a stage is done: the pipeline stops here until people have spoken. Other agents stop nothing. */
export async function sayBreakpoint(tx: Query, at: Place, agent: string): Promise<void> {
  const body = BREAKPOINTS[agent]
  if (body === undefined) return
  await holdThread(tx, at.projectId)
  await directorSays(tx, at, { body })
}

/** How a timeline stands, by its documents as they are committed now. Null when it has no such documents. */
export async function loadSituation(sql: Query, at: Place): Promise<(Situation & Place) | null> {
  const rows = await sql<{ id: string; kind: DocumentKind; locked: boolean; hasPrimary: boolean }[]>`
    select d.id, d.kind, l.document_id is not null as locked,
      exists (
        select from project_files f where f.timeline_id = d.timeline_id and f.role = 'primary' and f.state = 'ready'
      ) as "hasPrimary"
    from documents d
    left join locks l on l.document_id = d.id and l.root is null and l.released_at is null
    where d.kind in ${sql(STAGES.map(stage => stage.kind))}
      and d.timeline_id = ${at.timelineId}`
  const docs: Y.Doc[] = []
  const documentOf = async (stage: StageId) => {
    const row = rows.find(({ kind }) => kind === STAGES.find(({ id }) => id === stage)?.kind)
    if (!row) return null
    const doc = await loadDocument(sql, row.id)
    docs.push(doc)
    return { id: row.id, doc, locked: row.locked }
  }
  try {
    const brief = await documentOf('brief')
    const treatment = await documentOf('treatment')
    const beats = await documentOf('beats')
    const script = await documentOf('script')
    const [first] = rows
    if (!first || !brief || !treatment || !beats || !script) return null
    const situation = readSituation({ brief, treatment, beats, script }, first.hasPrimary)
    return { ...situation, ...at }
  } finally {
    for (const doc of docs) doc.destroy()
  }
}
