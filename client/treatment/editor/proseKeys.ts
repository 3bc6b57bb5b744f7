import { Extension } from '@tiptap/core'
import { toggleMark } from '@tiptap/pm/commands'
import { type Command, Plugin } from '@tiptap/pm/state'
import { backspaceIntoEmpty, lineAtCaret, lineBreak } from '../../script/editor/commands.ts'
import type { KeyHandlers } from '../../script/editor/keys.ts'
import { backspaceInHeading, enter, setHeading } from './proseCommands.ts'

/** The keys of the prose editor. Tab is left to the page: prose has no elements to go through. */
export function proseKeys(handlers: Omit<KeyHandlers, 'noDual'>) {
  return Extension.create({
    name: 'proseKeys',
    priority: 900,
    addKeyboardShortcuts() {
      const run = (command: Command) => () => command(this.editor.state, this.editor.view.dispatch, this.editor.view)
      const mark = (name: string) => () => {
        const type = this.editor.schema.marks[name]
        return type ? run(toggleMark(type))() : false
      }
      const act = (done: () => void) => () => {
        done()
        return true
      }
      // a line that is that already is no reason for the browser to do something else
      const always = (command: Command) => () => {
        if (this.editor.view.editable) run(command)()
        return true
      }
      return {
        Enter: run(enter),
        'Shift-Enter': run(lineBreak),
        Backspace: () => run(backspaceInHeading)() || run(backspaceIntoEmpty)(),
        'Mod-b': mark('bold'),
        'Mod-i': mark('italic'),
        'Mod-u': mark('underline'),
        'Mod-z': act(handlers.undo),
        'Mod-y': act(handlers.redo),
        'Mod-Shift-z': act(handlers.redo),
        'Mod-j': act(handlers.ask),
        'Mod-Alt-0': always(setHeading(null)),
        'Mod-Alt-1': always(setHeading(1)),
        'Mod-Alt-2': always(setHeading(2)),
        'Mod-Alt-3': always(setHeading(3)),
        Escape: () => {
          const tool = this.editor.view.dom.closest('main')?.querySelector<HTMLElement>('[role="toolbar"] select')
          tool?.focus()
          return Boolean(tool)
        },
        // over selected words and on an empty line the slash asks; anywhere else it is a slash
        '/': () => {
          const { state, view } = this.editor
          if (!view.editable || (state.selection.empty && lineAtCaret(state).text !== '')) return false
          handlers.ask()
          return true
        },
      }
    },
    addProseMirrorPlugins() {
      return [
        new Plugin({
          props: {
            handleDOMEvents: {
              // the browser tells of a selection a moment after the keys that made it; see editor/keys.ts of the script
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
          },
        }),
      ]
    },
  })
}
