import { anything, api, send } from '../api/request.ts'

const at = (projectId: string, what: string): string => `/api/projects/${encodeURIComponent(projectId)}/${what}`

/** Seeds the project's empty script from a Fountain file. Throws ApiError with the server's sentence. */
export async function importScreenplay(projectId: string, file: File): Promise<void> {
  const form = new FormData()
  form.set('file', file)
  await api.post(at(projectId, 'import'), form, anything)
}

/** Saves the script as a Fountain file. Fetched first, so that a refusal is a sentence and not a file. */
export async function exportScreenplay(projectId: string, name: string): Promise<void> {
  const response = await send('GET', at(projectId, 'export?format=fountain'))
  const url = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = `${name.replace(/[\\/:*?"<>|]+/g, '_').trim() || 'screenplay'}.fountain`
  link.click()
  URL.revokeObjectURL(url)
}
