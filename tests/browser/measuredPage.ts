import { Editor } from '@tiptap/core'
import Collaboration from '@tiptap/extension-collaboration'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { askedRange } from '../../client/script/ask/askedRange.ts'
import { draftMarks } from '../../client/script/ask/draftMarks.ts'
import { attachBinding } from '../../client/script/binding/attach.ts'
import { ScreenplayBinding } from '../../client/script/binding/binding.ts'
import { remoteCarets } from '../../client/script/binding/carets.ts'
import { startOf } from '../../client/script/binding/window.ts'
import { commentHighlights } from '../../client/script/comments/highlights.ts'
import { commentLayerOf } from '../../client/script/comments/layerOf.ts'
import { sideBySide } from '../../client/script/dual/sideBySide.ts'
import { emptyLineHint } from '../../client/script/editor/hints.ts'
import { screenplayKeys } from '../../client/script/editor/keys.ts'
import { omittedScenes } from '../../client/script/editor/omitted.ts'
import { screenplayPaste } from '../../client/script/editor/paste.ts'
import { sceneNumbers } from '../../client/script/editor/sceneNumbers.ts'
import { typedLine } from '../../client/script/editor/typedLine.ts'
import { pageBreaks } from '../../client/script/pages/pageBreaks.ts'
import { readLine } from '../../client/script/reading/readLine.ts'
import { revisionMarks } from '../../client/script/revisions/marks.ts'
import { screenplayExtensions } from '../../client/script/schema.ts'
import { suggestionDecorations } from '../../client/script/suggestions/decorations.ts'
import { moveScene } from '../../shared/core/script/edit.ts'
import { type Replacement, replaceInLines } from '../../shared/core/script/findWrite.ts'
import { lineText } from '../../shared/core/script/line.ts'
import type { LineType } from '../../shared/core/script/lineTypes.ts'
import { readLines, scriptRoots } from '../../shared/core/script/scenes.ts'
import { seedScript } from '../../shared/core/script/seed.ts'
import { proposeEdits } from '../../shared/core/suggestions/propose.ts'
import { addSuggestions } from '../../shared/core/suggestions/store.ts'
import { longScreenplay } from '../fixtures/longScreenplay.ts'

const PEOPLE = 20
const SUGGESTIONS = 20

/** A document as long as a feature film in an editor: ours with all its plugins and twenty people, or bare Tiptap. */
class Measured {
  readonly doc = new Y.Doc({ gc: false })
  readonly isOurs = location.hash === '#ours'
  #editor: Editor | null = null
  #binding: ScreenplayBinding | null = null
  readonly #peer = new Y.Doc()
  readonly #others: Awareness[] = []
  readonly #awareness = new Awareness(this.doc)
  #steps = 0
  #prepared: { update?: Uint8Array; states?: Uint8Array } = {}

  constructor() {
    const seed = new Y.Doc()
    seedScript(seed, longScreenplay({ lines: 4000 }))
    if (this.isOurs) this.#suggest(seed)
    const state = Y.encodeStateAsUpdate(seed)
    Y.applyUpdate(this.doc, state, 'net')
    Y.applyUpdate(this.#peer, state)
  }

  get editor(): Editor {
    if (!this.#editor) throw new Error('make() comes first')
    return this.#editor
  }

  /** Makes the editor. Its first frame is not part of it. */
  make(): void {
    document.querySelector('#editor')?.classList.add('paper')
    this.#editor = this.isOurs ? this.#ours() : this.#bare()
  }

  /** The others come. */
  join(): void {
    if (this.isOurs) for (let i = 1; i < PEOPLE; i++) this.#join(i)
  }

  /** In the first line of a type in the second half of the script. */
  caretIn(type: LineType): void {
    const { doc } = this.editor.state
    const half = doc.childCount >> 1
    const line = doc.content.content.findIndex((node, i) => i >= half && node.attrs.type === type)
    this.editor.commands.setTextSelection(startOf(doc, line) + 3)
    this.editor.view.focus()
    this.editor.commands.scrollIntoView()
  }

  /** One of the others is about to type a letter somewhere; its caret comes along. */
  prepareKey(): void {
    const { script } = scriptRoots(this.#peer)
    const line = script.get((this.#steps++ * 977) % script.length)
    const text = line instanceof Y.XmlElement ? lineText(line) : null
    this.#prepare(() => text?.insert(Math.min(3, text.length), 'y'), text)
  }

  /** A scene is about to be moved; in bare Tiptap, which has none, 25 lines are deleted and their copies inserted elsewhere. */
  prepareMove(): void {
    const { scenes, script } = scriptRoots(this.#peer)
    const ids = [...scenes.keys()].filter(id => id !== 'front')
    const at = (n: number) => ids[(this.#steps * n) % ids.length] ?? ''
    this.#steps++
    this.#prepare(() => {
      if (this.isOurs) {
        moveScene(this.#peer, at(31), at(57))
        return
      }
      const from = (this.#steps * 311) % (script.length - 50)
      const copies = (script.slice(from, from + 25) as Y.XmlElement[]).map(line => line.clone())
      script.delete(from, 25)
      script.insert((this.#steps * 577) % script.length, copies as Y.XmlElement[])
    }, null)
  }

  /** One word of each of so many lines is exchanged by this person, as by find and replace. */
  replace(count: number): void {
    const wanted = new Map<string, Replacement>()
    for (const { id, text } of readLines(this.doc)) {
      const from = text.indexOf(' ')
      if (from > 0 && wanted.size < count)
        wanted.set(id, { text, matches: [{ from: 0, to: from, insert: `word${this.#steps}` }] })
    }
    this.#steps++
    replaceInLines(this.doc, wanted, this.#binding)
  }

  undo(): void {
    this.#binding?.undoManager.undo()
  }

  /** What was prepared arrives. */
  receive(): void {
    const { update, states } = this.#prepared
    if (update) Y.applyUpdate(this.doc, update, 'net')
    if (states) applyAwarenessUpdate(this.#awareness, states, 'net')
    this.#prepared = {}
  }

  #prepare(edit: () => void, caret: Y.XmlText | null): void {
    Y.applyUpdate(this.#peer, Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(this.#peer)))
    const before = Y.encodeStateVector(this.#peer)
    this.#peer.transact(edit)
    const update = Y.encodeStateAsUpdate(this.#peer, before)
    const other = this.#others[this.#steps % Math.max(1, this.#others.length)]
    if (other && caret) this.#point(other, caret)
    this.#prepared = { update, ...(other && { states: encodeAwarenessUpdate(other, [other.clientID]) }) }
  }

  #point(other: Awareness, text: Y.XmlText): void {
    const at = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, Math.min(4, text.length)))
    other.setLocalStateField('cursor', { anchor: at, head: at })
  }

  #join(i: number): void {
    const other = new Awareness(new Y.Doc())
    other.setLocalStateField('user', { id: `p${i}`, name: `Person ${i}` })
    const { script } = scriptRoots(this.#peer)
    const line = script.get((i * 197) % script.length)
    const text = line instanceof Y.XmlElement ? lineText(line) : null
    if (text) this.#point(other, text)
    this.#others.push(other)
    applyAwarenessUpdate(this.#awareness, encodeAwarenessUpdate(other, [other.clientID]), 'net')
  }

  #suggest(doc: Y.Doc): void {
    const lines = readLines(doc).filter(line => line.text.includes(' '))
    const edits = Array.from({ length: SUGGESTIONS }, (_, i) => {
      const line = lines[(i * 149) % lines.length]
      const before = line?.text ?? ''
      return { kind: 'line-text' as const, lineId: line?.id ?? '', before, after: `${before} And again.` }
    })
    addSuggestions(
      doc,
      proposeEdits(doc, edits, { author: { kind: 'person', id: 'p1', name: 'Person 1' }, instruction: '' }),
    )
  }

  #ours(): Editor {
    const editor = new Editor({
      element: document.querySelector('#editor'),
      extensions: [...screenplayExtensions, screenplayKeys({ undo: () => {}, redo: () => {}, ask: () => {} })],
      injectCSS: false,
      enableInputRules: false,
      enablePasteRules: false,
    })
    const binding = new ScreenplayBinding(this.doc, editor.schema)
    this.#binding = binding
    this.#awareness.setLocalStateField('user', { id: 'me', name: 'Me' })
    attachBinding(editor, binding, [
      typedLine(),
      sceneNumbers(this.doc),
      pageBreaks(binding),
      sideBySide(),
      omittedScenes(() => {}),
      revisionMarks(binding),
      emptyLineHint(),
      screenplayPaste(() => {}),
      commentHighlights(commentLayerOf(binding)),
      askedRange(),
      draftMarks(),
      readLine(),
      remoteCarets(binding, this.#awareness),
      suggestionDecorations(binding, this.doc),
    ])
    return editor
  }

  #bare(): Editor {
    return new Editor({
      element: document.querySelector('#editor'),
      extensions: [...screenplayExtensions, Collaboration.configure({ document: this.doc, field: 'script' })],
      injectCSS: false,
    })
  }
}

export type { Measured }

Object.assign(window, { stage: new Measured() })
