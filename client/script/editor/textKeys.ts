import type { Editor, KeyboardShortcutCommand } from '@tiptap/core'
import { toggleMark } from '@tiptap/pm/commands'
import { type Command, Plugin } from '@tiptap/pm/state'

/** What every editor on lines has of keys: emphasis, one's own undo, the way to an agent and out of the text. */
export interface TextHandlers {
  undo: () => void
  redo: () => void
  /** Opens the field in which an agent is asked. */
  ask: () => void
}

export const runIn =
  (editor: Editor) =>
  (command: Command): (() => boolean) =>
  () =>
    command(editor.state, editor.view.dispatch, editor.view)

/** Does the command where one may write, and takes the key in any case: nothing to do is no reason for the browser to act. */
export const alwaysIn =
  (editor: Editor) =>
  (command: Command): (() => boolean) =>
  () => {
    if (editor.view.editable) runIn(editor)(command)()
    return true
  }

export function textKeys(editor: Editor, handlers: TextHandlers): Record<string, KeyboardShortcutCommand> {
  const mark = (name: string) => () => {
    const type = editor.schema.marks[name]
    return type ? runIn(editor)(toggleMark(type))() : false
  }
  const act = (done: () => void) => () => {
    done()
    return true
  }
  return {
    'Mod-b': mark('bold'),
    'Mod-i': mark('italic'),
    'Mod-u': mark('underline'),
    'Mod-z': act(handlers.undo),
    'Mod-y': act(handlers.redo),
    'Mod-Shift-z': act(handlers.redo),
    'Mod-j': act(handlers.ask),
    Escape: () => {
      const tool = editor.view.dom.closest('main')?.querySelector<HTMLElement>('[role="toolbar"] select')
      tool?.focus()
      return Boolean(tool)
    },
  }
}

/** What the browser and the editor have to tell each other in time. */
export const textEvents = (): Plugin =>
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
    },
  })
