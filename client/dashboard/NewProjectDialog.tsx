import { useState } from 'react'
import { PROJECT_TYPES, projectName } from '../../shared/core/api/schemas.ts'
import { SCREENPLAY_FILES } from '../project/screenplayExport.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import { FilePicker } from './FilePicker.tsx'
import { type NewProject, useCreateProject } from './projectMutations.ts'
import { PROJECT_TYPE_WORDS } from './projectTypes.ts'

const TYPES = PROJECT_TYPES.map(value => ({
  value,
  label: PROJECT_TYPE_WORDS[value].name,
  description: PROJECT_TYPE_WORDS[value].means,
}))

interface NewProjectDialogProps {
  onClose: () => void
  onCreated: (projectId: string) => void
}

export function NewProjectDialog({ onClose, onCreated }: NewProjectDialogProps) {
  const [form, setForm] = useState<NewProject>({ name: '', type: 'narrative', file: null })
  const [tried, setTried] = useState(false)
  const create = useCreateProject()
  const named = projectName.safeParse(form.name)
  // a screenplay brings its title
  const nameless = form.name.trim() === '' && form.file !== null
  const mistake = named.success || nameless ? null : (named.error.issues[0]?.message ?? null)
  const change = (part: Partial<NewProject>): void => {
    setForm({ ...form, ...part })
    create.reset()
  }
  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title="New project"
      onSubmit={() => {
        setTried(true)
        if (mistake === null && !create.isPending) create.mutate(form, { onSuccess: ({ id }) => onCreated(id) })
      }}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" pending={create.isPending}>
            {form.file ? 'Import and create' : 'Create'}
          </Button>
        </>
      }
    >
      <Field label="Name" error={tried ? mistake : null}>
        <Input
          value={form.name}
          onChange={event => change({ name: event.target.value })}
          placeholder={form.file ? 'The title of the screenplay' : ''}
        />
      </Field>
      <Field label="Type">
        <Select value={form.type} onChange={type => change({ type })} options={TYPES} />
      </Field>
      <Field
        label="Screenplay (optional)"
        hint="Fountain, Final Draft (.fdx) or PDF. Leave it out to begin with a blank page."
      >
        <FilePicker file={form.file} onChange={file => change({ file })} accept={SCREENPLAY_FILES} />
      </Field>
      {create.error && <ErrorNotice happened={create.error.message} kept="What you typed is still here." />}
    </Dialog>
  )
}
