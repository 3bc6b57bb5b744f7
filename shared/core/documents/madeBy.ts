import type { Author } from './author.ts'

/** Who made a row, as kept in it; null where nobody said, or a foreign program left something else. */
export function readMadeBy(value: unknown): Author | null {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('name' in value)) return null
  if (typeof value.name !== 'string') return null
  if (value.kind === 'person' && 'id' in value && typeof value.id === 'string')
    return { kind: 'person', id: value.id, name: value.name }
  if (value.kind === 'agent' && 'agent' in value && typeof value.agent === 'string')
    return {
      kind: 'agent',
      agent: value.agent,
      name: value.name,
      jobId: 'jobId' in value && typeof value.jobId === 'string' ? value.jobId : null,
      ...('offline' in value && value.offline === true ? { offline: true } : {}),
    }
  return null
}
