import * as Y from 'yjs'
import { BRIEF_TEXTS, BRIEF_VALUES, briefRoot, briefText, GENRES, readBrief, setGenre } from '../brief/brief.ts'
import { writeWords } from '../text/writeWords.ts'

/** Makes a live brief say what `target` said, by the fewest edits: what somebody types in a text meanwhile stays. One transaction. */
export function restoreBrief(doc: Y.Doc, target: Y.Doc): void {
  const [root, wanted] = [briefRoot(doc), briefRoot(target)]
  doc.transact(() => {
    for (const name of BRIEF_VALUES) {
      const value = wanted.get(name)
      if (value === undefined) root.delete(name)
      else if (JSON.stringify(root.get(name)) !== JSON.stringify(value)) root.set(name, value)
    }
    const [now, then] = [new Set(readBrief(doc).genres), new Set(readBrief(target).genres)]
    for (const genre of GENRES) if (now.has(genre) !== then.has(genre)) setGenre(doc, genre, then.has(genre))
    for (const name of BRIEF_TEXTS) {
      const words = briefText(target, name)?.toString() ?? ''
      const text = briefText(doc, name)
      if (text) writeWords(text, words)
      else root.set(name, new Y.Text(words))
    }
  })
}
