import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Building2, ChevronDown, Plus, Users } from 'lucide-react'
import { useState } from 'react'
import { organisationRow } from '../../shared/core/api/people.ts'
import { organisationsQuery } from '../api/people.ts'
import { api } from '../api/request.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { Menu } from '../ui/Menu.tsx'

interface SwitcherProps {
  /** The organisation whose projects are shown; null: all that the person works on. */
  chosen: string | null
  onChoose: (organisationId: string | null) => void
}

/** Whose projects the dashboard shows; and the way to an organisation's people and to a new one. */
export function OrganisationSwitcher({ chosen, onChoose }: SwitcherProps) {
  const organisations = useQuery(organisationsQuery).data ?? []
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [naming, setNaming] = useState(false)
  const [name, setName] = useState('')
  const make = useMutation({
    mutationFn: () => api.post('/api/organisations', { name }, organisationRow),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: organisationsQuery.queryKey })
      setNaming(false)
      setName('')
      onChoose(id)
    },
  })
  const current = organisations.find(({ id }) => id === chosen)
  return (
    <>
      <Menu
        onCloseAutoFocus={event => naming && event.preventDefault()}
        trigger={
          <Button
            icon={<Building2 aria-hidden="true" />}
            aria-label={`Organisation: ${current?.name ?? 'all projects'}`}
          >
            {current?.name ?? 'All projects'}
            <ChevronDown aria-hidden="true" />
          </Button>
        }
        items={[
          { label: 'All projects', checked: current === undefined, onSelect: () => onChoose(null) },
          ...organisations.map(({ id, name: called, projects }) => ({
            label: called,
            detail: `${projects} ${projects === 1 ? 'project' : 'projects'}`,
            checked: id === chosen,
            onSelect: () => onChoose(id),
          })),
          { kind: 'separator' as const },
          ...(current
            ? [
                {
                  label: `People of ${current.name}`,
                  icon: <Users />,
                  onSelect: () => void navigate({ to: '/o/$organisationId', params: { organisationId: current.id } }),
                },
              ]
            : []),
          { label: 'New organisation', icon: <Plus />, onSelect: () => setNaming(true) },
        ]}
      />
      <Dialog
        open={naming}
        onOpenChange={setNaming}
        title="New organisation"
        description="Its people share their roles in all of its projects."
        onSubmit={() => !make.isPending && make.mutate()}
        footer={
          <>
            <Button onClick={() => setNaming(false)}>Cancel</Button>
            <Button type="submit" variant="primary" pending={make.isPending}>
              Create
            </Button>
          </>
        }
      >
        <Field label="Name of the organisation" error={make.error?.message}>
          <Input
            value={name}
            maxLength={200}
            onChange={event => {
              setName(event.target.value)
              make.reset()
            }}
          />
        </Field>
      </Dialog>
    </>
  )
}
