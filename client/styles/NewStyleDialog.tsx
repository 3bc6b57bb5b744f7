import { useState } from 'react'
import { may } from '../../shared/core/access.ts'
import type { OrganisationRow } from '../../shared/core/api/people.ts'
import type { StyleDetail } from '../../shared/core/api/styles.ts'
import { Field } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import { StyleDialog } from './StyleDialog.tsx'
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
  const open = organisations.filter(({ role }) => may(role, 'style.write'))
  const [whose, setWhose] = useState(open[0]?.id ?? OWN)
  const create = (words: { name: string; description: string }) =>
    make.mutate(
      { ...words, organisationId: whose === OWN ? null : whose },
      {
        onSuccess: style => {
          onClose()
          onMade(style)
        },
      },
    )
  return (
    <StyleDialog
      title="New style"
      lead="Add samples to it afterwards: agents write as they are written."
      confirm="Create"
      saving={make}
      onConfirm={create}
      onClose={onClose}
    >
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
    </StyleDialog>
  )
}
