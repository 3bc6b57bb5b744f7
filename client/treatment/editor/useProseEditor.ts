import { useMemo, useRef } from 'react'
import { proseOf, proseRoots, variantTitle } from '../../../shared/core/treatment/variants.ts'
import { useMe } from '../../api/hooks.ts'
import { askedRange } from '../../script/ask/askedRange.ts'
import { draftMarks } from '../../script/ask/draftMarks.ts'
import { authorColours } from '../../script/authorship/colours.ts'
import { authorLayerOf } from '../../script/authorship/layerOf.ts'
import { ScreenplayBinding } from '../../script/binding/binding.ts'
import { remoteCarets } from '../../script/binding/carets.ts'
import { commentHighlights } from '../../script/comments/highlights.ts'
import { commentLayerOf } from '../../script/comments/layerOf.ts'
import { type LineEditor, useLineEditor } from '../../script/editor/useLineEditor.ts'
import { suggestionDecorations } from '../../script/suggestions/decorations.ts'
import type { OpenDocument } from '../../sync/hooks.ts'
import { goOnUndoing } from './keptUndo.ts'
import { proseKeys } from './proseKeys.ts'
import { prosePaste } from './prosePaste.ts'

interface ProseEditor extends LineEditor {
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
  const titleOrigin = useMemo(() => ({ name: 'title' }), [])
  const latest = useRef(onAsk)
  latest.current = onAsk
  const { editor, binding } = useLineEditor(
    {
      label: 'Treatment',
      canWrite,
      keys: undo => [proseKeys({ ...undo, ask: () => latest.current() })],
      bind(mounted) {
        const prose = proseOf(open.doc, variantId)
        if (!prose) return null
        const roots = proseRoots(open.doc, prose)
        const made = new ScreenplayBinding(open.doc, mounted.schema, { readOnly: !canWrite, roots, home: variantId })
        const title = variantTitle(open.doc, variantId)
        if (title) made.undoManager.addToScope(title)
        made.undoManager.addTrackedOrigin(titleOrigin)
        goOnUndoing(open.doc, variantId, made.undoManager)
        const plugins = [
          prosePaste(),
          authorColours(authorLayerOf(made, open, me)),
          commentHighlights(commentLayerOf(made)),
          askedRange(),
          draftMarks(),
          remoteCarets(made, open.awareness),
          suggestionDecorations(made, open.doc),
        ]
        return { binding: made, plugins }
      },
    },
    [open, variantId],
  )
  return { editor, binding, titleOrigin }
}
