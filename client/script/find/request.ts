/** What the find panel is opened for. */
export type FindMode = 'find' | 'replace' | 'rename'

export interface FindRequest {
  mode: FindMode
  /** The character to be renamed; null: whoever the caret is on. */
  name: string | null
}

let request: FindRequest | null = null
const listeners = new Set<() => void>()

/** Asks the find panel for something, from wherever in the app; the script page takes it up when it is shown. */
export function askToFind(mode: FindMode, name: string | null = null): void {
  request = { mode, name }
  for (const listener of [...listeners]) listener()
}

export const askToRename = (name: string): void => askToFind('rename', name)

export const hasRequest = (): boolean => request !== null

/** What was asked last and nobody has taken up yet. */
export function takeRequest(): FindRequest | null {
  const taken = request
  request = null
  return taken
}

export function onRequest(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
