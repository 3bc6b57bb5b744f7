/**
 * How derived things name what they were made from: '<kind>:<id>', the keys of their `dependsOn`. Without a scene in it, a
 * reference means something of the thing's own scene, so that a copy of a timeline needs no rewriting.
 *
 * | kind          | id                                  | what its hash is over                              |
 * | ------------- | ----------------------------------- | -------------------------------------------------- |
 * | `line`        | script line                         | id, type, NFC text; moved to another scene counts  |
 * | `asset`       | asset or instance                   | kind, name, description                            |
 * | `key`         | asset or instance                   | its image key                                      |
 * | `shot`        | shot                                | seconds and cells                                  |
 * | `state`       | row of `states`                     | instance, text, conditions                         |
 * | `framePrompt`, `videoPrompt` | shot                 | the text that counts                               |
 * | `startFrame`, `endFrame`, `take` | shot             | the file that counts                               |
 * | `end`         | asset, or 'place', 'last', 'frame'  | that part of the own scene's end state             |
 * | `inherited`   | as of `end`                         | that part of the scene before, whichever it is now |
 */
const KINDS = [
  'line',
  'asset',
  'key',
  'shot',
  'state',
  'framePrompt',
  'videoPrompt',
  'startFrame',
  'endFrame',
  'take',
  'end',
  'inherited',
] as const
export type ReferenceKind = (typeof KINDS)[number]
export type Reference = `${ReferenceKind}:${string}`

export const refer = (kind: ReferenceKind, id: string): Reference => `${kind}:${id}`

/** Kind and id of a reference; null for what no build of this version knows. */
export function referenceOf(text: string): { kind: ReferenceKind; id: string } | null {
  const colon = text.indexOf(':')
  const kind = KINDS.find(kind => kind.length === colon && text.startsWith(kind))
  return kind ? { kind, id: text.slice(colon + 1) } : null
}

/** Where its kind stands among the kinds: each is made from those before it. */
export const rankOf = (text: string): number => KINDS.findIndex(kind => text.startsWith(`${kind}:`))
