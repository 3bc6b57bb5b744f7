import type { OrganisationRow } from '../../shared/core/api/people.ts'
import { Field } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'

/** The value that stands for one's own library among the ids of organisations. */
const OWN = 'own'

interface ShelfFieldProps {
  /** Those in whose library one may write. */
  organisations: readonly OrganisationRow[]
  /** Null: one's own. */
  value: string | null
  onChange: (organisationId: string | null) => void
}

/** In whose library an asset is put. */
export const ShelfField = ({ organisations, value, onChange }: ShelfFieldProps) => (
  <Field
    label="Whose it is"
    hint={
      value === null
        ? 'Only you see it, and use it in projects that you write in.'
        : 'Everybody in the organisation sees it and uses it; its editors change it.'
    }
  >
    <Select
      value={value ?? OWN}
      onChange={chosen => onChange(chosen === OWN ? null : chosen)}
      options={[
        ...organisations.map(({ id, name: label }) => ({ value: id, label })),
        { value: OWN, label: 'Your own' },
      ]}
    />
  </Field>
)
