import { useCallback, useRef } from 'react'
import { type BeatText, beatText } from '../../shared/core/beats/beats.ts'
import { AvatarStack, type Somebody } from '../ui/Avatar.tsx'
import { classNames } from '../ui/classNames.ts'
import { useSharedTextarea } from '../ui/sharedTextarea.ts'
import styles from './beats.module.css'
import type { BeatActs, BeatHand } from './useBeatActs.ts'
import type { BeatQuestion } from './useBeatQuestion.tsx'

interface BeatFieldProps {
  hand: BeatHand
  acts: BeatActs
  id: string
  number: number
  name: BeatText
  readOnly: boolean
  /** Who else is in it. */
  others: readonly Somebody[]
  onEnter: (field: string | null) => void
  /** Asks an agent about the selected words. */
  onAsk: BeatQuestion['askWords']
}

const WORDS: Record<BeatText, { label: string; placeholder: string }> = {
  title: { label: 'title', placeholder: 'Title' },
  body: { label: 'text', placeholder: 'What happens, and what it turns' },
}

/** The name of a text in presence. */
export const fieldName = (id: string, name: BeatText): string => `${id} ${name}`

/** A text of a beat in which several people write at once, as high as its words. */
export function BeatField({ hand, acts, id, number, name, readOnly, others, onEnter, onAsk }: BeatFieldProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const textOf = useCallback(() => beatText(hand.doc, id, name), [hand, id, name])
  useSharedTextarea({ area, frame, textOf, origin: hand.origin, onUndo: acts.undo, onRedo: acts.redo })
  return (
    <div className={classNames(styles.field, styles[name])} ref={frame} data-part={name}>
      <textarea
        ref={area}
        aria-label={`Beat ${number}, ${WORDS[name].label}`}
        placeholder={readOnly ? '' : WORDS[name].placeholder}
        rows={1}
        readOnly={readOnly}
        spellCheck
        onContextMenu={event => {
          const { selectionStart, selectionEnd } = event.currentTarget
          // without a selection the browser's own menu is meant: spelling, paste
          if (readOnly || selectionStart === selectionEnd) return
          event.preventDefault()
          onAsk(id, name, event.currentTarget)
        }}
        onFocus={() => onEnter(fieldName(id, name))}
        onBlur={() => onEnter(null)}
      />
      {others.length > 0 && (
        <div className={styles.others}>
          <AvatarStack people={others} label={`Also in the ${WORDS[name].label} of beat ${number}`} max={2} />
        </div>
      )}
    </div>
  )
}
