import { idValue } from '../documents/values.ts'

/** What has happened to an element and stays with it until it is dropped: 'Muddy'. Carried forward, it keeps its id. */
export interface Condition {
  id: string
  text: string
  /** The shot that caused it; null: nobody said. */
  shot: string | null
}

/** The conditions of a row, by id. */
export function conditionsIn(map: ReadonlyMap<string, unknown>): Condition[] {
  const out: Condition[] = []
  for (const [id, value] of map) {
    if (typeof value !== 'object' || value === null || !('text' in value) || typeof value.text !== 'string') continue
    out.push({ id, text: value.text, shot: 'shot' in value ? idValue(value.shot) : null })
  }
  return out.sort((a, b) => (a.id < b.id ? -1 : 1))
}
