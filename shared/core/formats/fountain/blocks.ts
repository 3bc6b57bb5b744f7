import { looksLikeHeading } from '../../script/heading.ts'
import { type LineDraft, plain } from '../../script/line.ts'
import type { ScreenplayLine } from '../screenplay.ts'
import { parseEmphasis } from './emphasis.ts'
import { toRuns } from './markedText.ts'
import { isEscaped, isWholeBoneyard, isWholeNote } from './scan.ts'

/** Stands before text of the type `general`, which Fountain does not know: others print it as action. */
export const GENERAL = '[[general]]'
/** Stands at the end of the heading of an omitted scene. */
export const OMITTED = '[[omitted]]'
export const MAX_DEPTH = 6

const isBlank = (line: string | undefined): boolean => line === undefined || line.trim() === ''
/** A boneyard on lines of its own separates like the empty line that it leaves when it is taken out. */
const isGap = (line: string | undefined): boolean => isBlank(line) || isWholeBoneyard((line ?? '').trim())
const endsWith = (line: string, mark: string): boolean => line.endsWith(mark) && !isEscaped(line, line.length - 1)

const isPageBreak = (line: string): boolean => /^={3,}$/.test(line)
const isCentered = (line: string): boolean => line.length > 1 && line.startsWith('>') && endsWith(line, '<')
const isParenthetical = (line: string): boolean => line.startsWith('(') && line.endsWith(')')
const isForcedHeading = (line: string): boolean => /^\.[^.\s]/.test(line)
const isShouted = (text: string): boolean => /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text)
/** A space after the colon makes it action. */
const isTransition = (line: string): boolean => line.endsWith('TO:') && isShouted(line)
/** Extensions and notes beside a name may be lower-case. */
const isCue = (line: string): boolean =>
  /[([]/.test(line)
    ? isShouted(line.replace(/\([^()]*\)/g, '').replace(/\[\[[^[\]]*\]\]/g, ''))
    : !/[a-z]/.test(line) && isShouted(line)

/** Ends a paragraph of action without an empty line before it. */
const interrupts = (line: string): boolean => /^[#=>~]/.test(line) || isWholeBoneyard(line)

/** Several source lines as one: line breaks inside become a space. */
export const oneLine = (text: string): string =>
  text.includes('\n')
    ? text
        .split('\n')
        .map(part => part.trim())
        .filter(part => part !== '')
        .join(' ')
    : text.trim()

/** A line draft, or nothing where there is no text. */
function draft(type: LineDraft['type'], source: string, more: Partial<ScreenplayLine> = {}): ScreenplayLine[] {
  if (!/[\\*_]/.test(source)) return source.trim() === '' ? [] : [{ type, runs: plain(source), ...more }]
  const marked = parseEmphasis(source)
  return marked.text.trim() === '' ? [] : [{ type, runs: toRuns(marked), ...more }]
}

/** Puts empty lines at both ends away and reads the rest as one line. */
function paragraph(type: LineDraft['type'], lines: readonly string[]): ScreenplayLine[] {
  let start = 0
  let end = lines.length
  while (start < end && isBlank(lines[start])) start++
  while (end > start && isBlank(lines[end - 1])) end--
  return draft(type, lines.slice(start, end).join('\n'))
}

function heading(line: string): ScreenplayLine[] {
  let text = line
  const more: Partial<ScreenplayLine> = {}
  if (endsWith(text, '#')) {
    const open = text.lastIndexOf('#', text.length - 2)
    const number = text.slice(open + 1, -1)
    if (open > 0 && !isEscaped(text, open) && /^[\p{L}\p{N}.-]+$/u.test(number)) {
      more.sceneNumber = number
      text = text.slice(0, open).trimEnd()
    }
  }
  if (text.toLowerCase().endsWith(OMITTED) && !isEscaped(text, text.length - OMITTED.length)) {
    more.omitted = true
    text = text.slice(0, -OMITTED.length).trimEnd()
  }
  return draft('scene_heading', text, more)
}

/** Text between the brackets of a note or the marks of a boneyard; see `protect` in write.ts for the backslashes. */
function note(line: string, boneyard: boolean): ScreenplayLine[] {
  const inner = boneyard
    ? line.slice(2, -2).replace(/([*/])\\(?=\\*(?!\1)[*/])/g, '$1')
    : `${line.slice(2, -2)}]`.replace(/\]\\(?=\\*\])/g, ']').slice(0, -1)
  const text = inner
    .split('\n')
    .map(part => part.trimEnd())
    .join('\n')
    .trim()
  return draft('note', text, boneyard ? { boneyard } : {})
}

const wholeNote = (line: string): ScreenplayLine[] | null =>
  isWholeBoneyard(line) ? note(line, true) : isWholeNote(line) ? note(line, false) : null

/** What a cue opens, up to the next empty line: two spaces make a line that is empty but goes on. */
function dialogue(lines: readonly string[], from: number, out: ScreenplayLine[]): number {
  let type: 'dialogue' | 'lyrics' = 'dialogue'
  let open: string[] = []
  const flush = (): void => {
    out.push(...paragraph(type, open))
    open = []
  }
  let at = from
  for (; at < lines.length; at++) {
    const raw = lines[at] ?? ''
    const line = raw.trim()
    if ((line === '' && raw.length < 2) || isWholeBoneyard(line)) break
    const found = wholeNote(line) ?? (isParenthetical(line) ? draft('parenthetical', oneLine(line)) : null)
    if (found) {
      flush()
      out.push(...found)
      continue
    }
    const next: 'dialogue' | 'lyrics' = line === '' ? type : line.startsWith('~') ? 'lyrics' : 'dialogue'
    if (next !== type) flush()
    type = next
    open.push(next === 'lyrics' ? line.replace(/^~\s*/, '') : line)
  }
  flush()
  return at
}

/** Consecutive lines that all have one mark, as one line. */
function group(
  type: LineDraft['type'],
  lines: readonly string[],
  from: number,
  has: (line: string) => boolean,
  strip: (line: string) => string,
  out: ScreenplayLine[],
): number {
  let at = from
  const found: string[] = []
  for (; at < lines.length; at++) {
    const line = (lines[at] ?? '').trim()
    if (!has(line)) break
    found.push(strip(line).trim())
  }
  out.push(...paragraph(type, found))
  return at
}

function action(lines: readonly string[], from: number, out: ScreenplayLine[]): number {
  const unforced = (raw: string): string => {
    const line = raw.trimStart()
    return (line.startsWith('!') ? line.slice(1) : raw).trimEnd()
  }
  let first = unforced(lines[from] ?? '')
  const general = first.startsWith(GENERAL)
  if (general) first = first.slice(GENERAL.length).replace(/^ /, '')
  const found = [first]
  let at = from + 1
  for (; at < lines.length && !isBlank(lines[at]) && !interrupts((lines[at] ?? '').trim()); at++)
    found.push(unforced(lines[at] ?? ''))
  out.push(...paragraph(general ? 'general' : 'action', found))
  return at
}

/** Reads the block that begins at `from` (not blank) into `out`; returns where the next one may begin. */
function readBlock(lines: readonly string[], from: number, out: ScreenplayLine[]): number {
  const raw = (lines[from] ?? '').trim()
  const after = from + 1
  const one = (found: ScreenplayLine[]): number => {
    out.push(...found)
    return after
  }
  const found = wholeNote(raw)
  if (found) return one(found)
  const line = oneLine(raw)
  if (isPageBreak(line)) return one([{ type: 'page_break', runs: [] }])
  switch (raw[0]) {
    case '#': {
      const depth = Math.min(MAX_DEPTH, /^#+/.exec(line)?.[0].length ?? 1)
      return one(draft('section', line.replace(/^#+\s*/, ''), { depth }))
    }
    case '=':
      return one(draft('synopsis', line.slice(1).trim()))
    case '~':
      return group(
        'lyrics',
        lines,
        from,
        text => text.startsWith('~'),
        text => text.slice(1),
        out,
      )
    case '>':
      if (!isCentered(raw)) return one(draft('transition', line.slice(1).trim()))
      return group('centered', lines, from, isCentered, text => text.slice(1, -1), out)
    case '!':
      return raw[1] === '!' ? one(draft('shot', line.slice(2).trim())) : action(lines, from, out)
    case '@':
      return cue(line.slice(1).trim(), lines, after, out)
  }
  if (isForcedHeading(line)) return one(heading(line.slice(1)))
  if (looksLikeHeading(line)) return one(heading(line))
  if (isGap(lines[after]) && isTransition(lines[from] ?? '')) return one(draft('transition', line))
  if (!isGap(lines[after]) && isCue(line)) return cue(line, lines, after, out)
  return action(lines, from, out)
}

function cue(text: string, lines: readonly string[], after: number, out: ScreenplayLine[]): number {
  const dual = endsWith(text, '^')
  out.push(...draft('character', dual ? text.slice(0, -1).trim() : text, dual ? { dual } : {}))
  return dialogue(lines, after, out)
}

/**
 * Screenplay lines of logical source lines (see `scan`). Between two paragraphs of action one empty line separates; those
 * beyond it are white space that the writer wants, and open the second paragraph. Linear.
 */
export function readBlocks(lines: readonly string[]): ScreenplayLine[] {
  const out: ScreenplayLine[] = []
  let empty = 0
  for (let at = 0; at < lines.length; ) {
    if (isBlank(lines[at])) {
      empty++
      at++
      continue
    }
    const before = out.length
    at = readBlock(lines, at, out)
    const first = out[before]
    if (empty > 1 && first?.type === 'action' && out[before - 1]?.type === 'action')
      out[before] = { ...first, runs: [...plain('\n'.repeat(empty - 1)), ...first.runs] }
    empty = 0
  }
  return out
}
