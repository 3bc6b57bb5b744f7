import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { SawDialog } from './SawDialog.tsx'

interface SawButtonProps {
  jobId: string
  /** The scene or variant that is asked about: what was said of it stands open. */
  elementId?: string | null
}

/** Opens what the agent of a job was told. */
export function SawButton({ jobId, elementId = null }: SawButtonProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" variant="quiet" onClick={() => setOpen(true)}>
        What did it see?
      </Button>
      {open && <SawDialog jobId={jobId} elementId={elementId} onClose={() => setOpen(false)} />}
    </>
  )
}
