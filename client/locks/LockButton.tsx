import { Lock, LockOpen } from 'lucide-react'
import { useState } from 'react'
import { may } from '../../shared/core/access.ts'
import { type DocumentLock, documentLock, type LockableRoot } from '../../shared/core/api/locks.ts'
import { api, sentenceOf } from '../api/request.ts'
import { useProjectContext } from '../project/context.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { useToast } from '../ui/Toast.tsx'

interface LockButtonProps {
  documentId: string
  lock: DocumentLock | null
  /** What it locks: a root type, or (null) all of the document. */
  root: LockableRoot | null
  /** What that is called: 'script', 'shot list'. */
  what: string
}

/** Owners and admins stop all writing in a document or a part of it, and let it go on. Nobody else sees it. */
export function LockButton({ documentId, lock, root, what }: LockButtonProps) {
  const { role } = useProjectContext()
  const toast = useToast()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const [pending, setPending] = useState(false)
  // an approved stage is reopened where its approval is told
  if (!may(role, 'document.lock') || lock?.approved) return null

  const path = `/api/documents/${encodeURIComponent(documentId)}/lock`
  const run = async (title: string, ask: () => Promise<unknown>) => {
    setPending(true)
    try {
      await ask()
      setOpen(false)
      setReason('')
    } catch (error) {
      toast({ title, detail: sentenceOf(error), tone: 'danger' })
    }
    setPending(false)
  }
  if (lock)
    return (
      <IconButton
        size="small"
        label={`Unlock the ${what}`}
        onClick={() => void run('It is still locked', () => api.delete(lock.root ? `${path}?root=${lock.root}` : path))}
      >
        <Lock />
      </IconButton>
    )
  return (
    <>
      <IconButton size="small" label={`Lock the ${what}…`} onClick={() => setOpen(true)}>
        <LockOpen />
      </IconButton>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Lock the ${what}?`}
        description="Nobody can change it until you unlock it: no person, no agent. Everybody can read it and sees who locked it and why."
        onSubmit={() => void run('It was not locked', () => api.post(path, { reason, root }, documentLock))}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button variant="primary" type="submit" pending={pending}>
              Lock
            </Button>
          </>
        }
      >
        <Field label="Reason" hint="Shown to everybody who opens it.">
          <Input value={reason} maxLength={500} onChange={event => setReason(event.target.value)} />
        </Field>
      </Dialog>
    </>
  )
}
