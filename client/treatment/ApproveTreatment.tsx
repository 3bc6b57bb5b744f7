import { useCallback } from 'react'
import type { Stage } from '../../shared/core/stages/stages.ts'
import { ApproveButton } from '../stages/ApproveButton.tsx'
import type { OpenDocument } from '../sync/hooks.ts'
import { useToast } from '../ui/Toast.tsx'
import { useReading } from './treatmentStore.ts'

/** Locks the treatment, or says what is missing. */
export function ApproveTreatment({ stage, open }: { stage: Stage; open: OpenDocument }) {
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
