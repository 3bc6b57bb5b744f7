import { ArrowLeftToLine, X } from 'lucide-react'
import { useCallback } from 'react'
import type * as Y from 'yjs'
import type { Line } from '../../shared/core/script/line.ts'
import { readProse, type Variant } from '../../shared/core/treatment/variants.ts'
import { IconButton } from '../ui/Button.tsx'
import { Angle, titleOf } from './angle.tsx'
import { ProseText } from './ProseText.tsx'
import { useReading } from './treatmentStore.ts'

interface ReadingPaneProps {
  doc: Y.Doc
  variant: Variant
  /** What may stand here instead. */
  others: readonly Variant[]
  /** Null: paragraphs cannot be taken across. */
  onTake: ((line: Line) => void) | null
  /** Why they cannot be now. */
  reason: string | null
  onShow: (variantId: string) => void
  onClose: () => void
}

/** Another variant beside the one that is being written, to compare and to take from. */
export function ReadingPane({ doc, variant, others, onTake, reason, onShow, onClose }: ReadingPaneProps) {
  const { id } = variant
  const read = useCallback((from: Y.Doc) => readProse(from, id), [id])
  const lines = useReading(doc, read)
  return (
    <aside className="reading-pane" aria-label={`Beside it: ${titleOf(variant)}`}>
      <div className="reading-head">
        <label>
          <span className="sr-only">Variant to compare with</span>
          <select value={id} onChange={event => onShow(event.target.value)}>
            {others.map(other => (
              <option key={other.id} value={other.id}>
                {titleOf(other)}
              </option>
            ))}
          </select>
        </label>
        <IconButton label="Close the comparison" size="small" onClick={onClose}>
          <X />
        </IconButton>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has to by keyboard as well */}
      <section className="reading-scroll" tabIndex={0} aria-label={titleOf(variant)}>
        <div className="reading-page">
          <h2 className="reading-title">{titleOf(variant)}</h2>
          <Angle of={variant} className="prose-angle" />
          <ProseText
            lines={lines}
            besideLine={line =>
              onTake && (
                <span className="take-across">
                  <IconButton label="Take across" size="small" disabledReason={reason} onClick={() => onTake(line)}>
                    <ArrowLeftToLine />
                  </IconButton>
                </span>
              )
            }
          />
        </div>
      </section>
    </aside>
  )
}
