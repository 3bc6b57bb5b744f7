import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { SawDialog } from './SawDialog.tsx'

/** Opens what the agent of a job was told. */
export function SawButton({ jobId }: { jobId: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" variant="quiet" onClick={() => setOpen(true)}>
        What did it see?
      </Button>
      {open && <SawDialog jobId={jobId} onClose={() => setOpen(false)} />}
    </>
  )
}
