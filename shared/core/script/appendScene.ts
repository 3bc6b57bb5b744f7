import type * as Y from 'yjs'
import { newId } from '../ids.ts'
import { type LineDraft, makeLine } from './line.ts'
import { addScene, FRONT, readScenes, type SceneFields, sceneKeyAfter, scriptRoots } from './scenes.ts'

/**
 * Writes a new scene, behind the last one that is shown unless said otherwise; its first line is its heading. Returns its id. Lines of colleagues
 * stay as they are: new ones go to the end of the script.
 */
export function appendScene(
  doc: Y.Doc,
  lines: readonly LineDraft[],
  fields: Pick<SceneFields, 'beat' | 'beatHash'> = {},
  behind: string = readScenes(doc).at(-1)?.id ?? FRONT,
): string {
  const { script, scenes } = scriptRoots(doc)
  const id = newId()
  addScene(scenes, id, { order: sceneKeyAfter(scenes, behind), ...fields })
  script.insert(
    script.length,
    lines.map(line => makeLine(newId(), id, line)),
  )
  return id
}
