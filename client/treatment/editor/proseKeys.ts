import { Extension } from '@tiptap/core'
import { backspaceIntoEmpty, lineAtCaret, lineBreak } from '../../script/editor/commands.ts'
import { alwaysIn, runIn, type TextHandlers, textEvents, textKeys } from '../../script/editor/textKeys.ts'
import { backspaceInHeading, enter, setHeading } from './proseCommands.ts'

/** The keys of the prose editor. Tab is left to the page: prose has no elements to go through. */
export function proseKeys(handlers: TextHandlers) {
  return Extension.create({
    name: 'proseKeys',
    priority: 900,
    addKeyboardShortcuts() {
      const run = runIn(this.editor)
      const always = alwaysIn(this.editor)
      return {
        ...textKeys(this.editor, handlers),
        Enter: run(enter),
        'Shift-Enter': run(lineBreak),
        Backspace: () => run(backspaceInHeading)() || run(backspaceIntoEmpty)(),
        'Mod-Alt-0': always(setHeading(null)),
        'Mod-Alt-1': always(setHeading(1)),
        'Mod-Alt-2': always(setHeading(2)),
        'Mod-Alt-3': always(setHeading(3)),
        // over selected words and on an empty line the slash asks; anywhere else it is a slash
        '/': () => {
          const { state, view } = this.editor
          if (!view.editable || (state.selection.empty && lineAtCaret(state).text !== '')) return false
          handlers.ask()
          return true
        },
      }
    },
    addProseMirrorPlugins: () => [textEvents()],
  })
}
