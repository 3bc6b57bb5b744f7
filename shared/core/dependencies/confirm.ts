import * as Y from 'yjs'
import { replaceRowEntries, type Table } from '../documents/table.ts'
import { FRAMES } from '../frames/frames.ts'
import { TAKES } from '../frames/takes.ts'
import { PROMPTS } from '../prompts/prompts.ts'
import { lineHash } from '../script/line.ts'
import { shotRow } from '../shots/shots.ts'
import { END_STATE } from '../states/endState.ts'
import { STATES } from '../states/states.ts'
import { type DependencyEngine, thingKey } from './engine.ts'
import type { ScriptLine } from './lines.ts'
import { type ReferenceKind, referenceOf } from './references.ts'
import type { Thing } from './things.ts'

const TABLE_OF: Partial<Record<ReferenceKind, Table>> = {
  state: STATES,
  framePrompt: PROMPTS,
  videoPrompt: PROMPTS,
  startFrame: FRAMES,
  endFrame: FRAMES,
  take: TAKES,
  end: END_STATE,
}

/**
 * A person says that a thing still fits: it now stores what it depends on as that is, and forgets what is gone. Undone like
 * any edit. What is outdated only because something before it is, stays so until that is settled. `doc`: of the thing's scene.
 */
export function confirmThing(
  doc: Y.Doc,
  engine: DependencyEngine,
  thing: Pick<Thing, 'scene' | 'reference' | 'row'>,
  origin?: unknown,
): void {
  const present = engine.present(thingKey(thing))
  const kind = referenceOf(thing.reference)?.kind
  const table = kind && TABLE_OF[kind]
  if (!present) return
  if (table) replaceRowEntries(doc, table, thing.row, 'dependsOn', present, origin)
  else if (kind === 'shot')
    setSources(doc, thing.row, new Map([...present].map(([line, hash]) => [line.slice('line:'.length), hash])), origin)
}

/**
 * The same of a shot, by the lines of the script alone: it forgets those that were deleted or moved out of `sceneId`. `lines`
 * as in `outdatedShots`.
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
  const mine = lines.filter(line => sources.has(line.id) && line.scene === sceneId)
  setSources(doc, shotId, new Map(mine.map(line => [line.id, lineHash(line)])), origin)
}

function setSources(doc: Y.Doc, shotId: string, wanted: ReadonlyMap<string, string>, origin: unknown): void {
  const sources = shotRow(doc, shotId)?.get('sources')
  if (!(sources instanceof Y.Map)) return
  doc.transact(() => {
    for (const lineId of [...sources.keys()]) {
      const hash = wanted.get(lineId)
      if (hash === undefined) sources.delete(lineId)
      else if (sources.get(lineId) !== hash) sources.set(lineId, hash)
    }
  }, origin)
}
