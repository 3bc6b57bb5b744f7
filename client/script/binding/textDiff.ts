const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff

/** What stays at both ends of a text that was changed in one place, in UTF-16 units. */
export interface TextDiff {
  prefix: number
  suffix: number
}

/**
 * Common prefix and suffix of two texts. Where several places fit ("l" typed into "hello"), the one at `caret` is taken,
 * so that a colleague's text beside it stays on its side. Never inside a surrogate pair: Yjs would break it.
 */
export function diffText(before: string, after: string, caret: number | null): TextDiff {
  const least = Math.min(before.length, after.length)
  let prefix = 0
  while (prefix < least && before[prefix] === after[prefix]) prefix++
  if (caret !== null && caret >= 0 && caret < prefix && caret + suffixOf(before, after, least - caret) === least)
    prefix = caret
  if (prefix > 0 && isHigh(before.charCodeAt(prefix - 1)) && (prefix < before.length || prefix < after.length)) prefix--
  let suffix = suffixOf(before, after, least - prefix)
  if (suffix > 0 && isLow(before.charCodeAt(before.length - suffix))) suffix--
  return { prefix, suffix }
}

function suffixOf(before: string, after: string, limit: number): number {
  let suffix = 0
  while (suffix < limit && before[before.length - 1 - suffix] === after[after.length - 1 - suffix]) suffix++
  return suffix
}
