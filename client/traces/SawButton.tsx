import { Eye } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton } from '../ui/Button.tsx'
import { SawDialog } from './SawDialog.tsx'

/** Opens what the agent of a job was told; as words where there is room. */
export function SawButton({ jobId, words = false }: { jobId: string; words?: boolean }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      {words ? (
        <Button size="small" variant="quiet" onClick={() => setOpen(true)}>
          What did it see?
        </Button>
      ) : (
        <IconButton size="small" label="What did the agent see?" onClick={() => setOpen(true)}>
          <Eye />
        </IconButton>
      )}
      {open && <SawDialog jobId={jobId} onClose={() => setOpen(false)} />}
    </>
  )
}
