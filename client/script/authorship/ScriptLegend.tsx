import { useSyncExternalStore } from 'react'
import { AuthorLegend } from '../../authorship/AuthorLegend.tsx'
import { caretSentence } from '../../authorship/hand.ts'
import type { AuthorLayer } from './layer.ts'

/** The legend of a script; the page around it is not drawn again when the caret moves. */
export function ScriptLegend({ layer }: { layer: AuthorLayer }) {
  const { hands, caret } = useSyncExternalStore(layer.subscribe, layer.getSnapshot)
  return <AuthorLegend hands={hands} me={layer.me} here={caret && caretSentence(caret, layer.me)} />
}
