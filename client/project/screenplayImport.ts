import { z } from 'zod'
import { api } from '../api/request.ts'

/** What the server says of every file that it imported. */
export const importedNotes = z.object({ notes: z.array(z.string()) })

/** What to list after an import. */
export const imported = (sentences: readonly string[]) => ({
  title: 'The screenplay is imported',
  done: 'This is what to know of the file and of what is shown of it:',
  sentences,
})

/** Seeds the project's empty script from a file. Throws ApiError with the server's sentence. */
export async function importScreenplay(projectId: string, file: File) {
  const form = new FormData()
  form.set('file', file)
  const { notes } = await api.post(`/api/projects/${encodeURIComponent(projectId)}/import`, form, importedNotes)
  return imported(notes)
}
