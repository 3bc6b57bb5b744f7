import type * as Y from 'yjs'
import { sortTitlePage } from '../formats/fountain/titlePage.ts'
import type { Screenplay, ScreenplayLine } from '../formats/screenplay.ts'
import { newId } from '../ids.ts'
import { firstKeys } from '../order.ts'
import { makeLine } from './line.ts'
import { addScene, FRONT, readScenes, sceneEntry, scriptRoots } from './scenes.ts'

/**
 * Writes a screenplay into a fresh script document, in the caller's transaction: a scene per heading, everything before
 * the first one in the front matter. Throws when the document has lines already: a script is never replaced.
 */
export function seedScript(doc: Y.Doc, screenplay: Screenplay): void {
  const { script, scenes, titlePage } = scriptRoots(doc)
  if (script.length > 0) throw new Error('This script has lines already; it cannot be seeded.')
  for (const { key, value } of screenplay.titlePage) titlePage.set(key, value)

  const keys = firstKeys(screenplay.lines.filter(line => line.type === 'scene_heading').length).values()
  let scene = FRONT
  const elements = screenplay.lines.map(line => {
    if (line.type === 'scene_heading') {
      scene = newId()
      const order = keys.next().value ?? ''
      addScene(scenes, scene, { order, number: line.sceneNumber, omitted: line.omitted })
    }
    return makeLine(newId(), scene, line)
  })
  script.insert(0, elements)
}

/** The screenplay as shown, for writing it in a format. Numbers are those that somebody fixed, not places. */
export function readScreenplay(doc: Y.Doc): Screenplay {
  const { scenes, titlePage } = scriptRoots(doc)
  const lines: ScreenplayLine[] = []
  for (const scene of readScenes(doc)) {
    const number = sceneEntry(scenes, scene.id)?.get('number')
    let first = true
    for (const { id: _id, scene: _scene, text: _text, ...line } of scene.lines) {
      const heading = first && line.type === 'scene_heading'
      lines.push({
        ...line,
        ...(heading && typeof number === 'string' ? { sceneNumber: number } : {}),
        ...(heading && scene.omitted ? { omitted: true } : {}),
      })
      if (line.type === 'scene_heading') first = false
    }
  }
  const entries = [...titlePage].flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string' ? [{ key, value }] : [],
  )
  return { titlePage: sortTitlePage(entries), lines }
}
