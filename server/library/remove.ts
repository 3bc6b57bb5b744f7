import type { LibraryDetail } from '../../shared/core/api/library.ts'
import { LIBRARY_LIMITS } from '../../shared/core/library/limits.ts'
import type { Query } from '../../shared/node/database.ts'
import type { Person } from '../auth/auth.ts'
import { ApiError, notFound } from '../http/errors.ts'
import { holdAsset, holdShelf, type LibraryWords, needFreeName, needRoom, ofShelf, type Shelf } from './assets.ts'
import { tellCopies, usesOf } from './uses.ts'

/**
 * Deletes an asset of a library. One that projects use is only deleted by somebody who has read where: `seen` stands for these
 * uses. Their copies stay, and say that the original is gone.
 */
export async function deleteAsset(tx: Query, by: Person, id: string, seen: string): Promise<void> {
  const { name, shelf } = await holdAsset(tx, id)
  const uses = await usesOf(tx, by.id, id)
  if (uses.seen !== '' && uses.seen !== seen)
    throw new ApiError(
      409,
      'asset-in-use',
      `“${name}” was not deleted: ${wordsOf(uses)} ${seen === '' ? 'use it' : 'use it now'}. Look where, and delete it anyway if it is to go.`,
    )
  await tx`update library_assets set deleted_at = now(), deleted_by_name = ${by.name} where id = ${id}`
  // what was deleted long before goes with its picture
  await tx`
    delete from library_assets where id in (
      select id from library_assets where ${ofShelf(tx, shelf)} and deleted_at is not null
      order by deleted_at desc, id offset ${LIBRARY_LIMITS.deleted})`
  await tellCopies(tx, id)
}

/** '“Night Ferry” (Main) and 2 projects that you may not see'. */
function wordsOf({ places, others }: LibraryDetail['usedIn']): string {
  const names = places.map(({ project, timeline }) => `“${project}” (${timeline})`)
  if (others > 0) names.push(`${others} ${others === 1 ? 'project' : 'projects'} that you may not see`)
  return new Intl.ListFormat('en').format(names)
}

/** Brings a deleted asset back. Throws when its name is taken meanwhile, or the library is full. */
export async function restoreAsset(tx: Query, id: string): Promise<void> {
  const [row] = await tx<(LibraryWords & Shelf & { isThere: boolean })[]>`
    select organisation_id as "organisationId", user_id as "userId", kind, name, description, deleted_at is null as "isThere"
    from library_assets where id = ${id}`
  if (!row) throw notFound()
  await holdShelf(tx, row)
  if (row.isThere) return
  await needFreeName(tx, row, row, null)
  await needRoom(tx, row)
  await tx`update library_assets set deleted_at = null, deleted_by_name = null where id = ${id}`
  await tellCopies(tx, id)
}
