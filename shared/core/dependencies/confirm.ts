import * as Y from 'yjs'
import { lineHash } from '../script/line.ts'
import { shotRow } from '../shots/shots.ts'
import type { ScriptLine } from './lines.ts'

/**
 * A person says that the shot still fits: it now stores the hashes of its lines as they are, and forgets the lines that
 * were deleted or moved out of `sceneId`. `lines` as in `outdatedShots`. Undone like any edit.
 */
export function confirmShot(
  doc: Y.Doc,
  shotId: string,
  lines: readonly ScriptLine[],
  sceneId: string,
  origin?: unknown,
): void {
  const sources = shotRow(doc, shotId)?.get('sources')
  if (!(sources instanceof Y.Map)) return
  const byId = new Map(lines.filter(line => sources.has(line.id)).map(line => [line.id, line]))
  doc.transact(() => {
    for (const lineId of [...sources.keys()]) {
      const line = byId.get(lineId)
      if (!line || line.scene !== sceneId) sources.delete(lineId)
      else if (sources.get(lineId) !== lineHash(line)) sources.set(lineId, lineHash(line))
    }
  }, origin)
}
