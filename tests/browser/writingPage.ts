import { Editor } from '@tiptap/core'
import { EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, EditorView } from '@tiptap/pm/view'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { attachBinding } from '../../client/script/binding/attach.ts'
import { ScreenplayBinding } from '../../client/script/binding/binding.ts'
import { remoteCarets } from '../../client/script/binding/carets.ts'
import { redraw } from '../../client/script/binding/redraw.ts'
import { drawnSet } from '../../client/script/editor/drawnSet.ts'
import { emptyLineHint } from '../../client/script/editor/hints.ts'
import { screenplayKeys } from '../../client/script/editor/keys.ts'
import { screenplayPaste } from '../../client/script/editor/paste.ts'
import { typedLine } from '../../client/script/editor/typedLine.ts'
import { screenplayExtensions } from '../../client/script/schema.ts'
import { suggestionDecorations } from '../../client/script/suggestions/decorations.ts'
import { type Client, openClient } from '../fuzz/binding/client.ts'
import { COMMANDS, EDITS } from '../fuzz/binding/edits.ts'
import { Random, withSeed } from '../fuzz/binding/random.ts'
import { readDocument, readEditor } from '../fuzz/binding/reader.ts'
import { startingScript } from '../fuzz/binding/session.ts'

const marksKey = new PluginKey<DecorationSet>('marks')

/** An editor as people have it, and a colleague without a screen who edits the same script in the same page. */
class Stage {
  readonly editor: Editor
  readonly binding: ScreenplayBinding
  readonly doc = new Y.Doc({ gc: false })
  readonly colleague: Client
  readonly refused: string[] = []
  readonly #awareness: Awareness
  readonly #colleagueAwareness: Awareness

  constructor() {
    const script = startingScript()
    this.doc.clientID = 11
    document.querySelector('#editor')?.classList.add('paper')
    Y.applyUpdate(this.doc, script, 'net')
    this.editor = new Editor({
      element: document.querySelector('#editor'),
      extensions: [
        ...screenplayExtensions,
        screenplayKeys({
          undo: () => this.binding.undoManager.undo(),
          redo: () => this.binding.undoManager.redo(),
          ask: () => {},
        }),
      ],
      injectCSS: false,
      enableInputRules: false,
      enablePasteRules: false,
    })
    this.binding = new ScreenplayBinding(this.doc, this.editor.schema)
    this.#awareness = new Awareness(this.doc)
    attachBinding(this.editor, this.binding, [
      new Plugin({
        key: marksKey,
        state: drawnSet(marksKey),
        props: { decorations: state => marksKey.getState(state) ?? null },
      }),
      emptyLineHint(),
      typedLine(),
      screenplayPaste(title => this.refused.push(title)),
      remoteCarets(this.binding, this.#awareness),
      suggestionDecorations(this.binding, this.doc),
    ])
    this.#awareness.setLocalStateField('user', { name: 'Ann' })
    let theirs: Awareness | null = null
    this.colleague = openClient(22, script, { captureTimeout: 0 }, binding => {
      theirs = new Awareness(binding.doc)
      theirs.setLocalStateField('user', { name: 'Ben' })
      return [remoteCarets(binding, theirs)]
    })
    if (!theirs) throw new Error('no awareness')
    this.#colleagueAwareness = theirs
    this.editor.view.focus()
  }

  /** The colleague does something; it arrives with {@link receive}. */
  colleagueEdits(name: string, seed: number): void {
    const random = new Random(seed)
    withSeed(random, () => {
      if (name in COMMANDS) {
        COMMANDS[name as keyof typeof COMMANDS](this.colleague, random)
        return
      }
      const { tr } = this.colleague.view.state
      EDITS[name as keyof typeof EDITS](this.colleague, tr, random)
      if (tr.docChanged) this.colleague.view.dispatch(tr)
    })
  }

  /** What the colleague does to one line. */
  colleagueActs(act: 'typeBefore' | 'cycle' | 'split' | 'delete' | 'moveScene', id: string): void {
    const { view, binding } = this.colleague
    const place = binding.positionOfLine(id)
    if (!place) throw new Error(`no line ${id}`)
    const { tr } = view.state
    if (act === 'typeBefore') view.dispatch(tr.insertText('BEN ', place.from))
    else if (act === 'cycle') view.dispatch(tr.setNodeAttribute(place.from - 1, 'type', 'dialogue'))
    else if (act === 'split') view.dispatch(tr.split(place.from + 2))
    else if (act === 'delete') view.dispatch(tr.delete(place.from - 1, place.to + 1))
    else binding.moveScene(binding.lineAt(place.from)?.scene ?? '', null)
  }

  caretIn(id: string, offset: number): void {
    const place = this.binding.positionOfLine(id)
    if (!place) throw new Error(`no line ${id}`)
    this.editor.commands.setTextSelection(place.from + offset)
    this.editor.view.focus()
  }

  /** The line and the place in it. */
  caret(): [string, number] {
    const { $head } = this.editor.state.selection
    return [String($head.parent.attrs.id), $head.parentOffset]
  }

  /** Has something drawn in a line. */
  mark(id: string): void {
    const place = this.binding.positionOfLine(id)
    if (!place) throw new Error(`no line ${id}`)
    const mark = Decoration.node(place.from - 1, place.to + 1, { class: 'marked' })
    redraw(this.editor.view, marksKey, DecorationSet.create(this.editor.state.doc, [mark]))
  }

  /** Has things drawn between lines, as page breaks are, and in lines, somewhere else than before. */
  gaps(seed: number): void {
    const random = new Random(seed)
    const { doc } = this.editor.state
    const drawn: Decoration[] = []
    const gap = (at: number) => {
      const key = `gap ${random.below(3)}`
      drawn.push(
        Decoration.widget(at, () => Object.assign(document.createElement('span'), { title: key }), { key, side: -1 }),
      )
    }
    doc.forEach((line, at) => {
      if (random.chance(0.2)) gap(at)
      if (random.chance(0.03)) gap(at)
      if (random.chance(0.1)) gap(at + 1 + random.below(line.content.size + 1))
      if (random.chance(0.2)) drawn.push(Decoration.node(at, at + line.nodeSize, { class: `top${random.below(2)}` }))
    })
    if (random.chance(0.7)) gap(doc.content.size)
    redraw(this.editor.view, marksKey, DecorationSet.create(doc, drawn))
  }

  receive(): void {
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(this.colleague.doc, Y.encodeStateVector(this.doc)), 'net')
    const states = encodeAwarenessUpdate(this.#colleagueAwareness, [this.#colleagueAwareness.clientID])
    applyAwarenessUpdate(this.#awareness, states, 'net')
  }

  send(): void {
    Y.applyUpdate(this.colleague.doc, Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(this.colleague.doc)), 'net')
  }

  /** Where on the screen a place of the script is; both shares of the whole, 0 to 1. */
  placeOf(line: number, along: number): { x: number; y: number } {
    const { doc } = this.editor.state
    const at = Math.min(doc.childCount - 1, Math.floor(line * doc.childCount))
    const before = doc.content.content.slice(0, at).reduce((sum, node) => sum + node.nodeSize, 0)
    const offset = Math.floor(along * (doc.child(at).content.size + 1))
    const { left, top, bottom } = this.editor.view.coordsAtPos(before + 1 + offset)
    return { x: left, y: (top + bottom) / 2 }
  }

  paste(html: string, text: string): void {
    const clipboardData = new DataTransfer()
    if (html !== '') clipboardData.setData('text/html', html)
    clipboardData.setData('text/plain', text)
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    this.editor.view.dom.dispatchEvent(event)
  }

  /** Everything of the script, selected. */
  selectAll(): void {
    this.editor.commands.selectAll()
  }

  /** Is the height of a line fixed? */
  get isFixed(): boolean {
    return this.editor.view.dom.querySelector('.being-typed') !== null
  }

  elements(): string[] {
    return this.editor.state.doc.content.content.map(node => `${node.attrs.type}: ${node.textContent}`)
  }

  ids(): string[] {
    return this.editor.state.doc.content.content.map(node => String(node.attrs.id))
  }

  lines(): string[] {
    return this.editor.state.doc.content.content.map(node => node.textContent)
  }

  state(): string {
    const { view, state } = this.editor
    const { composing } = view
    return JSON.stringify({
      composing,
      held: this.binding.held?.record.id,
      focus: view.hasFocus(),
      at: state.selection,
    })
  }

  get isWaiting(): boolean {
    return this.isComposing || this.binding.isWaiting
  }

  get isComposing(): boolean {
    return this.editor.view.composing
  }

  /** What is wrong, or null: the page shows what the editor has, and the editor what the document has. */
  problem(): string | null {
    const shown = this.#shown().join('\n')
    const has = this.lines().join('\n')
    if (shown !== has) return `the page shows something else than the editor has\n${shown}\n---\n${has}`
    const afresh = this.#afresh()
    const drawn = htmlOf(this.editor.view.dom)
    if (!this.isComposing && drawn !== afresh) return `the page is not what is drawn afresh\n${drawn}\n---\n${afresh}`
    if (this.isComposing) return null
    const crooked = this.#crooked()
    if (crooked !== null) return crooked
    const rows = readEditor(this.editor.state.doc).join('\n')
    const wanted = readDocument(this.doc)
      .map(line => line.row)
      .join('\n')
    if (this.binding.isWaiting || rows === wanted || (wanted === '' && has === '')) return null
    return `the editor shows something else than the document\n${rows}\n---\n${wanted}`
  }

  /** Everybody has everything: is it the same? */
  difference(): string | null {
    const fresh = new Y.Doc()
    Y.applyUpdate(fresh, Y.encodeStateAsUpdate(this.doc))
    const [mine, theirs, new_] = [this.doc, this.colleague.doc, fresh].map(doc =>
      readDocument(doc)
        .map(line => line.row)
        .join('\n'),
    )
    return mine === theirs && mine === new_ ? null : `they differ\n${mine}\n---\n${theirs}\n---\n${new_}`
  }

  /** The line of fixed height that is not as high as it would be by itself, or null. */
  #crooked(): string | null {
    const line = this.editor.view.dom.querySelector('.being-typed')
    if (!line) return null
    const copy = line.cloneNode(true) as Element
    copy.classList.remove('being-typed')
    const sheet = document.createElement('div')
    sheet.className = 'paper'
    sheet.innerHTML = '<div class="ProseMirror"></div>'
    sheet.firstElementChild?.append(copy)
    document.body.append(sheet)
    const [wanted, is] = [copy, line].map(each => each.getBoundingClientRect().height)
    sheet.remove()
    return wanted === is ? null : `${is} px high and not ${wanted}: ${line.outerHTML}`
  }

  /** What the library draws by itself of the same document with the same decorations. */
  #afresh(): string {
    const { state } = this.editor
    const drawing = state.plugins.flatMap(plugin => {
      const source = plugin.props.decorations?.call(plugin, state)
      return source ? [new Plugin({ props: { decorations: () => source } })] : []
    })
    const view = new EditorView(null, { state: EditorState.create({ doc: state.doc, plugins: drawing }) })
    const html = htmlOf(view.dom)
    view.destroy()
    return html
  }

  /** The words on the page, without what decorations put between them. */
  #shown(): string[] {
    return [...this.editor.view.dom.querySelectorAll(':scope > p')].map(line => {
      const copy = line.cloneNode(true) as Element
      for (const added of copy.querySelectorAll('.ProseMirror-widget, .ProseMirror-separator, br')) added.remove()
      return copy.textContent ?? ''
    })
  }
}

/** Of the lines; what the library adds for the browser's caret comes and goes. */
function htmlOf(page: Element): string {
  const copy = page.cloneNode(true) as Element
  for (const added of copy.querySelectorAll('.ProseMirror-separator, .ProseMirror-trailingBreak')) added.remove()
  for (const element of copy.querySelectorAll('*')) {
    element.normalize()
    const attributes = [...element.attributes].sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const { name } of attributes) element.removeAttribute(name)
    // classes are a set: in which order they came to an element says nothing
    const said = (name: string, value: string) => (name === 'class' ? value.split(' ').sort().join(' ') : value)
    for (const { name, value } of attributes) if (value !== '') element.setAttribute(name, said(name, value))
  }
  return copy.innerHTML.replaceAll('><p', '>\n<p')
}

export type { Stage }

Object.assign(window, { stage: new Stage() })
