import { type ReactNode, useState } from 'react'
import { STYLE_LIMITS } from '../../shared/core/styles/limits.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input } from '../ui/Field.tsx'

interface StyleDialogProps {
  title: string
  lead?: string
  /** The verb on the button. */
  confirm: string
  initial?: { name: string; description: string }
  /** The request that sends it. */
  saving: { isPending: boolean; error: Error | null; reset: () => void }
  onConfirm: (style: { name: string; description: string }) => void
  onClose: () => void
  /** More fields. */
  children?: ReactNode
}

const EMPTY = { name: '', description: '' }

/** Asks for the name and the description of a style. */
export function StyleDialog(props: StyleDialogProps) {
  const { title, lead, confirm, initial = EMPTY, saving, onConfirm, onClose, children } = props
  const [name, setName] = useState(initial.name)
  const [description, setDescription] = useState(initial.description)
  return (
    <Dialog
      open
      onOpenChange={open => {
        if (!open) onClose()
      }}
      title={title}
      description={lead}
      onSubmit={() => !saving.isPending && onConfirm({ name, description })}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" pending={saving.isPending}>
            {confirm}
          </Button>
        </>
      }
    >
      <Field label="Name" error={saving.error?.message}>
        <Input
          value={name}
          maxLength={STYLE_LIMITS.name}
          autoComplete="off"
          onChange={event => {
            setName(event.target.value)
            saving.reset()
          }}
        />
      </Field>
      <Field label="Description" hint="What is special about it, for whoever chooses.">
        <Input
          value={description}
          maxLength={STYLE_LIMITS.description}
          autoComplete="off"
          onChange={event => setDescription(event.target.value)}
        />
      </Field>
      {children}
    </Dialog>
  )
}
