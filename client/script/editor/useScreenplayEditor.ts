import { useEffect, useRef } from 'react'
import { useMe } from '../../api/hooks.ts'
import type { OpenDocument } from '../../sync/hooks.ts'
import { askedRange } from '../ask/askedRange.ts'
import { draftMarks } from '../ask/draftMarks.ts'
import { authorColours } from '../authorship/colours.ts'
import { authorLayerOf } from '../authorship/layerOf.ts'
import { ScreenplayBinding } from '../binding/binding.ts'
import { remoteCarets } from '../binding/carets.ts'
import { commentHighlights } from '../comments/highlights.ts'
import { commentLayerOf } from '../comments/layerOf.ts'
import { sideBySide } from '../dual/sideBySide.ts'
import { pageBreaks } from '../pages/pageBreaks.ts'
import { useLanguage } from '../production/useProduction.ts'
import { readLine } from '../reading/readLine.ts'
import { revisionMarks } from '../revisions/marks.ts'
import { suggestionDecorations } from '../suggestions/decorations.ts'
import { useHabits } from './habits.ts'
import { emptyLineHint } from './hints.ts'
import { screenplayKeys } from './keys.ts'
import { omittedScenes } from './omitted.ts'
import { screenplayPaste } from './paste.ts'
import { sceneNumbers } from './sceneNumbers.ts'
import { typedLine } from './typedLine.ts'
import { type LineEditor, useLineEditor } from './useLineEditor.ts'

/** The editor on a screenplay document. */
export function useScreenplayEditor(
  open: OpenDocument,
  canWrite: boolean,
  onAsk: () => void,
  onRefused: (title: string, detail: string) => void,
): LineEditor {
  const { id: me } = useMe()
  const latest = useRef({ onAsk, onRefused })
  latest.current = { onAsk, onRefused }
  const refused = (title: string, detail: string) => latest.current.onRefused(title, detail)
  const { editor, binding } = useLineEditor(
    {
      label: 'Screenplay',
      canWrite,
      keys: undo => [
        screenplayKeys({
          ...undo,
          ask: () => latest.current.onAsk(),
          noDual: () =>
            refused(
              'No speech to stand beside this one',
              'Dual dialogue needs two speeches directly one below the other, with the caret in either.',
            ),
        }),
      ],
      bind(mounted) {
        const made = new ScreenplayBinding(open.doc, mounted.schema, { readOnly: !canWrite })
        const plugins = [
          // asks for the height of its line before others change what is around it
          typedLine(),
          sceneNumbers(open.doc),
          pageBreaks(made),
          sideBySide(),
          omittedScenes(() => refused('That scene is omitted', 'Nothing was changed. Bring it back to write in it.')),
          revisionMarks(made),
          emptyLineHint(),
          screenplayPaste(refused),
          authorColours(authorLayerOf(made, open, me)),
          commentHighlights(commentLayerOf(made)),
          askedRange(),
          draftMarks(),
          readLine(),
          remoteCarets(made, open.awareness),
          suggestionDecorations(made, open.doc),
        ]
        return { binding: made, plugins }
      },
    },
    [open],
  )

  const { spelling } = useHabits()
  const language = useLanguage(open.doc)
  useEffect(() => {
    if (!binding) return
    editor.view.dom.setAttribute('spellcheck', String(spelling))
    if (language === '') editor.view.dom.removeAttribute('lang')
    else editor.view.dom.setAttribute('lang', language)
  }, [binding, editor, spelling, language])

  return { editor, binding }
}
