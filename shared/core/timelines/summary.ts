import { counted, listed } from '../text/counted.ts'
import type { HunkChange, HunkElement, MergeHunk } from './merge/hunk.ts'

/** One thing that became of something, however many lines or fields of it changed. */
export interface Fact {
  kind: HunkElement
  change: HunkChange
  /** 'Scene 12', of lines the scene that they are in. */
  name: string
  /** What is said of it when it is the only one of its sort. */
  sentence: string
  /** How many lines it is; 1 for anything else. */
  count: number
  /** Only the seconds of a shot changed. */
  timing?: boolean
}

/** Sentences of a summary; what is over is counted. */
const MOST_SENTENCES = 8
/** Names that one sentence lists. */
const MOST_NAMES = 4

/** What is told first: the story before its parts, and these before what stands on the title page. */
const ORDER: readonly HunkElement[] = [
  'scene',
  'variant',
  'beat',
  'lines',
  'line',
  'shot',
  'asset',
  'row',
  'field',
  'titlePage',
]

const NOUNS: Readonly<Record<HunkElement, string>> = {
  scene: 'scene',
  variant: 'variant',
  beat: 'beat',
  lines: 'line',
  line: 'line',
  shot: 'shot',
  asset: 'asset',
  row: 'row',
  field: 'field',
  titlePage: 'field of the title page',
}

/** What became of a timeline, in at most about eight sentences: 'Scene 12 moved before scene 9', '3 shots re-timed', 'and 14 more'. */
export function summary(facts: readonly Fact[]): string[] {
  const groups = Map.groupBy(facts, ({ kind, change, timing }) =>
    [ORDER.indexOf(kind === 'line' ? 'lines' : kind), change, timing ?? false].join(),
  )
  const sentences = [...groups.values()]
    .sort(([a], [b]) => (a && b ? ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) : 0))
    .flatMap(sentencesOf)
  if (sentences.length <= MOST_SENTENCES + 1) return sentences.map(({ text }) => text)
  const rest = sentences.slice(MOST_SENTENCES).reduce((sum, { facts }) => sum + facts, 0)
  return [...sentences.slice(0, MOST_SENTENCES).map(({ text }) => text), `and ${rest} more`]
}

/** Of facts of one sort: two are told one by one, more of them together. */
function sentencesOf(group: readonly Fact[]): { text: string; facts: number }[] {
  const [first] = group
  if (!first) return []
  if (group.length <= 2) return group.map(({ sentence }) => ({ text: sentence, facts: 1 }))
  return [{ text: together(first, group), facts: group.length }]
}

function together({ kind, change, timing }: Fact, group: readonly Fact[]): string {
  const names = [...new Set(group.map(({ name }) => name))]
  const noun = NOUNS[kind]
  if (kind === 'line' || kind === 'lines') {
    const count = group.reduce((sum, fact) => sum + fact.count, 0)
    const where = names.length <= MOST_NAMES ? lowered(joined(names)) : `${names.length} places`
    const lines = change === 'added' ? counted(count, 'new line') : `${counted(count, 'line')} ${change}`
    return `${lines} in ${where}`
  }
  if (timing) return `${counted(group.length, noun)} re-timed`
  if (change === 'added') return counted(group.length, `new ${noun}`)
  if (names.length <= MOST_NAMES && kind !== 'titlePage') return `${joined(names)} ${change}`
  return `${counted(group.length, noun, noun.startsWith('field of') ? 'fields of the title page' : undefined)} ${change}`
}

/** 'Scenes 3, 7 and 9': what all names begin with is said once. */
function joined(names: readonly string[]): string {
  const [word = ''] = names[0]?.split(' ') ?? []
  const rests = names.map(name => (name.startsWith(`${word} `) ? name.slice(word.length + 1) : null))
  if (names.length < 2 || rests.some(rest => rest === null || !/^\d/.test(rest))) return listed(names)
  return `${word}s ${listed(rests.flatMap(rest => rest ?? []))}`
}

const lowered = (words: string): string => `${words.charAt(0).toLowerCase()}${words.slice(1)}`

/** What a merge proposes, or did, in plain words: for its commit. The hunks may be of several documents. */
export const summariseHunks = (hunks: readonly MergeHunk[]): string[] =>
  summary(
    hunks.map(({ element, change, name, title, writes }) => ({
      kind: element.kind,
      change,
      name,
      sentence: title,
      count: element.kind === 'lines' ? element.ids.length : 1,
      timing: element.kind === 'shot' && change === 'changed' && writes.every(({ field }) => field === 'duration'),
    })),
  )
