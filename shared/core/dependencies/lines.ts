import type * as Y from 'yjs'
import { type Line, lineHash } from '../script/line.ts'
import type { LineType } from '../script/lineTypes.ts'
import { readScenes } from '../script/scenes.ts'

/** A line as the dependency engine reads it. `scene` is the scene it is *shown* in, mergers followed. */
export type ScriptLine = Pick<Line, 'id' | 'type' | 'text' | 'scene' | 'boneyard'>

/**
 * The elements that must be seen or heard in some shot. A heading belongs to the first shot, a cue and a parenthetical to
 * their dialogue; notes, sections and transitions are not filmed.
 */
const FILMED: ReadonlySet<LineType> = new Set(['action', 'dialogue', 'lyrics', 'shot', 'centered'])

/** Must some shot cover this line? */
export const needsShot = (line: Pick<Line, 'type' | 'text' | 'boneyard'>): boolean =>
  FILMED.has(line.type) && !line.boneyard && line.text.trim() !== ''

/** All lines of a script as shown, each with the scene it is shown in: what {@link outdatedShots} compares with. */
export const shownLines = (doc: Y.Doc): Line[] =>
  readScenes(doc).flatMap(scene => scene.lines.map(line => ({ ...line, scene: scene.id })))

/** What a shot stores of the lines it covers. */
export const sourcesOf = (lines: readonly Pick<Line, 'id' | 'type' | 'text'>[]): { lineId: string; hash: string }[] =>
  lines.map(line => ({ lineId: line.id, hash: lineHash(line) }))

/** A whole script as the engine takes it: `lines` as shown, each with the scene it is shown in. */
export function wholeScript<L extends ScriptLine>(lines: readonly L[]) {
  const sceneOrder = new Map<string, string[]>()
  for (const { id, scene } of lines) {
    const own = sceneOrder.get(scene)
    if (own) own.push(id)
    else sceneOrder.set(scene, [id])
  }
  return { lines, sceneOrder, shown: [...sceneOrder.keys()] }
}
