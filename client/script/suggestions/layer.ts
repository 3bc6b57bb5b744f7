import type * as Y from 'yjs'
import { FRONT } from '../../../shared/core/script/scenes.ts'
import { type LinePreview, previewLines } from '../../../shared/core/suggestions/preview.ts'
import { reviseSuggestion } from '../../../shared/core/suggestions/revise.ts'
import {
  acceptGroup,
  acceptSuggestion,
  rejectGroup,
  rejectSuggestion,
} from '../../../shared/core/suggestions/settle.ts'
import { openSuggestions, statusOf } from '../../../shared/core/suggestions/status.ts'
import { findSuggestion } from '../../../shared/core/suggestions/store.ts'
import {
  type Suggestion,
  type SuggestionEdit,
  SuggestionError,
  type SuggestionStatus,
} from '../../../shared/core/suggestions/suggestion.ts'
import { lineIndex } from '../../../shared/core/suggestions/target.ts'
import { announce } from '../../ui/announce.ts'
import type { ScreenplayBinding } from '../binding/binding.ts'
import { acceptOrigin } from './acceptOrigin.ts'
import { settledMessage } from './labels.ts'

/** A suggestion that a person still has to decide. */
export interface OpenSuggestion {
  suggestion: Suggestion
  status: SuggestionStatus
}

export interface LayerSnapshot {
  /** In the order of the text; those whose line is gone come last. */
  open: readonly OpenSuggestion[]
  /** The suggestion under the caret, or that of the focused card. */
  active: string | null
  /** Why the last act on a suggestion did nothing. */
  problem: { id: string; message: string } | null
}

/**
 * What the editor's decorations and the cards in the margin share: the open suggestions of a script, which of them is
 * active, and what a person does with them.
 */
export class SuggestionLayer {
  readonly doc: Y.Doc
  readonly binding: ScreenplayBinding
  previews: ReadonlyMap<string, LinePreview> = new Map()
  snapshot: LayerSnapshot = { open: [], active: null, problem: null }
  readonly #say: (text: string) => void
  readonly #listeners = new Set<() => void>()
  #hasRead = false
  /** Lines whose words decide about open suggestions; null: any may. */
  #concerned: ReadonlySet<string> | null = null

  constructor(doc: Y.Doc, binding: ScreenplayBinding, say: (text: string) => void = announce) {
    this.doc = doc
    this.binding = binding
    this.#say = say
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly getSnapshot = (): LayerSnapshot => this.snapshot

  /** Reads the document anew; tells the listeners when the open suggestions changed. */
  read(): void {
    const all = openSuggestions(this.doc).filter(({ suggestion: { edit } }) => !('rows' in edit || 'shotId' in edit))
    const isElsewhere = this.#elsewhere(all.length)
    const open = all.filter(({ suggestion }) => !isElsewhere(suggestion.edit))
    this.previews = previewLines(this.doc, open)
    // one that waits for the server may be about words that went into any line
    this.#concerned = open.some(({ status }) => status === 'rebasing')
      ? null
      : new Set([...this.previews.keys(), ...open.flatMap(({ suggestion: { edit } }) => linesOf(edit))])
    const places = new Map(open.map(({ suggestion }) => [suggestion.id, this.positionOf(suggestion) ?? Infinity]))
    const placeOf = ({ suggestion }: OpenSuggestion) => places.get(suggestion.id) ?? Infinity
    // two without a place: Infinity - Infinity is no order
    open.sort((a, b) => placeOf(a) - placeOf(b) || 0)
    const before = this.snapshot.open
    const same =
      open.length === before.length &&
      open.every((now, i) => now.suggestion === before[i]?.suggestion && now.status === before[i]?.status)
    if (same) return
    this.#announceChanges(before, open)
    const isStillOpen = (id: string | undefined) => open.some(({ suggestion }) => suggestion.id === id)
    const { active, problem } = this.snapshot
    this.#set({
      open,
      active: isStillOpen(active ?? undefined) ? active : null,
      problem: isStillOpen(problem?.id) ? problem : null,
    })
  }

  /** Has to be read anew when the words of this line change: most keys are elsewhere. */
  isAbout(lineId: string | null): boolean {
    return lineId === null || this.#concerned === null || this.#concerned.has(lineId)
  }

  /** Is an edit about another variant than this editor shows? A line that is gone was anywhere. */
  #elsewhere(count: number): (edit: SuggestionEdit) => boolean {
    const { home, roots } = this.binding
    if (home === FRONT || count === 0) return () => false
    const lines = lineIndex(this.doc)
    const isOther = (lineId: string | undefined): boolean => {
      const line = lines.get(lineId ?? '')
      return line !== undefined && line.parent !== roots.script
    }
    return edit => {
      if (edit.kind === 'insert-lines') return edit.scene !== home
      if (!('lines' in edit || 'lineId' in edit)) return true
      return isOther('lines' in edit ? edit.lines[0]?.id : edit.lineId)
    }
  }

  #announceChanges(before: readonly OpenSuggestion[], now: readonly OpenSuggestion[]): void {
    const known = new Set(before.map(({ suggestion }) => suggestion.id))
    const left = new Set(now.map(({ suggestion }) => suggestion.id))
    const settled = before.filter(({ suggestion }) => !left.has(suggestion.id))
    const added = now.filter(({ suggestion }) => !known.has(suggestion.id))
    const sentences = settled.map(({ suggestion }) => {
      const latest = findSuggestion(this.doc, suggestion.id)
      return settledMessage(suggestion, latest ? statusOf(this.doc, latest) : 'rejected')
    })
    // what waited when the script was opened is not news
    if (this.#hasRead && added.length > 0)
      sentences.push(
        added.length === 1
          ? `New suggestion by ${added[0]?.suggestion.author.name}. F8 goes to it.`
          : `${added.length} new suggestions. F8 goes to them.`,
      )
    this.#hasRead = true
    if (sentences.length > 0) this.#say(sentences.join(' '))
  }

  /** The editor position of what a suggestion changes; null when its line is gone. */
  positionOf({ id, edit }: Suggestion): number | null {
    const lineId =
      edit.kind === 'insert-lines'
        ? this.#beside(id, edit.after)
        : edit.kind === 'delete-lines'
          ? edit.lines[0]?.id
          : 'lineId' in edit
            ? edit.lineId
            : undefined
    const line = lineId === undefined ? null : this.binding.positionOfLine(lineId)
    if (!line) return null
    if (edit.kind === 'insert-lines') return edit.after === null ? line.from : line.to
    const first = this.previews.get(lineId ?? '')?.segments.find(segment => segment.suggestionIds.includes(id))
    return line.from + (first?.from ?? 0)
  }

  #beside(id: string, after: string | null): string | undefined {
    if (after !== null) return after
    for (const [lineId, { newLines }] of this.previews) if (newLines.some(n => n.suggestionId === id)) return lineId
    return undefined
  }

  setActive(active: string | null): void {
    if (active !== this.snapshot.active) this.#set({ ...this.snapshot, active })
  }

  /** The open suggestion after (or before) the active one, round the script. */
  neighbour(step: 1 | -1): OpenSuggestion | null {
    const { open, active } = this.snapshot
    const at = open.findIndex(({ suggestion }) => suggestion.id === active)
    const next = at < 0 ? (step > 0 ? 0 : open.length - 1) : (at + step + open.length) % open.length
    return open[next] ?? null
  }

  accept(id: string): boolean {
    return this.#act(id, () => this.#asOneStep(() => acceptSuggestion(this.doc, id, acceptOrigin(this.binding))))
  }

  acceptAll(group: string): boolean {
    return this.#act(group, () => {
      const { accepted, refused } = this.#asOneStep(() => acceptGroup(this.doc, group, acceptOrigin(this.binding)))
      const [first] = refused
      if (!first) return
      const rest = refused.length === 1 ? 'One change was' : `${refused.length} changes were`
      const done = accepted.length === 0 ? '' : `${accepted.length} accepted. `
      this.#fail(first.id, `${done}${rest} left: ${first.error.message}`)
    })
  }

  reject(id: string, userId: string): boolean {
    return this.#act(id, () => rejectSuggestion(this.doc, id, userId))
  }

  rejectAll(group: string, userId: string): boolean {
    return this.#act(group, () => rejectGroup(this.doc, group, userId))
  }

  revise(id: string, after: string, by: { id: string; name: string }): boolean {
    return this.#act(id, () => this.setActive(reviseSuggestion(this.doc, id, after, by).id))
  }

  /** Neither what was typed just before nor what comes next is undone together with an acceptance. */
  #asOneStep<T>(act: () => T): T {
    this.binding.undoManager.stopCapturing()
    try {
      return act()
    } finally {
      this.binding.undoManager.stopCapturing()
    }
  }

  /** Does it, or keeps the reason why not for the card. Whether it was done. */
  #act(id: string, act: () => unknown): boolean {
    if (this.binding.readOnly) return false
    if (this.snapshot.problem) this.#set({ ...this.snapshot, problem: null })
    try {
      act()
      return this.snapshot.problem === null
    } catch (error) {
      if (!(error instanceof SuggestionError)) throw error
      this.#fail(id, error.message)
      return false
    } finally {
      this.read()
    }
  }

  #fail(id: string, message: string): void {
    this.#set({ ...this.snapshot, problem: { id, message } })
    this.#say(message)
  }

  #set(snapshot: LayerSnapshot): void {
    this.snapshot = snapshot
    for (const listener of this.#listeners) listener()
  }
}

/** The lines that an edit names. */
function linesOf(edit: SuggestionEdit): string[] {
  if ('lineId' in edit) return [edit.lineId]
  if (edit.kind === 'delete-lines') return edit.lines.map(({ id }) => id)
  return edit.kind === 'insert-lines' && edit.after !== null ? [edit.after] : []
}

const layers = new WeakMap<ScreenplayBinding, SuggestionLayer>()

/** The one layer of an editor. */
export function layerOf(binding: ScreenplayBinding, doc: Y.Doc): SuggestionLayer {
  let layer = layers.get(binding)
  if (!layer) {
    layer = new SuggestionLayer(doc, binding)
    layers.set(binding, layer)
  }
  return layer
}
