import { useState } from 'react'
import type { StyleDetail } from '../../shared/core/api/styles.ts'
import { STYLE_LIMITS } from '../../shared/core/styles/limits.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { useStyleMutations } from './styleQueries.ts'

/** The name and the description of a style. Briefs go on naming it, under its new name. */
export function EditStyle({ style, onClose }: { style: StyleDetail; onClose: () => void }) {
  const { change } = useStyleMutations()
  const [name, setName] = useState(style.name)
  const [description, setDescription] = useState(style.description)
  return (
    <Dialog
      open
      onOpenChange={open => {
        if (!open) onClose()
      }}
      title="Name and description"
      onSubmit={() => !change.isPending && change.mutate({ id: style.id, name, description }, { onSuccess: onClose })}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" pending={change.isPending}>
            Save
          </Button>
        </>
      }
    >
      <Field label="Name" error={change.error?.message}>
        <Input
          value={name}
          maxLength={STYLE_LIMITS.name}
          autoComplete="off"
          onChange={event => {
            setName(event.target.value)
            change.reset()
          }}
        />
      </Field>
      <Field label="Description">
        <Input
          value={description}
          maxLength={STYLE_LIMITS.description}
          autoComplete="off"
          onChange={event => setDescription(event.target.value)}
        />
      </Field>
    </Dialog>
  )
}
