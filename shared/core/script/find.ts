import { UPPERCASE_TYPES } from './elements.ts'
import type { LineType } from './lineTypes.ts'

/** What is looked for, and in which elements. */
export interface FindQuery {
  text: string
  /** `text` is a regular expression, as JavaScript writes them. */
  regex: boolean
  wholeWord: boolean
  matchCase: boolean
  /** Null: everywhere. Cells of shot tables are none of the elements of a screenplay. */
  types: readonly LineType[] | null
}

/** A stretch of text that is searched: a line of the script, or a cell of a shot table (`type` null). */
export interface Passage {
  type: LineType | null
  text: string
}

/** One place where the query fits. Offsets are UTF-16 units of the passage's text. */
export interface Match {
  /** Place of the passage in the list that was searched. */
  passage: number
  from: number
  to: number
  /** What stands there after a replacement. */
  insert: string
}

export interface Found {
  matches: Match[]
  /** There were more than {@link MOST_MATCHES}. */
  more: boolean
}

/** The pattern is none: a sentence that says what is wrong with it. */
export class FindPatternError extends Error {
  override name = 'FindPatternError'
}

/** More matches than anybody reads; replacing all goes through them batch by batch. */
export const MOST_MATCHES = 20_000

const WORD = String.raw`[\p{L}\p{N}\p{M}_]`

export const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** Is anything to be looked for at all? */
export const isEmptyQuery = (query: FindQuery): boolean => query.text === ''

/** @throws {FindPatternError} */
function patternOf({ text, regex, wholeWord, matchCase }: FindQuery): RegExp {
  const source = regex ? text : escapePattern(text)
  try {
    // by itself first: brackets around it would hide one that is missing
    if (regex) new RegExp(source, 'u')
    return new RegExp(wholeWord ? `(?<!${WORD})(?:${source})(?!${WORD})` : source, matchCase ? 'gu' : 'giu')
  } catch (error) {
    throw new FindPatternError(`This is no regular expression: ${reasonOf(error)}`, { cause: error })
  }
}

/** 'Invalid regular expression: /(/u: Unterminated group' -> 'unterminated group.' */
function reasonOf(error: unknown): string {
  const said = error instanceof Error ? error.message : ''
  const reason = said.slice(said.lastIndexOf(': ') + 1).trim()
  return `${reason.charAt(0).toLowerCase()}${reason.slice(1)}.`
}

const GROUP = /\$(?:(\$)|(&)|(\d{1,2})|<([^>]*)>)/g

/** '$1', '$<name>', '$&' and '$$' of a replacement; a group that the pattern has not stays as it is written. */
function expand(template: string, match: RegExpExecArray): string {
  return template.replace(GROUP, (written: string, dollar?: string, whole?: string, digits?: string, name?: string) => {
    if (dollar !== undefined) return '$'
    if (whole !== undefined) return match[0]
    if (name !== undefined) return match.groups && name in match.groups ? (match.groups[name] ?? '') : written
    const number = Number(digits)
    if (number > 0 && number < match.length) return match[number] ?? ''
    // '$12' of a pattern with one group is that group and a 2
    const first = Number(digits?.[0])
    return digits?.length === 2 && first > 0 && first < match.length ? `${match[first] ?? ''}${digits[1]}` : written
  })
}

/** What replaces a match, as the element is written: headings, cues, shots and transitions in capitals. */
export const asWrittenIn = (type: LineType | null, text: string): string =>
  type !== null && UPPERCASE_TYPES.has(type) ? text.toUpperCase() : text

/**
 * All places in `passages` where the query fits, in order. Empty matches count for nothing. A regular expression may take
 * for ever: whoever lets people write them runs this where it can be stopped.
 * @throws {FindPatternError}
 */
export function findMatches(passages: readonly Passage[], query: FindQuery, replacement = ''): Found {
  if (isEmptyQuery(query)) return { matches: [], more: false }
  const pattern = patternOf(query)
  const types = query.types && new Set(query.types)
  const matches: Match[] = []
  for (const [passage, { type, text }] of passages.entries()) {
    if (types && (type === null || !types.has(type))) continue
    pattern.lastIndex = 0
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      if (match[0] === '') {
        pattern.lastIndex += (text.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1
        if (pattern.lastIndex > text.length) break
        continue
      }
      if (matches.length === MOST_MATCHES) return { matches, more: true }
      const insert = asWrittenIn(type, query.regex ? expand(replacement, match) : replacement)
      matches.push({ passage, from: match.index, to: match.index + match[0].length, insert })
    }
  }
  return { matches, more: false }
}

/** Words around a match for a list of results: at most `most` characters on each side, cut between words. */
export function contextOf(text: string, { from, to }: Pick<Match, 'from' | 'to'>, most = 48) {
  const before = text.slice(0, from).replaceAll('\n', ' ')
  const after = text.slice(to).replaceAll('\n', ' ')
  return {
    before: before.length <= most ? before : `…${before.slice(-most).replace(/^\S*\s/, '')}`.toWellFormed(),
    match: text.slice(from, to),
    after: after.length <= most ? after : `${after.slice(0, most).replace(/\s\S*$/, '')}…`.toWellFormed(),
  }
}
