/** Words of a message, or somebody who is mentioned there. */
export type Segment = { text: string } | { mention: { id: string; name: string } }

const MENTION = /@\[([^[\]\n]{1,200})\]\(([^\s()]{1,200})\)/g

/** How a mention stands in a message: readable also where nobody knows of mentions. */
export const mentionOf = ({ id, name }: { id: string; name: string }): string =>
  `@[${name.replace(/[[\]\n]/g, ' ').slice(0, 200)}](${id})`

/** A message in words and mentions. */
export function segmentsOf(body: string): Segment[] {
  const segments: Segment[] = []
  let at = 0
  for (const match of body.matchAll(MENTION)) {
    if (match.index > at) segments.push({ text: body.slice(at, match.index) })
    segments.push({ mention: { name: match[1] ?? '', id: match[2] ?? '' } })
    at = match.index + match[0].length
  }
  if (at < body.length) segments.push({ text: body.slice(at) })
  return segments
}

/** The accounts that a message mentions, each once. */
export const mentionedIn = (body: string): string[] => [
  ...new Set(segmentsOf(body).flatMap(segment => ('mention' in segment ? [segment.mention.id] : []))),
]

/** A message as it is read aloud, and in the line of a list. */
export const plainBody = (body: string): string =>
  segmentsOf(body)
    .map(segment => ('mention' in segment ? `@${segment.mention.name}` : segment.text))
    .join('')
