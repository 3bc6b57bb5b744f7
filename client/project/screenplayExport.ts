import { z } from 'zod'
import { send } from '../api/request.ts'

/** Formats that a script is exported in, by the names that the server knows them by; in the order of the menu. */
export const EXPORTS = [
  { format: 'fdx', label: 'Final Draft', extension: 'fdx' },
  { format: 'fountain', label: 'Fountain', extension: 'fountain' },
  { format: 'pdf', label: 'PDF', extension: 'pdf' },
  { format: 'txt', label: 'Plain text', extension: 'txt' },
  { format: 'json', label: 'JSON', extension: 'json' },
] as const
export type Export = (typeof EXPORTS)[number]

/** What an <input type="file"> takes for a screenplay. The server looks at what is in the file, not at its name. */
export const SCREENPLAY_FILES = '.fountain,.fdx,.pdf,.txt,.spmd,text/plain,application/pdf'

const sentences = z.array(z.string())

/** What the server says that the format could not carry: see sendScript there. */
function lossesOf(response: Response): string[] {
  try {
    return sentences.parse(JSON.parse(decodeURIComponent(response.headers.get('x-losses') ?? '[]')))
  } catch {
    return []
  }
}

/**
 * Saves the script at an address of the server as a file. Fetched first, so that a refusal is a sentence and not a file.
 * `query` is what the format can be asked for besides. Returns what the format could not carry.
 */
export async function saveScript(
  path: string,
  { format, extension }: Export,
  name: string,
  query: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const response = await send('GET', `${path}?${new URLSearchParams({ format, ...query })}`)
  const url = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = `${name.replace(/[\\/:*?"<>|]+/g, '_').trim() || 'screenplay'}.${extension}`
  link.click()
  URL.revokeObjectURL(url)
  return lossesOf(response)
}
