import type * as Y from 'yjs'
import { Finding } from '../binding/checks.ts'
import { readDocument, wrongScenes } from '../binding/reader.ts'
import type { Ledger } from './ledger.ts'
import { countWords, wordsOf } from './words.ts'

/** What must hold of a document when everything has arrived everywhere. Read without the code under test. */

const TYPES = new Set(
  'scene_heading action character parenthetical dialogue transition lyrics centered section synopsis note page_break shot general'.split(
    ' ',
  ),
)

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)])
}

/** Everything that a document says. */
function readAll(doc: Y.Doc): string {
  const roots = ['scenes', 'shots', 'suggestions', 'accepted', 'meta'].map(root => sorted(doc.getMap(root).toJSON()))
  return JSON.stringify([readDocument(doc).map(line => `${line.root} ${line.row}`), roots])
}

export function checkSame(name: string, docs: ReadonlyMap<string, Y.Doc>): void {
  const said = [...docs].map(([who, doc]) => [who, readAll(doc)] as const)
  const [first] = said
  for (const [who, text] of said)
    if (text !== first?.[1]) throw new Finding(`the ${name} of ${who} and ${first?.[0]} differ`, [first?.[1], text])
  for (const [who, { store }] of docs)
    if (store.pendingStructs || store.pendingDs) throw new Finding(`something waits for ever in the ${name} of ${who}`)
}

export function checkScript(doc: Y.Doc): void {
  const lines = readDocument(doc)
  if (new Set(lines.map(line => line.id)).size !== lines.length) throw new Finding('two lines have one id', lines)
  const scenes: Record<string, { order?: string } | undefined> = doc.getMap('scenes').toJSON()
  for (const line of lines) {
    if (!line.id || !TYPES.has(line.type)) throw new Finding('a line lacks its id or type', line)
    for (const scene of [line.scene ?? '', line.root])
      if (scene !== 'front' && scenes[scene]?.order === undefined)
        throw new Finding(`nobody knows scene ${scene}`, line)
  }
  if (wrongScenes(lines).length > 0) throw new Finding('scenes do not fit their headings', wrongScenes(lines))
}

interface StoredEdit {
  before?: unknown
  after?: unknown
  lines?: { runs?: { text: string }[] }[]
}

/** The word that a proposal brings: in what it makes of the words and not in what was there. */
function wordOf({ before, after, lines }: StoredEdit): string | undefined {
  const text = lines
    ? lines.flatMap(line => line.runs ?? []).map(run => run.text)
    : wordsOf(String(after)).filter(word => !wordsOf(String(before)).includes(word))
  return wordsOf(text.join(' ')).find(word => /^[sr]/.test(word))
}

/** Words of what was accepted were written, words of everything else are nowhere, unless somebody copied them before. */
export function checkSuggestions(doc: Y.Doc, ledger: Ledger): void {
  const counts = countWords(doc)
  const accepted = doc.getMap('accepted').toJSON()
  const stored: Record<string, { edit: StoredEdit }> = doc.getMap('suggestions').toJSON()
  for (const [id, { edit }] of Object.entries(stored)) {
    const word = wordOf(edit)
    if (word === undefined) continue
    if (accepted[id] === true) {
      if (ledger.timesWritten(word) === 0) throw new Finding(`${id} is accepted, and nobody wrote its ${word}`)
    } else if (counts.has(word) && ledger.timesWritten(word) < 2)
      throw new Finding(`${word} is there, and ${id} is not accepted`)
  }
}
