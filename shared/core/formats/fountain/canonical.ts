import { MARKS, plain, type Run, textOfRuns } from '../../script/line.ts'
import type { LineType } from '../../script/lineTypes.ts'
import type { Screenplay, ScreenplayLine } from '../screenplay.ts'
import { MAX_DEPTH, OMITTED } from './blocks.ts'
import { cleanText } from './decode.ts'
import { expressible } from './emphasis.ts'
import { fromRuns, joinMarked, type MarkedText, plainText, sliceMarked, toRuns, trimMarked } from './markedText.ts'
import { isWholeBoneyard, isWholeNote, scan } from './scan.ts'
import { tidyTitlePage } from './titlePage.ts'

const ONE_LINE: ReadonlySet<LineType> = new Set([
  'scene_heading',
  'character',
  'parenthetical',
  'transition',
  'section',
  'synopsis',
  'shot',
])

/** Whether a line continues what a cue opened. A lyric does so after dialogue; a note when dialogue follows it. */
export const belongsToCue = (type: LineType): boolean => type === 'dialogue' || type === 'parenthetical'

const split = (marked: MarkedText, logical: boolean): MarkedText[] => {
  if (logical) return scan(marked.text, false).lines.map(({ start, end }) => sliceMarked(marked, start, end))
  let at = 0
  return marked.text.split('\n').map(part => {
    const start = at
    at += part.length + 1
    return sliceMarked(marked, start, start + part.length)
  })
}

const trimEmptyLines = (lines: MarkedText[], sides: 'both' | 'end'): MarkedText[] => {
  const first = lines.findIndex(line => line.text.trim() !== '')
  const last = lines.findLastIndex(line => line.text.trim() !== '')
  return first < 0 ? [] : lines.slice(sides === 'both' ? first : 0, last + 1)
}

const joinOneLine = (marked: MarkedText): MarkedText =>
  joinMarked(
    split(marked, false)
      .map(line => trimMarked(line))
      .filter(line => line.text !== ''),
    ' ',
  )

/** A part of dialogue that would stand as a note by itself is kept on one line, so that it can be escaped. */
const dialogueLine = (line: MarkedText): MarkedText => {
  const trimmed = trimMarked(line)
  return isWholeNote(trimmed.text) || isWholeBoneyard(trimmed.text) ? joinOneLine(trimmed) : trimmed
}

/** Cleans the text of a run-by-run marked text without losing its marks. */
function clean(runs: ScreenplayLine['runs']): MarkedText {
  return fromRuns(runs.map(run => ({ text: cleanText(run.text), marks: run.marks })))
}

function canonicalText(type: LineType, marked: MarkedText): MarkedText {
  if (ONE_LINE.has(type)) {
    const text = joinOneLine(marked)
    if (type !== 'parenthetical' || text.text === '') return text
    // the brackets belong to the element and take no emphasis
    const open = text.text.startsWith('(') ? sliceMarked(text, 1, text.text.length) : text
    const close = open.text.endsWith(')') ? sliceMarked(open, 0, open.text.length - 1) : open
    return joinMarked([plainText('('), close, plainText(')')])
  }
  if (type === 'note') {
    return trimMarked(
      joinMarked(
        split(marked, false).map(line => trimMarked(line, 'end')),
        '\n',
      ),
    )
  }
  const tidy = (line: MarkedText): MarkedText =>
    type === 'dialogue'
      ? dialogueLine(line)
      : type === 'action' || type === 'general'
        ? trimMarked(line, 'end')
        : trimMarked(line)
  return joinMarked(trimEmptyLines(split(marked, true).map(tidy), type === 'action' ? 'end' : 'both'), '\n')
}

/** Printable ASCII without what opens a note or a boneyard: most lines are nothing else. */
const PLAIN = /^[ -.0-Z\\-~]*$/
/** Notes, control characters, tabs and white space beside a line break: what may need tidying. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
const UNTIDY = /[\u0000-\u0009\u000b-\u001f\u007f\u0085\u2028\u2029\ufeff]|\s\n|\n\s|\[\[|\/\*/

/** Whether a run has other marks than the one before, in their order, and none on a line break or white space at its edges. */
function isTidyRun({ text, marks }: Run, before: Run | undefined): boolean {
  if (text === '' || (before && sameMarks(before.marks, marks))) return false
  if (marks.length === 0) return true
  let place = -1
  for (const mark of marks) {
    const next = MARKS.indexOf(mark)
    if (next <= place) return false
    place = next
  }
  return !/^\s|\s$|\n/.test(text)
}

const sameMarks = (a: Run['marks'], b: Run['marks']): boolean =>
  a.length === b.length && a.every((mark, at) => mark === b[at])

/** Most lines have nothing in them that could have to change: this spares them the way through marked text. */
function isTidy({ type, runs }: ScreenplayLine): boolean {
  const first = runs[0]
  const last = runs.at(-1)
  if (!first || !last) return false
  const text = runs.length === 1 ? first.text : textOfRuns(runs)
  if (text.length !== text.trim().length || (!PLAIN.test(text) && UNTIDY.test(text))) return false
  if (type === 'parenthetical' && !isBracketed(text, first, last)) return false
  return !(ONE_LINE.has(type) && text.includes('\n')) && runs.every((run, at) => isTidyRun(run, runs[at - 1]))
}

const isBracketed = (text: string, first: Run, last: Run): boolean =>
  text.length > 1 && text.startsWith('(') && text.endsWith(')') && first.marks.length + last.marks.length === 0

function canonicalLine(line: ScreenplayLine): ScreenplayLine[] {
  const out: ScreenplayLine = { type: line.type, runs: [] }
  if (line.type === 'page_break') {
    // text on a page break cannot be said; it stays as action
    return line.runs.length === 0 ? [out] : [out, ...canonicalLine({ type: 'action', runs: line.runs })]
  }
  if (line.type === 'scene_heading') {
    const number = line.sceneNumber?.replace(/[^\p{L}\p{N}.-]/gu, '')
    if (number) out.sceneNumber = number
    if (line.omitted) out.omitted = true
  }
  if (line.type === 'character' && line.dual) out.dual = true
  if (line.type === 'section') out.depth = Math.min(MAX_DEPTH, Math.max(1, Math.round(line.depth ?? 1)))
  if (line.type === 'note' && line.boneyard) out.boneyard = true
  if (isTidy(line)) return [{ ...out, runs: line.runs }]
  let marked = canonicalText(line.type, clean(line.runs))
  while (line.type === 'scene_heading' && marked.text.toLowerCase().endsWith(OMITTED)) {
    out.omitted = true
    marked = trimMarked(sliceMarked(marked, 0, marked.text.length - OMITTED.length))
  }
  return marked.text === '' ? [] : [{ ...out, runs: toRuns(expressible(marked)) }]
}

/** Empty lines at the beginning of action are white space between two paragraphs of it; elsewhere they say nothing. */
export function withoutEmptyStart(line: ScreenplayLine): ScreenplayLine {
  const [first, ...rest] = line.runs
  return first?.text.startsWith('\n') ? { ...line, runs: [...plain(first.text.replace(/^\n+/, '')), ...rest] } : line
}

/** Neighbours that Fountain cannot keep apart: two lines of speech under one cue. */
function merge(lines: readonly ScreenplayLine[]): ScreenplayLine[] {
  const out: ScreenplayLine[] = []
  const merged = new Set<ScreenplayLine>()
  let underCue = false
  for (const line of lines) {
    const last = out.at(-1)
    const speech = line.type === 'dialogue' || (line.type === 'lyrics' && underCue)
    if (speech && last && last.type === line.type) {
      last.runs = [...last.runs, ...plain('\n'), ...line.runs]
      merged.add(last)
    } else out.push(line.type === 'action' && last?.type !== 'action' ? withoutEmptyStart(line) : line)
    if (line.type === 'character' || belongsToCue(line.type)) underCue = true
    else if (line.type !== 'lyrics' && (line.type !== 'note' || line.boneyard)) underCue = false
  }
  // again, because a mark opened in one line may close in the line merged with it
  return out.flatMap(line => (merged.has(line) ? canonicalLine(line) : [line]))
}

/**
 * The screenplay as Fountain can say it; no line changes its type and no word is lost. Lines without text go, white space
 * at the edges goes (but for empty lines between two paragraphs of action), two lines of speech under one cue become one, parentheticals get their brackets.
 * `parseFountain(writeFountain(s))` equals `canonical(s)`.
 */
export function canonical(screenplay: Screenplay): Screenplay {
  const separate = screenplay.lines.flatMap(canonicalLine)
  const titlePage = tidyTitlePage(
    screenplay.titlePage.map(({ key, value }) => ({ key: cleanText(key), value: cleanText(value) })),
  )
  return { titlePage, lines: merge(separate) }
}
