import type { OpenDocument, QueueRow } from '../../shared/core/api/operating.ts'
import type { DocumentKind } from '../../shared/core/documents/kinds.ts'

/** What a queue is for, in words; those of failed deliveries end a job whose workers died. */
const QUEUES: Record<string, string> = {
  agent: 'Agents',
  'agent-dead': 'Agents whose workers died',
  projection: 'Scenes and counts',
  style: 'Samples of written styles',
  'style-dead': 'Samples whose workers died',
}
export const queueName = ({ name }: QueueRow): string => QUEUES[name] ?? name

const KINDS: Record<DocumentKind, string> = {
  brief: 'Brief',
  treatment: 'Treatment',
  beats: 'Beat sheet',
  script: 'Script',
  assets: 'Assets',
  scene: 'Scene',
  comments: 'Comments',
}
export const documentName = ({ kind, heading }: OpenDocument): string =>
  heading === null ? KINDS[kind] : `${KINDS[kind]} ${heading}`

/** '812 B', '1.2 kB', '4.0 MB'. */
export function bytesInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** 'Ana', 'Ana and Ben', 'Ana, Ben and 3 others'; '' for nobody. */
export function peopleInWords(people: readonly { name: string }[]): string {
  const names = people.map(({ name }) => name)
  if (names.length <= 2) return names.join(' and ')
  const others = names.length - 2
  return `${names[0]}, ${names[1]} and ${others} ${others === 1 ? 'other' : 'others'}`
}
