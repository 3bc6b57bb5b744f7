import { Extension } from '@tiptap/core'
import { toggleMark } from '@tiptap/pm/commands'
import { type Command, Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import type { LineType } from '../../../shared/core/script/line.ts'
import { isFocusMode, setFocusMode } from '../view/focusMode.ts'
import { backspaceIntoEmpty, enter, lineBreak, setType, shiftTab, tab } from './commands.ts'
import { composedCapitals } from './composedCapitals.ts'
import { habits } from './habits.ts'
import { typedOtherwise } from './typed.ts'
import { leavingCue, toggleDual } from './writing.ts'

/** Elements by number key, in Final Draft's order. */
export const NUMBER_KEYS: readonly { key: string; type: LineType }[] = [
  { key: '1', type: 'scene_heading' },
  { key: '2', type: 'action' },
  { key: '3', type: 'character' },
  { key: '4', type: 'parenthetical' },
  { key: '5', type: 'dialogue' },
  { key: '6', type: 'transition' },
  { key: '7', type: 'shot' },
  { key: '8', type: 'general' },
]

export interface KeyHandlers {
  undo: () => void
  redo: () => void
  /** Opens the field in which an agent is asked about the selected words. */
  ask: () => void
  /** The speech of the caret has no neighbour to stand beside. */
  noDual?: () => void
}

/** The keys of the script editor. Remote edits never pass through here. */
export function screenplayKeys(handlers: KeyHandlers) {
  return Extension.create({
    name: 'screenplayKeys',
    priority: 900,
    addKeyboardShortcuts() {
      const run = (command: Command) => () => command(this.editor.state, this.editor.view.dispatch, this.editor.view)
      const mark = (name: string) => () => {
        const type = this.editor.schema.marks[name]
        return type ? run(toggleMark(type))() : false
      }
      const leave = () => {
        if (isFocusMode()) {
          setFocusMode(false)
          return true
        }
        const tool = this.editor.view.dom.closest('main')?.querySelector<HTMLElement>('[role="toolbar"] select')
        tool?.focus()
        return Boolean(tool)
      }
      const act = (done: () => void) => () => {
        done()
        return true
      }
      // a line that is that element already is no reason for the browser to go to another tab
      const always =
        (command: Command): Command =>
        (state, dispatch, view) => {
          if (this.editor.view.editable) command(state, dispatch, view)
          return true
        }
      return {
        Enter: run(leavingCue(enter, () => habits().continued)),
        'Shift-Enter': run(lineBreak),
        Tab: run(leavingCue(tab, () => habits().continued)),
        'Shift-Tab': run(shiftTab),
        Backspace: run(backspaceIntoEmpty),
        'Mod-b': mark('bold'),
        'Mod-i': mark('italic'),
        'Mod-u': mark('underline'),
        'Mod-z': act(handlers.undo),
        'Mod-y': act(handlers.redo),
        'Mod-Shift-z': act(handlers.redo),
        'Mod-j': act(handlers.ask),
        // Tab writes: without this nobody could leave the text by keyboard
        Escape: leave,
        // over selected words the slash asks; anywhere else it is a slash
        '/': () => {
          if (this.editor.state.selection.empty || !this.editor.view.editable) return false
          handlers.ask()
          return true
        },
        // browsers go to another tab by these, but let a page have them; with Alt they are nobody's
        ...Object.fromEntries(
          NUMBER_KEYS.flatMap(({ key, type }) => [
            [`Mod-${key}`, run(always(setType(type)))],
            [`Mod-Alt-${key}`, run(always(setType(type)))],
          ]),
        ),
        'Mod-d': () => {
          if (this.editor.view.editable && !run(toggleDual)()) handlers.noDual?.()
          return true
        },
      }
    },
    addProseMirrorPlugins() {
      /** Where the last capital was made of a small letter, and where the writer took it away: there it stays small. */
      let capital = -1
      let corrected = -1
      const write = (view: EditorView, from: number, to: number, text: string): boolean => {
        // what is being composed is capitalised when it is done
        if (!view.editable || view.composing) return false
        const typed = typedOtherwise(view.state, from, to, text, habits().capitals && from !== corrected)
        if (!typed) return false
        capital = typed.isCapital ? from : -1
        corrected = -1
        view.dispatch(typed.tr.scrollIntoView())
        return true
      }
      return [
        composedCapitals(),
        new Plugin({
          props: {
            handleDOMEvents: {
              // the browser tells of a selection a moment after the keys that made it: the key that follows must find it,
              // or a quick slash would replace the selected words
              keydown(view, event) {
                if (!event.isComposing) view.dom.ownerDocument.dispatchEvent(new Event('selectionchange'))
                return false
              },
              // with nothing selected the browser's own menu opens, with its spelling corrections
              contextmenu(view, event) {
                if (view.state.selection.empty || !view.editable) event.stopPropagation()
                return false
              },
            },
            handleKeyDown(_view, event) {
              if (event.key === 'Backspace' || event.key === 'Delete') corrected = capital
              return false
            },
            // what is written otherwise than it is typed does not go through the page first, which would be laid out twice
            handleKeyPress(view, event) {
              const { from, to } = view.state.selection
              return event.charCode >= 32 && write(view, from, to, String.fromCodePoint(event.charCode))
            },
            handleTextInput(view, from, to, text) {
              if (write(view, from, to, text)) return true
              capital = -1
              corrected = -1
              return false
            },
          },
        }),
      ]
    },
  })
}
