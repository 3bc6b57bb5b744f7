import type { CommitRow, ProjectStorage } from '../../shared/core/api/timelines.ts'
import type { DocumentKind } from '../../shared/core/documents/kinds.ts'

/** Who else is there: 'Ben is here', 'Ben and Cleo are here', 'Ben, Cleo and 2 more are here'; '' for nobody. */
export function peopleWords(people: readonly { name: string }[]): string {
  const [first, second, ...more] = people.map(({ name }) => name)
  if (first === undefined) return ''
  if (second === undefined) return `${first} is here`
  if (more.length === 0) return `${first} and ${second} are here`
  return `${first}, ${second} and ${more.length} more are here`
}

export const KIND_WORDS: Record<CommitRow['kind'], string> = {
  stage: 'Stage',
  revision: 'Revision',
  named: 'Named',
  fork: 'Branch',
  merge: 'Merge',
}

const UNITS = ['B', 'kB', 'MB', 'GB'] as const

/** 'This project stores 3.2 MB: 2.1 MB of documents and versions, 1.1 MB of pictures.' */
export function storageWords({ documents, pictures, files, agents }: ProjectStorage): string {
  const parts = [
    { bytes: documents, of: 'documents and versions' },
    { bytes: pictures, of: 'pictures' },
    { bytes: files, of: 'files beside the brief' },
    { bytes: agents, of: 'what agents were asked and answered' },
  ].filter(({ bytes }) => bytes > 0)
  const all = parts.reduce((sum, { bytes }) => sum + bytes, 0)
  const listed = parts.map(({ bytes, of }) => `${sizeWords(bytes)} of ${of}`).join(', ')
  return `This project stores ${sizeWords(all)}${parts.length > 1 ? `: ${listed}` : ''}.`
}

/** A size for people: '0 B', '840 B', '12 kB', '3.4 MB'. */
export function sizeWords(bytes: number): string {
  let size = bytes
  let unit = 0
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000
    unit++
  }
  return `${size >= 10 || unit === 0 ? Math.round(size) : size.toFixed(1)} ${UNITS[unit]}`
}

const TITLES: Record<DocumentKind, string> = {
  brief: 'Brief',
  treatment: 'Treatment',
  beats: 'Beat sheet',
  script: 'Script',
  assets: 'Assets',
  scene: 'Shots',
  comments: 'Comments',
}

/** How a document is called among those of a timeline; `title`: of the scene, '' for one that is of no scene. */
export const documentTitle = ({ kind, title }: { kind: DocumentKind; title: string }): string =>
  title === '' ? TITLES[kind] : `${title}: shots`
