import { CircleCheck, Columns2 } from 'lucide-react'
import { useCallback } from 'react'
import { type Stage, stageOfKind } from '../../shared/core/stages/stages.ts'
import { chooseVariant, type Variant } from '../../shared/core/treatment/variants.ts'
import { ApproveButton } from '../stages/ApproveButton.tsx'
import type { OpenDocument } from '../sync/hooks.ts'
import { Status } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/Toast.tsx'
import type { ProseRoomProps } from './ProseRoom.tsx'
import { useReading } from './treatmentStore.ts'

interface VariantToolsProps
  extends Pick<ProseRoomProps, 'open' | 'variant' | 'beside' | 'reason' | 'lock' | 'regenerate' | 'onShow'> {
  isChosen: boolean
  /** A variant to compare it with; undefined: there is none, or one is shown. */
  other: Variant | undefined
}

/** What can be done with the variant as a whole: compare, choose, ask for others, lock. */
export function VariantTools(props: VariantToolsProps) {
  const { open, variant, beside, reason, lock, regenerate, isChosen, other, onShow } = props
  const stage = stageOfKind('treatment')
  return (
    <>
      {other && (
        <Button variant="quiet" icon={<Columns2 aria-hidden="true" />} onClick={() => onShow(variant.id, other.id)}>
          Compare
        </Button>
      )}
      {!beside && regenerate}
      {isChosen ? (
        <span className="prose-chosen">
          <Status tone="ok" icon={<CircleCheck aria-hidden="true" />}>
            Chosen
          </Status>
        </span>
      ) : (
        <Button disabledReason={reason} onClick={() => chooseVariant(open.doc, variant.id)}>
          Choose
        </Button>
      )}
      {isChosen && stage && !lock && !beside && <ApproveTreatment stage={stage} open={open} />}
    </>
  )
}

/** Locks the treatment, or says what is missing. */
function ApproveTreatment({ stage, open }: { stage: Stage; open: OpenDocument }) {
  const read = useCallback((doc: OpenDocument['doc']) => stage.missing(doc), [stage])
  const missing = useReading(open.doc, read)
  const toast = useToast()
  return (
    <ApproveButton
      stage={stage}
      missing={missing}
      onMissing={() => toast({ title: 'It cannot be locked yet', detail: missing.join(' ') })}
    />
  )
}
