import type { z } from 'zod'
import type { FileRow, patchFile } from '../../shared/core/api/files.ts'
import { FILE_LIMITS, type FileKind, kindOfName, SCREENPLAY_KINDS } from '../../shared/core/brief/files.ts'
import { newId } from '../../shared/core/ids.ts'
import type { Query } from '../../shared/node/database.ts'
import type { Place } from '../../shared/node/timelines.ts'
import { ApiError, notFound } from '../http/errors.ts'
import type { Platform } from '../http/platform.ts'
import { announce } from '../projects.ts'
import { FileError } from './fileError.ts'
import { readStagedFile } from './readFile.ts'

type StoredRow = Omit<FileRow, 'createdAt'> & { createdAt: Date }

/** The files of a timeline in the order in which they came; one of them where `id` is given. */
export async function stagedFiles(sql: Query, timelineId: string, id: string | null = null): Promise<FileRow[]> {
  // a server that ended while it read a file leaves it unread
  const rows = await sql<StoredRow[]>`
    select id, name, kind, bytes, role, tag, case when lost then 'failed' else state end as state,
      case when lost then 'Reading it was interrupted. Remove it and add it again.' else problem end as problem,
      words, uploaded_by_name as "uploadedBy", created_at as "createdAt"
    from (
      select *, state = 'reading' and created_at < now() - interval '10 minutes' as lost from project_files
    ) f
    where timeline_id = ${timelineId} and (${id}::text is null or id = ${id})
    order by created_at, id`
  return rows.map(row => ({ ...row, createdAt: row.createdAt.toISOString() }))
}

/** One change of a timeline's files at a time; a locked brief keeps its files as they are. */
async function openForChange(tx: Query, timelineId: string): Promise<void> {
  await tx`select from timelines where id = ${timelineId} for update`
  const [lock] = await tx`
    select from locks l join documents d on d.id = l.document_id
    where d.timeline_id = ${timelineId} and d.kind = 'brief' and l.root is null and l.released_at is null`
  if (lock)
    throw new ApiError(
      409,
      'brief-locked',
      'The brief is locked, and its files with it. Nothing was changed. “Edit anyway” on the brief opens both.',
    )
}

/** A file that comes in: its row is there at once, and is read afterwards. Where there is no Primary it is meant to be it. */
export async function stageFile(
  platform: Pick<Platform, 'sql' | 'log'>,
  { projectId, timelineId }: Place,
  { name, bytes }: { name: string; bytes: Uint8Array<ArrayBuffer> },
  by: { id: string; name: string },
): Promise<FileRow> {
  const { sql, log } = platform
  const id = newId()
  const kind = kindOfName(name)
  await sql.begin(async tx => {
    await openForChange(tx, timelineId)
    const [{ count } = { count: 0 }] = await tx<{ count: number }[]>`
      select count(*)::int as count from project_files where timeline_id = ${timelineId}`
    if (count >= FILE_LIMITS.files)
      throw new ApiError(
        409,
        'too-many-files',
        `There are ${FILE_LIMITS.files} files here already. It was not added; remove one that is not needed.`,
      )
    await tx`
      insert into project_files
        (id, project_id, timeline_id, name, kind, bytes, role, state, problem, content, uploaded_by, uploaded_by_name)
      values (${id}, ${projectId}, ${timelineId}, ${name}, ${kind ?? 'unknown'}, ${bytes.length},
        case when ${kind !== null} and not exists (
          select from project_files where timeline_id = ${timelineId} and role = 'primary'
        ) then 'primary' else 'context' end,
        ${kind ? 'reading' : 'failed'}, ${kind ? null : new FileError('unknown').message},
        ${kind && SCREENPLAY_KINDS.includes(kind) ? Buffer.from(bytes) : null}, ${by.id}, ${by.name})`
    await announce(tx, projectId, 'documents')
  })
  if (kind)
    void read(sql, { projectId, timelineId }, id, { kind, bytes }).catch(error =>
      log.warn({ err: error, fileId: id }, 'a staged file was not read'),
    )
  const [row] = await stagedFiles(sql, timelineId, id)
  if (!row) throw notFound()
  return row
}

/** Reads a file and says so on its row. If it should have been Primary and cannot be read, the next one is. */
async function read(
  sql: Platform['sql'],
  { projectId, timelineId }: Place,
  id: string,
  file: { kind: FileKind; bytes: Uint8Array },
): Promise<void> {
  let failure: unknown
  const read = await readStagedFile(file).catch((error: unknown) => {
    failure = error
    return { problem: new FileError('broken').message }
  })
  const { problem, text, words } = 'problem' in read ? { ...read, text: '', words: 0 } : { ...read, problem: null }
  await sql.begin(async tx => {
    await tx`select from timelines where id = ${timelineId} for update`
    await tx`
      update project_files set state = ${problem === null ? 'ready' : 'failed'}, problem = ${problem}, text = ${text},
        words = ${words}, content = case when ${problem === null} then content end
      where id = ${id}`
    if (problem !== null) await passOnPrimary(tx, id)
    await announce(tx, projectId, 'documents')
  })
  if (failure !== undefined) throw failure
}

/** A file that cannot be Primary leaves it to the next that came after it. */
async function passOnPrimary(tx: Query, id: string): Promise<void> {
  const [failed] = await tx<{ id: string }[]>`
    update project_files set role = 'context' where id = ${id} and role = 'primary' returning id`
  if (!failed) return
  await tx`
    update project_files set role = 'primary' where id = (
      select o.id from project_files o join project_files f on f.timeline_id = o.timeline_id
      where f.id = ${id} and o.state <> 'failed' and (o.created_at, o.id) > (f.created_at, f.id)
      order by o.created_at, o.id limit 1)`
}

/** Gives a file another role or tag. Another Primary takes the place of the one before. */
export async function changeFile(
  { sql }: Pick<Platform, 'sql'>,
  { projectId, timelineId }: Place,
  id: string,
  { role, tag }: z.output<typeof patchFile>,
): Promise<void> {
  await sql.begin(async tx => {
    await openForChange(tx, timelineId)
    const [file] = await stagedFiles(tx, timelineId, id)
    if (!file) throw notFound()
    if (role === 'primary' && file.state !== 'ready')
      throw new ApiError(409, 'file-unread', 'Only a file that was read can be Primary. Nothing was changed.')
    if (role === 'primary')
      await tx`
        update project_files set role = 'context' where timeline_id = ${timelineId} and role = 'primary' and id <> ${id}`
    await tx`
      update project_files set role = ${role ?? file.role}, tag = ${tag ?? file.tag} where id = ${id}`
    await announce(tx, projectId, 'documents')
  })
}

/** The file itself. Throws {@link ApiError} for one that cannot become the script. */
export async function contentOf(sql: Query, timelineId: string, id: string): Promise<Uint8Array> {
  const [file] = await sql<{ content: Buffer | null }[]>`
    select content from project_files where id = ${id} and timeline_id = ${timelineId}`
  if (!file) throw notFound()
  if (file.content === null)
    throw new ApiError(
      409,
      'no-screenplay',
      'Only a fountain, fdx, pdf or txt file that was read can become the script. The script is unchanged.',
    )
  return new Uint8Array(file.content)
}

export async function removeFile(
  { sql }: Pick<Platform, 'sql'>,
  { projectId, timelineId }: Place,
  id: string,
): Promise<void> {
  await sql.begin(async tx => {
    await openForChange(tx, timelineId)
    const removed = await tx`delete from project_files where id = ${id} and timeline_id = ${timelineId} returning id`
    if (removed.length === 0) throw notFound()
    await announce(tx, projectId, 'documents')
  })
}
