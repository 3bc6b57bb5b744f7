import { useState } from 'react'
import { may } from '../../shared/core/access.ts'
import type { OrganisationRow } from '../../shared/core/api/people.ts'
import type { StyleDetail } from '../../shared/core/api/styles.ts'
import { STYLE_LIMITS } from '../../shared/core/styles/limits.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import { useStyleMutations } from './styleQueries.ts'

/** The value that stands for a style of one's own among the ids of organisations. */
const OWN = 'own'

interface NewStyleDialogProps {
  organisations: readonly OrganisationRow[]
  onClose: () => void
  onMade: (style: StyleDetail) => void
}

/** Names a style and says whose it is. Samples come afterwards. */
export function NewStyleDialog({ organisations, onClose, onMade }: NewStyleDialogProps) {
  const { make } = useStyleMutations()
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const open = organisations.filter(({ role }) => may(role, 'style.write'))
  const [whose, setWhose] = useState(open[0]?.id ?? OWN)
  const create = () =>
    make.mutate(
      { name, description, organisationId: whose === OWN ? null : whose },
      {
        onSuccess: style => {
          onClose()
          onMade(style)
        },
      },
    )
  return (
    <Dialog
      open
      onOpenChange={isOpen => {
        if (!isOpen) onClose()
      }}
      title="New style"
      description="Add samples to it afterwards: agents write as they are written."
      onSubmit={() => !make.isPending && create()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" pending={make.isPending}>
            Create
          </Button>
        </>
      }
    >
      <Field label="Name" error={make.error?.message}>
        <Input
          value={name}
          maxLength={STYLE_LIMITS.name}
          autoComplete="off"
          onChange={event => {
            setName(event.target.value)
            make.reset()
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
      <Field
        label="Whose it is"
        hint={
          whose === OWN
            ? 'Only you see it whole and change it. The briefs of projects that you own can name it.'
            : 'Everybody in the organisation sees it, its editors change it, and the briefs of its projects can name it.'
        }
      >
        <Select
          value={whose}
          onChange={setWhose}
          options={[...open.map(({ id, name: label }) => ({ value: id, label })), { value: OWN, label: 'Your own' }]}
        />
      </Field>
    </Dialog>
  )
}
