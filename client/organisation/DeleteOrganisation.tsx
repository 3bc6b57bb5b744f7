import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { OrganisationRow } from '../../shared/core/api/people.ts'
import { organisationsQuery } from '../api/people.ts'
import { api, sentenceOf } from '../api/request.ts'
import styles from '../settings/people.module.css'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/Dialog.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { useToast } from '../ui/Toast.tsx'

const projectsOf = ({ projects }: OrganisationRow): string =>
  projects === 1 ? 'Its project stays with its own owner' : `Its ${projects} projects stay with their own owners`

/** The owner deletes the organisation; nothing that was written goes with it. */
export function DeleteOrganisation({ organisation }: { organisation: OrganisationRow }) {
  const { id, name, projects } = organisation
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const toast = useToast()
  const remove = useMutation({
    mutationFn: () => api.delete(`/api/organisations/${encodeURIComponent(id)}`),
    onSuccess: async () => {
      toast({ title: `${name} was deleted`, tone: 'ok' })
      await navigate({ to: '/' })
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: organisationsQuery.queryKey }),
        queries.invalidateQueries({ queryKey: ['projects'] }),
      ]),
  })
  return (
    <section aria-labelledby="delete" className={styles.part}>
      <h2 id="delete" className={styles.heading}>
        Delete the organisation
      </h2>
      <p className={styles.reason}>
        {projects > 0 && `${projectsOf(organisation)}. `}
        Everybody loses the access that they have through the organisation alone. Its written styles are deleted with
        it.
      </p>
      {remove.error && <ErrorNotice happened={sentenceOf(remove.error)} kept="The organisation is as it was." />}
      <div className={styles.actions}>
        <Button variant="danger" pending={remove.isPending} onClick={() => setAsking(true)}>
          Delete {name}…
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Delete “${name}”?`}
        description={`${projects > 0 ? `${projectsOf(organisation)}. ` : ''}Its written styles go with it. This cannot be undone.`}
        confirm="Delete"
        danger
        onConfirm={() => remove.mutate()}
      />
    </section>
  )
}
