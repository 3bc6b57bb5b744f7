import type { Revision, RevisionColour } from '../../../shared/core/script/revisions.ts'

/** The paper of each colour, for a dot beside its name: it is never the only sign. */
export const PAPER: Record<RevisionColour, string> = {
  white: '#ffffff',
  blue: '#8fb8ee',
  pink: '#f4a6c0',
  yellow: '#f6e36a',
  green: '#93cf8f',
  goldenrod: '#e3b341',
  buff: '#e9d3a8',
  salmon: '#f6a88c',
  cherry: '#e0607a',
  tan: '#c9a877',
}

export const colourName = (colour: RevisionColour): string => `${colour.charAt(0).toUpperCase()}${colour.slice(1)}`

/** 'Network notes', or the colour where it has no name. */
export const revisionName = ({ name, colour }: Pick<Revision, 'name' | 'colour'>): string =>
  name.trim() || `${colourName(colour)} revision`

/** Today on this person's calendar, as YYYY-MM-DD. */
export function today(now = new Date()): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
