import { CircleCheck, Columns2 } from 'lucide-react'
import { stageOfKind } from '../../shared/core/stages/stages.ts'
import { chooseVariant, type Variant } from '../../shared/core/treatment/variants.ts'
import { Status } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { ApproveTreatment } from './ApproveTreatment.tsx'
import type { ProseRoomProps } from './ProseRoom.tsx'

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
