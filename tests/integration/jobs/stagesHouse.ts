import * as Y from 'yjs'
import type { ModelRequest, Task, TextModel } from '../../../jobs/providers/textModel.ts'
import type { Worker } from '../../../jobs/worker.ts'
import { acceptGroup } from '../../../shared/core/suggestions/settle.ts'
import { enqueueAgentJob } from '../../../shared/node/agentJobs.ts'
import { loadDocument } from '../../../shared/node/documents.ts'
import { packUpdates } from '../../../shared/node/updates.ts'
import { openHouse } from './house.ts'

/** Answers every task by `answers`, and waits before each as long as it is told to. */
export function modelOf(
  answers: (task: Task) => unknown,
  before: (task: Task) => Promise<void> = async () => {},
  provider: TextModel['provider'] = 'offline',
): TextModel {
  return {
    provider,
    model: 'canned',
    async generate<T>(request: ModelRequest<T>, onDelta: (text: string) => void) {
      await before(request.task)
      request.signal.throwIfAborted()
      const value = request.schema.parse(answers(request.task))
      const text = JSON.stringify(value)
      onDelta(text)
      return { value, text, usage: { inputTokens: 1, outputTokens: 1 }, model: 'canned' }
    },
  }
}

/** What a crew that needs no thought answers: three treatments of a ferry, three beats, a scene for each. */
export function answer(task: Task): unknown {
  if (task.agent === 'treatment')
    return {
      title: `Ferry ${task.context.variant + 1}`,
      tone: 'dry',
      ending: 'won',
      chronology: 'in order',
      paragraphs: [
        { heading: true, text: 'Act one' },
        { heading: false, text: `Ada rows. ${task.context.brief.idea}` },
        { heading: false, text: 'She arrives.' },
      ],
      rationale: 'Because.',
    }
  if (task.agent === 'beats')
    return {
      beats: [
        { title: 'Out', body: 'Ada rows out.', from: 1, to: 2 },
        { title: 'Home', body: 'Ada comes home.', from: 3, to: 9 },
        { title: 'Rest', body: 'Ada sleeps.', from: 3, to: 3 },
      ],
      rationale: 'Three turns.',
    }
  if (task.agent === 'script')
    return {
      elements: [
        { type: 'scene_heading', text: `Ext. River ${task.context.scene} - Day` },
        { type: 'action', text: `Beat ${task.context.plays} after “${task.context.rearview}”.` },
        { type: 'character', text: 'Ada' },
        { type: 'dialogue', text: `Line ${task.context.scene}.` },
      ],
      rationale: 'Played as it is.',
    }
  if (task.agent === 'beat')
    return {
      beats: Array.from({ length: 3 }, (_, place) => ({
        title: `Turn ${place + 1}`,
        body: `${task.context.task} ${place + 1} of ${task.context.beat?.title ?? task.context.before?.title}.`,
      })),
      rationale: 'Otherwise.',
    }
  throw new Error(`no answer for ${task.agent}`)
}

/** A project without a word in it, whose stages are locked, asked for and taken as people do. */
export async function openStages() {
  const house = await openHouse({ fountain: '' })
  const { sql, personId, projectId, timelineId } = house
  const workers: Worker[] = []
  const idOf = async (kind: string): Promise<string> => {
    const [row] = await sql<{ id: string }[]>`
      select id from documents where kind = ${kind} and timeline_id = ${timelineId}`
    return row?.id ?? ''
  }
  const docOf = async (kind: string) => loadDocument(sql, await idOf(kind))
  return {
    house,
    idOf,
    docOf,
    /** Begins a worker, which goes with {@link dismiss}. */
    async work(model: TextModel, retryDelays = [0, 0]): Promise<Worker> {
      const worker = await house.worker({ model, retryDelays })
      workers.push(worker)
      return worker
    },
    /** A test that failed leaves no worker behind that takes the jobs of the next. */
    async dismiss(): Promise<void> {
      for (const worker of workers.splice(0)) await worker.stop(0)
    },
    approve: async (kind: string) => sql`
      insert into locks (document_id, locked_by, locked_by_name, seq, approved)
      values (${await idOf(kind)}, ${personId}, 'Ada', 0, true)`,
    reopen: async (kind: string) =>
      sql`update locks set released_at = now() where document_id = ${await idOf(kind)} and released_at is null`,
    commitsNamed: async (name: string) => [
      ...(await sql`select message, agent, kind from commits where timeline_id = ${timelineId} and name = ${name}`),
    ],
    /** Somebody takes all that one answer suggests. */
    async acceptAll(kind: string, group: string): Promise<void> {
      const doc = await docOf(kind)
      const before = Y.encodeStateVector(doc)
      acceptGroup(doc, group, null)
      const bytes = packUpdates([Y.encodeStateAsUpdate(doc, before)])
      await sql`insert into document_updates (document_id, payload) values (${await idOf(kind)}, ${bytes})`
    },
    ask: async (agent: string, instruction = '') =>
      (await enqueueAgentJob(house, { projectId, timelineId, askedBy: personId, agent, instruction })).jobId,
  }
}
export type OpenStages = Awaited<ReturnType<typeof openStages>>
