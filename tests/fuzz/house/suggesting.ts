import type * as Y from 'yjs'
import { acceptOrigin } from '../../../client/script/suggestions/acceptOrigin.ts'
import type { Author } from '../../../shared/core/documents/author.ts'
import { readLines } from '../../../shared/core/script/scenes.ts'
import { readShots } from '../../../shared/core/shots/shots.ts'
import { proposeEdits } from '../../../shared/core/suggestions/propose.ts'
import { proposedText, reviseSuggestion } from '../../../shared/core/suggestions/revise.ts'
import { acceptGroup, acceptSuggestion, rejectSuggestion } from '../../../shared/core/suggestions/settle.ts'
import { openSuggestions, readSuggestions } from '../../../shared/core/suggestions/status.ts'
import { suggestionBytes } from '../../../shared/core/suggestions/store.ts'
import { type SuggestionEdit, SuggestionError } from '../../../shared/core/suggestions/suggestion.ts'
import type { Client } from '../binding/client.ts'
import type { Random } from '../binding/random.ts'
import type { Licence } from './ledger.ts'

/** What the writer proposes and people do with it. */

const WRITER: Author = { kind: 'agent', agent: 'rewrite', name: 'Writer', jobId: 'job' }

/** Client ids of forks and answers, away from those of people and servers. */
const FORKS = { proposed: 10_000, stored: 20_000, revised: 30_000 }

/** What a worker stores: a proposal as bytes with a client id of their own. */
export interface Result {
  document: 'script' | 'scene'
  bytes: Uint8Array
  clients: number[]
  author: Author
}

/** The writer reads what is durable and proposes one to two edits, with the words `s<n>z` and `s<n + 1000>z`. */
export function propose(document: Result['document'], doc: Y.Doc, n: number, random: Random): Result[] {
  const edits = document === 'script' ? editsOfScript(doc, n, random) : editsOfShots(doc, n, random)
  const made = proposeEdits(doc, edits, {
    author: WRITER,
    group: `g${n}`,
    createdAt: `2026-01-01T00:00:00.${String(n).padStart(3, '0')}Z`,
    ids: edits.map((_, i) => `p${n}-${i}`),
    clientIds: edits.map((_, i) => FORKS.proposed + 10 * n + i),
  })
  if (made.length === 0) return []
  const client = FORKS.stored + n
  return [{ document, bytes: suggestionBytes(doc, made, client), clients: [client], author: WRITER }]
}

function editsOfScript(doc: Y.Doc, n: number, random: Random): SuggestionEdit[] {
  // two lines that undos brought back have one id until the server gives one of them its own: which is meant nobody can say
  const all = readLines(doc)
  const lines = all.filter(({ id }) => all.filter(other => other.id === id).length === 1)
  const edits: SuggestionEdit[] = []
  for (let i = 0; i < 1 + random.below(2) && lines.length > 0; i++) {
    const line = random.pick(lines)
    const word = `s${n + 1000 * i}z`
    const kind = random.below(10)
    if (kind < 6) {
      edits.push(rewritten({ kind: 'line-text', lineId: line.id, before: line.text, after: '' }, word, random))
    } else if (kind < 8) {
      const scene = line.scene
      edits.push({
        kind: 'insert-lines',
        after: line.id,
        scene,
        lines: [{ id: `n${n}-${i}`, type: 'action', runs: [{ text: word, marks: [] }] }],
      })
    } else if (kind === 8) edits.push({ kind: 'line-type', lineId: line.id, before: line.type, after: 'dialogue' })
    else if (lines.length > 3) edits.push({ kind: 'delete-lines', lines: [{ id: line.id, before: line.text }] })
  }
  return edits
}

function editsOfShots(doc: Y.Doc, n: number, random: Random): SuggestionEdit[] {
  const shots = readShots(doc)
  if (shots.length === 0) return []
  const { id, action } = random.pick(shots)
  return [rewritten({ kind: 'cell-text', shotId: id, column: 'action', before: action, after: '' }, `s${n}z`, random)]
}

type TextEdit = Extract<SuggestionEdit, { kind: 'line-text' | 'cell-text' }>

/** One word in place of another, or between two. */
function rewritten(edit: TextEdit, word: string, random: Random): TextEdit {
  const words = edit.before.split(' ')
  words.splice(random.below(words.length), random.chance(0.5) ? 1 : 0, word)
  return { ...edit, after: words.join(' ') }
}

export const SUGGESTION_LICENCES = {
  accept: { copies: true, takes: 'any' },
  acceptGroup: { copies: true, takes: 'any' },
  reject: {},
  revise: {},
} satisfies Record<string, Licence>

export const isSuggestionAct = (act: string): act is keyof typeof SUGGESTION_LICENCES => act in SUGGESTION_LICENCES

/** A person decides on a suggestion. A refusal with a sentence is as good as an act. */
export function decide(
  doc: Y.Doc,
  origin: unknown,
  act: keyof typeof SUGGESTION_LICENCES,
  random: Random,
  n: number,
): void {
  const all = act === 'accept' && random.chance(0.9) ? openSuggestions(doc) : readSuggestions(doc)
  if (all.length === 0) return
  const { suggestion } = random.pick(all)
  const { id } = suggestion
  const word = `r${n}z`
  try {
    if (act === 'accept') acceptSuggestion(doc, id, origin)
    else if (act === 'acceptGroup') acceptGroup(doc, suggestion.group, origin)
    else if (act === 'reject') rejectSuggestion(doc, id, 'somebody')
    else if (suggestion.edit.kind !== 'line-type') {
      const after = proposedText(suggestion.edit).replace(/[sr]\d+z/, word)
      reviseSuggestion(
        doc,
        id,
        after,
        { id: 'somebody', name: 'Somebody' },
        {
          id: `r${n}`,
          clientId: FORKS.revised + n,
          createdAt: `2026-01-02T00:00:00.${String(n).padStart(3, '0')}Z`,
        },
      )
    }
  } catch (error) {
    if (!(error instanceof SuggestionError)) throw error
  }
}

/** One step of undo each, as the card in the margin does it. */
export function decideInScript(
  { binding, doc }: Client,
  act: keyof typeof SUGGESTION_LICENCES,
  random: Random,
  n: number,
): void {
  binding.undoManager.stopCapturing()
  decide(doc, acceptOrigin(binding), act, random, n)
  binding.undoManager.stopCapturing()
}
