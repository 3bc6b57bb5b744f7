import { mentionOf, segmentsOf } from '../../shared/core/comments/mentions.ts'
import type { Member } from './useComments.ts'

/** Most names that are offered at once. */
const MOST = 6

/** What is being typed after an @ before the caret; null when nobody is about to be named. */
export function mentionAt(text: string, caret: number): { from: number; typed: string } | null {
  const match = /(?:^|[\s(])@([\p{L}\p{N}'.-]*(?: [\p{L}\p{N}'.-]*)?)$/u.exec(text.slice(0, caret))
  if (!match) return null
  const typed = match[1] ?? ''
  return { from: caret - typed.length - 1, typed }
}

/** The people whose name, or a part of it, begins so. */
export function offered(members: readonly Member[], typed: string, me: string): Member[] {
  const wanted = typed.toLocaleLowerCase()
  return members
    .filter(({ id, name }) => {
      const lower = name.toLocaleLowerCase()
      return id !== me && (lower.startsWith(wanted) || lower.split(/\s+/u).some(part => part.startsWith(wanted)))
    })
    .sort((a, b) => a.name.localeCompare(b.name))
    .slice(0, MOST)
}

/** The words of a field as a message: whoever was chosen for a name is mentioned wherever the name still stands. */
export function bodyOf(text: string, chosen: readonly Member[]): string {
  const byLength = [...new Map(chosen.map(member => [member.name, member])).values()]
    .filter(({ name }) => name !== '')
    .sort((a, b) => b.name.length - a.name.length)
  if (byLength.length === 0) return text
  const names = byLength.map(({ name }) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return text.replace(new RegExp(`@(${names.join('|')})(?![\\p{L}\\p{N}])`, 'gu'), (written, name: string) => {
    const member = byLength.find(one => one.name === name)
    return member ? mentionOf(member) : written
  })
}

/** A message as it is edited in a field, and whom it mentions. */
export function fieldOf(body: string): { text: string; chosen: Member[] } {
  const segments = segmentsOf(body)
  return {
    text: segments.map(segment => ('mention' in segment ? `@${segment.mention.name}` : segment.text)).join(''),
    chosen: segments.flatMap(segment => ('mention' in segment ? [segment.mention] : [])),
  }
}
