import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MemberRow } from '../../shared/core/api/schemas.ts'
import { anything, api } from '../api/request.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Field } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import { useToast } from '../ui/Toast.tsx'
import styles from './people.module.css'

/** The owner makes another member the owner and stays as an admin. */
export function HandOver({ projectId, members }: { projectId: string; members: readonly MemberRow[] }) {
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState('')
  const queries = useQueryClient()
  const toast = useToast()
  const next = members.find(({ userId }) => userId === chosen) ?? members[0]
  const hand = useMutation({
    mutationFn: (userId: string) =>
      api.post(`/api/projects/${encodeURIComponent(projectId)}/transfer`, { userId }, anything),
    onSuccess: () => {
      setOpen(false)
      toast({ title: `${next?.name} owns the project now; you are an admin`, tone: 'ok' })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['project', projectId] }),
  })
  if (!next) return null
  return (
    <div className={styles.actions}>
      <Button onClick={() => setOpen(true)}>Hand the project over…</Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Hand the project over"
        description="They become the owner, and you an admin. Only the new owner can turn this back."
        onSubmit={() => hand.mutate(next.userId)}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button type="submit" variant="primary" pending={hand.isPending}>
              Make {next.name} the owner
            </Button>
          </>
        }
      >
        <Field label="New owner">
          <Select
            value={next.userId}
            onChange={setChosen}
            options={members.map(({ userId, name, email }) => ({ value: userId, label: name, description: email }))}
          />
        </Field>
        {hand.error && <ErrorNotice happened={hand.error.message} kept="You are still the owner." />}
      </Dialog>
    </div>
  )
}
