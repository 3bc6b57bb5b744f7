import { useMutation, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { type CreateProject, type ProjectCard, projectCard } from '../../shared/core/api/schemas.ts'
import { projectQuery, projectsQuery } from '../api/hooks.ts'
import { api } from '../api/request.ts'
import { useFileNotes } from '../project/FileNotes.tsx'
import { imported, importedNotes } from '../project/screenplayImport.ts'

const made = z.object({ id: z.string(), timelineId: z.string() })
const madeOfFile = made.extend(importedNotes.shape)

export interface NewProject {
  name: string
  type: NonNullable<CreateProject['type']>
  /** A screenplay to begin with. */
  file: File | null
}

/** With a file the project and its script are made in one step: a bad file leaves no project. */
async function create({ name, type, file }: NewProject): Promise<{ id: string; notes: string[] }> {
  if (!file) return { ...(await api.post('/api/projects', { name, type }, made)), notes: [] }
  const form = new FormData()
  form.set('file', file)
  if (name.trim() !== '') form.set('name', name)
  form.set('type', type)
  return api.post('/api/projects/import', form, madeOfFile)
}

export function useCreateProject() {
  const queries = useQueryClient()
  const tell = useFileNotes()
  return useMutation({
    mutationFn: create,
    onSuccess: ({ notes }) => {
      tell(imported(notes))
      return queries.invalidateQueries({ queryKey: projectsQuery.queryKey })
    },
  })
}

type Patch = { id: string; name?: string; archived?: boolean; organisationId?: string | null }

/** Renames, archives, brings back. The card shows the change at once and goes back to what it was when refused. */
export function usePatchProject() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...patch }: Patch) => api.patch(`/api/projects/${encodeURIComponent(id)}`, patch, projectCard),
    onMutate: async ({ id, ...patch }) => {
      await queries.cancelQueries({ queryKey: projectsQuery.queryKey })
      const before = queries.getQueryData(projectsQuery.queryKey)
      const changed = (card: ProjectCard): ProjectCard => (card.id === id ? { ...card, ...patch } : card)
      queries.setQueryData(projectsQuery.queryKey, cards => cards?.map(changed))
      return { before }
    },
    onError: (_error, _patch, context) => queries.setQueryData(projectsQuery.queryKey, context?.before),
    onSuccess: card => queries.setQueryData(projectQuery(card.id).queryKey, card),
    onSettled: () => queries.invalidateQueries({ queryKey: projectsQuery.queryKey }),
  })
}
