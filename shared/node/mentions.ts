import { mentionedIn, plainBody } from '../core/comments/mentions.ts'
import { readThreads } from '../core/comments/thread.ts'
import { isId, newId } from '../core/ids.ts'
import { clipped, storableJson } from '../core/text/storable.ts'
import { CHANNEL, notify, type Query } from './database.ts'
import { type DocumentRecord, loadDocument } from './documents.ts'

/** Characters of a message in the list of notifications. */
const EXCERPT = 200

/**
 * Brings the notifications of a comments document up to date with what it says, in the caller's transaction: one per message
 * and person mentioned in it who may read the project, whatever came before. Mentions that were taken back are forgotten.
 */
export async function notifyMentioned(tx: Query, { id, projectId }: DocumentRecord): Promise<void> {
  const doc = await loadDocument(tx, id)
  const wanted = readThreads(doc).flatMap(thread =>
    thread.messages.flatMap(message =>
      mentionedIn(message.body)
        .filter(user => user !== message.author)
        .map(user => ({
          id: newId(),
          user_id: user,
          thread_id: thread.id,
          message_id: message.id,
          actor_id: message.author,
          excerpt: clipped(plainBody(message.body), EXCERPT),
        })),
    ),
  )
  doc.destroy()
  const rows = tx.json(storableJson(wanted.filter(row => isId(row.thread_id) && isId(row.message_id))))
  const shape = tx`as w(id text, user_id text, thread_id text, message_id text, actor_id text, excerpt text)`
  const gone = await tx<{ user_id: string }[]>`
    delete from notifications n where document_id = ${id} and not exists (
      select from jsonb_to_recordset(${rows}) ${shape} where w.message_id = n.message_id and w.user_id = n.user_id)
    returning user_id`
  const told = await tx<{ user_id: string }[]>`
    insert into notifications (id, user_id, project_id, document_id, thread_id, message_id, actor_id, excerpt)
    select w.id, w.user_id, ${projectId}, ${id}, w.thread_id, w.message_id, a.id, w.excerpt
    from jsonb_to_recordset(${rows}) ${shape}
      join project_roles r on r.project_id = ${projectId} and r.user_id = w.user_id
      left join "user" a on a.id = w.actor_id
    on conflict (document_id, message_id, user_id) do update set excerpt = excluded.excerpt
      where notifications.excerpt <> excluded.excerpt
    returning user_id`
  for (const userId of new Set([...gone, ...told].map(row => row.user_id)))
    await notify(tx, CHANNEL.projectEvent, { projectId, type: 'notifications', userId })
}
