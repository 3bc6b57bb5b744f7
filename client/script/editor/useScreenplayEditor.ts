import { type Editor, useEditor } from '@tiptap/react'
import { useEffect, useRef, useState } from 'react'
import { useMe } from '../../api/hooks.ts'
import type { OpenDocument } from '../../sync/hooks.ts'
import { TAKE_FOCUS } from '../../ui/returnedFocus.ts'
import { askedRange } from '../ask/askedRange.ts'
import { draftMarks } from '../ask/draftMarks.ts'
import { authorColours } from '../authorship/colours.ts'
import { authorLayerOf } from '../authorship/layerOf.ts'
import { attachBinding } from '../binding/attach.ts'
import { ScreenplayBinding } from '../binding/binding.ts'
import { remoteCarets } from '../binding/carets.ts'
import { commentHighlights } from '../comments/highlights.ts'
import { commentLayerOf } from '../comments/layerOf.ts'
import { sideBySide } from '../dual/sideBySide.ts'
import { pageBreaks } from '../pages/pageBreaks.ts'
import { useLanguage } from '../production/useProduction.ts'
import { readLine } from '../reading/readLine.ts'
import { revisionMarks } from '../revisions/marks.ts'
import { screenplayExtensions } from '../schema.ts'
import { acceptOrigin } from '../suggestions/acceptOrigin.ts'
import { suggestionDecorations } from '../suggestions/decorations.ts'
import { mayTakeFocus } from './focus.ts'
import { useHabits } from './habits.ts'
import { emptyLineHint } from './hints.ts'
import { screenplayKeys } from './keys.ts'
import { omittedScenes } from './omitted.ts'
import { screenplayPaste } from './paste.ts'
import { sceneNumbers } from './sceneNumbers.ts'

/**
 * The editor on a screenplay document. The binding exists from the moment the editor is in the page until it leaves it;
 * nothing of the document lives in Tiptap.
 */
export function useScreenplayEditor(
  open: OpenDocument,
  canWrite: boolean,
  onAsk: () => void,
  onRefused: (title: string, detail: string) => void,
): { editor: Editor; binding: ScreenplayBinding | null } {
  const { id: me } = useMe()
  const [binding, setBinding] = useState<ScreenplayBinding | null>(null)
  const current = useRef<{ binding: ScreenplayBinding | null; onAsk: () => void; onRefused: typeof onRefused }>({
    binding: null,
    onAsk,
    onRefused,
  })
  Object.assign(current.current, { onAsk, onRefused })

  const editor = useEditor(
    {
      extensions: [
        ...screenplayExtensions,
        screenplayKeys({
          undo: () => current.current.binding?.undoManager.undo(),
          redo: () => current.current.binding?.undoManager.redo(),
          ask: () => current.current.onAsk(),
          noDual: () =>
            current.current.onRefused(
              'No speech to stand beside this one',
              'Dual dialogue needs two speeches directly one below the other, with the caret in either.',
            ),
        }),
      ],
      editable: canWrite,
      injectCSS: false,
      enableInputRules: false,
      enablePasteRules: false,
      shouldRerenderOnTransaction: false,
      editorProps: {
        attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': 'Screenplay' },
        handleDOMEvents: {
          [TAKE_FOCUS]: (view, event: Event) => {
            event.preventDefault()
            view.focus()
            return true
          },
        },
      },
      onMount({ editor: mounted }) {
        const made = new ScreenplayBinding(open.doc, mounted.schema, { readOnly: !canWrite })
        acceptOrigin(made)
        attachBinding(mounted, made, [
          sceneNumbers(open.doc),
          pageBreaks(made),
          sideBySide(),
          omittedScenes(() =>
            current.current.onRefused('That scene is omitted', 'Nothing was changed. Bring it back to write in it.'),
          ),
          revisionMarks(made),
          emptyLineHint(),
          screenplayPaste((title, detail) => current.current.onRefused(title, detail)),
          authorColours(authorLayerOf(made, open, me)),
          commentHighlights(commentLayerOf(made)),
          askedRange(),
          draftMarks(),
          readLine(),
          remoteCarets(made, open.awareness),
          suggestionDecorations(made, open.doc),
        ])
        current.current.binding = made
        setBinding(made)
      },
      onUnmount() {
        current.current.binding?.destroy()
        current.current.binding = null
        setBinding(null)
      },
    },
    [open],
  )

  // a role or a lock changes under the page: the editor stays, with its place and its undo
  useEffect(() => {
    if (!binding) return
    binding.setReadOnly(!canWrite)
    editor.setEditable(canWrite, false)
  }, [binding, canWrite, editor])

  const { spelling } = useHabits()
  const language = useLanguage(open.doc)
  useEffect(() => {
    if (!binding) return
    editor.view.dom.setAttribute('spellcheck', String(spelling))
    if (language === '') editor.view.dom.removeAttribute('lang')
    else editor.view.dom.setAttribute('lang', language)
  }, [binding, editor, spelling, language])

  useEffect(() => {
    if (binding && canWrite && mayTakeFocus(document)) editor.view.focus()
  }, [binding, canWrite, editor])

  return { editor, binding }
}
