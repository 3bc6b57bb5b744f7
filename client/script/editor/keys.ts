import { Extension } from '@tiptap/core'
import { toggleMark } from '@tiptap/pm/commands'
import { type Command, Plugin } from '@tiptap/pm/state'
import { autoType, UPPERCASE_TYPES } from '../../../shared/core/script/elements.ts'
import type { LineType } from '../../../shared/core/script/line.ts'
import { backspaceIntoEmpty, enter, lineAtCaret, lineBreak, setType, shiftTab, tab } from './commands.ts'

/** Elements by number key, in Final Draft's order. */
export const NUMBER_KEYS: readonly { key: string; type: LineType }[] = [
  { key: '1', type: 'scene_heading' },
  { key: '2', type: 'action' },
  { key: '3', type: 'character' },
  { key: '4', type: 'parenthetical' },
  { key: '5', type: 'dialogue' },
  { key: '6', type: 'transition' },
  { key: '7', type: 'shot' },
]

export interface KeyHandlers {
  undo: () => void
  redo: () => void
  /** Opens the field in which an agent is asked about the selected words. */
  ask: () => void
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
        const tool = this.editor.view.dom.closest('main')?.querySelector<HTMLElement>('[role="toolbar"] select')
        tool?.focus()
        return Boolean(tool)
      }
      const always = (act: () => void) => () => {
        act()
        return true
      }
      return {
        Enter: run(enter),
        'Shift-Enter': run(lineBreak),
        Tab: run(tab),
        'Shift-Tab': run(shiftTab),
        Backspace: run(backspaceIntoEmpty),
        'Mod-b': mark('bold'),
        'Mod-i': mark('italic'),
        'Mod-u': mark('underline'),
        'Mod-z': always(handlers.undo),
        'Mod-y': always(handlers.redo),
        'Mod-Shift-z': always(handlers.redo),
        'Mod-j': always(handlers.ask),
        // Tab writes: without this nobody could leave the text by keyboard
        Escape: leave,
        // over selected words the slash asks; anywhere else it is a slash
        '/': () => {
          if (this.editor.state.selection.empty || !this.editor.view.editable) return false
          handlers.ask()
          return true
        },
        ...Object.fromEntries(NUMBER_KEYS.map(({ key, type }) => [`Mod-Alt-${key}`, run(setType(type))])),
      }
    },
    addProseMirrorPlugins() {
      return [
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
            handleTextInput(view, from, to, text) {
              if (!view.editable) return false
              const { state } = view
              const { type, previousType, start, line } = lineAtCaret(state)
              const offset = from - start - 1
              const inOneLine = offset >= 0 && to <= start + 1 + line.content.size
              if (!inOneLine) return false
              const after = line.textContent.slice(0, offset) + text + line.textContent.slice(to - start - 1)
              const next = autoType(after, type, previousType)
              const typed = UPPERCASE_TYPES.has(next ?? type) ? text.toUpperCase() : text
              if (next === null && typed === text) return false
              const tr = state.tr.insertText(typed, from, to)
              if (next !== null) {
                tr.setNodeAttribute(start, 'type', next)
                // what was typed of the element so far is written as the element is
                const opening = line.textContent.slice(0, offset)
                const capitals = opening.toUpperCase()
                if (UPPERCASE_TYPES.has(next) && opening !== capitals && capitals.length === offset)
                  tr.insertText(capitals, start + 1, start + 1 + offset)
              }
              view.dispatch(tr.scrollIntoView())
              return true
            },
          },
        }),
      ]
    },
  })
}
