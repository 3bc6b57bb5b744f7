import type { SheetRead } from '../../shared/core/api/files.ts'
import { readAssetSheet, SHEET_LIMITS, SheetError, sheetKindOf } from '../../shared/core/assets/sheet.ts'
import { addAssets } from '../../shared/core/assets/write.ts'
import { FileError } from '../files/fileError.ts'
import { decodedText } from '../files/plain.ts'
import { ApiError } from '../http/errors.ts'
import type { Platform } from '../http/platform.ts'
import { documentOfKind } from '../projects.ts'

/**
 * Adds what an asset sheet defines to the assets of a timeline. Entries that are wrong are left out and told by their lines, and
 * assets that are there are not changed. Throws {@link ApiError} for a file that is no sheet: then nothing was added.
 */
export async function importIntoAssets(
  { sql, sync }: Pick<Platform, 'sql' | 'sync'>,
  timelineId: string,
  file: { name: string; bytes: Uint8Array },
  by: { id: string; name: string },
): Promise<SheetRead> {
  const kind = sheetKindOf(file.name)
  if (!kind) throw refused('Its name ends neither in .csv nor in .json.')
  const { assets, problems } = read(() => readAssetSheet(kind, decodedText(file.bytes), file.name))
  const assetsId = await documentOfKind(sql, timelineId, 'assets')
  const person = { kind: 'person', id: by.id, name: by.name } as const
  // somebody may look at them: the sync server writes, and everybody sees them arrive as one change
  const { added, known, over } = await sync.transact(assetsId, person, doc => addAssets(doc, assets, person))
  const full = over.map(({ from }) => ({
    line: Number(/\d+$/.exec(from)?.[0] ?? 0),
    problem: 'The project has as many assets as it may have.',
  }))
  const all = [...problems, ...full].sort((a, b) => a.line - b.line)
  return {
    added: added.length,
    known: known.map(({ name }) => name),
    problems: all.slice(0, SHEET_LIMITS.problems),
    moreProblems: Math.max(0, all.length - SHEET_LIMITS.problems),
  }
}

function read<T>(sheet: () => T): T {
  try {
    return sheet()
  } catch (error) {
    if (error instanceof SheetError || error instanceof FileError) throw refused(error.message)
    throw error
  }
}

const refused = (why: string): ApiError =>
  new ApiError(400, 'no-sheet', `The file is no asset sheet, and nothing was added. ${why}`)
