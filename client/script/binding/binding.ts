import type { Node, Schema } from '@tiptap/pm/model'
import { type EditorState, Plugin, Selection, TextSelection, type Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import * as Y from 'yjs'
import { mergeScene, moveScene, ScriptEditError, splitScene } from '../../../shared/core/script/edit.ts'
import { FRONT, type ScriptRoots, scriptRoots, shownScene } from '../../../shared/core/script/scenes.ts'
import type { StackItem } from '../../../shared/core/undo/revert.ts'
import { Composition } from './composition.ts'
import type { HeldLine } from './heldLine.ts'
import { documentOf, LineList, type LineRecord } from './lines.ts'
import { type BindingMeta, bindingKey, bindingMeta, type Mirror } from './mirror.ts'
import { normalise } from './normalise.ts'
import { toPosition, toRelative } from './positions.ts'
import { writeChanges } from './proseMirrorToY.ts'
import { readSelection } from './redraw.ts'
import { ScreenplayUndo } from './undo.ts'
import { startOf, windowOf } from './window.ts'
import { buildUpdate, type Changes, noChanges, readEvents } from './yToProseMirror.ts'

export { bindingKey, bindingMeta } from './mirror.ts'

export interface BindingOptions {
  /** Edits within this many milliseconds are undone together. */
  captureTimeout?: number
  /** The editor shows everything and changes nothing. */
  readOnly?: boolean
  /** The fragment that is shown; the script when left out. */
  roots?: ScriptRoots
  /**
   * The variant of a treatment that `roots` are the prose of: it is the scene of every line, and they are paragraphs and
   * headings only.
   */
  home?: string
}

type HeldSelection = readonly [Y.RelativePosition | null, Y.RelativePosition | null]

/** Milliseconds after the end of a composition until the editor may redraw its line; browsers still touch it then. */
const COMPOSITION_SETTLES = 60

/**
 * Keeps a ProseMirror editor and the lines of a Y document the same: its script, or the prose of a variant. Local edits
 * become one small Y transaction each, with this binding as its origin; what comes from elsewhere becomes the least steps
 * in the editor, so that carets, selections and the page stay where they are.
 */
export class ScreenplayBinding implements Mirror {
  readonly doc: Y.Doc
  readonly schema: Schema
  readonly roots: ScriptRoots
  readonly home: string
  readonly lines: LineList
  readonly undoManager: ScreenplayUndo
  syncedDoc: Node
  #readOnly: boolean
  #view: EditorView | null = null
  /** True while own edits are written, whose events are of no interest. */
  #writing = false
  /** True between the parts of one remote change. */
  #dispatching = false
  readonly #composition = new Composition(this)
  readonly #events: Y.YEvent<Y.AbstractType<unknown>>[] = []
  #selection: HeldSelection | null = null
  readonly #selections = new WeakMap<StackItem, HeldSelection>()
  readonly #collect = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    this.#events.push(...events)
  }
  readonly #settle = (transaction: Y.Transaction): void => {
    const events = this.#events.splice(0)
    if (events.length === 0 || this.#writing) return
    const changes = readEvents(this, events)
    const composed = this.lines.records[this.#composing()]
    const { held } = this
    if (held && held.record !== composed) {
      this.#release()
      changes.texts.delete(held.record) // shown as it is now
    }
    if (composed) this.#composition.hold(changes, transaction, composed)
    this.#apply(changes)
  }

  constructor(doc: Y.Doc, schema: Schema, options: BindingOptions = {}) {
    const { captureTimeout = 500, readOnly = false, roots = scriptRoots(doc), home = FRONT } = options
    this.doc = doc
    this.schema = schema
    this.roots = roots
    this.home = home
    this.lines = new LineList(roots, home)
    this.syncedDoc = this.#wholeDoc()
    this.undoManager = new ScreenplayUndo(roots, this, captureTimeout)
    this.#readOnly = readOnly
    this.undoManager.locked = readOnly
    this.undoManager.onReverted = item => this.#restoreSelection(item)
    this.undoManager.on('stack-item-added', ({ stackItem }: { stackItem: StackItem }) => {
      if (this.#selection) this.#selections.set(stackItem, this.#selection)
    })
    // `script` and `scenes` may change in one transaction: both are collected and applied once
    this.roots.script.observeDeep(this.#collect)
    this.roots.scenes.observeDeep(this.#collect)
    doc.on('afterTransaction', this.#settle)
  }

  destroy(): void {
    this.roots.script.unobserveDeep(this.#collect)
    this.roots.scenes.unobserveDeep(this.#collect)
    this.doc.off('afterTransaction', this.#settle)
    this.undoManager.destroy()
    this.#view = null
  }

  get held(): HeldLine | null {
    return this.#composition.held
  }

  /** Something of a colleague's waits for the end of a composition. */
  get isWaiting(): boolean {
    return this.#composition.isWaiting
  }

  get readOnly(): boolean {
    return this.#readOnly
  }

  /** Roles change while a document is open. */
  setReadOnly(readOnly: boolean): void {
    this.#readOnly = readOnly
    this.undoManager.locked = readOnly
    if (this.#view) this.#view.dispatch(this.#view.state.tr.setMeta('addToHistory', false))
  }

  /** An editor position as a relative position (JSON-able); null in the placeholder of an empty script. */
  toRelative(doc: Node, position: number, assoc = 0): Y.RelativePosition | null {
    return toRelative(this, doc, position, assoc)
  }

  /** A relative position as an editor position; null when its line is gone. */
  toPosition(doc: Node, relative: Y.RelativePosition): number | null {
    return toPosition(this, doc, relative)
  }

  /** The line at an editor position, and the scene it is shown in. Null in the placeholder of an empty script. */
  lineAt(position: number): { id: string; scene: string } | null {
    const index = this.syncedDoc.resolve(Math.min(position, this.syncedDoc.content.size)).index(0)
    const record = this.lines.records[Math.min(index, this.lines.records.length - 1)]
    if (!record?.id || record.scene === null) return null
    return { id: record.id, scene: shownScene(this.roots.scenes, record.scene) }
  }

  /** Where the text of a line begins and ends; null when the line is not in the script. */
  positionOfLine(id: string): { from: number; to: number } | null {
    const record = this.lines.withId(id)
    if (!record || !this.lines.isShown(record)) return null
    const from = startOf(this.syncedDoc, record.index) + 1
    return { from, to: from + this.syncedDoc.child(record.index).content.size }
  }

  /** Shows scene `id` behind scene `after` (null: first). This and the next two return false when it is gone. */
  moveScene(id: string, after: string | null): boolean {
    return this.#command(() => moveScene(this.doc, id, after))
  }

  /** Begins a scene at a line, making it the heading. */
  splitScene(lineId: string): boolean {
    return this.#command(() => splitScene(this.doc, lineId))
  }

  /** Shows scene `from` at the end of scene `into`; its heading becomes an action line. */
  mergeScenes(into: string, from: string): boolean {
    return this.#command(() => mergeScene(this.doc, into, from))
  }

  plugin(): Plugin<number | null> {
    return new Plugin<number | null>({
      key: bindingKey,
      state: { init: () => null, apply: (tr, caret) => caretOfChange(tr, caret) },
      props: {
        editable: () => !this.#readOnly,
        handleDOMEvents: {
          compositionstart: () => {
            this.#composition.started(Y.getState(this.doc.store, this.doc.clientID))
            return false
          },
          compositionend: () => {
            setTimeout(() => this.#afterComposition(), COMPOSITION_SETTLES)
            return false
          },
        },
      },
      filterTransaction: tr => !this.#readOnly || !tr.docChanged || bindingMeta(tr) !== undefined,
      appendTransaction: (trs, _before, state) =>
        trs.some(tr => tr.docChanged && !bindingMeta(tr))
          ? (normalise(this, state)?.setMeta('addToHistory', false) ?? null)
          : null,
      view: view => {
        // Views of plugins are made anew whenever a plugin joins; observers and undo belong to the binding.
        this.#view = view
        if (view.state.doc !== this.syncedDoc) this.#reset(view)
        return {
          update: () => {
            if (this.#view !== view) return // destroyed, but still in the editor
            if (view.state.doc !== this.syncedDoc) this.#flush(view.state)
            this.#keepSelection(view.state)
            // not every browser tells the end of every composition
            if (this.#composition.isWaiting && !view.composing)
              setTimeout(() => this.#afterComposition(), COMPOSITION_SETTLES)
          },
          destroy: () => {
            this.#view = null
          },
        }
      },
    })
  }

  // ---- from the editor ----------------------------------------------------------------------------------------------

  /** Writes what the editor has and the Y document has not, as one Y transaction. */
  #flush(state: EditorState): void {
    const window = windowOf(this.syncedDoc, state.doc)
    if (!window) {
      this.syncedDoc = state.doc
      return
    }
    let settled = false
    const place = bindingKey.getState(state) ?? null
    if (place !== null) this.#holdAt(place)
    this.#writing = true
    try {
      this.doc.transact(() => {
        settled = writeChanges(this, state.doc, window, place)
      }, this)
    } finally {
      this.#writing = false
    }
    this.#composition.forgetGone()
    if (settled) this.#apply({ ...noChanges(), attributes: this.#linesWithOtherScene(), order: true, scenes: true })
  }

  #linesWithOtherScene(): Set<LineRecord> {
    const { records } = this.lines
    return new Set(records.filter((record, i) => record.scene !== this.syncedDoc.child(i).attrs.scene))
  }

  /** A scene command: written to the Y document, the editor follows, undone by itself. */
  #command(write: () => void): boolean {
    if (this.#readOnly) return false
    this.undoManager.stopCapturing()
    try {
      this.doc.transact(write, this)
    } catch (error) {
      // a colleague was faster, or the scene is still on its way
      if (error instanceof ScriptEditError) return false
      throw error
    }
    this.undoManager.stopCapturing()
    return true
  }

  // ---- from the Y document --------------------------------------------------------------------------------------------

  #wholeDoc(): Node {
    return documentOf(this.schema, this.lines.records)
  }

  /** Shows the document in an editor that has none yet, or was made from something else. */
  #reset(view: EditorView): void {
    const tr = view.state.tr.replaceWith(0, view.state.doc.content.size, this.syncedDoc.content)
    tr.setSelection(Selection.atStart(tr.doc))
    this.syncedDoc = tr.doc
    const { records } = this.lines
    view.dispatch(this.#marked(tr, { part: false, scenes: true, before: records, after: records, touched: new Set() }))
  }

  #apply(changes: Changes): void {
    const view = this.#view
    if (!view) {
      this.lines.replace(this.lines.read())
      this.syncedDoc = this.#wholeDoc()
      return
    }
    readSelection(view)
    const before = this.lines.records
    const composing = this.#composing()
    const composed = before[composing]
    if (composed) this.#composition.defer(changes, composed)
    const { tr, cuts } = buildUpdate(this, view.state, changes, composing)
    if (!tr.docChanged && !changes.scenes) return
    const touched = new Set([...changes.texts.keys(), ...changes.attributes])
    const meta = { scenes: changes.scenes, before, after: this.lines.records, touched }
    if (cuts.length < 2 || cuts.length > 4) {
      this.syncedDoc = tr.doc
      view.dispatch(this.#marked(tr, { ...meta, part: false }))
    } else this.#dispatchInParts(view, tr, cuts, meta)
  }

  /**
   * prosemirror-view finds its old nodes again from the end and five ahead only: with two far edits in one update it redraws
   * every line between them (80 ms at 4,000 lines). One transaction per place of change avoids that.
   */
  #dispatchInParts(
    view: EditorView,
    tr: Transaction,
    cuts: readonly number[],
    meta: Omit<BindingMeta, 'remote' | 'part'>,
  ) {
    this.#dispatching = true
    try {
      let step = 0
      for (const cut of cuts) {
        const isLast = cut === cuts.at(-1)
        const part = view.state.tr
        for (const next of tr.steps.slice(step, cut)) part.step(next)
        step = cut
        if (isLast) part.setSelection(Selection.fromJSON(part.doc, tr.selection.toJSON()))
        this.syncedDoc = part.doc
        view.dispatch(this.#marked(part, { ...meta, part: !isLast }))
      }
    } finally {
      this.#dispatching = false
    }
    this.#keepSelection(view.state)
  }

  #marked(tr: Transaction, meta: Omit<BindingMeta, 'remote'>): Transaction {
    return tr.setMeta(bindingKey, { ...meta, remote: true } satisfies BindingMeta).setMeta('addToHistory', false)
  }

  // ---- compositions and selection ---------------------------------------------------------------------------------------

  /** The place of the line with a live IME composition, or -1. */
  #composing(): number {
    if (!this.#view?.composing) return -1
    return Math.min(this.#view.state.selection.$head.index(0), this.lines.records.length - 1)
  }

  #afterComposition(): void {
    if (this.#view && !this.#view.composing && this.#composition.isWaiting) this.#release()
  }

  #release(): void {
    const changes = this.#composition.release(act => {
      this.#writing = true
      try {
        this.doc.transact(act, this)
      } finally {
        this.#writing = false
      }
    })
    if (changes.scenes) for (const record of this.#linesWithOtherScene()) changes.attributes.add(record)
    this.#apply(changes)
  }

  #keepSelection({ doc, selection }: EditorState): void {
    if (this.#dispatching || doc.childCount !== this.lines.records.length) return
    this.#selection = [this.toRelative(doc, selection.anchor), this.toRelative(doc, selection.head)]
  }

  /**
   * Before an own change at `place`: browsers tell of a moved caret only with the next frame, so who clicks and types at once
   * has a selection here that is still elsewhere. Undo is to lead back to where the change was made.
   */
  #holdAt(place: number): void {
    const { syncedDoc } = this
    const at = Math.min(place, syncedDoc.content.size)
    const line = syncedDoc.resolve(at).index(0)
    const isNear = (end: Y.RelativePosition | null): boolean => {
      const position = end && this.toPosition(syncedDoc, end)
      return position !== null && Math.abs(syncedDoc.resolve(position).index(0) - line) <= 1
    }
    if (this.#selection?.some(isNear)) return
    const start = this.toRelative(syncedDoc, at)
    this.#selection = [start, start]
  }

  #restoreSelection(item: StackItem): void {
    const [anchor, head] = this.#selections.get(item) ?? []
    const view = this.#view
    if (!view || !anchor || !head) return
    const { doc } = view.state
    const from = this.toPosition(doc, anchor)
    const to = this.toPosition(doc, head)
    if (from === null || to === null) return
    view.dispatch(view.state.tr.setSelection(TextSelection.create(doc, from, to)).scrollIntoView())
  }
}

/** Follows the place of own changes through a transaction and what plugins appended to it. */
function caretOfChange(tr: Transaction, before: number | null): number | null {
  if (!tr.docChanged || bindingMeta(tr)) return null
  let caret = before === null || !tr.getMeta('appendedTransaction') ? null : tr.mapping.map(before, -1)
  tr.mapping.maps.forEach((map, i) => {
    map.forEach((_from, _to, newFrom) => {
      const place = tr.mapping.slice(i + 1).map(newFrom, -1)
      caret = caret === null ? place : Math.min(caret, place)
    })
  })
  return caret
}
