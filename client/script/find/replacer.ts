import * as Y from 'yjs'
import { createStoryUndo, replaceInStory, type StoryKind } from '../../../shared/core/documents/storyTexts.ts'
import type { Match } from '../../../shared/core/script/find.ts'
import {
  type ClockRange,
  changeTitles,
  type Replaced,
  type Replacement,
  replaceInCells,
  replaceInLines,
  replaceInTitlePage,
  type TitleChange,
  takeBackTwice,
} from '../../../shared/core/script/findWrite.ts'
import { createShotUndo } from '../../../shared/core/shots/undo.ts'
import type { StackItem } from '../../../shared/core/undo/revert.ts'
import type { RowUndo } from '../../../shared/core/undo/rows.ts'
import type { ScreenplayBinding } from '../binding/binding.ts'
import type { Haystack, ShotTable, StorySheet } from './places.ts'

/** What a replacement did, to be told. */
export interface Outcome {
  script: number
  /** On the title page. */
  title: number
  /** Scene number -> places in its shots. */
  shots: { scene: string; places: number }[]
  /** In the brief, the treatment, the beat sheet and the assets. */
  story: { kind: StoryKind; places: number }[]
  /** Tables and sheets that were left alone, and why. */
  closed: (({ scene: string } | { kind: StoryKind }) & { places: number; reason: string })[]
  /** Texts that somebody changed at the same moment. */
  passed: number
}

/** One act of this person: what undo takes back together. */
interface Act {
  script: StackItem | null
  /** Of shot tables, the brief, the treatment, the beat sheet and the assets. */
  others: readonly RowUndo[]
  title: readonly TitleChange[]
}

/**
 * Replaces words in the script and in the documents beside it as one act: undo in the script takes all of it back, the title
 * page included. Lives as long as the editor does.
 */
export class Replacer {
  readonly #binding: ScreenplayBinding
  readonly #origin = { name: 'find and replace' }
  readonly #undos = new Map<Y.Doc, RowUndo>()
  readonly #mine = new Map<Y.Text, ClockRange>()
  readonly #acts: Act[] = []
  readonly #popped = ({ stackItem, type }: { stackItem: StackItem; type: 'undo' | 'redo' }): void => {
    const act = this.#acts.find(({ script }) => script === stackItem)
    if (!act) return
    const { undoStack, redoStack } = this.#binding.undoManager
    this.#follow(act, type)
    act.script = (type === 'undo' ? redoStack : undoStack).at(-1) ?? null
  }
  /** Two people replaced the same words by the same words: one copy goes. */
  readonly #settled = (transaction: Y.Transaction): void => {
    if (transaction.local || this.#mine.size === 0 || this.#binding.readOnly) return
    const touched = new Map([...this.#mine].filter(([text]) => transaction.changed.has(text as never)))
    if (touched.size > 0) queueMicrotask(() => takeBackTwice(this.#binding.doc, touched, 'replaced twice'))
  }

  constructor(binding: ScreenplayBinding) {
    this.#binding = binding
    binding.undoManager.on('stack-item-popped', this.#popped)
    binding.doc.on('afterTransaction', this.#settled)
  }

  destroy(): void {
    this.#binding.undoManager.off('stack-item-popped', this.#popped)
    this.#binding.doc.off('afterTransaction', this.#settled)
    for (const undo of this.#undos.values()) undo.destroy()
  }

  /** Writes these matches. What changed since they were found is passed over, and so is what is closed. */
  replace({ passages, places }: Haystack, matches: readonly Match[]): Outcome {
    const lines = new Map<string, Replacement>()
    const cells = new Map<ShotTable, Map<string, Replacement>>()
    const sheets = new Map<StorySheet, Map<string, Replacement>>()
    const titles = new Map<string, Replacement>()
    const outcome: Outcome = { script: 0, title: 0, shots: [], story: [], closed: [], passed: 0 }
    for (const [passage, found] of Map.groupBy(matches, match => match.passage)) {
      const [place, text] = [places[passage], passages[passage]?.text]
      if (!place || text === undefined) continue
      if (place.kind === 'line') lines.set(place.key, { text, matches: found })
      else if (place.kind === 'title') titles.set(place.key, { text, matches: found })
      else if (place.kind === 'cell') add(cells, place.table, place.key, { text, matches: found })
      else add(sheets, place.sheet, place.key, { text, matches: found })
    }
    const act: Act = {
      script: this.#replaceLines(lines, outcome),
      others: [...this.#replaceCells(cells, outcome), ...this.#replaceStory(sheets, outcome)],
      title: this.#replaceTitles(titles, outcome),
    }
    if (act.script || act.others.length + act.title.length > 0) this.#acts.push(act)
    return outcome
  }

  /** Takes the last act back. */
  undo(): void {
    const act = this.#acts.at(-1)
    if (act?.script && this.#binding.undoManager.undoStack.at(-1) === act.script) this.#binding.undoManager.undo()
    else if (act && !act.script) this.#follow(act, 'undo')
  }

  /** What an act did outside of the lines goes, or comes again, with its lines. */
  #follow({ others, title }: Act, type: 'undo' | 'redo'): void {
    for (const other of others)
      if (type === 'undo') other.undo()
      else other.redo()
    changeTitles(this.#binding.doc, title, type, this.#origin)
  }

  /** Would {@link undo} take back just the last act? Not when the person has written on since. */
  get isLast(): boolean {
    const act = this.#acts.at(-1)
    return act !== undefined && (!act.script || this.#binding.undoManager.undoStack.at(-1) === act.script)
  }

  #replaceLines(lines: ReadonlyMap<string, Replacement>, outcome: Outcome): StackItem | null {
    const { doc, undoManager, readOnly } = this.#binding
    if (lines.size === 0 || readOnly) return null
    const from = Y.getState(doc.store, doc.clientID)
    undoManager.stopCapturing()
    const { places, passed } = replaceInLines(doc, lines, this.#binding)
    undoManager.stopCapturing()
    outcome.script = places
    outcome.passed += passed
    const range: ClockRange = { client: doc.clientID, from, to: Y.getState(doc.store, doc.clientID) }
    for (const id of lines.keys()) {
      const text = this.#binding.lines.withId(id)?.text
      if (text) this.#mine.set(text, range)
    }
    return places > 0 ? (undoManager.undoStack.at(-1) ?? null) : null
  }

  #replaceTitles(titles: ReadonlyMap<string, Replacement>, outcome: Outcome): readonly TitleChange[] {
    const { doc, readOnly } = this.#binding
    if (titles.size === 0 || readOnly) return []
    const { places, passed, changes } = replaceInTitlePage(doc, titles, this.#origin)
    outcome.title = places
    outcome.passed += passed
    return changes
  }

  #replaceCells(cells: ReadonlyMap<ShotTable, ReadonlyMap<string, Replacement>>, outcome: Outcome): RowUndo[] {
    return [...cells].flatMap(([{ doc, number: scene, closed }, wanted]) => {
      if (closed !== null) {
        outcome.closed.push({ scene, places: placesIn(wanted), reason: closed })
        return []
      }
      const undo = this.#undoOf(doc, () => createShotUndo(doc, this.#origin, 0))
      const places = inOneAct(undo, outcome, () => replaceInCells(doc, wanted, this.#origin))
      if (places > 0) outcome.shots.push({ scene, places })
      return places > 0 ? [undo] : []
    })
  }

  #replaceStory(sheets: ReadonlyMap<StorySheet, ReadonlyMap<string, Replacement>>, outcome: Outcome): RowUndo[] {
    return [...sheets].flatMap(([{ doc, kind, closed }, wanted]) => {
      if (closed !== null) {
        outcome.closed.push({ kind, places: placesIn(wanted), reason: closed })
        return []
      }
      const undo = this.#undoOf(doc, () => createStoryUndo(kind, doc, this.#origin))
      const places = inOneAct(undo, outcome, () => replaceInStory(kind, doc, wanted, this.#origin))
      if (places > 0) outcome.story.push({ kind, places })
      return places > 0 ? [undo] : []
    })
  }

  #undoOf(doc: Y.Doc, create: () => RowUndo): RowUndo {
    const undo = this.#undos.get(doc) ?? create()
    this.#undos.set(doc, undo)
    return undo
  }
}

/** Writes as one act of `undo`; returns how many places were written. */
function inOneAct(undo: RowUndo, outcome: Outcome, write: () => Replaced): number {
  undo.endAct()
  const { places, passed } = write()
  undo.endAct()
  outcome.passed += passed
  return places
}

const placesIn = (wanted: ReadonlyMap<string, Replacement>): number =>
  [...wanted.values()].reduce((sum, { matches }) => sum + matches.length, 0)

function add<K>(all: Map<K, Map<string, Replacement>>, of: K, key: string, replacement: Replacement): void {
  all.set(of, (all.get(of) ?? new Map<string, Replacement>()).set(key, replacement))
}
