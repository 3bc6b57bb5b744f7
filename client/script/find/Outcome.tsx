import { CircleCheck } from 'lucide-react'
import { Button } from '../../ui/Button.tsx'

/** What was done, and the way back. */
export function OutcomeNotice({ sentences, onUndo }: { sentences: readonly string[]; onUndo: (() => void) | null }) {
  return (
    <div className="find-outcome" role="status">
      {sentences.length > 0 && (
        <>
          <CircleCheck size={15} aria-hidden="true" />
          <div>
            {sentences.map(sentence => (
              <p key={sentence}>{sentence}</p>
            ))}
            {onUndo && (
              <Button size="small" onClick={onUndo}>
                Undo
              </Button>
            )}
          </div>
        </>
      )}
    </div>
  )
}
