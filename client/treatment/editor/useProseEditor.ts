import { type Editor, useEditor } from '@tiptap/react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { proseOf, proseRoots, variantTitle } from '../../../shared/core/treatment/variants.ts'
import { useMe } from '../../api/hooks.ts'
import { askedRange } from '../../script/ask/askedRange.ts'
import { draftMarks } from '../../script/ask/draftMarks.ts'
import { authorColours } from '../../script/authorship/colours.ts'
import { authorLayerOf } from '../../script/authorship/layerOf.ts'
import { attachBinding } from '../../script/binding/attach.ts'
import { ScreenplayBinding } from '../../script/binding/binding.ts'
import { remoteCarets } from '../../script/binding/carets.ts'
import { commentHighlights } from '../../script/comments/highlights.ts'
import { commentLayerOf } from '../../script/comments/layerOf.ts'
import { mayTakeFocus } from '../../script/editor/focus.ts'
import { screenplayExtensions } from '../../script/schema.ts'
import { acceptOrigin } from '../../script/suggestions/acceptOrigin.ts'
import { suggestionDecorations } from '../../script/suggestions/decorations.ts'
import type { OpenDocument } from '../../sync/hooks.ts'
import { TAKE_FOCUS } from '../../ui/returnedFocus.ts'
import { proseKeys } from './proseKeys.ts'
import { prosePaste } from './prosePaste.ts'

interface ProseEditor {
  editor: Editor
  /** Null while the editor is not in the page. */
  binding: ScreenplayBinding | null
  /** What is written in the title under this is taken back with the words. */
  titleOrigin: object
}

/** The editor on the prose of a variant: the script's, with other keys and without pages. */
export function useProseEditor(
  open: OpenDocument,
  variantId: string,
  canWrite: boolean,
  onAsk: () => void,
): ProseEditor {
  const { id: me } = useMe()
  const [binding, setBinding] = useState<ScreenplayBinding | null>(null)
  const titleOrigin = useMemo(() => ({ name: 'title' }), [])
  const current = useRef<{ binding: ScreenplayBinding | null; onAsk: () => void }>({ binding: null, onAsk })
  current.current.onAsk = onAsk

  const editor = useEditor(
    {
      extensions: [
        ...screenplayExtensions,
        proseKeys({
          undo: () => current.current.binding?.undoManager.undo(),
          redo: () => current.current.binding?.undoManager.redo(),
          ask: () => current.current.onAsk(),
        }),
      ],
      editable: canWrite,
      injectCSS: false,
      enableInputRules: false,
      enablePasteRules: false,
      shouldRerenderOnTransaction: false,
      editorProps: {
        attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': 'Treatment', spellcheck: 'true' },
        handleDOMEvents: {
          [TAKE_FOCUS]: (view, event: Event) => {
            event.preventDefault()
            view.focus()
            return true
          },
        },
      },
      onMount({ editor: mounted }) {
        const prose = proseOf(open.doc, variantId)
        if (!prose) return
        const roots = proseRoots(open.doc, prose)
        const made = new ScreenplayBinding(open.doc, mounted.schema, { readOnly: !canWrite, roots, home: variantId })
        const title = variantTitle(open.doc, variantId)
        if (title) made.undoManager.addToScope(title)
        made.undoManager.addTrackedOrigin(titleOrigin)
        acceptOrigin(made)
        attachBinding(mounted, made, [
          prosePaste(),
          authorColours(authorLayerOf(made, open, me)),
          commentHighlights(commentLayerOf(made)),
          askedRange(),
          draftMarks(),
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
    [open, variantId],
  )

  // a role or a lock changes under the page: the editor stays, with its place and its undo
  useEffect(() => {
    if (!binding) return
    binding.setReadOnly(!canWrite)
    editor.setEditable(canWrite, false)
  }, [binding, canWrite, editor])

  useEffect(() => {
    if (binding && canWrite && mayTakeFocus(document)) editor.view.focus()
  }, [binding, canWrite, editor])

  return { editor, binding, titleOrigin }
}
