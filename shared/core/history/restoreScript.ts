import type * as Y from 'yjs'
import { addScene, type ScriptRoots, sceneEntry, scriptRoots } from '../script/scenes.ts'
import { restoreLines } from './restoreLines.ts'
import { linesOf, type ScriptState } from './scriptState.ts'

/**
 * Makes a live script say what `target` said, by the fewest edits: a line that is there keeps its element and its unchanged
 * words, so that what colleagues type meanwhile stays. Lines that `target` does not have go, but those in `occupied`
 * (somebody's caret is in them) lose their words only: what is being typed there has a place to arrive.
 * One transaction. Scene entries are never deleted, and suggestions stay as they are.
 */
export function restoreScript(doc: Y.Doc, target: ScriptState, occupied: ReadonlySet<string> = new Set()): void {
  const roots = scriptRoots(doc)
  doc.transact(() => {
    restoreEntries(roots, target)
    restoreTitlePage(roots, target)
    restoreLines(roots.script, linesOf(target), occupied)
  })
}

function restoreEntries({ scenes }: ScriptRoots, target: ScriptState): void {
  for (const [id, fields] of target.entries) {
    const entry = sceneEntry(scenes, id)
    if (!entry) {
      addScene(scenes, id, { order: '', ...fields })
      continue
    }
    for (const name of ['order', 'number', 'mergedInto', 'omitted'] as const) {
      const value = fields[name]
      if (value !== undefined && entry.get(name) !== value) entry.set(name, value)
      else if (value === undefined && entry.has(name) && name !== 'order') entry.delete(name)
    }
  }
}

function restoreTitlePage({ titlePage }: ScriptRoots, target: ScriptState): void {
  for (const key of [...titlePage.keys()]) if (!target.titlePage.has(key)) titlePage.delete(key)
  for (const [key, value] of target.titlePage) if (titlePage.get(key) !== value) titlePage.set(key, value)
}
