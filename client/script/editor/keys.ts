import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import type { LineType } from '../../../shared/core/script/lineTypes.ts'
import { isFocusMode, setFocusMode } from '../view/focusMode.ts'
import { backspaceIntoEmpty, enter, lineBreak, setType, shiftTab, tab } from './commands.ts'
import { composedCapitals } from './composedCapitals.ts'
import { habits } from './habits.ts'
import { alwaysIn, runIn, type TextHandlers, textEvents, textKeys } from './textKeys.ts'
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

export interface KeyHandlers extends TextHandlers {
  /** The speech of the caret has no neighbour to stand beside. */
  noDual?: () => void
}

/** The keys of the script editor. Remote edits never pass through here. */
export function screenplayKeys(handlers: KeyHandlers) {
  return Extension.create({
    name: 'screenplayKeys',
    priority: 900,
    addKeyboardShortcuts() {
      const run = runIn(this.editor)
      const always = alwaysIn(this.editor)
      const text = textKeys(this.editor, handlers)
      return {
        ...text,
        Enter: run(leavingCue(enter, () => habits().continued)),
        'Shift-Enter': run(lineBreak),
        Tab: run(leavingCue(tab, () => habits().continued)),
        'Shift-Tab': run(shiftTab),
        Backspace: run(backspaceIntoEmpty),
        // Tab writes: without this nobody could leave the text by keyboard
        Escape: props => {
          if (!isFocusMode()) return text.Escape?.(props) ?? false
          setFocusMode(false)
          return true
        },
        // over selected words the slash asks; anywhere else it is a slash
        '/': () => {
          if (this.editor.state.selection.empty || !this.editor.view.editable) return false
          handlers.ask()
          return true
        },
        // browsers go to another tab by these, but let a page have them; with Alt they are nobody's
        ...Object.fromEntries(
          NUMBER_KEYS.flatMap(({ key, type }) => [
            [`Mod-${key}`, always(setType(type))],
            [`Mod-Alt-${key}`, always(setType(type))],
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
        textEvents(),
        new Plugin({
          props: {
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
